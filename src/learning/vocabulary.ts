/** Which n-grams and cues a model knows, and texts as vectors over them. */
import type { Grams } from '../engine/model/grams.ts';
import type { Sample } from '../engine/model/linear.ts';
import { IDF_UNIT } from '../engine/model/linear.ts';
import type { Row } from './linear.ts';

export interface Vocabulary {
  /** Ascending: the columns in front. */
  hashes: Uint32Array;
  /** In sixteenths, as it will be in the file. */
  idf: Uint8Array;
  /** The columns behind. */
  cues: readonly string[];
}

export interface VocabularyOptions {
  /** In at least so many texts. */
  minDocs: number;
}

/** The n-grams and cues that stand in enough texts. */
export function vocabularyOf(samples: readonly Sample[], { minDocs }: VocabularyOptions): Vocabulary {
  const all = gathered(samples.map(({ grams }) => grams));
  const hashes = new Uint32Array(all.length);
  const idf = new Uint8Array(all.length);
  let size = 0;
  for (let at = 0, end = 0; at < all.length; at = end) {
    while (end < all.length && all[end] === all[at]) end += 1;
    if (end - at < minDocs) continue;
    hashes[size] = all[at] ?? 0;
    idf[size++] = idfOf(end - at, samples.length);
  }
  return { hashes: hashes.slice(0, size), idf: idf.slice(0, size), cues: cuesIn(samples, minDocs) };
}

function idfOf(docs: number, all: number): number {
  return Math.min(255, Math.round((Math.log((1 + all) / (1 + docs)) + 1) * IDF_UNIT));
}

/** The n-grams of all texts, sorted: one that stands in many is there many times. */
function gathered(texts: readonly Grams[]): Uint32Array {
  const all = new Uint32Array(texts.reduce((sum, { hashes }) => sum + hashes.length, 0));
  let size = 0;
  for (const { hashes } of texts) {
    all.set(hashes, size);
    size += hashes.length;
  }
  return all.sort();
}

function cuesIn(samples: readonly Sample[], minDocs: number): readonly string[] {
  const docs = new Map<string, number>();
  for (const { cues } of samples) for (const { name } of cues) docs.set(name, (docs.get(name) ?? 0) + 1);
  return [...docs]
    .filter(([, many]) => many >= minDocs)
    .map(([name]) => name)
    .sort();
}

/** Only the n-grams whose number in `keep` is true. */
export function pruned(vocabulary: Vocabulary, keep: (column: number) => boolean): Vocabulary {
  const columns = [...vocabulary.hashes.keys()].filter(keep);
  return {
    ...vocabulary,
    hashes: Uint32Array.from(columns, (column) => vocabulary.hashes[column] ?? 0),
    idf: Uint8Array.from(columns, (column) => vocabulary.idf[column] ?? 0),
  };
}

export function columnsOf({ hashes, cues }: Vocabulary): number {
  return hashes.length + cues.length;
}

/** How texts become rows: the same sums as the engine's `logOddsOf`. */
export function vectoriser(vocabulary: Vocabulary): (sample: Sample) => Row {
  const cueColumns = new Map(vocabulary.cues.map((name, at) => [name, vocabulary.hashes.length + at]));
  return ({ grams, cues }) => {
    const columns = new Uint32Array(grams.hashes.length + cues.length);
    const values = new Float32Array(columns.length);
    let size = merge(grams, vocabulary, { columns, values });
    for (const { name, value } of cues) {
      const column = cueColumns.get(name);
      if (column === undefined || value === 0) continue;
      columns[size] = column;
      values[size++] = value;
    }
    return { columns: columns.slice(0, size), values: values.slice(0, size) };
  };
}

/** Both are sorted: each known n-gram is found by going on from the last. Returns how many were known. */
function merge(grams: Grams, { hashes, idf }: Vocabulary, { columns, values }: Row): number {
  let size = 0;
  let squares = 0;
  let from = 0;
  for (let at = 0; at < grams.hashes.length; at++) {
    const hash = grams.hashes[at] ?? 0;
    from = firstNotBelow(hashes, hash, from);
    if (hashes[from] !== hash) continue;
    const value = ((1 + Math.log(grams.counts[at] ?? 1)) * (idf[from] ?? 0)) / IDF_UNIT;
    columns[size] = from;
    values[size++] = value;
    squares += value * value;
  }
  const norm = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  for (let at = 0; at < size; at++) values[at] = (values[at] ?? 0) * norm;
  return size;
}

function firstNotBelow(hashes: Uint32Array, hash: number, from: number): number {
  let low = from;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hashes[middle] ?? 0) < hash) low = middle + 1;
    else high = middle;
  }
  return low;
}
