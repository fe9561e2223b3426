/** Scores into log-odds: `slope · score + shift` by logistic regression (Platt 1999; targets softened as he does). */
export interface Scored {
  score: number;
  yes: boolean;
  importance: number;
}

export interface Line {
  slope: number;
  shift: number;
}

const STEPS = 100;
const RIDGE = 1e-9;

export function platt(scored: readonly Scored[]): Line {
  const yes = scored.reduce((sum, one) => sum + (one.yes ? one.importance : 0), 0);
  const no = scored.reduce((sum, one) => sum + (one.yes ? 0 : one.importance), 0);
  const [high, low] = [(yes + 1) / (yes + 2), 1 / (no + 2)];
  let line: Line = { slope: 1, shift: 0 };
  let loss = lossOf(scored, line, [high, low]);
  for (let step = 0; step < STEPS; step++) {
    const move = newton(scored, line, [high, low]);
    let share = 1;
    for (; share > 1e-6; share /= 2) {
      const tried = { slope: line.slope - share * move.slope, shift: line.shift - share * move.shift };
      const triedLoss = lossOf(scored, tried, [high, low]);
      if (triedLoss >= loss) continue;
      [line, loss] = [tried, triedLoss];
      break;
    }
    if (share <= 1e-6) break;
  }
  return line;
}

type Targets = readonly [high: number, low: number];

function lossOf(scored: readonly Scored[], { slope, shift }: Line, [high, low]: Targets): number {
  let loss = 0;
  for (const { score, yes, importance } of scored) {
    const odds = slope * score + shift;
    const target = yes ? high : low;
    // log(1 + e^odds) − target · odds, without overflow.
    loss += importance * (Math.max(odds, 0) + Math.log1p(Math.exp(-Math.abs(odds))) - target * odds);
  }
  return loss;
}

function newton(scored: readonly Scored[], { slope, shift }: Line, [high, low]: Targets): Line {
  let [a, b, aa, ab, bb] = [0, 0, RIDGE, 0, RIDGE];
  for (const { score, yes, importance } of scored) {
    const p = 1 / (1 + Math.exp(-(slope * score + shift)));
    const error = importance * (p - (yes ? high : low));
    const bend = importance * p * (1 - p);
    a += error * score;
    b += error;
    aa += bend * score * score;
    ab += bend * score;
    bb += bend;
  }
  const det = aa * bb - ab * ab;
  return { slope: (bb * a - ab * b) / det, shift: (aa * b - ab * a) / det };
}
