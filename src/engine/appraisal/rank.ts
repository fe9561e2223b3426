import { type Decimal, decimal } from './decimal.ts';
import { type AppraisalPolicy, METRICS, type PeerGroup } from './policy.ts';
import type { Rank, Ranking, ScoreLine, ScoreSheet } from './sheet.ts';
import { meaningful } from './shrink.ts';

interface Placed {
  sheet: ScoreSheet;
  total: Decimal;
  margin: Decimal | null;
}

/** A ranking of every group that has members, in the policy's order (rules.md 8.3). */
export function rankAll(policy: AppraisalPolicy, sheets: readonly ScoreSheet[]): Ranking[] {
  return policy.groups.flatMap((group) => {
    const members = sheets.filter(({ subject }) => subject.groupId === group.id);
    if (members.length === 0) return [];
    return [{ groupId: group.id, groupName: group.name, ranks: rankGroup(policy, group, members) }];
  });
}

/** Competition ranking: equal totals share a place, and the next one is that many further down. Then those without a place. */
function rankGroup(policy: AppraisalPolicy, group: PeerGroup, members: readonly ScoreSheet[]): Rank[] {
  const inOrder = [...members].sort(byName);
  const why = unrankedBy(policy, group, members.length);
  const placed = inOrder.flatMap((sheet) => placedOf(sheet, why(sheet))).sort(byTotal);
  const ranks = placesOf(placed).flatMap((place, at) => rankOf(place, at, placed));
  const others = inOrder.flatMap((sheet) => {
    const unranked = why(sheet);
    return unranked === null
      ? []
      : [{ ...about(sheet), place: null, unranked, tied: false, closeToNext: false }];
  });
  return [...ranks, ...others];
}

/** 1, 2, 2, 4 of totals that fall. */
function placesOf(placed: readonly Placed[]): number[] {
  let place = 1;
  return placed.map(({ total }, at) => {
    if (at > 0 && !placed[at - 1]?.total.eq(total)) place = at + 1;
    return place;
  });
}

function rankOf(place: number, at: number, placed: readonly Placed[]): Rank[] {
  const own = placed[at];
  if (!own) return [];
  const tied = [placed[at - 1], placed[at + 1]].some((other) => other?.total.eq(own.total));
  const above = placed[place - 2];
  const closeToNext = above !== undefined && !meaningful(above, own) && !onSameCases(above.sheet, own.sheet);
  return [{ ...about(own.sheet), place, unranked: null, tied, closeToNext }];
}

/** Two who answer for the same tickets have the same luck: what is left between them is no chance. */
function onSameCases(a: ScoreSheet, b: ScoreSheet): boolean {
  if (a.subject.communityId !== b.subject.communityId) return false;
  const rated = a.lines.filter(({ because, evidence }) => because.type === 'rate' && evidence.length > 0);
  return rated.length > 0 && rated.every((line) => restsOnSame(line, b));
}

function restsOnSame({ itemId, evidence, more }: ScoreLine, sheet: ScoreSheet): boolean {
  const other = sheet.lines.find((line) => line.itemId === itemId);
  if (other?.more !== more || other.evidence.length !== evidence.length) return false;
  return JSON.stringify(other.evidence) === JSON.stringify(evidence);
}

/** Too few cases say nothing about a rate, so they matter only where rates are scored. */
function unrankedBy(policy: AppraisalPolicy, group: PeerGroup, members: number) {
  const rated = policy.items.some(
    ({ source, groups }) =>
      source.type === 'metric' &&
      METRICS[source.metric] === 'rate' &&
      (groups.length === 0 || groups.includes(group.id)),
  );
  return (sheet: ScoreSheet): Rank['unranked'] => {
    if (sheet.total === null) return 'no-data';
    if (rated && sheet.cases < policy.rates.fewest) return 'few-cases';
    return members < group.smallest ? 'small-group' : null;
  };
}

function placedOf(sheet: ScoreSheet, unranked: Rank['unranked']): Placed[] {
  if (sheet.total === null || unranked !== null) return [];
  return [
    { sheet, total: decimal(sheet.total), margin: sheet.margin === null ? null : decimal(sheet.margin) },
  ];
}

function about({ subject, total }: ScoreSheet): Pick<Rank, 'subjectId' | 'name' | 'groupId' | 'total'> {
  return { subjectId: subject.id, name: subject.name, groupId: subject.groupId, total };
}

/** Sorting keeps the order of names among equals. */
function byTotal(a: Placed, b: Placed): number {
  return b.total.cmp(a.total);
}

/** By code point, so that no machine's language has a say. */
function byName(a: ScoreSheet, b: ScoreSheet): number {
  if (a.subject.name !== b.subject.name) return a.subject.name < b.subject.name ? -1 : 1;
  return a.subject.id < b.subject.id ? -1 : 1;
}
