/** When a ballot opens, reminds and closes. */
import type { Instant } from '../glossary.ts';
import { dayNumber, instantOf } from '../time.ts';
import type { Ballot } from './ballot.ts';
import type { Window } from './facts.ts';
import type { BallotRule } from './policy.ts';

type Times = Pick<Ballot, 'opensAt' | 'closesAt'>;

/** Opens at the local midnight so many days before the window's end; what it says of itself waits for loud hours. */
export function ballotTimes(rule: BallotRule, window: Window, zone: string): Times {
  const end = dayNumber(zone, window.until);
  return {
    opensAt: instantOf(zone, end - rule.opensDaysBefore, 0),
    closesAt: instantOf(zone, end + rule.closesDaysAfter, rule.closesAtMinute),
  };
}

/** After downtime too: whatever is not over yet is opened late. */
export function isDueToOpen({ opensAt, closesAt }: Times, now: Instant): boolean {
  return opensAt <= now && now < closesAt;
}

export function isDueToClose({ status, closesAt }: Ballot, now: Instant): boolean {
  return status === 'open' && closesAt <= now;
}

/** Keys of reminders whose moment has come and that were not sent; after downtime several, said as one. */
export function remindersDue(ballot: Ballot, now: Instant): readonly string[] {
  if (ballot.status !== 'open' || ballot.closesAt <= now) return [];
  return reminders(ballot)
    .filter(({ at, key }) => at <= now && !ballot.reminded.includes(key))
    .map(({ key }) => key);
}

/** The next moment at which something of an open ballot falls due; what has passed already counts as due now. */
export function nextBallotMoment(ballot: Ballot): Instant | null {
  if (ballot.status !== 'open') return null;
  const waiting = reminders(ballot).filter(({ key }) => !ballot.reminded.includes(key));
  return Math.min(ballot.closesAt, ...waiting.map(({ at }) => at));
}

/** Before it opened there was nobody to remind. */
function reminders({ rule, opensAt, closesAt }: Ballot): readonly { key: string; at: Instant }[] {
  return rule.remindBeforeMs
    .map((beforeMs) => ({ key: `before:${beforeMs}`, at: closesAt - beforeMs }))
    .filter(({ at }) => at > opensAt);
}
