import type { FactId, SubjectFacts } from '../../../engine/appraisal/facts.ts';
import type { FrozenSubject } from '../../../engine/appraisal/sheet.ts';
import type { CommunityId, PersonId } from '../../../engine/glossary.ts';
import type { MonthIssues } from '../ports.ts';
import type { Share } from './month-replies.ts';
import type { Counted, MonthFigures } from './report-replies.ts';

export interface FiguresGiven {
  place: string;
  monthKey: string;
  window: MonthFigures['window'];
  /** Null: the whole street. */
  communityId: CommunityId | null;
  frozen: readonly FrozenSubject[];
  /** Empty: that month was not counted. */
  before: { monthKey: string; frozen: readonly FrozenSubject[] };
  yearBefore: { monthKey: string; frozen: readonly FrozenSubject[] };
  issues: MonthIssues | null;
  issuesBefore: MonthIssues | null;
  /** By person; of the staff that the report is about. */
  burden: ReadonlyMap<PersonId, number> | null;
  fewest: number;
  nameOf(id: string): string;
}

const MOST_ISSUES = 5;

export function monthFigures(given: FiguresGiven): MonthFigures {
  const { place, monthKey, window, communityId, fewest, nameOf } = given;
  const earlier = ({ monthKey: key, frozen }: FiguresGiven['before']) =>
    frozen.length === 0 ? null : { monthKey: key, counted: countedIn(frozen, communityId) };
  return {
    place,
    monthKey,
    window,
    now: countedIn(given.frozen, communityId),
    before: earlier(given.before),
    yearBefore: earlier(given.yearBefore),
    communities: communityId === null ? communitiesOf(given) : [],
    issues: issuesOf(given),
    waiting: (given.issues?.waiting ?? []).map(({ number, openedAt, ...one }) => ({
      number,
      openedAt,
      name: issueName(one),
      community: communityId === null ? nameOf(one.communityId) : '',
    })),
    burden: burdenOf(given.burden),
    fewest,
  };
}

/** By the communities, where every ticket lies in one; by the people only where no community is scored. */
function countedIn(frozen: readonly FrozenSubject[], communityId: CommunityId | null): Counted {
  const there = frozen.filter(
    ({ subject }) =>
      communityId === null || subject.communityId === communityId || subject.id === communityId,
  );
  const communities = there.filter(({ subject }) => subject.kind === 'community');
  return counted((communities.length > 0 ? communities : there).map(({ facts }) => facts));
}

function counted(all: readonly SubjectFacts[]): Counted {
  const sum = (...ids: readonly FactId[]) =>
    all.reduce((total, facts) => total + ids.reduce((part, id) => part + (facts[id]?.count ?? 0), 0), 0);
  const share = (good: readonly FactId[], bad: readonly FactId[]): Share | null => {
    const of = sum(...good, ...bad);
    return of === 0 ? null : { good: sum(...good), of };
  };
  return {
    opened: sum('opened'),
    finished: sum('finished'),
    rework: sum('rework'),
    repeated: sum('repeated'),
    returned: sum('returned'),
    contacted: share(['contacted-yes'], ['contacted-no']),
    solved: share(['solved-yes'], ['solved-no']),
    satisfied: share(['satisfied', 'basically'], ['dissatisfied']),
    onTime: share(['on-time'], ['late']),
    responded: share(['responded-on-time'], ['responded-late']),
  };
}

function communitiesOf({ frozen, before }: FiguresGiven): MonthFigures['communities'] {
  const earlier = new Map(before.frozen.map((one) => [one.subject.id, one.facts]));
  return frozen
    .filter(({ subject }) => subject.kind === 'community')
    .map(({ subject, facts }) => {
      const was = earlier.get(subject.id);
      return { name: subject.name, now: counted([facts]), before: was ? counted([was]) : null };
    });
}

function issuesOf({ issues, issuesBefore, before }: FiguresGiven): MonthFigures['issues'] {
  const was = new Map((issuesBefore?.frequent ?? []).map((one) => [issueKey(one), one.count]));
  const isKnown = before.frozen.length > 0;
  return (issues?.frequent ?? []).slice(0, MOST_ISSUES).map((one) => ({
    name: issueName(one),
    count: one.count,
    before: isKnown ? (was.get(issueKey(one)) ?? 0) : null,
  }));
}

type Category = Pick<MonthIssues['frequent'][number], 'category1' | 'category2'>;

function issueKey({ category1, category2 }: Category): string {
  return `${category1} ${category2}`;
}

/** Level 2 says what it is, unless it only says 「其他」. */
function issueName({ category1, category2 }: Category): string {
  return /^$|其他$/.test(category2) ? category1 : category2;
}

function burdenOf(burden: FiguresGiven['burden']): MonthFigures['burden'] {
  const counts = [...(burden?.values() ?? [])].filter((count) => count > 0);
  if (counts.length === 0) return null;
  const prompts = counts.reduce((sum, count) => sum + count, 0);
  return { people: counts.length, prompts, most: Math.max(...counts) };
}
