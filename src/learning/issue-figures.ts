/** How well same issues are told from different ones: cross-validated, no issue and no place both learnt and measured. */
import type { IssueModel } from '../engine/model/issue-model.ts';
import { issueSigns, likenessBy, likenessOf } from '../engine/model/issue-pair.ts';
import type { IssuePost } from './issue-data.ts';
import type { Featured, IssueSpace, Rarity, Texts } from './issue-training.ts';
import { featured, issueSpace, trainJudges } from './issue-training.ts';
import { seeded } from './random.ts';

/** One pair with what was said of it. */
export interface Judged {
  a: IssuePost;
  b: IssuePost;
  same: boolean;
  here: boolean;
  /** 0–1; one issue from 0.5. */
  said: number;
}

export interface IssueFigures {
  pairs: number;
  /** All pairs count the same: two giant issues decide. */
  pooled: Scores;
  /** Without the groups of issues larger than `LARGE`. */
  small: Scores;
  /** Mean of the F1 of each issue. */
  macroF1: number;
  /** Different issues of one place said to be one: of all such pairs, and the mean over places. */
  wrongMerges: number;
  wrongMergesByPlace: number;
  /** Of such pairs outside the groups of large issues. */
  smallWrongMerges: number;
  /** After joining whatever is connected by a chain of merges. */
  joined: { pooled: Scores; small: Scores; macroF1: number; wrongMerges: number; bCubed: Scores };
  /** Of random pairs of posts without labels: said to be one. */
  random: number;
}

export interface Scores {
  f1: number;
  precision: number;
  recall: number;
}

const FOLDS = 7;
const LARGE = 40;
const RANDOM_PAIRS = 100_000;

export function issueFigures(data: Texts, issues: readonly IssuePost[], rarity?: Rarity): IssueFigures {
  const space = issueSpace(data, issues, rarity);
  const pairs = crossValidated(featured(issues, space), space);
  const all: IssueModel = { ...space, ...trainJudges(featured(issues, space)) };
  return { ...figuresOf(pairs), random: randomMerges(data, all) };
}

/** Each pair is judged by what was learnt without both its groups. */
export function crossValidated(pairs: readonly Featured[], space: IssueSpace): Judged[] {
  const said = new Map<Featured, number>();
  for (let fold = 0; fold < FOLDS; fold++) {
    const isHeld = ({ a, b }: Featured) => a.group % FOLDS === fold || b.group % FOLDS === fold;
    const model: IssueModel = { ...space, ...trainJudges(pairs.filter((pair) => !isHeld(pair))) };
    for (const pair of pairs) if (isHeld(pair)) said.set(pair, likenessBy(pair, model).same);
  }
  return pairs.map((pair) => ({ ...pair, said: said.get(pair) ?? 0 }));
}

export function figuresOf(pairs: readonly Judged[]): Omit<IssueFigures, 'random'> {
  const merged = pairs.map((pair) => pair.said >= 0.5);
  const joined = closure(pairs, merged);
  const inSmall = smallGroups(pairs);
  return {
    pairs: pairs.length,
    pooled: scoresOf(pairs, merged),
    small: scoresOf(pairs, merged, inSmall),
    macroF1: macroF1(pairs, merged),
    ...wrong(pairs, merged),
    smallWrongMerges: wrong(
      pairs.filter(inSmall),
      merged.filter((_, at) => pairs.slice(at, at + 1).some(inSmall)),
    ).wrongMerges,
    joined: {
      pooled: scoresOf(pairs, joined),
      small: scoresOf(pairs, joined, inSmall),
      macroF1: macroF1(pairs, joined),
      wrongMerges: wrong(pairs, joined).wrongMerges,
      bCubed: bCubed(pairs, joined),
    },
  };
}

function scoresOf(
  pairs: readonly Judged[],
  merged: readonly boolean[],
  counts: (pair: Judged) => boolean = () => true,
): Scores {
  let [right, said, real] = [0, 0, 0];
  pairs.forEach((pair, at) => {
    if (!counts(pair)) return;
    right += Number(pair.same && merged[at]);
    said += Number(merged[at]);
    real += Number(pair.same);
  });
  return scores(said === 0 ? 0 : right / said, real === 0 ? 0 : right / real);
}

