import type { Log } from '../../../src/app/ports.ts';
import { createLarkApi, type LarkApi } from '../../../src/chat/lark/api.ts';
import { createLarkSdk, type LarkSdk } from '../../../src/chat/lark/sdk.ts';
import type { FakeLark } from './server.ts';

export interface RecordedLog extends Log {
  /** Everything logged, as one text. */
  text(): string;
}

export function recordedLog(): RecordedLog {
  const lines: string[] = [];
  const keep = (data: object, message: string) => void lines.push(`${JSON.stringify(data)} ${message}`);
  return { info: keep, warn: keep, error: keep, text: () => lines.join('\n') };
}

/** The real SDK, pointed at the loopback server. */
export function sdkFor(
  lark: Pick<FakeLark, 'url' | 'appId' | 'appSecret'>,
  { log = recordedLog(), timeoutMs = 5000 }: { log?: Log; timeoutMs?: number } = {},
): LarkSdk {
  return createLarkSdk({ appId: lark.appId, appSecret: lark.appSecret, domain: lark.url, log, timeoutMs });
}

export function apiFor(
  lark: Pick<FakeLark, 'url' | 'appId' | 'appSecret'>,
  options: { log?: Log; timeoutMs?: number } = {},
): LarkApi {
  return createLarkApi(sdkFor(lark, options), { timeoutMs: options.timeoutMs ?? 5000 });
}
