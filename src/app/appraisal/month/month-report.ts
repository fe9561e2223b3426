import type { Window } from '../../../engine/appraisal/facts.ts';
import type { Month } from '../../../engine/appraisal/month.ts';
import type { AppraisalPolicy, WindowRule } from '../../../engine/appraisal/policy.ts';
import { previousKey, windowOf, yearBefore } from '../../../engine/appraisal/window.ts';
import type { CommunityId, StreetId } from '../../../engine/glossary.ts';
import type { Directory } from '../../../engine/org/lookup.ts';
import type { AppraisalLoaded, AppraisalNeed, MonthIssues } from '../ports.ts';
import { monthFigures } from './month-figures.ts';
import type { MonthFigures } from './report-replies.ts';

export interface ReportAsked {
  streetId: StreetId;
  /** Null: the whole street. */
  communityId: CommunityId | null;
  monthKey: string;
  rule: WindowRule;
  zone: string;
}

/** What the report of a month is made of; the same whether it is said or written. */
export function reportNeeds(asked: ReportAsked): readonly AppraisalNeed[] {
  const { streetId, communityId, monthKey } = asked;
  const { window, windowBefore } = windowsOf(asked);
  const keys = [monthKey, previousKey(monthKey), yearBefore(monthKey)];
  return [
    ...keys.map((key): AppraisalNeed => ({ by: 'frozen', streetId, monthKey: key })),
    { by: 'issues', streetId, communityId, window },
    { by: 'issues', streetId, communityId, window: windowBefore },
    { by: 'burden', streetId, window },
  ];
}

function windowsOf({ rule, zone, monthKey }: ReportAsked): { window: Window; windowBefore: Window } {
  return {
    window: windowOf(rule, zone, monthKey),
    windowBefore: windowOf(rule, zone, previousKey(monthKey)),
  };
}

export interface ReportGiven {
  month: Month;
  policy: AppraisalPolicy;
  loaded: AppraisalLoaded;
  directory: Directory;
}

/** Everything that `reportNeeds` asked for has to be loaded. */
export function reportFigures(asked: ReportAsked, given: ReportGiven): MonthFigures {
  const { month, policy, loaded, directory } = given;
  const { streetId, communityId, monthKey } = asked;
  const { window, windowBefore } = windowsOf(asked);
  const frozenOf = (key: string) => loaded.frozen.filter((one) => one.monthKey === key);
  const earlier = (key: string) => ({ monthKey: key, frozen: frozenOf(key) });
  return monthFigures({
    place: directory.nameOf(communityId ?? streetId),
    monthKey,
    window: month.window,
    communityId,
    frozen: frozenOf(monthKey),
    before: earlier(previousKey(monthKey)),
    yearBefore: earlier(yearBefore(monthKey)),
    issues: issuesIn(loaded, window),
    issuesBefore: issuesIn(loaded, windowBefore),
    burden: burdenThere(asked, given),
    fewest: Math.max(1, policy.rates.fewest),
    nameOf: directory.nameOf,
  });
}

function issuesIn({ issues = [] }: AppraisalLoaded, { from }: Window): MonthIssues | null {
  return issues.find(({ window }) => window.from === from) ?? null;
}

/** Of those who have a post there. */
function burdenThere(
  { streetId, communityId }: ReportAsked,
  { loaded, directory }: ReportGiven,
): ReadonlyMap<string, number> {
  const isThere = (at: string) => {
    const scope = directory.scopeOf(at);
    return scope?.streetId === streetId && (communityId === null || scope.communityId === communityId);
  };
  const staff = directory.organisation.staff.filter(({ posts }) => posts.some(({ at }) => isThere(at)));
  return new Map(staff.map(({ id }) => [id, loaded.burden.get(id) ?? 0]));
}
