import { compare, decimal, text, ZERO } from '../../engine/appraisal/decimal.ts';
import { METRICS } from '../../engine/appraisal/policy.ts';
import { isRated } from './appraisal-check-sums.ts';
import { metricOf } from './appraisal-file.ts';
import type { AppraisalFile, ItemFile } from './appraisal-schema.ts';
import type { Contradiction } from './policy-checks.ts';

/** Items that cannot be scored as they are written, or whose points nobody can get. */
export function itemFaults(file: AppraisalFile): readonly Contradiction[] {
  return file.items.flatMap((item, index) =>
    [
      ...sourceFaults(item),
      ...scoringFaults(item),
      ...bandFaults(item),
      ...entryFaults(item),
      ...ballotItemFaults(item, file),
    ].map(({ path, message }) => ({ path: ['items', index, ...path], message })),
  );
}

type Faults = readonly Contradiction[];

function fault(path: Contradiction['path'], message: string): Contradiction {
  return { path, message };
}

const SCORINGS = ['target', 'each', 'bands'] as const;

function sourceFaults(item: ItemFile): Faults {
  const given = (['metric', 'entry', 'ballot'] as const).filter((one) => item[one] !== undefined);
  const scorings = SCORINGS.filter((one) => item[one] !== undefined);
  const stray = item.metric === undefined ? scorings : scorings.slice(1);
  return [
    ...(given.length === 1 ? [] : [fault([], `「${item.name}」的 metric、entry、ballot 要写一样,只写一样`)]),
    ...stray.map((one) =>
      fault(
        [one],
        item.metric === undefined ? `${one} 只用在有 metric 的项目` : 'target、each、bands 只能写一样',
      ),
    ),
    ...(item.aspect !== undefined && item.ballot === undefined
      ? [fault(['aspect'], 'aspect 只用在有 ballot 的项目')]
      : []),
  ];
}

function scoringFaults(item: ItemFile): Faults {
  const metric = metricOf(item.metric);
  if (metric === null) return item.shrink ? [fault(['shrink'], 'shrink 只用在有 metric 的项目')] : [];
  return METRICS[metric] === 'count' ? countFaults(item, metric) : rateFaults(item);
}

function countFaults(item: ItemFile, metric: string): Faults {
  const isScored = SCORINGS.some((one) => item[one] !== undefined);
  return [
    ...(isScored
      ? []
      : [fault(['metric'], `${metric} 是件数,不是比例:还要写 target、each 或 bands,说多少件得多少分`)]),
    ...(item.shrink ? [fault(['shrink'], '件数不能向平均靠拢,shrink 只用在比例上')] : []),
    ...eachFaults(item),
  ];
}

function eachFaults({ each, points }: ItemFile): Faults {
  if (each === undefined) return [];
  const size = decimal(each).abs();
  if (size.eq(ZERO)) return [fault(['each'], 'each 是 0,多少件都一样:写每一件加几分,或者用负数写扣几分')];
  return size.gt(points) ? [fault(['each'], `一件就超过了满分 ${points} 分`)] : [];
}

function rateFaults({ each, target }: ItemFile): Faults {
  return [
    ...(each === undefined
      ? []
      : [fault(['each'], '比例没有「每一件」:不写就按比例给分,或者用 target、bands')]),
    ...(target !== undefined && compare(target, '1') > 0
      ? [fault(['target'], '比例最多是 1,达不到这个数:例如 0.95')]
      : []),
  ];
}

/** The first band that is reached counts, so a later one with as high a bar is never reached. */
function bandFaults({ metric, bands, points }: ItemFile): Faults {
  if (bands === undefined) return [];
  const known = metricOf(metric);
  const isRate = known !== null && METRICS[known] === 'rate';
  const at = (index: number, field: string) => ['bands', index, field];
  const best = bands.map((band) => band.points).reduce((a, b) => (compare(a, b) >= 0 ? a : b), '0');
  return [
    ...(compare(best, points) === 0
      ? []
      : [fault(['bands'], `最好的一档是 ${best} 分,满分是 ${points} 分:两个要一样`)]),
    ...bands.flatMap(({ atLeast }, index) => {
      const before = bands[index - 1];
      if (isRate && compare(atLeast, '1') > 0)
        return [fault(at(index, 'atLeast'), '比例最多是 1,达不到这一档')];
      if (before === undefined || compare(atLeast, before.atLeast) < 0) return [];
      return [
        fault(at(index, 'atLeast'), `上一档 ${before.atLeast} 已经包括了,永远轮不到这一档:高的写在前面`),
      ];
    }),
  ];
}

function entryFaults({ entry, points }: ItemFile): Faults {
  if (entry === undefined) return [];
  const { start, least, most } = entry;
  const negative = text(decimal(points).neg());
  const [low, high] = [
    least ?? (start === 'full' ? negative : '0'),
    most ?? (start === 'full' ? '0' : points),
  ];
  return [
    ...(compare(low, high) <= 0 ? [] : [fault(['entry', 'least'], `least ${low} 比 most ${high} 大`)]),
    ...(compare(low, negative) < 0
      ? [fault(['entry', 'least'], `一次最多扣完 ${points} 分,不能低于 ${negative}`)]
      : []),
    ...(compare(high, points) > 0 ? [fault(['entry', 'most'], `一次最多加满 ${points} 分`)] : []),
    ...(start === 'full' && compare(low, '0') >= 0
      ? [fault(['entry', 'least'], '先给满分的项目要能扣:least 写成负数')]
      : []),
    ...(start === 'empty' && compare(high, '0') <= 0
      ? [fault(['entry', 'most'], '从零加起的项目要能加:most 写成正数')]
      : []),
  ];
}

/** A group that is not rated could never get the points. */
function ballotItemFaults({ ballot, groups }: ItemFile, file: AppraisalFile): Faults {
  const rule = file.ballots.find(({ id }) => id === ballot);
  if (rule === undefined) return [];
  const out = file.groups.filter(
    (group) => (groups.length === 0 || groups.includes(group.id)) && !isRated(group, rule),
  );
  if (out.length === 0) return [];
  const names = out.map(({ name }) => name).join('、');
  return [
    fault(
      ['ballot'],
      `「${rule.name}」不评「${names}」,他们永远得不到这一项:请写明项目的 groups,或者让测评也评他们`,
    ),
  ];
}
