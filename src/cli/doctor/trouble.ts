import { MINUTE_MS } from '../../engine/glossary.ts';

/** Something that stands still, with what to do about it. */
export interface Trouble {
  what:
    | 'administrator'
    | 'organisation'
    | 'model'
    | 'network-down'
    | 'nobody-runs'
    | 'outbox-failed'
    | 'outbox-waiting'
    | 'identity'
    | 'unbound-room'
    | 'unheld';
  message: string;
  todo: string;
}

/** `不到 1 分钟`, `12 分钟`, `5 小时`, `3 天`. */
export function lengthText(ms: number): string {
  if (ms < MINUTE_MS) return '不到 1 分钟';
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 120) return `${minutes} 分钟`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} 小时` : `${Math.round(hours / 24)} 天`;
}
