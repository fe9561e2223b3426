import { examplesText, figureLines, LEARNING_WORDS, tooFewText } from '../../text/learning.ts';
import { type Learnt, NEEDED_EXAMPLES } from './learn.ts';

interface Manner {
  /** The version it was kept under; null: it was not. */
  kept: number | null;
  dryRun: boolean;
  json: boolean;
}

export function tellLearnt(learnt: Learnt, manner: Manner): readonly string[] {
  if (manner.json) return [JSON.stringify(asJson(learnt, manner))];
  switch (learnt.type) {
    case 'no-model':
      return [LEARNING_WORDS.noModel];
    case 'too-few':
      return [tooFewText(learnt.examples, NEEDED_EXAMPLES)];
    default:
      return [
        `${examplesText(learnt.examples)}。`,
        ...figureLines(learnt.figures),
        outcome(learnt.better, manner),
      ];
  }
}

function outcome(better: boolean, { kept, dryRun }: Manner): string {
  if (dryRun) return LEARNING_WORDS.dryRun[better ? 'better' : 'notBetter'];
  if (kept === null) return LEARNING_WORDS.notBetter;
  return better ? LEARNING_WORDS.kept(kept) : LEARNING_WORDS.keptAnyway(kept);
}

/** Figures alone: no text and no name. */
function asJson(learnt: Learnt, { kept }: Manner): object {
  if (learnt.type === 'no-model') return { state: learnt.type };
  const { type: state, examples } = learnt;
  const counted = { state, examples: examples.length, needed: NEEDED_EXAMPLES };
  if (learnt.type === 'too-few') return counted;
  return { ...counted, better: learnt.better, kept: kept !== null, version: kept, figures: learnt.figures };
}
