import { HOUR_MS, MINUTE_MS } from '../../engine/glossary.ts';

/** What a typed line means to the terminal itself; everything else is said in the room. */
export type Order =
  | { type: 'say'; text: string }
  | { type: 'as'; name: string }
  | { type: 'room'; name: string }
  | { type: 'clock'; ms: number }
  | { type: 'help' }
  | { type: 'quit' }
  | { type: 'wrong'; text: string };

export const CONSOLE_HELP = [
  '直接打字就是在群里说话。另外:',
  '  /as 李梅        换一个人来说(/as 列出所有人)',
  '  /room 工作群    换一个群(/room 列出这个人的群)',
  '  /clock +2h      把时钟往前拨(+10m、+2h、+1d)',
  '  /help           这段说明',
  '  /quit           退出',
].join('\n');

const UNIT_MS = { m: MINUTE_MS, h: HOUR_MS, d: 24 * HOUR_MS };

export function readOrder(line: string): Order {
  const text = line.trim();
  if (!text.startsWith('/')) return { type: 'say', text };
  const [, name = '', rest = ''] = /^\/(\S{0,20})\s*(.{0,200})/.exec(text) ?? [];
  if (name === 'as') return { type: 'as', name: rest.trim() };
  if (name === 'room') return { type: 'room', name: rest.trim() };
  if (name === 'clock') return clockOrder(rest);
  if (name === 'help') return { type: 'help' };
  if (name === 'quit' || name === 'exit') return { type: 'quit' };
  return { type: 'wrong', text: `没有 /${name} 这个用法。输入 /help 看说明。` };
}

function clockOrder(rest: string): Order {
  const match = /^\+?(\d{1,4})\s*([mhd])$/.exec(rest.trim());
  const unit = match?.[2];
  if (!match || (unit !== 'm' && unit !== 'h' && unit !== 'd'))
    return { type: 'wrong', text: '请写 /clock +10m、+2h 或 +1d。' };
  return { type: 'clock', ms: Number(match[1]) * UNIT_MS[unit] };
}
