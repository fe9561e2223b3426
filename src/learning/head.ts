/** From labelled samples to a head of the shipped model: choose n-grams, fit, calibrate on held-out folds, round to bytes. */
import type { Numbers } from '../engine/model/container.ts';
import type { Sample } from '../engine/model/linear.ts';
import { added, contrastWeights } from './contrast.ts';
import type { LinearOptions, LinearWeights, Row } from './linear.ts';
import { scoresOf, trainLinear } from './linear.ts';
import { platt } from './platt.ts';
import type { Vocabulary } from './vocabulary.ts';
import { columnsOf, pruned, vectoriser, vocabularyOf } from './vocabulary.ts';

export interface HeadOptions {
  /** Class names; one name for a yes-or-no question. */
  classes: readonly string[];
  longest: number;
  minDocs: number;
  /** N-grams kept for the file: those that weigh most in a first fit. */
  most: number;
  loss: LinearOptions['loss'];
  cost: number;
  positive?: readonly number[];
  epochs?: number;
  /** How much a second opinion by contrast counts; left out: none. */
  contrast?: number;
}

export interface Labelled {
  sample: Sample;
  /** Index of the class; for one class 1 is yes, 0 is no; -1: says nothing. */
  label: number;
  /** How much it counts. */
  importance: number;
  /** Rows of one fold are held out together. */
  fold: number;
}

export interface Head {
  vocabulary: Vocabulary;
  weights: LinearWeights;
  slopes: Float64Array;
  shifts: Float64Array;
  options: HeadOptions;
}

/** Chooses the n-grams and fits on all rows given, without calibration. */
export function fitHead(labelled: readonly Labelled[], options: HeadOptions): Head {
  const samples = labelled.map(({ sample }) => sample);
  const all = vocabularyOf(samples, { minDocs: options.minDocs });
  const vocabulary =
    all.hashes.length > options.most
      ? heaviest(
          all,
          weightsFor(labelled, samples.map(vectoriser(all)), { ...options, vocabulary: all }),
          options.most,
        )
      : all;
  const rows = samples.map(vectoriser(vocabulary));
  const weights = weightsFor(labelled, rows, { ...options, vocabulary });
  const outputs = options.classes.length;
  return {
    vocabulary,
    weights,
    options,
    slopes: new Float64Array(outputs).fill(1),
    shifts: new Float64Array(outputs),
  };
}

/** Fits rows over a vocabulary that is settled. */
export function weightsFor(
  labelled: readonly Labelled[],
  rows: readonly Row[],
  options: HeadOptions & { vocabulary: Vocabulary },
): LinearWeights {
  const { vocabulary, loss, cost, positive, epochs, contrast } = options;
  const given: LinearOptions = {
    targets: targetsOf(labelled, options.classes.length),
    columns: columnsOf(vocabulary),
    importance: Float64Array.from(labelled, ({ importance }) => importance),
    loss,
    cost,
    ...(positive ? { positive } : {}),
    ...(epochs === undefined ? {} : { epochs }),
  };
  const plain = trainLinear(rows, given);
  if (contrast === undefined) return plain;
  return added(plain, contrastWeights(rows, given, { share: contrast, grams: vocabulary.hashes.length }));
}

/** One against the rest; a single class is yes or no. */
export function targetsOf(labelled: readonly Labelled[], classes: number): readonly Int8Array[] {
  const yes = (k: number) => (classes === 1 ? 1 : k);
  return Array.from({ length: classes }, (_, k) =>
    Int8Array.from(labelled, ({ label }) => (label < 0 ? 0 : label === yes(k) ? 1 : -1)),
  );
}

function heaviest(vocabulary: Vocabulary, { weights, outputs }: LinearWeights, most: number): Vocabulary {
  const heavy = Float64Array.from(vocabulary.hashes, (_, column) => {
    let top = 0;
    for (let k = 0; k < outputs; k++) top = Math.max(top, Math.abs(weights[column * outputs + k] ?? 0));
    return top * (vocabulary.idf[column] ?? 0);
  });
  const order = [...heavy.keys()].sort((a, b) => (heavy[b] ?? 0) - (heavy[a] ?? 0) || a - b);
  const kept = new Set(order.slice(0, most));
  return pruned(vocabulary, (column) => kept.has(column));
}

/** Scores of every row by a fit that did not see its fold. */
export function heldOutScores(
  labelled: readonly Labelled[],
  vocabulary: Vocabulary,
  options: HeadOptions,
): Float64Array[] {
  const rows = labelled.map(({ sample }) => sample).map(vectoriser(vocabulary));
  const scores: Float64Array[] = labelled.map(() => new Float64Array(options.classes.length));
  const folds = [...new Set(labelled.map(({ fold }) => fold))].sort((a, b) => a - b);
  for (const fold of folds) {
    const others = [...labelled.keys()].filter((at) => labelled[at]?.fold !== fold);
    const weights = weightsFor(picked(labelled, others), picked(rows, others), {
      ...options,
      vocabulary,
    });
    rows.forEach((row, at) => {
      if (labelled[at]?.fold === fold) scores[at] = scoresOf(weights, row);
    });
  }
  return scores;
}

function picked<T>(all: readonly T[], places: readonly number[]): readonly T[] {
  return places.flatMap((at) => all[at] ?? []);
}

/** Turns scores into log-odds, by those of rows that were held out. */
export function calibrated(head: Head, labelled: readonly Labelled[], scores: readonly Float64Array[]): Head {
  const fits = targetsOf(labelled, head.options.classes.length).map((target, k) =>
    platt(
      labelled.flatMap(({ importance }, at) => {
        const score = scores[at]?.[k] ?? 0;
        return target[at] === 0 ? [] : [{ score, yes: target[at] === 1, importance }];
      }),
    ),
  );
  return {
    ...head,
    slopes: Float64Array.from(fits, ({ slope }) => slope),
    shifts: Float64Array.from(fits, ({ shift }) => shift),
  };
}

const BYTE_MOST = 127;

/** The head as it will be in the file. */
export function sectionsOf(name: string, head: Head): ReadonlyMap<string, Numbers> {
  const { vocabulary, weights, slopes, shifts } = head;
  const { outputs } = weights;
  const grams = weights.weights.subarray(0, vocabulary.hashes.length * outputs);
  const scales = scalesOf(grams, outputs);
  const bytes = Int8Array.from(grams, (weight, at) => Math.round(weight / (scales[at % outputs] ?? 1)));
  return new Map<string, Numbers>([
    [`${name}.hashes`, vocabulary.hashes],
    [`${name}.idf`, vocabulary.idf],
    [`${name}.weights`, bytes],
    [`${name}.scales`, scales],
    [`${name}.biases`, Float32Array.from(weights.biases)],
    [`${name}.cueWeights`, Float32Array.from(weights.weights.subarray(grams.length))],
    [`${name}.slopes`, Float32Array.from(slopes)],
    [`${name}.shifts`, Float32Array.from(shifts)],
  ]);
}

/** What the header says of it. */
export function aboutOf({ options, vocabulary }: Head): Readonly<Record<string, unknown>> {
  return { classes: options.classes, longest: options.longest, cues: vocabulary.cues };
}

function scalesOf(weights: Float64Array, outputs: number): Float32Array {
  const tops = new Float32Array(outputs).fill(1e-9);
  for (let at = 0; at < weights.length; at++) {
    const k = at % outputs;
    tops[k] = Math.max(tops[k] ?? 0, Math.abs(weights[at] ?? 0));
  }
  return tops.map((top) => top / BYTE_MOST);
}
