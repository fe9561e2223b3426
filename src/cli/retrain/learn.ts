import { type Example, examplesOf } from '../../app/learning/examples.ts';
import type { LearningStore } from '../../app/ports.ts';
import { fingerprintOf } from '../../engine/model/local.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import { type CorpusLine, corpusLines } from '../../learning/corpus-lines.ts';
import { createLearner, type Learner, RIDGES, type Told } from '../../learning/local.ts';
import { type Figures, FOLDS, foldOfText, isBetter, measureLocal } from '../../learning/local-figures.ts';
import type { Progress } from '../../text/learning.ts';

/** Fewer say more about chance than about the street. */
export const NEEDED_EXAMPLES = 20;
/** The newest: what people say changes, and a fit takes time. */
const MOST_TICKETS = 20_000;
const MOST_EXAMPLES = 4000;
const STRIDE = 7;

type Ridge = (typeof RIDGES)[number];

export type Learnt =
  | { type: 'no-model' }
  | { type: 'too-few'; examples: readonly Example[] }
  | {
      type: 'learnt';
      examples: readonly Example[];
      figures: Figures;
      better: boolean;
      bytes: Uint8Array<ArrayBuffer>;
      base: string;
    };

/** It takes a minute or two: what is begun is told. */
export type TellProgress = (progress: Progress) => void;

/** Everything of `retrain` but saying and keeping it. */
export async function learnFromHistories(
  learning: LearningStore,
  policy: ServicePolicy,
  tell: TellProgress = () => {},
): Promise<Learnt> {
  const model = policy.models.reading;
  if (model === null) return { type: 'no-model' };
  const histories = await learning.histories(MOST_TICKETS);
  const examples = examplesOf(histories, policy).slice(-MOST_EXAMPLES);
  if (examples.length < NEEDED_EXAMPLES) return { type: 'too-few', examples };
  tell({ examples: examples.length, rounds: RIDGES.length });
  const told = examples.map(toldOf);
  const { anchors, own } = ownTexts(corpusLines());
  const learn = createLearner({ model, policy, anchors });
  const found = strongestBetter((ridge) => {
    const learnHere = counted((given) => learn(given, ridge), RIDGES.indexOf(ridge) + 1, tell);
    const figures = measureLocal(told, { model, policy, own, learn: learnHere });
    return { ridge, figures, better: isBetter(figures) };
  });
  return {
    type: 'learnt',
    examples,
    figures: found.figures,
    better: found.better,
    bytes: learn(told, found.ridge),
    base: fingerprintOf(model),
  };
}

/** A round measures each fold and then the whole. */
function counted(learn: Learner, round: number, tell: TellProgress): Learner {
  let step = 0;
  return (told) => {
    step += 1;
    tell({ round, rounds: RIDGES.length, step, steps: FOLDS + 1 });
    return learn(told);
  };
}

/** The strongest correction that is better all round; a gentler one loses less of ours. */
function strongestBetter<T extends { better: boolean }>(attempt: (ridge: Ridge) => T): T {
  const [first, ...others] = RIDGES;
  const strongest = attempt(first);
  if (strongest.better) return strongest;
  for (const ridge of others) {
    const found = attempt(ridge);
    if (found.better) return found;
  }
  return strongest;
}

function toldOf({ text, request, category }: Example): Told {
  return { text, request, category: category?.join('/') ?? null };
}

/** Our own lines in two halves: one holds the model in place, the other shows whether it stayed there. */
export function ownTexts(lines: readonly CorpusLine[]): { anchors: readonly string[]; own: readonly Told[] } {
  const isAnchor = (text: string) => foldOfText(text) % 2 === 0;
  const own = lines.filter(({ text }) => !isAnchor(text));
  return {
    anchors: evenly(lines.map(({ text }) => text).filter(isAnchor)),
    own: own.map(({ text, request, level1, level2 }) => ({
      text,
      request,
      category: request && level1 !== null && level2 !== null ? `${level1}/${level2}` : null,
    })),
  };
}

/** The first few of them are from every file: each seventh, then the sixths, … */
function evenly(texts: readonly string[]): readonly string[] {
  return Array.from({ length: STRIDE }, (_, from) =>
    texts.filter((_text, at) => at % STRIDE === from),
  ).flat();
}
