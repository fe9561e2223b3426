import type { KnowledgeTold, Reply, Speaking } from '../app/reply.ts';
import type { Instant } from '../engine/glossary.ts';
import type { AnswerLead } from '../engine/knowledge/answer.ts';
import type { Knowledge } from '../engine/knowledge/entry.ts';
import { digest } from '../engine/time.ts';

/** What is said of notices and kept answers, and from them. Their own words are their keepers': shown as they stand. */

type Codes =
  | 'answered'
  | 'which-answer'
  | 'knowledge-kept'
  | 'knowledge-listed'
  | 'knowledge-shown'
  | 'post-first'
  | 'notice-posted';
type ByCode = { [C in Codes]: Extract<Reply, { code: C }> };

export const KNOWLEDGE_NAMES = { notice: '通知', faq: '问答' } as const satisfies Record<
  Knowledge['kind'],
  string
>;

const LEADS: Readonly<Record<AnswerLead, string>> = {
  plain: '',
  'other-day': '那天没有登记相关的通知,最近的一条是:\n',
  'other-place': '通知里没有写到您说的地方,原文是:\n',
};

const LISTED = 30;
const LINE_CHARS = 44;

export const KNOWLEDGE_SENTENCES: {
  readonly [C in Codes]: (reply: ByCode[C], speaking: Speaking) => string;
} = {
  answered: ({ entry, lead }, speaking) =>
    `${LEADS[lead]}${wordsOf(entry)}\n(${originOf(entry, speaking)})\n没解决就回「没解决」,我转给工作人员`,
  'which-answer': ({ entries }) =>
    ['您问的是哪一个?请回序号:', ...entries.map((entry, at) => `${at + 1} ${headOf(entry)}`)].join('\n'),
  'knowledge-kept': (reply, speaking) => kept(reply, speaking),
  'knowledge-listed': (reply, speaking) => listed(reply, speaking),
  'knowledge-shown': ({ entry }, speaking) =>
    `${nameOf(entry)} · ${scopeOf(entry, speaking)} · ${entry.authorName}记\n${wordsOf(entry)}\n(${originOf(entry, speaking)})`,
  'post-first': ({ rooms, repeat }) => `会发到${roomsText(rooms)}。确定请发:「${repeat}」`,
  'notice-posted': ({ entry, withdrawn }) =>
    withdrawn
      ? `【更正】之前这条通知不作数了:${cut(entry.text)}\n——${entry.source}`
      : `【通知】${entry.text}\n——${entry.source}`,
};

function wordsOf({ kind, question, text }: Knowledge): string {
  return kind === 'notice' ? `通知:${text}` : `${question}:${text}`;
}

/** Its question, or how a notice begins. */
function headOf({ kind, question, text }: Knowledge): string {
  return kind === 'notice' ? cut(text) : question;
}

function originOf(entry: Knowledge, speaking: Speaking): string {
  const at = entry.changedAt ?? entry.addedAt;
  return `来源:${entry.source},${day(at, speaking)}${entry.changedAt === null ? '登记' : '更新'},有效至${day(entry.expiresAt, speaking)}`;
}

function kept({ entry, what, told }: ByCode['knowledge-kept'], speaking: Speaking): string {
  const name = nameOf(entry);
  if (what === 'posted') return posted(told);
  if (what === 'withdrawn') return [`${name} 撤下了,不再用来回答`, posted(told)].filter(Boolean).join('\n');
  const done = what === 'added' ? '记下了' : '改好了';
  const kind = KNOWLEDGE_NAMES[entry.kind];
  return [
    `${name} ${done}(${scopeOf(entry, speaking)},有效至${day(entry.expiresAt, speaking)})。居民问到就答:`,
    wordsOf(entry),
    told.isCut
      ? `最久只能记到${day(entry.expiresAt, speaking)},到时还要用请发「${kind} 改 ${entry.number} 有效至 日期」`
      : '',
    told.masked ? '手机号和证件号不在群里显示,已经遮掉;要留电话请写办公座机' : '',
    told.alike === null ? '' : `和问答${told.alike}很像;要改那一条请发「问答 改 ${told.alike} 答案」`,
    posted(told) || (entry.kind === 'notice' ? `要发到居民群请发「通知 ${entry.number} 发群」` : ''),
    `写错了发「${kind} 改 ${entry.number} 内容」,不要了发「${kind} 撤下 ${entry.number}」`,
  ]
    .filter(Boolean)
    .join('\n');
}

function posted({ rooms }: KnowledgeTold): string {
  if (rooms === null) return '';
  if (rooms.length === 0) return '这里还没有绑定居民群,没有发出去。绑定请在群里发「本群 社区名 居民群」';
  return `已发到${roomsText(rooms)}`;
}

const ROOMS = 5;

function roomsText(rooms: readonly string[]): string {
  const shown = rooms.slice(0, ROOMS).join('、');
  return rooms.length > ROOMS ? `${shown}等 ${rooms.length} 个居民群` : shown;
}

function listed({ kind, entries }: ByCode['knowledge-listed'], speaking: Speaking): string {
  const name = KNOWLEDGE_NAMES[kind];
  if (entries.length === 0) return `现在没有在用的${name}。要加请发「${EXAMPLES[kind]}」`;
  const lines = entries
    .slice(0, LISTED)
    .map(
      (entry) =>
        `${entry.number} ${cut(headOf(entry))} · ${scopeOf(entry, speaking)} · 有效至${day(entry.expiresAt, speaking)}`,
    );
  const rest = entries.length > LISTED ? [`还有 ${entries.length - LISTED} 条`] : [];
  return [`在用的${name}(${entries.length} 条),看全文发「${name} 编号」:`, ...lines, ...rest].join('\n');
}

export const EXAMPLES = {
  notice: '通知 6月5日9:00-17:00 阳光花园1-6号楼停水,水管改造 发群',
  faq: '问答 老年证怎么办?带身份证和一寸照到社区服务大厅',
} as const;

function nameOf({ kind, number }: Knowledge): string {
  return `${KNOWLEDGE_NAMES[kind]}${number}`;
}

function scopeOf({ gridId, communityId, streetId }: Knowledge, { directory }: Speaking): string {
  return directory.nameOf(gridId ?? communityId ?? streetId);
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LINE_CHARS ? `${line.slice(0, LINE_CHARS).toWellFormed()}…` : line;
}

/** Dates of record are absolute: 「今天」 would be read tomorrow. */
function day(at: Instant, { zone, now }: Speaking): string {
  const then = digest(zone, at);
  const year = then.year === digest(zone, now).year ? '' : `${then.year}年`;
  return `${year}${then.month}月${then.day}日`;
}
