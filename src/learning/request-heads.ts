/** Request or not, by two voices: one for letters and hotline orders, one for neighbours' talk. */

import { ANONYMISED_CUE } from '../engine/model/cues.ts';
import type { Cue, Sample } from '../engine/model/linear.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import type { Head, HeadOptions, Labelled } from './head.ts';
import { calibrated, fitHead, heldOutScores } from './head.ts';
import type { RequestRow } from './request-rows.ts';
import { SHORT_CHARS } from './request-rows.ts';
import { sampler } from './sampling.ts';

const SHARED = {
  classes: ['request'],
  longest: 4,
  minDocs: 3,
  loss: 'squared-hinge',
  contrast: 0.3,
} as const;

interface Voice {
  options: HeadOptions;
  /** How much a row counts for it; 0: not at all. */
  importance: (row: RequestRow) => number;
  /**
   * Log-odds taken off: of two voices the surer is heard, so each has to be the surer of itself. Chosen by what is taken
   * for a request of chat that may only be measured with.
   */
  margin: number;
  /** How strongly cues are trained: a cue is a whole unit beside n-grams that are a unit all together. */
  cueStrength: number;
}

/** By the name of the head in the file. */
const VOICES: Readonly<Record<'request' | 'letter', Voice>> = {
  request: {
    options: { ...SHARED, most: 60_000, cost: 1 },
    importance: talkImportance,
    cueStrength: 0.5,
    margin: 1,
  },
  letter: {
    options: { ...SHARED, most: 120_000, cost: 1 },
    importance: letterImportance,
    cueStrength: 1,
    margin: 0,
  },
};

/** What neighbours write is learned from lines of talk; letters lend what is no request. */
function talkImportance({ source, request }: RequestRow): number {
  if (source === 'corpus') return 3;
  return request ? 0 : 1;
}

function letterImportance({ source, request, piece, text }: RequestRow): number {
  if (source === 'corpus') return request ? 0 : 2;
  if (piece === 'first' && request) return 0;
  return text.length > SHORT_CHARS ? 0.5 : 1;
}

/** The same rows give the same heads. */
export function requestHeads(rows: readonly RequestRow[], policy: ServicePolicy): ReadonlyMap<string, Head> {
  const sample = sampler(policy, SHARED.longest);
  const seen = rows.map((row) => ({ row, sample: sample(row.text) }));
  return new Map(Object.entries(VOICES).map(([name, voice]) => [name, headOf(seen, voice)]));
}

interface Seen {
  row: RequestRow;
  sample: Sample;
}

function headOf(seen: readonly Seen[], { options, importance, cueStrength, margin }: Voice): Head {
  const labelled = seen.flatMap(({ row, sample }) => {
    const counts = importance(row);
    if (counts === 0) return [];
    const label = row.request ? 1 : 0;
    const labelledAs = (cues: readonly Cue[], share: number): Labelled => ({
      sample: { grams: sample.grams, cues: weakened(cues, cueStrength) },
      label,
      importance: counts * share,
      fold: row.fold % PARTS,
    });
    const bare = sample.cues.filter(({ name }) => name !== ANONYMISED_CUE);
    if (bare.length === sample.cues.length) return [labelledAs(bare, 1)];
    // What was struck out of a published letter must not decide: it is seen with and without.
    return [labelledAs(sample.cues, 1 - BARE_SHARE), labelledAs(bare, BARE_SHARE)];
  });
  const head = fitHead(labelled, options);
  const sure = calibrated(head, labelled, heldOutScores(labelled, head.vocabulary, options));
  return fullStrength({ ...sure, shifts: sure.shifts.map((shift) => shift - margin) }, cueStrength);
}

/** Into so many parts rows go to calibrate: each more costs a fit. */
const PARTS = 3;
const BARE_SHARE = 0.3;

function weakened(cues: readonly Cue[], strength: number): readonly Cue[] {
  return strength === 1 ? cues : cues.map(({ name, value }) => ({ name, value: value * strength }));
}

/** The engine sees cues whole. */
function fullStrength(head: Head, strength: number): Head {
  const from = head.vocabulary.hashes.length * head.weights.outputs;
  const weights = head.weights.weights.map((weight, at) => (at < from ? weight : weight * strength));
  return { ...head, weights: { ...head.weights, weights } };
}
