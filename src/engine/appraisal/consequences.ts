/** What a policy proposes where somebody's results run on (rules.md 8.3): proposals only, a person confirms or rejects each. */
import { compare, decimal, round } from './decimal.ts';
import type { Month, Proposal } from './month.ts';
import type { AppraisalPolicy, ConsequenceCondition, ConsequenceRule } from './policy.ts';
import type { MonthScores, Rank, ScoreSheet } from './sheet.ts';
import { previousKey } from './window.ts';

/** A proposal before it is given an id and a number. */
export type Proposed = Pick<
  Proposal,
  | 'monthKey'
  | 'ruleId'
  | 'ruleName'
  | 'measure'
  | 'answeredBy'
  | 'subjectId'
  | 'subjectName'
  | 'groupId'
  | 'because'
>;

/** How one subject did in one month. */
interface Result {
  monthKey: Month['key'];
  rank: Rank;
  sheet: ScoreSheet;
  /** Ranked in the group, of whom `last` is the lowest place. */
  members: number;
  last: number;
  /** Ranked at this place or a better one. */
  upTo: number;
}

type Results = ReadonlyMap<string, Result>;

/** How many months, the present one included, the rules look back. */
export function seriesLength(policy: Pick<AppraisalPolicy, 'consequences'>): number {
  return Math.max(1, ...policy.consequences.map(({ when }) => ('months' in when ? when.months : 1)));
}

/**
 * What the rules propose for the last month of a series of scores, oldest first, one month each. A month that is missing ends every run,
 * and so does another group. `known` are proposals made before: none is made twice for the same month.
 */
export function proposals(
  policy: Pick<AppraisalPolicy, 'consequences'>,
  series: readonly MonthScores[],
  known: readonly Pick<Proposal, 'ruleId' | 'subjectId' | 'monthKey'>[] = [],
): readonly Proposed[] {
  const months = running(series).map(resultsOf);
  const made = new Set(known.map(keyOf));
  return policy.consequences
    .flatMap((rule) => proposedBy(rule, months))
    .filter((one) => !made.has(keyOf(one)));
}

/** Open proposals of a month that a new version of its scores no longer bears out. */
export function unfounded(
  open: readonly Proposal[],
  policy: Pick<AppraisalPolicy, 'consequences'>,
  series: readonly MonthScores[],
): readonly Proposal[] {
  const key = series.at(-1)?.key;
  const borne = new Set(proposals(policy, series).map(keyOf));
  return open.filter((one) => one.status === 'open' && one.monthKey === key && !borne.has(keyOf(one)));
}

function keyOf(one: Pick<Proposal, 'ruleId' | 'subjectId' | 'monthKey'>): string {
  return JSON.stringify([one.ruleId, one.subjectId, one.monthKey]);
}

/** The newest first, as far back as no month is missing. */
function running(series: readonly MonthScores[]): readonly MonthScores[] {
  const newestFirst = series.toReversed();
  const end = newestFirst.findIndex(({ key }, index) => newestFirst[index + 1]?.key !== previousKey(key));
  return newestFirst.slice(0, end + 1);
}

function resultsOf({ key, sheets, rankings }: MonthScores): Results {
  const sheetOf = new Map(sheets.map((sheet) => [sheet.subject.id, sheet]));
  return new Map(
    rankings.flatMap(({ ranks }) => {
      const standing = standingIn(ranks);
      return ranks.flatMap((rank) => {
        const sheet = sheetOf.get(rank.subjectId);
        return sheet ? [[rank.subjectId, { monthKey: key, rank, sheet, ...standing(rank) }] as const] : [];
      });
    }),
  );
}

function standingIn(ranks: readonly Rank[]): (rank: Rank) => Pick<Result, 'members' | 'last' | 'upTo'> {
  const at = new Map<number, number>();
  for (const { place } of ranks) if (place !== null) at.set(place, (at.get(place) ?? 0) + 1);
  const members = [...at.values()].reduce((sum, count) => sum + count, 0);
  const last = Math.max(0, ...at.keys());
  // Of competition ranking as many stand above place 4 as its number says.
  return ({ place }) => ({ members, last, upTo: place === null ? 0 : place - 1 + (at.get(place) ?? 0) });
}

/** Groups of a rule; none named: all. */
function isFor({ groups }: ConsequenceRule, groupId: string): boolean {
  return groups.length === 0 || groups.includes(groupId);
}

function proposedBy(rule: ConsequenceRule, months: readonly Results[]): readonly Proposed[] {
  const [present] = months;
  if (present === undefined) return [];
  const inGroups = [...present.values()].filter(({ rank }) => isFor(rule, rank.groupId));
  const length = 'months' in rule.when ? rule.when.months : 1;
  return inGroups.flatMap(({ rank }) => {
    const run = runOf(rank, months.slice(0, length));
    const isMet = run.length === length && run.every((result) => holds(rule.when, result));
    return isMet ? [proposed(rule, run)] : [];
  });
}

/** The subject's results in the same group, the newest first, as far back as there are any. */
function runOf({ subjectId, groupId }: Rank, months: readonly Results[]): readonly Result[] {
  const run = months.map((results) => results.get(subjectId));
  const end = run.findIndex((result) => result?.rank.groupId !== groupId);
  return run.slice(0, end < 0 ? run.length : end).filter((result) => result !== undefined);
}

function holds(when: ConsequenceCondition, result: Result): boolean {
  switch (when.type) {
    case 'last':
      return isLast(result);
    case 'top-share':
      return isAmongFirst(when, result);
    case 'below':
      return isBelow(when, result);
    default:
      return when satisfies never;
  }
}

/** Ties for the last place are last; where all are equal nobody is. */
function isLast({ rank, last }: Result): boolean {
  return rank.place !== null && rank.place > 1 && rank.place === last;
}

/** Rounded down: never more people than the share, nor than the cap. Those whose tie would exceed it are left out together. */
function isAmongFirst(
  { share, cap }: Extract<ConsequenceCondition, { type: 'top-share' }>,
  { rank, members, upTo }: Result,
): boolean {
  const most = Number(round(decimal(share).times(members), 0, 'down'));
  return rank.place !== null && upTo <= Math.min(most, cap ?? most);
}

/** Too few cases bear out no consequence; the combined ballots have had their quorum. */
function isBelow(
  { of, points }: Extract<ConsequenceCondition, { type: 'below' }>,
  { sheet, rank }: Result,
): boolean {
  const figure = of === 'ballots' ? sheet.ballots : sheet.total;
  if (figure === null || (of === 'total' && rank.unranked === 'few-cases')) return false;
  return compare(figure, points) < 0;
}

function proposed(rule: ConsequenceRule, run: readonly Result[]): Proposed {
  const { when } = rule;
  const ofBallots = when.type === 'below' && when.of === 'ballots';
  const because = run.toReversed().map(({ monthKey, rank, members, sheet }) => ({
    ...{ monthKey, place: rank.place, members, total: ofBallots ? sheet.ballots : sheet.total },
  }));
  const [present] = run;
  const { subjectId = '', name = '', groupId = '' } = present?.rank ?? {};
  return {
    monthKey: present?.monthKey ?? '',
    ...{ ruleId: rule.id, ruleName: rule.name, measure: rule.measure, answeredBy: rule.answeredBy },
    ...{ subjectId, subjectName: name, groupId, because },
  };
}
