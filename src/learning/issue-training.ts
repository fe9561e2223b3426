/** Trains the issue model: what pairs of characters mean, which triples are common, and two judges. */
import type { Container, Numbers } from '../engine/model/container.ts';
import type { IssueModel, Judge } from '../engine/model/issue-model.ts';
import { ISSUE_KIND } from '../engine/model/issue-model.ts';
import type { IssueSigns } from '../engine/model/issue-pair.ts';
import { issueSigns, matterFeatures, placeFeatures } from '../engine/model/issue-pair.ts';
import { hasDigit, issueTextOf, pairsOf, triplesOf } from '../engine/model/issue-text.ts';
import type { Data } from './data.ts';
import type { IssuePair, IssuePost } from './issue-data.ts';
import { pairsAmong } from './issue-data.ts';
import type { Example } from './issue-judge.ts';
import { judge } from './issue-judge.ts';
import type { Sparse } from './issue-svd.ts';
import { svd } from './issue-svd.ts';

export type Texts = Pick<Data, 'board' | 'hotline'>;

/** What is learnt without labels: a model whose judges have nothing to say yet. */
export type IssueSpace = Omit<IssueModel, 'place' | 'matter'>;

const WIDTH = 96;

/** What counts as rare and as common; smaller for few texts. */
export interface Rarity {
  /** A pair that fewer texts have says little, … */
  rarePair: number;
  /** … and one that a larger share of them has nothing of the matter. */
  commonShare: number;
  /** A triple that fewer texts have could be of a name. */
  commonTriple: number;
}
const RARITY: Rarity = { rarePair: 25, commonShare: 0.05, commonTriple: 10 };

/**
 * From posts and hotline orders without the posts that carry labels, so that names are as new to it when its judges
 * are trained as they are when it is used.
 */
export function issueSpace(
  { board, hotline }: Texts,
  apart: readonly IssuePost[],
  { rarePair, commonShare, commonTriple }: Rarity = RARITY,
): IssueSpace {
  const ids = new Set(apart.flatMap((post) => post.ids));
  const known = new Set(apart.map(({ text }) => text));
  const posts = board.filter(({ id, text }) => !ids.has(id) && !known.has(text));
  const texts = [
    ...posts.map(({ text }) => text),
    ...hotline.map(({ title, text }) => `${title ?? ''}\n${text}`),
  ].map((text) => issueTextOf(text).text);
  const counted = texts.map(pairsOf);
  const often = documentCounts(counted.map((pairs) => pairs.keys()));
  const most = commonShare * texts.length;
  const pairs = [...often]
    .filter(([pair, times]) => times >= rarePair && times <= most && !hasDigit(pair))
    .map(([pair]) => pair)
    .sort((a, b) => a - b);
  const rows = new Map(pairs.map((pair, row) => [pair, row]));
  const idf = Float32Array.from(pairs, (pair) => Math.log((texts.length + 1) / ((often.get(pair) ?? 0) + 1)));
  const triples = documentCounts(texts.map((text) => new Set(triplesOf(text)).keys()));
  triples.delete(0);
  const common = [...triples].filter(([, times]) => times >= commonTriple).map(([one]) => one);
  return {
    rows,
    idf,
    width: WIDTH,
    common: new Set(common.sort((a, b) => a - b)),
    ...meanings(counted, { rows, idf }),
  };
}