function scores(precision: number, recall: number): Scores {
  const sum = precision + recall;
  return { f1: sum === 0 ? 0 : (2 * precision * recall) / sum, precision, recall };
}

function smallGroups(pairs: readonly Judged[]): (pair: Judged) => boolean {
  const members = new Map<string, Set<IssuePost>>();
  for (const { a, b } of pairs) {
    for (const post of [a, b]) members.set(post.issue, (members.get(post.issue) ?? new Set()).add(post));
  }
  const large = new Set(
    [...members.values()]
      .filter(({ size }) => size > LARGE)
      .flatMap((posts) => [...posts].map((one) => one.group)),
  );
  return ({ a, b }) => !large.has(a.group) && !large.has(b.group);
}

function macroF1(pairs: readonly Judged[], merged: readonly boolean[]): number {
  const counted = new Map<string, { right: number; wrong: number }>();
  pairs.forEach(({ a, b, same }, at) => {
    if (!same && !merged[at]) return;
    for (const issue of new Set([a.issue, b.issue])) {
      const one = counted.get(issue) ?? { right: 0, wrong: 0 };
      if (same && merged[at]) one.right += 1;
      else one.wrong += 1;
      counted.set(issue, one);
    }
  });
  const issues = [...new Set(pairs.filter(({ same }) => same).map(({ a }) => a.issue))];
  const each = issues.map((issue) => {
    const { right = 0, wrong = 0 } = counted.get(issue) ?? {};
    return (2 * right) / (2 * right + wrong);
  });
  return mean(each);
}

function wrong(pairs: readonly Judged[], merged: readonly boolean[]) {
  const different = pairs.flatMap((pair, at) =>
    pair.here && !pair.same ? [{ pair, merged: merged[at] }] : [],
  );
  const byPlace = new Map<number, number[]>();
  for (const one of different) {
    const places = one.pair.a.places.filter((place) => one.pair.b.places.includes(place));
    for (const place of places) byPlace.set(place, [...(byPlace.get(place) ?? []), Number(one.merged)]);
  }
  return {
    wrongMerges: mean(different.map((one) => Number(one.merged))),
    wrongMergesByPlace: mean([...byPlace.values()].map(mean)),
  };
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

/** Whether the two are connected by merges, however many. */
function closure(pairs: readonly Judged[], merged: readonly boolean[]): boolean[] {
  const setOf = new Map<IssuePost, Set<IssuePost>>();
  pairs.forEach(({ a, b }, at) => {
    if (!merged[at]) return;
    const [one, other] = [setOf.get(a) ?? new Set([a]), setOf.get(b) ?? new Set([b])];
    const both = one === other ? one : new Set([...one, ...other]);
    for (const post of both) setOf.set(post, both);
  });
  return pairs.map(({ a, b }) => setOf.has(a) && setOf.get(a) === setOf.get(b));
}

function bCubed(pairs: readonly Judged[], joined: readonly boolean[]): Scores {
  const seen = new Map<IssuePost, { said: number; real: number; right: number }>();
  pairs.forEach(({ a, b, same }, at) => {
    for (const post of [a, b]) {
      const one = seen.get(post) ?? { said: 1, real: 1, right: 1 };
      one.said += Number(joined[at]);
      one.real += Number(same);
      one.right += Number(same && joined[at]);
      seen.set(post, one);
    }
  });
  const all = [...seen.values()];
  return scores(mean(all.map((one) => one.right / one.said)), mean(all.map((one) => one.right / one.real)));
}

/** Two posts drawn at random are of one issue hardly ever. */
function randomMerges({ board, hotline }: Texts, model: IssueModel): number {
  const texts = [...board, ...hotline].map(({ text }) => text);
  const signs = texts.map((text) => issueSigns(text, model));
  const random = seeded(7);
  let merged = 0;
  for (let at = 0; at < RANDOM_PAIRS; at++) {
    const [a, b] = [Math.floor(random() * signs.length), Math.floor(random() * signs.length)];
    const [one, other] = [signs[a], signs[b]];
    if (a !== b && one && other) merged += Number(likenessOf(one, other, model).same >= 0.5);
  }
  return merged / RANDOM_PAIRS;
}
