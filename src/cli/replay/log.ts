import { z } from 'zod';
import type { Instant } from '../../engine/glossary.ts';
import { linesOf, parseJson } from '../lines.ts';

const LINE = z.object({
  at: z.iso.datetime({ offset: true, error: 'at 应为带时区的时间,如 2026-06-03T08:14:00+08:00' }),
  room: z.string('缺少 room(群编号)').min(1, 'room 不能为空'),
  from: z.string('缺少 from(说话人的账号)').min(1, 'from 不能为空'),
  name: z.string('name 应为文字').default(''),
  text: z.string('text 应为文字').default(''),
  images: z.int('images 应为张数').min(0, 'images 不能小于 0').max(100, 'images 太多').default(0),
  replyTo: z.string('replyTo 应为消息编号').nullish(),
  id: z.string('缺少 id(消息编号)').min(1, 'id 不能为空'),
});

/** One line of a recorded log, its time as an instant. */
export interface LogMessage extends Omit<z.infer<typeof LINE>, 'at' | 'replyTo'> {
  at: Instant;
  replyTo: string | null;
}

export interface Log {
  messages: readonly LogMessage[];
  /** `第 3 行:…`, everything that is wrong; then nothing may be run. */
  faults: readonly string[];
}

/** Reads a whole log, in time order. */
export async function readLog(path: string): Promise<Log> {
  const messages: LogMessage[] = [];
  const faults: string[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  for await (const { number, text } of linesOf(path)) {
    const parsed = parseLine(text);
    if (typeof parsed === 'string') {
      faults.push(`第 ${number} 行:${parsed}。`);
      continue;
    }
    if (parsed.at < latest) faults.push(`第 ${number} 行:时间早于上一行,请按时间排好。`);
    latest = Math.max(latest, parsed.at);
    messages.push(parsed);
  }
  if (messages.length + faults.length === 0) faults.push('第 1 行:文件是空的。');
  return { messages, faults };
}

function parseLine(text: string): LogMessage | string {
  const json = parseJson(text);
  if (json === null || typeof json !== 'object') return '不是 JSON 对象';
  const parsed = LINE.safeParse(json);
  if (!parsed.success) return parsed.error.issues.map(({ message }) => message).join(',');
  return { ...parsed.data, at: Date.parse(parsed.data.at), replyTo: parsed.data.replyTo ?? null };
}