function documentCounts(documents: readonly Iterable<number>[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const document of documents) for (const one of document) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

/** Latent semantic analysis: singular vectors damped by the root of their values, a byte each. */
function meanings(
  documents: readonly ReadonlyMap<number, number>[],
  { rows, idf }: Pick<IssueSpace, 'rows' | 'idf'>,
): Pick<IssueSpace, 'meanings' | 'scales'> {
  const { values, vectors } = svd(tfIdf(documents, { rows, idf }), WIDTH);
  const bytes = new Int8Array(rows.size * WIDTH);
  const scales = new Float32Array(rows.size);
  for (let row = 0; row < rows.size; row++) {
    const line = Float64Array.from({ length: WIDTH }, (_, k) => {
      return ((vectors[row * WIDTH + k] ?? 0) * (idf[row] ?? 0)) / Math.sqrt(values[k] || 1);
    });
    const largest = line.reduce((most, one) => Math.max(most, Math.abs(one)), 0) || 1;
    scales[row] = largest / 127;
    line.forEach((one, k) => {
      bytes[row * WIDTH + k] = Math.round((one / largest) * 127);
    });
  }
  return { meanings: bytes, scales };
}

function tfIdf(
  documents: readonly ReadonlyMap<number, number>[],
  { rows, idf }: Pick<IssueSpace, 'rows' | 'idf'>,
): Sparse {
  const starts = new Uint32Array(documents.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (const [at, pairs] of documents.entries()) {
    const entries = [...pairs].flatMap(([pair, times]) => {
      const row = rows.get(pair);
      return row === undefined ? [] : [{ row, value: (1 + Math.log(times)) * (idf[row] ?? 0) }];
    });
    const length = Math.sqrt(entries.reduce((sum, { value }) => sum + value * value, 0)) || 1;
    for (const { row, value } of entries) {
      columns.push(row);
      values.push(value / length);
    }
    starts[at + 1] = columns.length;
  }
  return { starts, columns: Uint32Array.from(columns), values: Float32Array.from(values), width: rows.size };
}

const PLACE_RIDGE = 3;
const MATTER_RIDGE = 10;
/** Chosen where, cross-validated, at most 15 % of the pairs of different issues at one place are merged. */
const PLACE_AT = 0.95;
const MATTER_AT = 0.36;
/** What all pairs of different places together weigh. */
const ELSEWHERE = 1000;
/** A wrong merge at one place is dearer than a missed one. */
const WRONG_MERGE = 2;

/** A pair with what the judges look at. */
export interface Featured extends IssuePair {
  place: readonly number[];
  matter: readonly number[];
}

export function featured(posts: readonly IssuePost[], space: IssueSpace): Featured[] {
  const model: IssueModel = { ...space, place: NO_JUDGE, matter: NO_JUDGE };
  const signs = new Map<string, IssueSigns>(posts.map(({ id, text }) => [id, issueSigns(text, model)]));
  return pairsAmong(posts).flatMap((pair) => {
    const [a, b] = [signs.get(pair.a.id), signs.get(pair.b.id)];
    return a && b ? [{ ...pair, place: placeFeatures(a, b), matter: matterFeatures(a, b) }] : [];
  });
}

const NO_JUDGE: Judge = { weights: new Float64Array(), bias: 0, at: 0.5 };

/** Place is learnt from all pairs; matter from those at one place only. Large issues must not drown the small. */
export function trainJudges(pairs: readonly Featured[]): { place: Judge; matter: Judge } {
  const share = shares(pairs);
  const elsewhere = pairs.reduce((sum, { here }) => sum + Number(!here), 0) || 1;
  const places = pairs.map((pair): Example => {
    const importance = pair.here ? Math.sqrt(share(pair)) : ELSEWHERE / elsewhere;
    return { features: pair.place, yes: pair.here, importance };
  });
  const matters = pairs
    .filter(({ here }) => here)
    .map((pair): Example => {
      const importance = share(pair) * (pair.same ? 1 : WRONG_MERGE);
      return { features: pair.matter, yes: pair.same, importance };
    });
  return { place: judge(places, PLACE_RIDGE, PLACE_AT), matter: judge(matters, MATTER_RIDGE, MATTER_AT) };
}

/** What part a pair is of its issue, or of the different issues of its places. */
function shares(pairs: readonly Featured[]): (pair: Featured) => number {
  const ofIssue = counts(pairs.filter(({ same }) => same).map(({ a }) => a.issue));
  const ofGroup = counts(pairs.filter(({ same, here }) => here && !same).map(({ a }) => `${a.group}`));
  return ({ a, same }) => 1 / ((same ? ofIssue.get(a.issue) : ofGroup.get(`${a.group}`)) ?? 1);
}

function counts(names: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return found;
}

/** The model of a folder's data; `issues` are what its judges learn from. */
export function trainIssues(data: Texts, issues: readonly IssuePost[], rarity: Rarity = RARITY): IssueModel {
  const space = issueSpace(data, issues, rarity);
  return { ...space, ...trainJudges(featured(issues, space)) };
}

/** As a file holds it. */
export function issueContainer(model: IssueModel): Container {
  const numbersOf = ({ weights, bias, at }: Judge) => Float64Array.from([...weights, bias, at]);
  return {
    kind: ISSUE_KIND,
    about: {},
    sections: new Map<string, Numbers>([
      ['pairs', Uint32Array.from(model.rows.keys())],
      ['idf', model.idf],
      ['scales', model.scales],
      ['meanings', model.meanings],
      ['common', Uint32Array.from(model.common)],
      ['place', numbersOf(model.place)],
      ['matter', numbersOf(model.matter)],
    ]),
  };
}
