/** Figures of how well answers fit the truth. */

export interface Counts {
  n: number;
  precision: number;
  recall: number;
  f1: number;
  /** Truth and answer: yes yes, no yes, yes no, no no. */
  confusion: { hit: number; falseAlarm: number; missed: number; quiet: number };
}

export interface Answered {
  truth: boolean;
  /** 0–1. */
  probability: number;
}

export function countsAt(answers: readonly Answered[], threshold: number): Counts {
  const confusion = { hit: 0, falseAlarm: 0, missed: 0, quiet: 0 };
  for (const { truth, probability } of answers) {
    const said = probability >= threshold;
    if (said) confusion[truth ? 'hit' : 'falseAlarm'] += 1;
    else confusion[truth ? 'missed' : 'quiet'] += 1;
  }
  const { hit, falseAlarm, missed } = confusion;
  const f1 = ratio(2 * hit, 2 * hit + falseAlarm + missed);
  return {
    n: answers.length,
    precision: ratio(hit, hit + falseAlarm),
    recall: ratio(hit, hit + missed),
    f1,
    confusion,
  };
}

/** Mean of the precision at each true one, the surest first; those as sure as each other count together. */
export function averagePrecision(answers: readonly Answered[]): number {
  const sorted = answers.toSorted((a, b) => b.probability - a.probability);
  const positives = sorted.filter(({ truth }) => truth).length;
  let sum = 0;
  let hits = 0;
  for (let at = 0, end = 0; at < sorted.length; at = end) {
    let found = 0;
    while (end < sorted.length && sorted[end]?.probability === sorted[at]?.probability) {
      if (sorted[end]?.truth) found += 1;
      end += 1;
    }
    hits += found;
    sum += found * (hits / end);
  }
  return ratio(sum, positives);
}

/** How far shares are from how often things were so, in ten steps of sureness (expected calibration error). */
export function calibrationError(answers: readonly Answered[]): number {
  const steps = Array.from({ length: 10 }, () => ({ sure: 0, true: 0 }));
  for (const { truth, probability } of answers) {
    const step = steps[Math.min(9, Math.floor(probability * 10))];
    if (!step) continue;
    step.sure += probability;
    step.true += truth ? 1 : 0;
  }
  const off = steps.reduce((sum, step) => sum + Math.abs(step.sure - step.true), 0);
  return ratio(off, answers.length);
}

export interface Classed {
  truth: string;
  answer: string;
}

export interface ClassFigures {
  n: number;
  accuracy: number;
  macroF1: number;
  /** By class of the truth. */
  f1: Readonly<Record<string, number>>;
  /** Truth → answer → how many. */
  confusion: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export function classFigures(answers: readonly Classed[]): ClassFigures {
  const classes = [...new Set(answers.map(({ truth }) => truth))].sort();
  const f1 = Object.fromEntries(classes.map((name) => [name, f1Of(name, answers)]));
  const macroF1 = ratio(
    classes.reduce((sum, name) => sum + (f1[name] ?? 0), 0),
    classes.length,
  );
  const right = answers.filter(({ truth, answer }) => truth === answer).length;
  const confusion = Object.fromEntries(classes.map((name) => [name, answersFor(name, answers)]));
  return { n: answers.length, accuracy: ratio(right, answers.length), macroF1, f1, confusion };
}

function f1Of(name: string, answers: readonly Classed[]): number {
  const as = answers.map(({ truth, answer }) => ({
    truth: truth === name,
    probability: answer === name ? 1 : 0,
  }));
  return countsAt(as, 0.5).f1;
}

function answersFor(name: string, answers: readonly Classed[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { truth, answer } of answers) if (truth === name) found[answer] = (found[answer] ?? 0) + 1;
  return found;
}

/** To four digits; 0 of nothing is 0. */
function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000;
}
