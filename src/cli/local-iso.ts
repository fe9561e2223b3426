import { type Instant, MINUTE_MS } from '../engine/glossary.ts';
import { digest } from '../engine/time.ts';

/** The instant as the zone's clocks show it, with their offset: `2026-06-03T08:14:00+08:00`. */
export function localIso(zone: string, at: Instant): string {
  const { year, month, day, hour, minute, second } = digest(zone, at);
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  const offsetMinutes = Math.round((asUtc - at) / MINUTE_MS);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const size = Math.abs(offsetMinutes);
  return `${new Date(asUtc).toISOString().slice(0, 19)}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
