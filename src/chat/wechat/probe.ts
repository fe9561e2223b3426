import { createRequire } from 'node:module';
import { connect } from 'node:net';
import type { ProbeFinding } from '../network.ts';
import { SERVICE, type WechatSettings } from './settings.ts';

/**
 * What can be proved without logging in: a gateway has room for one client, and a second one that leaves takes the
 * account of the first with it.
 */
export async function probeWechat(settings: WechatSettings, timeoutMs = 3000): Promise<ProbeFinding[]> {
  const findings = [installed('wechaty', 'wechaty'), installed(settings.puppet, 'puppet')];
  if (settings.puppet === SERVICE && settings.endpoint) {
    findings.push(await reachable(settings.endpoint, timeoutMs));
    findings.push({
      state: 'note',
      message: '没有试登录:网关只容一个连接,再连一个会把正在运行的机器人挤下线。令牌对不对要看启动后的状态。',
    });
  }
  if (settings.plaintext) {
    findings.push({ state: 'note', message: '与网关的连接没有加密:只应在本机或可信的内网这样用。' });
  }
  return findings;
}

function installed(name: string, what: string): ProbeFinding {
  return isInstalled(name)
    ? { state: 'ok', message: `${what} 已安装(${name})` }
    : { state: 'wrong', message: `没有安装 ${name}:请运行 npm install ${name} 后重试。` };
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch (error) {
    // Other errors come from packages that are there, but only for `import`.
    return !(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND');
  }
}

function reachable(endpoint: string, timeoutMs: number): Promise<ProbeFinding> {
  const [host = '', port = ''] = endpoint.split(':');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), timeout: timeoutMs });
    const end = (finding: ProbeFinding) => {
      socket.destroy();
      resolve(finding);
    };
    const message = `连不上微信网关 ${endpoint}:请检查 WECHATY_PUPPET_SERVICE_ENDPOINT,以及网关是否在运行。`;
    socket.once('connect', () => end({ state: 'ok', message: `微信网关 ${endpoint} 有应答` }));
    socket.once('timeout', () => end({ state: 'wrong', message }));
    socket.once('error', () => end({ state: 'wrong', message }));
  });
}
