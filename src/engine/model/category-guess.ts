import type { Category, Kind } from '../glossary.ts';
import { KINDS } from '../glossary.ts';
import type { Likely } from './guess.ts';

/** What one head answers: its classes and their calibrated log-odds; `null` where the model lacks the head. */
export type AskHead = (
  name: string,
) => { classes: readonly string[]; logOdds: Readonly<Float64Array> } | null;

/**
 * Orders in an operator's words go by the hotline's conventions, a neighbour's talk by ours: each has a head of its
 * own (`orderCategory`, `category`), and a third (`order`) says which of the two a text is.
 */
export function categoriesOf(ask: AskHead): readonly Likely<Category>[] {
  const talk = sharesOf(ask, 'category');
  const orders = sharesOf(ask, 'orderCategory');
  if (orders.length === 0) return paths(talk);
  const share = talk.length === 0 ? 1 : orderShare(ask);
  const levels1 = new Map(orders.map(({ value, probability }) => [value, probability]));
  const inTalk = new Map<string, number>();
  for (const { value, probability } of talk)
    inTalk.set(level1Of(value), (inTalk.get(level1Of(value)) ?? 0) + probability);
  const mixed = talk.map(({ value, probability }) => {
    const level1 = level1Of(value);
    // Given its level 1 the talk's head says which level 2: orders are labelled by level 1 only.
    const within = probability / (inTalk.get(level1) || 1);
    const both = share * (levels1.get(level1) ?? 0) + (1 - share) * (inTalk.get(level1) ?? 0);
    return { value, probability: within * both };
  });
  const alone = orders.filter(({ value }) => !inTalk.has(value));
  return paths([...mixed, ...alone.map((one) => ({ ...one, probability: share * one.probability }))]);
}

/** How pressing: of an order how likely somebody was sent at once, of talk by rules.md 3.1. */
export function urgentOf(ask: AskHead): number {
  const talk = yes(ask, 'urgent');
  const orders = yes(ask, 'orderUrgent');
  if (orders === null || talk === null) return talk ?? orders ?? 0;
  const share = orderShare(ask);
  return share * orders + (1 - share) * talk;
}

/** How likely life is in danger now. */
export function criticalOf(ask: AskHead): number {
  return yes(ask, 'critical') ?? 0;
}

export function kindsOf(ask: AskHead): readonly Likely<Kind>[] {
  return sharesOf(ask, 'kind')
    .flatMap(({ value: name, probability }) => {
      const value = KINDS.find((kind) => kind === name);
      return value ? [{ value, probability }] : [];
    })
    .sort((a, b) => b.probability - a.probability);
}

/** How likely an operator wrote it down; without that head everything is talk. */
export function orderShare(ask: AskHead): number {
  return yes(ask, 'order') ?? 0;
}

function yes(ask: AskHead, name: string): number | null {
  const answer = ask(name);
  return answer ? 1 / (1 + Math.exp(-(answer.logOdds[0] ?? 0))) : null;
}

function sharesOf(ask: AskHead, name: string): readonly Likely<string>[] {
  const answer = ask(name);
  if (!answer) return [];
  const top = Math.max(...answer.logOdds);
  const shares = answer.logOdds.map((one) => Math.exp(one - top));
  const sum = shares.reduce((total, share) => total + share, 0);
  return answer.classes.map((value, k) => ({ value, probability: (shares[k] ?? 0) / sum }));
}

function level1Of(path: string): string {
  return path.split('/')[0] ?? '';
}

/** `水电气/停水`, or a level 1 alone: likeliest first. */
function paths(shares: readonly Likely<string>[]): readonly Likely<Category>[] {
  return shares
    .map(({ value, probability }) => {
      const [level1 = '', level2 = ''] = value.split('/');
      const category: Category = [level1, level2];
      return { value: category, probability };
    })
    .sort((a, b) => b.probability - a.probability);
}
