import type { LinkStatus } from '../app/ports.ts';

const STATES: Partial<Record<LinkStatus['reason'], string>> = {
  connected: '已登录,不用扫码。',
  'login-needed': '请用要当机器人的微信号扫码登录。',
  'logged-out': '微信已退出登录,正在取新的二维码……',
  'wrong-secret': '令牌不对,连不上微信网关:请检查 WECHATY_PUPPET_SERVICE_TOKEN。',
  stopped: '程序已停止。',
};

/** What the page for logging in to WeChat says. */
export const loginPageText = {
  title: '微信登录',
  wrongKey: '网址不完整或已过期:请用程序启动时打印的网址打开。',
  howTo: '打开手机微信,点右上角「+」,选「扫一扫」。二维码过期会自动换新。',
  state: (reason: LinkStatus['reason']) => STATES[reason] ?? '正在连接微信,请稍候……',
};
