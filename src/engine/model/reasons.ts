import type { Grams } from './grams.ts';
import { piecesOf } from './grams.ts';
import type { LinearHead } from './linear.ts';
import { rowOf, tfIdf } from './linear.ts';

const MOST = 4;
/** Pieces weighed for it; more would only repeat the first. */
const WEIGHED = 24;

interface Asked {
  grams: Grams;
  matter: string;
  /** Which class is to be explained; -1 as `sign` when what speaks against it is. */
  best: number;
  sign: 1 | -1;
}

/**
 * The pieces of the text that speak most for a class: a longer piece stands for those inside it. Digits were blanked
 * before: a piece with one would name another building.
 */
export function reasonsOf(head: LinearHead, asked: Asked): readonly string[] {
  const heaviest = weighed(head, asked).slice(0, WEIGHED);
  const pieces = piecesOf(asked.matter, head.longest, new Set(heaviest.map(({ hash }) => hash)));
  const words = heaviest.map(({ hash }) => pieces.get(hash) ?? '');
  const kept: string[] = [];
  for (const word of words.filter((one) => one.length > 1 && !one.includes('0'))) {
    if (kept.length < MOST && !kept.some((one) => one.includes(word) || word.includes(one))) kept.push(word);
  }
  return kept;
}

function weighed(head: LinearHead, { grams, best, sign }: Asked): readonly { hash: number; share: number }[] {
  const shares: { hash: number; share: number }[] = [];
  for (let at = 0; at < grams.hashes.length; at++) {
    const hash = grams.hashes[at] ?? 0;
    const row = rowOf(head, hash);
    const weight = row < 0 ? 0 : sign * (head.weights[row * head.classes.length + best] ?? 0);
    if (weight > 0) shares.push({ hash, share: weight * tfIdf(head, row, grams.counts[at] ?? 1) });
  }
  return shares.sort((a, b) => b.share - a.share || a.hash - b.hash);
}
