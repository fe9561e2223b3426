import type { Example } from '../app/learning/examples.ts';
import type { LearntState } from '../app/learning/learnt.ts';
import type { Instant } from '../engine/glossary.ts';
import { clockText } from '../engine/time.ts';
import type { Figure, Figures } from '../learning/local-figures.ts';

/** What `retrain`, `check` and `doctor` say of learning on the spot. */

const BECAUSE: Readonly<Record<Example['because'], string>> = {
  confirmed: '立案',
  rejected: '忽略',
  corrected: '更正类别',
  'taken-up': '接单或办结',
  'called-none': '撤回「不是诉求」',
};

/** `57 个例子:立案 30、忽略 15、更正类别 12`. */
export function examplesText(examples: readonly Pick<Example, 'because'>[]): string {
  const parts = Object.entries(BECAUSE).flatMap(([because, label]) => {
    const count = examples.filter((one) => one.because === because).length;
    return count > 0 ? [`${label} ${count}`] : [];
  });
  return `${examples.length} 个例子${parts.length > 0 ? `:${parts.join('、')}` : ''}`;
}

export function tooFewText(examples: readonly Pick<Example, 'because'>[], needed: number): string {
  return `还学不了:现在有 ${examplesText(examples)},至少要 ${needed} 个。工作人员对「疑…」回复立案或忽略、用「更正」改类别,都会多一个。`;
}

/** How far learning is. */
export type Progress =
  | { examples: number; rounds: number }
  | { round: number; rounds: number; step: number; steps: number };

export function progressText(progress: Progress): string {
  const { rounds } = progress;
  if ('examples' in progress) return `取到 ${progress.examples} 个例子,开始学:至多 ${rounds} 轮,要一两分钟……`;
  const { round, step, steps } = progress;
  return `第 ${round} 轮(至多 ${rounds} 轮):第 ${step} 步,共 ${steps} 步……`;
}

const ROWS: Readonly<Record<keyof Figures, string>> = {
  request: '是不是诉求(没见过的例子)',
  category: '类别(没见过的例子)',
  ownRequest: '是不是诉求(自带例句)',
  ownCategory: '类别(自带例句)',
};

/** One line a question: how many were read rightly, before and after. */
export function figureLines(figures: Figures): readonly string[] {
  return FIGURE_NAMES.map((name) => `${ROWS[name]}:${figureText(figures[name])}`);
}

const FIGURE_NAMES = ['request', 'category', 'ownRequest', 'ownCategory'] as const;

function figureText({ n, before, after }: Figure): string {
  if (n === 0) return '没有例子';
  return `共 ${n},原来对 ${before},学后对 ${after}(${share(before, n)} → ${share(after, n)})`;
}

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)}%`;
}

export const LEARNING_WORDS = {
  kept: (version: number) =>
    `比原来好,已保存(第 ${version} 版):正在运行的机器人一分钟内用上。不要它就加 --forget。`,
  keptAnyway: (version: number) => `没有变好,按 --keep 保存了(第 ${version} 版)。`,
  notBetter: '没有变好,没有保存,照旧用原来的。例子再多些时再试;一定要用就加 --keep。',
  dryRun: { better: '比原来好;这次只看不存(--dry-run)。', notBetter: '没有变好;这次只看不存(--dry-run)。' },
  noModel: '制度文件里没有训练好的模型(models.reading),没有可以改进的。',
  forgotten: '已忘掉学到的,回到自带的模型:正在运行的机器人一分钟内换回来。',
  nothingToForget: '没有学到过什么,用的就是自带的模型。',
} as const;

const STATES: Readonly<Record<LearntState, string>> = {
  none: '没有学过本地的例子,用的是自带的模型',
  used: '在用',
  'other-model': '没有在用:自带的模型换了,请再跑一次 linli retrain',
  'no-model': '没有在用:制度文件里没有训练好的模型(models.reading)',
  broken: '没有在用:保存的内容坏了,请再跑一次 linli retrain 或加 --forget',
};

/** `第 2 版,57 个例子,6月3日 09:00:在用`. */
export function learntText(
  kept: { version: number; examples: number; madeAt: Instant } | null,
  { state, zone, now }: { state: LearntState; zone: string; now: Instant },
): string {
  if (kept === null || state === 'none') return `${STATES.none}。`;
  const { version, examples, madeAt } = kept;
  return `第 ${version} 版,${examples} 个例子,${clockText(zone, madeAt, now)} 学的:${STATES[state]}。`;
}
