import { compare, type Decimal, decimal, divide, ONE, round, sum, text, within, ZERO } from './decimal.ts';
import type { Load, Subject } from './facts.ts';
import type { AllocationRule, AppraisalPolicy } from './policy.ts';
import type { LoadShare } from './sheet.ts';

const COEFFICIENT_PLACES = 4;
/** Of a mean that is only shown. */
const MEAN_PLACES = 1;

/** By post; communities and posts that are not named have 1. */
export function postCoefficient(policy: AppraisalPolicy, subject: Subject): Decimal {
  const own = subject.post === null ? undefined : policy.result.postCoefficients[subject.post];
  return own === undefined ? ONE : decimal(own);
}

/** The coefficient to 4 places, and what it comes from: own load and the group's mean, a part each. */
export interface Allocation {
  coefficient: Decimal;
  loads: readonly LoadShare[];
}

/**
 * Of every subject, by id. Own load ÷ mean load of the group, the parts mixed by weight, then scaled until the mean of the group is 1
 * with nobody below the floor or above the cap (rules.md 8.1). A part of which nothing is known is left out.
 */
export function allocations(
  policy: AppraisalPolicy,
  subjects: readonly Subject[],
): ReadonlyMap<string, Allocation> {
  const rule = policy.result.allocation;
  const of = new Map<string, Allocation>();
  if (rule === null) return of;
  for (const groupId of rule.groups) {
    const members = subjects.filter((subject) => subject.groupId === groupId);
    const means = meansOf(rule, members);
    const loads = members.map(({ load }) => mixed(load, means));
    const factors = normalised(loads, decimal(rule.floor), decimal(rule.cap));
    members.forEach(({ id, load }, at) => {
      const coefficient = round(factors[at] ?? ONE, COEFFICIENT_PLACES, policy.rounding.rule);
      of.set(id, { coefficient, loads: shares(load, means, policy) });
    });
  }
  return of;
}

interface PartMean {
  by: LoadShare['by'];
  weight: Decimal;
  mean: Decimal;
}

/** Of the parts that somebody in the group has data for. */
function meansOf(rule: AllocationRule, members: readonly Subject[]): PartMean[] {
  return rule.parts.flatMap(({ by, weight }) => {
    const known = members.flatMap((member) => loadOf(member.load, by) ?? []);
    const total = known.reduce((n, load) => n + load, 0);
    if (total === 0) return [];
    return [{ by, weight: decimal(weight), mean: divide(decimal(total), decimal(known.length)) }];
  });
}

/** 1 is as much as the group's mean; who has no load on record counts as 1. */
function mixed(load: Load, means: readonly PartMean[]): Decimal {
  const own = means.flatMap(({ by, weight, mean }) => {
    const amount = loadOf(load, by);
    return amount === null ? [] : [{ weight, ratio: divide(decimal(amount), mean) }];
  });
  const weight = sum(own.map((part) => part.weight));
  return weight.eq(ZERO) ? ONE : divide(sum(own.map((part) => part.ratio.times(part.weight))), weight);
}

function shares(load: Load, means: readonly PartMean[], { rounding }: AppraisalPolicy): LoadShare[] {
  return means.flatMap(({ by, mean }) => {
    const own = loadOf(load, by);
    return own === null ? [] : [{ by, own, mean: text(round(mean, MEAN_PLACES, rounding.rule)) }];
  });
}

function loadOf(load: Load, by: LoadShare['by']): number | null {
  return by === 'area' ? load.areaM2 : load[by];
}

/** Each load times one scale, kept within floor and cap, so that the mean is 1. Where that cannot be, they are only kept within. */
function normalised(loads: readonly Decimal[], floor: Decimal, cap: Decimal): Decimal[] {
  const scale = scaleToOne(loads, floor, cap);
  return loads.map((load) => within(load.times(scale), floor, cap));
}

/**
 * The mean grows with the scale in straight pieces, with corners where somebody reaches floor or cap. Between the last corner with a mean
 * up to 1 and the next one those at a bound stay there, and the others share what is left in proportion.
 */
function scaleToOne(loads: readonly Decimal[], floor: Decimal, cap: Decimal): Decimal {
  const moving = loads.filter((load) => load.gt(ZERO));
  const corners = [ZERO, ...moving.flatMap((load) => [divide(floor, load), divide(cap, load)])].sort(compare);
  const target = decimal(loads.length);
  const totalAt = (scale: Decimal) => sum(loads.map((load) => within(load.times(scale), floor, cap)));
  const start = corners[lastUpTo(corners, (corner) => totalAt(corner).lte(target))] ?? ONE;
  const next = corners.find((corner) => corner.gt(start));
  const at = next === undefined ? start : divide(start.plus(next), decimal(2));
  const inside = moving.filter((load) => load.times(at).gt(floor) && load.times(at).lt(cap));
  if (inside.length === 0) return start;
  const fixed = totalAt(at).minus(sum(inside).times(at));
  return divide(target.minus(fixed), sum(inside));
}

/** By halves: `holds` is true up to some place and false after it. */
function lastUpTo(corners: readonly Decimal[], holds: (corner: Decimal) => boolean): number {
  let [low, high] = [0, corners.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const corner = corners[middle];
    if (corner && holds(corner)) low = middle;
    else high = middle - 1;
  }
  return low;
}
