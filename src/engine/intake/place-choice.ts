import type { Place } from '../ticket/ticket.ts';
import { fold, numeral } from './text.ts';

/** An answer to 「请问是哪一处?」 is short; a longer line tells something. */
const ANSWER_CHARS = 14;
const ORDINAL =
  /^(?:是|选|第|就是|答|回复)?([1-9]|[一二三四五六七八九])(?:号|个|项|处|条)?(?:的|吧|呀|啊|哈|哦|呢)?$/;
const PARTICLES =
  /^(?:是|就是|在|我说的是|说的是|我们|那个|那边)|(?:那个|那边|那里|那一?个|这个|这边|的|吧|呀|啊|哈|哦|呢|嘛)$/g;

/** Which of the places asked about a short answer picks: by its number, or by what only one of them is called. */
export function choiceOf(answer: string, choices: readonly Place[]): Place | null {
  const said = fold(answer).replace(/[^\p{L}\p{N}]/gu, '');
  if (said === '' || said.length > ANSWER_CHARS) return null;
  const ordinal = numeral(ORDINAL.exec(said)?.[1] ?? '');
  if (ordinal !== null) return choices[ordinal - 1] ?? null;
  const name = said.replace(PARTICLES, '').replace(PARTICLES, '');
  if (name.length < 2) return null;
  const fitting = choices.filter(({ text }) => fold(text).includes(name));
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}
