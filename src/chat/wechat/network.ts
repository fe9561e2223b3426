import type { NetworkDefinition } from '../network.ts';
import type { WechatSettings } from './settings.ts';
import { ACCOUNT_LEASE, childEnvironment, readWechat, WECHAT_SETTINGS, wechatFaults } from './settings.ts';

export const definition: NetworkDefinition<WechatSettings> = {
  network: 'wechat',
  name: '微信',
  settings: WECHAT_SETTINGS,
  secrets: ['WECHATY_PUPPET_SERVICE_TOKEN'],
  faults: wechatFaults,
  read: readWechat,
  exclusive: () => ACCOUNT_LEASE,
  async open(settings, edge) {
    const [{ createWechatChat }, { launchProcess }] = await Promise.all([
      import('./edge.ts'),
      import('./link.ts'),
    ]);
    const launch = launchProcess({
      puppet: settings.puppet,
      environment: childEnvironment(settings),
      secrets: settings.token ? [settings.token.reveal()] : [],
      folder: edge.folder,
    });
    return createWechatChat({ edge, launch });
  },
  async runProcess([puppet = ''], environment) {
    const { runChild } = await import('./run-child.ts');
    await runChild(puppet, environment);
  },
  async probe(settings) {
    const { probeWechat } = await import('./probe.ts');
    return probeWechat(settings);
  },
};
