/** The heads that say what a request is about, of which kind, and how pressing it is. */
import { KINDS } from '../engine/glossary.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import type { CategoryRow } from './category-rows.ts';
import { categorySampler, strengthOf } from './category-samples.ts';
import { tempered } from './category-temper.ts';
import type { Head, HeadOptions, Labelled } from './head.ts';
import { calibrated, fitHead, heldOutScores } from './head.ts';

/** What one head is asked, and of which rows. */
export interface Question {
  options: Omit<HeadOptions, 'classes' | 'positive'>;
  classes: readonly string[];
  cues: boolean;
  /** The class of a row (`yes` of a single one), or `null`: the row says nothing. */
  answer: (row: CategoryRow) => string | null;
  importance: (row: CategoryRow) => number;
  /** How far rare classes are made up for: 0 not at all, 1 wholly. */
  evenness: number;
}

const LINEAR = { minDocs: 2, most: 40_000, loss: 'squared-hinge' } as const;
const YES = 'yes';
/** Orders lend their vocabulary to talk, and little else: their labels follow other conventions. */
const LENT = 0.2;

/** By the name of the head in the file. */
export function questionsOf(policy: ServicePolicy): Readonly<Record<string, Question>> {
  const paths = policy.categories.map(({ level1, level2 }) => `${level1}/${level2}`);
  return { ...ordersAsked(paths), ...talkAsked(paths) };
}

const single = { classes: [YES], cues: false, evenness: 0 };
const ordersOnly = ({ source }: CategoryRow) => (source === 'order' ? 1 : 0);
const talkOnly = ({ source }: CategoryRow) => (source === 'talk' ? 1 : 0);

/** Orders in an operator's words: is it one, and what became of it there. */
function ordersAsked(paths: readonly string[]): Readonly<Record<string, Question>> {
  return {
    order: {
      ...single,
      options: { ...LINEAR, longest: 2, most: 20_000, cost: 1 },
      answer: ({ source }) => (source === 'order' ? YES : 'no'),
      importance: ({ source }) => (source === 'path' ? 0 : 1),
    },
    orderCategory: {
      options: { ...LINEAR, longest: 2, cost: 0.4, contrast: 0.5 },
      classes: [...new Set(paths.map((path) => path.split('/')[0] ?? ''))].filter(inHotline),
      cues: false,
      answer: ({ source, level1 }) => (source === 'talk' ? null : level1),
      importance: () => 1,
      evenness: 0.5,
    },
    orderUrgent: {
      ...single,
      options: { ...LINEAR, longest: 3, most: 20_000, cost: 1, contrast: 0.5 },
      answer: ({ source, urgent }) => (source === 'order' ? yesOrNo(urgent) : null),
      importance: ordersOnly,
    },
  };
}

/** Ours alone: no order of the hotline is filed there. */
const OURS = new Set(['邻里纠纷', '关爱求助', '其他']);
const inHotline = (level1: string) => !OURS.has(level1);

/** A neighbour's words, by our conventions. */
function talkAsked(paths: readonly string[]): Readonly<Record<string, Question>> {
  const known = new Set(paths);
  return {
    category: {
      options: { ...LINEAR, longest: 2, most: 16_000, cost: 0.8 },
      classes: paths,
      cues: true,
      answer: (row) => pathOf(row, known),
      importance: ({ source }) => (source === 'talk' ? 1 : source === 'order' ? LENT : 0),
      evenness: 0.5,
    },
    kind: {
      options: { ...LINEAR, longest: 3, most: 20_000, cost: 0.5 },
      classes: KINDS,
      cues: true,
      answer: ({ kind }) => kind,
      importance: talkOnly,
      evenness: 0.3,
    },
    urgent: {
      ...single,
      cues: true,
      options: { ...LINEAR, longest: 3, most: 20_000, cost: 0.5 },
      answer: ({ source, urgent }) => (source === 'talk' ? yesOrNo(urgent) : null),
      importance: talkOnly,
    },
    critical: {
      ...single,
      cues: true,
      options: { ...LINEAR, longest: 3, most: 12_000, cost: 1 },
      answer: ({ critical }) => yesOrNo(critical),
      importance: talkOnly,
    },
  };
}

function yesOrNo(said: boolean | null): string | null {
  return said === null ? null : said ? YES : 'no';
}

/** Its level 2, else the generic one of its level 1. */
function pathOf({ level1, level2 }: CategoryRow, known: ReadonlySet<string>): string | null {
  if (level1 === null) return null;
  const path = [`${level1}/${level2}`, ...alike(level2, known), `${level1}/${level1}其他`];
  return path.find((one) => known.has(one)) ?? null;
}

/** The hotline files 电梯 under 住房土地; a level 2 of ours is what it is wherever they file it. */
function alike(level2: string | null, known: ReadonlySet<string>): readonly string[] {
  return level2 === null ? [] : [...known].filter((path) => path.endsWith(`/${level2}`));
}

/** Trains every head; the same rows give the same heads. */
export function categoryHeads(
  rows: readonly CategoryRow[],
  policy: ServicePolicy,
): ReadonlyMap<string, Head> {
  const questions = Object.entries(questionsOf(policy));
  return new Map(questions.map(([name, question]) => [name, headFor(question, rows, policy)]));
}

export function headFor(question: Question, rows: readonly CategoryRow[], policy: ServicePolicy): Head {
  const labelled = labelledFor(question, rows, policy);
  const options: HeadOptions = {
    ...question.options,
    classes: question.classes,
    positive: evened(question, labelled),
  };
  const head = fitHead(labelled, options);
  const scores = heldOutScores(labelled, head.vocabulary, options);
  const sure = question.classes.length === 1 ? calibrated : tempered;
  return fullStrength(sure(head, labelled, scores));
}

/** Rows that answer the question, as samples. */
export function labelledFor(
  question: Question,
  rows: readonly CategoryRow[],
  policy: ServicePolicy,
): Labelled[] {
  const sample = categorySampler(policy, { longest: question.options.longest, cues: question.cues });
  return rows.flatMap((row): Labelled[] => {
    const answer = question.answer(row);
    const importance = question.importance(row);
    if (answer === null || importance === 0) return [];
    const label = question.classes.length === 1 ? Number(answer === YES) : question.classes.indexOf(answer);
    return [{ sample: sample(row.text), label, importance, fold: row.fold }];
  });
}

/** How dear a missed row of each class is: the rarer, the dearer. */
export function evened({ classes, evenness }: Question, labelled: readonly Labelled[]): readonly number[] {
  if (classes.length === 1) return [1];
  const weights = new Float64Array(classes.length);
  for (const { label, importance } of labelled) weights[label] = (weights[label] ?? 0) + importance;
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / classes.length;
  return Array.from(weights, (weight) => (weight > 0 ? (mean / weight) ** evenness : 1));
}

/** Cues were trained at a part of their strength; the engine sees them whole. */
function fullStrength(head: Head): Head {
  const { outputs, weights, biases } = head.weights;
  const scaled = weights.slice();
  head.vocabulary.cues.forEach((name, at) => {
    const from = (head.vocabulary.hashes.length + at) * outputs;
    for (let k = from; k < from + outputs; k++) scaled[k] = (scaled[k] ?? 0) * strengthOf(name);
  });
  return { ...head, weights: { outputs, weights: scaled, biases } };
}
