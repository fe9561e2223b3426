import type {
  AppraisalPolicy,
  BallotRule,
  ConsequenceCondition,
  Item,
  ItemSource,
  MetricId,
  MonthSchedule,
  Scoring,
} from '../../engine/appraisal/policy.ts';
import type { AppraisalFile, BallotFile, ItemFile } from './appraisal-schema.ts';
import { METRIC_IDS } from './appraisal-schema.ts';

/** Metrics of which less is better: they cost points. */
const WORSE_WITH_MORE: ReadonlySet<MetricId> = new Set(['rework-rate', 'return-rate', 'repeat-rate']);

/** The appraisal part as the engine takes it. What was checked is taken as true: ids name something, sums add up. */
export function appraisalPolicyOf(file: AppraisalFile): AppraisalPolicy {
  const { effective, window, rounding, groups, dimensions, items, ballots } = file;
  return {
    effectiveFrom: effective,
    window,
    rounding,
    groups: groups.map(({ points: _, ...group }) => group),
    dimensions: dimensions.map(({ id, name, bonus }) => ({ id, name, bonus })),
    items: items.map(itemOf),
    ballots: ballots.map(ballotOf),
    result: resultOf(file),
    rates: file.rates,
    consequences: file.consequences.map(({ when, source, ...rule }) => ({
      ...rule,
      groups: orAll(rule.groups, file),
      when: conditionOf(when),
      origin: source,
    })),
    publication: file.publication,
    schedule: scheduleOf(file.schedule),
  };
}

/** Where the engine wants every group by name. */
function orAll(groups: readonly string[], file: AppraisalFile): readonly string[] {
  return groups.length > 0 ? groups : file.groups.map(({ id }) => id);
}

function resultOf(file: AppraisalFile): AppraisalPolicy['result'] {
  const { allocation, ...rest } = file.result;
  return {
    ...rest,
    allocation: allocation ? { ...allocation, groups: orAll(allocation.groups, file) } : null,
  };
}

/** The metric of that name; null: there is none. */
export function metricOf(text: string | undefined): MetricId | null {
  return METRIC_IDS.find((metric) => metric === text) ?? null;
}

function itemOf(item: ItemFile): Item {
  const { id, name, dimension, points, groups, missing, source } = item;
  return { id, name, dimension, points, groups, missing, origin: source, source: sourceOf(item) };
}

function sourceOf(item: ItemFile): ItemSource {
  const { metric, entry, ballot, aspect, shrink, points } = item;
  const measured = metricOf(metric);
  if (measured !== null)
    return { type: 'metric', metric: measured, scoring: scoringOf(item, measured), shrink };
  if (ballot !== undefined) return { type: 'ballot', ballot, aspect: aspect ?? null };
  const { start = 'full', least, most, by = [], reason = true } = entry ?? {};
  const losing = start === 'full';
  return {
    type: 'entry',
    start,
    least: least ?? (losing ? `-${points}` : '0'),
    most: most ?? (losing ? '0' : points),
    by,
    needsReason: reason,
  };
}

function scoringOf({ target, each, bands }: ItemFile, metric: MetricId): Scoring {
  if (target !== undefined) return { type: 'target', target };
  if (each !== undefined) return { type: 'each', each };
  if (bands !== undefined) return { type: 'bands', bands };
  return { type: WORSE_WITH_MORE.has(metric) ? 'inverse' : 'share' };
}

function ballotOf({ closesAt, remindBefore, ...rule }: BallotFile): BallotRule {
  return { ...rule, closesAtMinute: closesAt, remindBeforeMs: remindBefore };
}

type ConditionFile = AppraisalFile['consequences'][number]['when'];

function conditionOf({ last, topShare, below }: ConditionFile): ConsequenceCondition {
  if (topShare) return { type: 'top-share', share: topShare.share, cap: topShare.cap ?? null };
  if (below) return { type: 'below', ...below };
  return { type: 'last', months: last?.months ?? 1 };
}

function scheduleOf(schedule: AppraisalFile['schedule']): MonthSchedule {
  const { closesDaysAfter, closesAt, publishAfter, appealWithin, missingDay, digest } = schedule;
  return {
    closesDaysAfter,
    closesAtMinute: closesAt,
    publishAfter: publishAfter === 'never' ? null : publishAfter,
    appealWithin,
    missingDay,
    digestWeekday: digest === 'never' ? null : digest.weekday,
    digestAtMinute: digest === 'never' ? 0 : digest.at,
  };
}
