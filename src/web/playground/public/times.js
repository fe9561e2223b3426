import { state } from './state.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const formats = new Map();

function format(options) {
  const key = JSON.stringify([state.zone, options]);
  if (!formats.has(key))
    formats.set(key, new Intl.DateTimeFormat('zh-CN', { timeZone: state.zone, ...options }));
  return formats.get(key);
}

/** The playground's time: the server's, running on. */
export function now() {
  const { now: told, heardAt } = state.clock;
  return told + (performance.now() - heardAt);
}

export function clockTime(at) {
  return format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

export function clockDay(at) {
  const day = format({ month: 'long', day: 'numeric' }).format(at);
  return `${day} ${format({ weekday: 'short' }).format(at)}`;
}

export function dayKey(at) {
  return format({ year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

/** `14:20`, `昨天 14:20`, `星期三 14:20`, `6月5日 14:20`. */
export function saidAt(at) {
  const time = clockTime(at);
  if (dayKey(at) === dayKey(now())) return time;
  if (dayKey(at) === dayKey(now() - DAY)) return `昨天 ${time}`;
  if (dayKey(at) === dayKey(now() + DAY)) return `明天 ${time}`;
  const near = Math.abs(now() - at) < 6 * DAY;
  const day = near ? format({ weekday: 'long' }) : format({ month: 'long', day: 'numeric' });
  return `${day.format(at)} ${time}`;
}

/** `2天3小时`, `1小时20分`, `5分`. */
export function span(ms) {
  const minutes = Math.round(Math.abs(ms) / MINUTE);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) return `${days}天${hours > 0 ? `${hours}小时` : ''}`;
  if (hours > 0) return `${hours}小时${minutes % 60 > 0 ? `${minutes % 60}分` : ''}`;
  return minutes > 0 ? `${minutes}分` : '不到1分';
}
