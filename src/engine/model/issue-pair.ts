import type { IssueModel, Judge } from './issue-model.ts';
import type { IssueText } from './issue-text.ts';
import { issueTextOf, pairsOf, triplesOf } from './issue-text.ts';

/** A text made ready to be compared: costly once, cheap for each pair. */
export interface IssueSigns {
  said: IssueText;
  /** Of the whole text and of its title: what it is about (length 1) and its weighted pairs (length 1). */
  meaning: Float32Array;
  titleMeaning: Float32Array;
  pairs: ReadonlyMap<number, number>;
  titlePairs: ReadonlyMap<number, number>;
  /** Triples that could be of a name: at each position (0 where none), all, and those of the title. */
  triples: Uint32Array;
  titleTriples: Uint32Array;
  names: ReadonlySet<number>;
  titleNames: ReadonlySet<number>;
}

export function issueSigns(text: string, model: IssueModel): IssueSigns {
  const said = issueTextOf(text);
  const [whole, title] = [pairsOf(said.text), pairsOf(said.title)];
  const triples = namesOnly(triplesOf(said.text), model);
  const titleTriples = namesOnly(triplesOf(said.title), model);
  return {
    said,
    meaning: meaningOf(whole, model),
    titleMeaning: meaningOf(title, model),
    pairs: weighted(whole, model),
    titlePairs: weighted(title, model),
    triples,
    titleTriples,
    names: new Set(triples.filter((one) => one !== 0)),
    titleNames: new Set(titleTriples.filter((one) => one !== 0)),
  };
}

function namesOnly(triples: Uint32Array, model: IssueModel): Uint32Array {
  return triples.map((one) => (model.common.has(one) ? 0 : one));
}

function meaningOf(pairs: ReadonlyMap<number, number>, model: IssueModel): Float32Array {
  const { rows, meanings, scales, width } = model;
  const sum = new Float32Array(width);
  for (const [pair, times] of pairs) {
    const row = rows.get(pair);
    if (row === undefined) continue;
    const value = (1 + Math.log(times)) * (scales[row] ?? 0);
    const from = row * width;
    for (let k = 0; k < width; k++) sum[k] = (sum[k] ?? 0) + value * (meanings[from + k] ?? 0);
  }
  const length = Math.sqrt(dot(sum, sum)) || 1;
  return sum.map((one) => one / length);
}

function weighted(pairs: ReadonlyMap<number, number>, { rows, idf }: IssueModel): Map<number, number> {
  const weights = new Map<number, number>();
  let squares = 0;
  for (const [pair, times] of pairs) {
    const row = rows.get(pair);
    if (row === undefined) continue;
    const weight = (1 + Math.log(times)) * (idf[row] ?? 0);
    weights.set(pair, weight);
    squares += weight * weight;
  }
  const length = Math.sqrt(squares) || 1;
  for (const [pair, weight] of weights) weights.set(pair, weight / length);
  return weights;
}

/** How sure it is that two texts tell of one issue: 0.5 is where place **and** matter are both sure enough. */
export interface Likeness {
  same: number;
  place: number;
  matter: number;
}

export function likenessOf(a: IssueSigns, b: IssueSigns, model: IssueModel): Likeness {
  return likenessBy({ place: placeFeatures(a, b), matter: matterFeatures(a, b) }, model);
}

export function likenessBy(
  features: { place: readonly number[]; matter: readonly number[] },
  model: Pick<IssueModel, 'place' | 'matter'>,
): Likeness {
  const place = margin(features.place, model.place);
  const matter = margin(features.matter, model.matter);
  return { same: logistic(Math.min(place, matter)), place: logistic(place), matter: logistic(matter) };
}

/** Log-odds above the threshold. */
function margin(features: readonly number[], { weights, bias, at }: Judge): number {
  const score = features.reduce((sum, one, k) => sum + one * (weights[k] ?? 0), bias);
  return score - Math.log(at / (1 - at));
}

function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** `PLACE_FEATURES` of them: names that both have, and what tells their places apart. */
export function placeFeatures(a: IssueSigns, b: IssueSigns): readonly number[] {
  const shared = intersection(a.names, b.names);
  const [one, other] = [intersection(a.titleNames, b.names), intersection(b.titleNames, a.names)];
  const inTitle = new Set([...one, ...other]);
  const [cover, coverBack] = [share(one, a.titleNames), share(other, b.titleNames)];
  const run = sharedRun(a, b, shared);
  const titleRun = Math.max(longestRun(a.titleTriples, inTitle), longestRun(b.titleTriples, inTitle));
  return [
    Number(shared.size > 0),
    Math.log1p(shared.size),
    Math.log1p(inTitle.size),
    Math.min(LONG_RUN, run),
    Math.min(LONG_RUN, titleRun),
    Math.min(cover, coverBack),
    Math.max(cover, coverBack),
    Number(contradict(a.said.districts, b.said.districts)),
    Number(contradict(a.said.numbered, b.said.numbered)),
    Number(intersection(a.said.numbered, b.said.numbered).size > 0),
    Number(a.titleNames.size === 0 || b.titleNames.size === 0),
  ];
}

const LONG_RUN = 8;

/** `MATTER_FEATURES` of them: what both are about, each title held against the other whole, and what both quote. */
export function matterFeatures(a: IssueSigns, b: IssueSigns): readonly number[] {
  const [one, other] = [dot(a.titleMeaning, b.meaning), dot(b.titleMeaning, a.meaning)];
  return [
    dot(a.meaning, b.meaning),
    dot(a.titleMeaning, b.titleMeaning),
    cosine(a.pairs, b.pairs),
    cosine(a.titlePairs, b.titlePairs),
    Math.max(one, other),
    Math.min(one, other),
    Math.min(LONG_RUN, sharedRun(a, b, intersection(a.names, b.names))),
    Number(contradict(a.said.numbered, b.said.numbered)),
  ];
}

/** The longest stretch of names that both texts have. */
function sharedRun(a: IssueSigns, b: IssueSigns, shared: ReadonlySet<number>): number {
  return Math.min(longestRun(a.triples, shared), longestRun(b.triples, shared));
}

/** The longest stretch of text, in characters, whose triples are all among these. */
function longestRun(triples: Uint32Array, wanted: ReadonlySet<number>): number {
  let longest = 0;
  let run = 0;
  for (const one of triples) {
    run = wanted.has(one) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest === 0 ? 0 : longest + 2;
}

/** The longest stretch of text that both have and that could be a name: shown to staff. */
export function sharedName(a: IssueSigns, b: IssueSigns): string | null {
  const shared = intersection(a.names, b.names);
  let best = '';
  let from = 0;
  a.triples.forEach((one, at) => {
    if (!shared.has(one)) from = at + 1;
    else if (at + 3 - from > best.length) best = a.said.text.slice(from, at + 3);
  });
  return best === '' ? null : best;
}

function share(part: ReadonlySet<number>, whole: ReadonlySet<number>): number {
  return whole.size === 0 ? 0.5 : part.size / whole.size;
}

function contradict(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size > 0 && b.size > 0 && intersection(a, b).size === 0;
}

function intersection<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): Set<T> {
  const both = new Set<T>();
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  for (const one of small) if (large.has(one)) both.add(one);
  return both;
}

function cosine(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [pair, weight] of small) sum += weight * (large.get(pair) ?? 0);
  return sum;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] ?? 0) * (b[k] ?? 0);
  return sum;
}
