import { extname } from 'node:path';
import type { Store } from '../app/ports.ts';
import { isMonthKey } from '../engine/appraisal/window.ts';
import { policyFor, settingsOf } from './policy.ts';
import { streetMeant } from './street.ts';
import { DONE, type Io, MISUSED, REFUSED, type Verb, type VerbInput } from './verb.ts';

/** What can be exported, and as what; the first is taken where the file's name does not say. */
const FORMATS = {
  ranking: ['xlsx', 'png', 'csv'],
  scores: ['xlsx', 'csv'],
  entries: ['csv'],
  report: ['docx', 'txt'],
} as const satisfies Record<string, readonly string[]>;
export type ExportKind = keyof typeof FORMATS;

export const exportVerb: Verb = {
  name: 'export',
  usage:
    'ranking|scores|entries|report --month YYYY-MM --out FILE [--format …] [--group 组] [--community ID]',
  summary: '导出一个月的排名、逐项得分、记分条目或月报。',
  details: [
    'ranking:排名,xlsx、png(一个组一张图)或 csv;scores:逐项得分,xlsx(连同记分条目)或 csv。',
    'entries:记分条目,csv;report:月报,docx 或 txt。格式看文件名的后缀,也可以用 --format 写明。',
    '导出的是最新一版;还没有月结的月份没有可导的。',
  ],
  options: {
    month: { type: 'string', value: 'YYYY-MM', help: '哪个月,例如 2026-10' },
    out: { type: 'string', value: 'FILE', help: '写到哪个文件;已有的会被换掉' },
    format: { type: 'string', value: 'FORMAT', help: 'png、xlsx、csv、docx 或 txt' },
    group: { type: 'string', value: '组', help: '哪个组的排名(组的编号或名称)' },
    community: { type: 'string', value: 'ID', help: '只要一个社区的(编号或名称)' },
    street: { type: 'string', value: 'ID', help: '哪个街道(只有一个时不用写)' },
  },
  words: { min: 1, max: 1, missing: '没有写导出什么:ranking、scores、entries 或 report。' },
  run: exportMonth,
};

export interface ExportOrder {
  kind: ExportKind;
  format: string;
  monthKey: string;
  out: string;
  group: string | null;
  community: string | null;
}

async function exportMonth(input: VerbInput): Promise<number> {
  const { io, text } = input;
  const order = orderOf(input);
  if (typeof order === 'string') {
    io.err(order);
    return MISUSED;
  }
  const config = await settingsOf(io);
  const policy = await policyFor(io);
  if (!config || !policy) return REFUSED;
  const [{ withStore }, { createLog }] = await Promise.all([
    import('../startup/database.ts'),
    import('../startup/log.ts'),
  ]);
  return withStore({ config, log: createLog(config.logLevel) }, async (store) => {
    const streetId = await streetMeant(store, text('street'), io);
    if (streetId === null) return REFUSED;
    return write(order, { store, streetId, zone: policy.calendar.zone, io });
  });
}

/** The order, or what is wrong with it as a sentence. */
function orderOf({ words, text }: VerbInput): ExportOrder | string {
  const kind = words[0] ?? '';
  if (!isKind(kind)) return `「${kind}」不能导出,可以写:${Object.keys(FORMATS).join('、')}。`;
  const [monthKey, out] = [text('month') ?? '', text('out') ?? ''];
  if (!isMonthKey(monthKey)) return '请用 --month 写明月份,例如 --month 2026-10。';
  if (out === '') return '请用 --out 写明文件,例如 --out 排名.xlsx。';
  const formats: readonly string[] = FORMATS[kind];
  const format = text('format') ?? (extname(out).slice(1).toLowerCase() || (formats[0] ?? ''));
  if (!formats.includes(format)) return `${kind} 可以导成 ${formats.join('、')},不能导成「${format}」。`;
  return { kind, format, monthKey, out, group: text('group'), community: text('community') };
}

function isKind(word: string): word is ExportKind {
  return Object.hasOwn(FORMATS, word);
}

interface Place {
  store: Store;
  streetId: string;
  zone: string;
  io: Io;
}

async function write(order: ExportOrder, { store, streetId, zone, io }: Place): Promise<number> {
  const [{ exported }, { writeFile }] = await Promise.all([
    import('../report/exported.ts'),
    import('node:fs/promises'),
  ]);
  const found = await exported(order, { store, streetId, zone });
  if (!found.ok) {
    io.err(found.fault);
    return REFUSED;
  }
  try {
    await writeFile(order.out, found.bytes);
  } catch (error) {
    io.err(`写不进 ${order.out}:${error instanceof Error ? error.message : error}`);
    return REFUSED;
  }
  io.out(`已导出到 ${order.out}。`);
  return DONE;
}
