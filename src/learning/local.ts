/** From examples of one street to a local model: a small correction of each head they can say anything about. */
import type { Numbers } from '../engine/model/container.ts';
import type { LinearHead, Sample } from '../engine/model/linear.ts';
import { logOddsOf } from '../engine/model/linear.ts';
import { fingerprintOf, LOCAL_KIND } from '../engine/model/local.ts';
import type { ReadingModel } from '../engine/model/reading-model.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import { encodeContainer } from './encode-container.ts';
import type { Head } from './head.ts';
import { aboutOf, sectionsOf } from './head.ts';
import type { CorrectionRow } from './local-fit.ts';
import { fitCorrection, sharesOf } from './local-fit.ts';
import { sampler } from './sampling.ts';
import { columnsOf, pruned, vectoriser, vocabularyOf } from './vocabulary.ts';

/** A text with what it is. */
export interface Told {
  text: string;
  request: boolean;
  /** `level1/level2`; null: nobody said. */
  category: string | null;
}

export interface Ground {
  model: ReadingModel;
  policy: ServicePolicy;
  /** Texts about which the model goes on saying what it says. */
  anchors: readonly string[];
}

/** N-grams that a handful of examples can say something about. */
const LONGEST = 3;
/** How dear a correction is: an example moves its own text by about one in log-odds, its like by a part of that. Then gentler. */
export const RIDGES = [0.5, 1.5, 4] as const;
const ANCHOR_IMPORTANCE = 0.3;
/** A choice among many classes is dear to fit. */
const MOST_ANCHORS_OF_CHOICE = 600;

/** The corrections as bytes to keep. The same examples on the same model give the same bytes. */
export type Learner = (told: readonly Told[], ridge?: number) => Uint8Array<ArrayBuffer>;

/** Each text is looked at once, however often it is learnt from. */
export function createLearner(ground: Ground): Learner {
  const base = fingerprintOf(ground.model);
  const looks = looksOf(ground);
  return (told, ridge = RIDGES[0]) => {
    const heads = [...ground.model.heads].flatMap(([name, head]) => {
      const fitted = fitLocal(told, { name, head }, { ...ground, looks, ridge });
      return fitted ? [{ name, fitted }] : [];
    });
    return encodeContainer({
      kind: LOCAL_KIND,
      about: { base, heads: Object.fromEntries(heads.map(({ name, fitted }) => [name, aboutOf(fitted)])) },
      sections: new Map<string, Numbers>(heads.flatMap(({ name, fitted }) => [...sectionsOf(name, fitted)])),
    });
  };
}

/** What the shipped model sees and says of a text. */
interface Look {
  grams: Sample;
  logOdds(name: string): Float64Array;
}
type Looks = (text: string) => Look;

function looksOf({ model, policy }: Ground): Looks {
  const known = new Map<string, Look>();
  const samplers = new Map([...model.heads].map(([name, { longest }]) => [name, sampler(policy, longest)]));
  const sampleGrams = gramSampler(policy);
  return (text) => {
    const look = known.get(text) ?? lookAt(text);
    known.set(text, look);
    return look;
  };

  function lookAt(text: string): Look {
    const said = new Map<string, Float64Array>();
    const ask = (name: string) => {
      const [head, sample] = [model.heads.get(name), samplers.get(name)];
      const odds = said.get(name) ?? (head && sample ? logOddsOf(head, sample(text)) : new Float64Array(0));
      said.set(name, odds);
      return odds;
    };
    return { grams: sampleGrams(text), logOdds: ask };
  }
}

interface Asked {
  name: string;
  head: LinearHead;
}

/** Null: the examples say nothing of it. */
function fitLocal(
  told: readonly Told[],
  asked: Asked,
  { anchors, looks, ridge }: { anchors: readonly string[]; looks: Looks; ridge: number },
): Head | null {
  const { head, name } = asked;
  const known = told.flatMap((one) => {
    const targets = targetsOf(one, asked);
    return targets ? [{ text: one.text, targets }] : [];
  });
  if (known.length === 0) return null;
  const held = head.classes.length > 1 ? anchors.slice(0, MOST_ANCHORS_OF_CHOICE) : anchors;
  const all = [...known.map(({ text }) => text), ...held].map(looks);
  const samples = all.map(({ grams }) => grams);
  const vocabulary = onlyIn(samples.slice(0, known.length), vocabularyOf(samples, { minDocs: 1 }));
  const vector = vectoriser(vocabulary);
  const rows = all.map(({ grams, logOdds }, at): CorrectionRow => {
    const offsets = logOdds(name);
    const targets = known[at]?.targets ?? sharesOf(new Float64Array(offsets.length), offsets);
    return { row: vector(grams), offsets, targets, importance: at < known.length ? 1 : ANCHOR_IMPORTANCE };
  });
  const outputs = head.classes.length;
  const columns = columnsOf(vocabulary);
  return {
    vocabulary,
    weights: fitCorrection(rows, { columns, outputs, ridge }),
    slopes: new Float64Array(outputs).fill(1),
    shifts: new Float64Array(outputs),
    options: {
      classes: head.classes,
      longest: LONGEST,
      minDocs: 1,
      most: columns,
      loss: 'logistic',
      cost: 1,
    },
  };
}

/** Only what stands in the text: what the word lists say of it is the operator's, and of all streets. */
function gramSampler(policy: ServicePolicy): (text: string) => Sample {
  const sample = sampler(policy, LONGEST);
  return (text) => ({ grams: sample(text).grams, cues: [] });
}

/** What no example says can have no weight. */
function onlyIn(samples: readonly Sample[], vocabulary: ReturnType<typeof vocabularyOf>): typeof vocabulary {
  const said = new Set(samples.flatMap(({ grams }) => [...grams.hashes]));
  return pruned(vocabulary, (column) => said.has(vocabulary.hashes[column] ?? 0));
}

/** The share of each answer; null: the text says nothing of this question. */
function targetsOf({ request, category }: Told, { name, head: { classes } }: Asked): Float64Array | null {
  if (name === 'request') return Float64Array.of(Number(request));
  if (name === 'kind' || name === 'urgent' || !request || category === null) return null;
  const [level1 = ''] = category.split('/');
  const exact = classes.indexOf(category);
  const at = exact >= 0 ? exact : classes.indexOf(level1);
  return at < 0 || classes.length < 2 ? null : Float64Array.from(classes, (_, k) => Number(k === at));
}
