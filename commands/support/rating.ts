import type { Satisfaction } from '../../src/engine/ticket/ticket.ts';

/** The three answers in a line of words; what is not said stays `null`, never a yes. */
export interface Answers {
  contacted: boolean | null;
  solved: boolean | null;
  satisfied: Satisfaction | null;
  /** What else was said. */
  text: string;
}

type Sign<T> = readonly [RegExp, T];

/** The noes first: 「没解决」 holds 「解决」, 「不满意」 holds 「满意」. */
const CONTACTED: readonly Sign<boolean>[] = [
  [/(?:没有?人?|未|从没|没有)联系(?:过|我)?/, false],
  [/(?:已|有人?)?联系(?:过我|过了|过|了|我了)|(?:已经?|有人?)联系/, true],
];
const SOLVED: readonly Sign<boolean>[] = [
  [/(?:没有?|未|还没|没有)(?:解决|修好|办好|弄好)|解决不了/, false],
  [/(?:已经?)?(?:解决|修好|办好|弄好)了?/, true],
];
const SATISFIED: readonly Sign<Satisfaction>[] = [
  [/(?:很|非常|十分)?不(?:太|怎么|是很)?满意|差评/, 'dissatisfied'],
  [/(?:基本|大体|还算|比较)满意/, 'basically'],
  [/(?:很|非常|十分)?满意|好评/, 'satisfied'],
];

/** The grade said once more is no further text. */
const GRADES_AGAIN = /(?<!\S)(?:很|非常|十分|基本|不)?满意(?!\S)/g;

/** 「联系过 解决了 基本满意 就是慢了点」 → all three, and 「就是慢了点」. */
export function answersIn(text: string): Answers {
  const satisfied = taken(text, SATISFIED);
  const solved = taken(satisfied.left, SOLVED);
  const contacted = taken(solved.left, CONTACTED);
  const rest = contacted.left
    .replace(GRADES_AGAIN, ' ')
    .replace(/[\s,，。;；、]{1,20}/g, ' ')
    .replace(/^[了吧的] /, '')
    .trim();
  return { contacted: contacted.value, solved: solved.value, satisfied: satisfied.value, text: rest };
}

function taken<T>(text: string, signs: readonly Sign<T>[]): { value: T | null; left: string } {
  for (const [sign, value] of signs) {
    if (sign.test(text)) return { value, left: text.replace(sign, ' ') };
  }
  return { value: null, left: text };
}
