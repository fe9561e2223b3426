import type { NetworkDefinition } from '../network.ts';
import { LARK_SECRETS, type LarkSettings, larkFaults, larkSettings, readLark } from './settings.ts';

/** Feishu and Lark: one platform under two names. Several processes may share an app: Lark hands each event to one of them. */
export const definition: NetworkDefinition<LarkSettings> = {
  network: 'lark',
  name: '飞书',
  settings: larkSettings,
  secrets: LARK_SECRETS,
  faults: larkFaults,
  read: readLark,
  async open(settings, parts) {
    const { createLarkChat } = await import('./edge.ts');
    return createLarkChat({ settings, parts });
  },
  async probe(settings, parts) {
    const { probeLark } = await import('./probe.ts');
    return probeLark(settings, parts);
  },
};
