import type { Container, Numbers } from './container.ts';
import { isRecord } from './container.ts';
import type { Grams } from './grams.ts';

/**
 * One trained question with its answers (classes), a linear score each: n-grams weighted by how rare they are
 * (sublinear, idf, length 1), and cues, which are named numbers such as a word list's hits.
 */
export interface LinearHead {
  classes: readonly string[];
  /** N-grams of 1 to so many characters. */
  longest: number;
  /** Ascending; row of `idf` and `weights`. */
  hashes: Uint32Array;
  /** First row of each block of hashes with the same upper bits. */
  starts: Uint32Array;
  /** In sixteenths. */
  idf: Uint8Array;
  /** Rows × classes, in units of `scales`. */
  weights: Int8Array;
  scales: Float32Array;
  biases: Float32Array;
  /** Name → row of `cueWeights`. */
  cues: ReadonlyMap<string, number>;
  /** Rows × classes. */
  cueWeights: Float32Array;
  /** Log-odds of a class: `slope · score + shift`. */
  slopes: Float32Array;
  shifts: Float32Array;
}

export const IDF_UNIT = 16;
const BLOCK_BITS = 16;

export interface Cue {
  name: string;
  value: number;
}

/** What a head is asked about. */
export interface Sample {
  grams: Grams;
  cues: readonly Cue[];
}

/** Calibrated log-odds of each class. */
export function logOddsOf(head: LinearHead, { grams, cues }: Sample): Float64Array {
  const sums = new Float64Array(head.classes.length);
  let squares = 0;
  for (let at = 0; at < grams.hashes.length; at++) {
    const row = rowOf(head, grams.hashes[at] ?? 0);
    if (row < 0) continue;
    const value = tfIdf(head, row, grams.counts[at] ?? 1);
    squares += value * value;
    addRow(head.weights, { row, value, sums });
  }
  const norm = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  sums.forEach((sum, k) => {
    sums[k] = sum * norm * (head.scales[k] ?? 0) + (head.biases[k] ?? 0);
  });
  for (const { name, value } of cues) {
    const row = head.cues.get(name);
    if (row !== undefined) addRow(head.cueWeights, { row, value, sums });
  }
  return sums.map((sum, k) => sum * (head.slopes[k] ?? 1) + (head.shifts[k] ?? 0));
}

interface Addend {
  row: number;
  value: number;
  sums: Float64Array;
}

function addRow(weights: Int8Array | Float32Array, { row, value, sums }: Addend): void {
  const from = row * sums.length;
  for (let k = 0; k < sums.length; k++) sums[k] = (sums[k] ?? 0) + value * (weights[from + k] ?? 0);
}

/** How much an n-gram says here before the text's length is taken out. */
export function tfIdf(head: LinearHead, row: number, count: number): number {
  return ((1 + Math.log(count)) * (head.idf[row] ?? 0)) / IDF_UNIT;
}

/** The row of a hash, or -1. */
export function rowOf({ hashes, starts }: LinearHead, hash: number): number {
  const block = hash >>> (32 - BLOCK_BITS);
  const end = starts[block + 1] ?? 0;
  for (let row = starts[block] ?? 0; row < end; row++) if (hashes[row] === hash) return row;
  return -1;
}

function startsOf(hashes: Uint32Array): Uint32Array {
  const starts = new Uint32Array((1 << BLOCK_BITS) + 1);
  for (const hash of hashes) {
    const block = (hash >>> (32 - BLOCK_BITS)) + 1;
    starts[block] = (starts[block] ?? 0) + 1;
  }
  for (let block = 1; block < starts.length; block++) {
    starts[block] = (starts[block] ?? 0) + (starts[block - 1] ?? 0);
  }
  return starts;
}

/** The heads of a container by name, or `null` when its parts do not fit together. */
export function headsOf({ about, sections }: Container): ReadonlyMap<string, LinearHead> | null {
  const listed = about['heads'];
  if (!isRecord(listed)) return null;
  const heads = new Map<string, LinearHead>();
  for (const [name, said] of Object.entries(listed)) {
    const head = headOf(said, (part) => sections.get(`${name}.${part}`));
    if (!head) return null;
    heads.set(name, head);
  }
  return heads;
}

function headOf(said: unknown, part: (name: string) => Numbers | undefined): LinearHead | null {
  if (!isRecord(said) || typeof said['longest'] !== 'number') return null;
  const { classes, cues, longest } = said;
  if (!isNames(classes) || !isNames(cues)) return null;
  const [hashes, idf, weights] = [part('hashes'), part('idf'), part('weights')];
  if (!(hashes instanceof Uint32Array && idf instanceof Uint8Array && weights instanceof Int8Array))
    return null;
  const floats = FLOATS.map(part).filter((one) => one instanceof Float32Array);
  const [scales, biases, cueWeights, slopes, shifts] = floats;
  if (!(scales && biases && cueWeights && slopes && shifts)) return null;
  const perClass = [scales, biases, slopes, shifts].every(({ length }) => length === classes.length);
  const fits = idf.length === hashes.length && weights.length === hashes.length * classes.length;
  if (!(perClass && fits && cueWeights.length === cues.length * classes.length)) return null;
  const rows = { hashes, idf, weights, starts: startsOf(hashes) };
  const byName = new Map(cues.map((name, row) => [name, row]));
  return { classes, longest, ...rows, scales, biases, cues: byName, cueWeights, slopes, shifts };
}

export const FLOATS = ['scales', 'biases', 'cueWeights', 'slopes', 'shifts'];

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}
