import type { Container, Decoded } from './container.ts';
import { decodeContainer, fault } from './container.ts';

/** The trained voice in whether two texts are about one issue: is it the same place, and is it the same matter. */
export interface IssueModel {
  /** Pair of characters → row of `meanings`; common and rare pairs are not there. */
  rows: ReadonlyMap<number, number>;
  /** How rare each pair is. */
  idf: Float32Array;
  /** What texts with the pair are about: rows × `width`, in units of the row's scale. */
  meanings: Int8Array;
  scales: Float32Array;
  width: number;
  /** Triples that many texts have. Any other could be a name. */
  common: ReadonlySet<number>;
  place: Judge;
  matter: Judge;
}

/** A logistic regression over the features of `issue-pair.ts`, and its probability from which two texts are one. */
export interface Judge {
  weights: Float64Array;
  bias: number;
  at: number;
}

export const ISSUE_KIND = 'issue';
export const PLACE_FEATURES = 11;
export const MATTER_FEATURES = 8;

export function decodeIssueModel(bytes: Uint8Array<ArrayBuffer>): Decoded<IssueModel> {
  const decoded = decodeContainer(bytes);
  if (!decoded.ok) return decoded;
  if (decoded.value.kind !== ISSUE_KIND) return fault('foreign');
  const model = issueModelOf(decoded.value);
  return model ? { ok: true, value: model } : fault('broken');
}

function issueModelOf({ sections }: Container): IssueModel | null {
  const [pairs, common] = [sections.get('pairs'), sections.get('common')];
  const [idf, scales] = [sections.get('idf'), sections.get('scales')];
  const meanings = sections.get('meanings');
  const place = judgeOf(sections.get('place'), PLACE_FEATURES);
  const matter = judgeOf(sections.get('matter'), MATTER_FEATURES);
  if (!(pairs instanceof Uint32Array) || !(common instanceof Uint32Array) || pairs.length === 0) return null;
  if (!(idf instanceof Float32Array) || !(scales instanceof Float32Array)) return null;
  if (!(meanings instanceof Int8Array) || !place || !matter) return null;
  const width = meanings.length / pairs.length;
  if (!Number.isSafeInteger(width) || idf.length !== pairs.length || scales.length !== pairs.length)
    return null;
  const rows = new Map([...pairs].map((pair, row) => [pair, row]));
  return { rows, idf, meanings, scales, width, common: new Set(common), place, matter };
}

/** Weights, bias and threshold, one after the other. A model of before looks at the first features only. */
function judgeOf(numbers: unknown, features: number): Judge | null {
  if (!(numbers instanceof Float64Array) || numbers.length < 3 || numbers.length > features + 2) return null;
  const [bias = 0, at = 0] = numbers.slice(-2);
  return { weights: numbers.slice(0, -2), bias, at };
}
