import type { RequestKind } from '../../src/engine/ticket/ticket.ts';

/** What a yes or no is about: a ticket's request, by kind or number or neither, or somebody's leave. */
export interface Answered {
  about: RequestKind | 'leave' | null;
  number: number | null;
  rest: string;
}

const ABOUT: readonly (readonly [string, RequestKind | 'leave'])[] = [
  ['请假', 'leave'],
  ['退单', 'return'],
  ['退回', 'return'],
  ['转派', 'transfer'],
  ['缓办', 'pause'],
  ['延期', 'extension'],
  ['剔除', 'exclusion'],
];

const NUMBER = /^[#＃]?(\d{1,9})(?!\d|号?[楼栋幢座门院线]|[月天日])(?:号单|号|单)?[\s,，。:：、]{0,20}/;
const GAP = /^[\s,，。:：、]{0,20}/;

/** 「退单 3 先联系车主」, 「3」, 「请假 顾强 陆敏」, and nothing at all. */
export function answered(text: string): Answered {
  const kind = ABOUT.find(([word]) => text.startsWith(word));
  const after = kind ? text.slice(kind[0].length).replace(GAP, '') : text;
  const match = kind?.[1] === 'leave' ? null : NUMBER.exec(after);
  const rest = match ? after.slice(match[0].length) : after;
  return { about: kind?.[1] ?? null, number: match ? Number(match[1]) : null, rest: rest.trim() };
}
