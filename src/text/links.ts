import type { LinkStatus } from '../app/ports.ts';

/** How a network stands, and what to do about it. */
const LINK_TEXTS: Readonly<Record<LinkStatus['reason'], string>> = {
  starting: '正在连接',
  connected: '已连上',
  reconnecting: '连接断了,正在自动重连',
  silent: '连着,但工作时间很久没有收到任何消息,可能已经收不到了;请在群里发一句话试试,不行就重启',
  unreachable: '连不上,正在自动重试;请检查这台机器的网络',
  refused: '对方拒绝了连接,正在自动重试;请检查应用是否启用、权限是否齐全',
  'wrong-secret': '应用密钥或令牌不对;请核对设置后重启',
  'not-installed': '要用的程序包没有装好;缺哪个、怎么装请看 linli check,装好后会自动连上',
  'login-needed': '等待扫码登录;请打开网页或看终端里的二维码',
  'logged-out': '账号已退出登录;请重新扫码',
  crashed: '连接程序意外退出,正在自动重启',
  'budget-spent': '今天能发的消息用完了,普通消息明早再发,急的照发',
  'held-elsewhere': '由另一个进程负责',
  stopped: '已停止',
};

/** In one line, with what the network said where it said something. */
export function linkText({ reason, detail = '' }: Pick<LinkStatus, 'reason' | 'detail'>): string {
  return detail === '' ? LINK_TEXTS[reason] : `${LINK_TEXTS[reason]}(${detail})`;
}
