import type { AppraisalPolicy } from '../../engine/appraisal/policy.ts';
import { keyAt, windowOf } from '../../engine/appraisal/window.ts';
import { DAY_MS, type Instant, type StreetId } from '../../engine/glossary.ts';
import type { Staff } from '../../engine/org/directory.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import { dueIn, missingEntries, tomorrow, weekFigures } from '../../engine/reminders/figures.ts';
import type { Moment } from '../../engine/reminders/moments.ts';
import { dayNumber, instantOf } from '../../engine/time.ts';
import { administratorsOf, alone, type Reaching, secretariesOf } from '../appraisal/recipients.ts';
import type { Told } from '../appraisal/told.ts';
import { NO_NEEDS } from '../incoming/needs.ts';
import type { Workspace } from '../incoming/workspace.ts';
import type { Needs } from '../ports.ts';
import type { MonthMissing } from './replies.ts';

/** A street's open tickets; more than so many at once is no list anybody reads. */
const MOST_TICKETS = 5000;
const WEEK_DAYS = 7;
/** What ended lately was opened this long ago at most. */
const LOOK_BACK_DAYS = 92;

export function needsFor(
  { kind }: Moment,
  streetId: StreetId,
  { now, policy }: { now: Instant; policy: ServicePolicy },
): Needs {
  const open = { by: 'open', streetId, communityId: null, limit: MOST_TICKETS } as const;
  if (kind === 'tomorrow') return { ...NO_NEEDS, tickets: [open] };
  const since = now - LOOK_BACK_DAYS * DAY_MS;
  const recent = { by: 'recent', streetId, communityId: null, since, limit: MOST_TICKETS } as const;
  const { appraisal } = policy;
  if (kind === 'week' || appraisal === null) return { ...NO_NEEDS, tickets: [open, recent] };
  const { window } = monthOf(appraisal, policy, now);
  return {
    ...NO_NEEDS,
    tickets: [recent],
    appraisal: [
      { by: 'entries', streetId, window, subjectId: null },
      { by: 'ballots', streetId },
    ],
  };
}

/** Everything a round says in a street, to each person alone; nothing where there is nothing to say. */
export function toldAt({ kind }: Moment, streetId: StreetId, workspace: Workspace): readonly Told[] {
  const { directory, now, reach } = workspace;
  const around = { streetId, workspace, reaching: { directory, now, reach } };
  if (kind === 'tomorrow') return tomorrowTold(around);
  return kind === 'week' ? weekTold(around) : missingTold(around);
}

interface Around {
  streetId: StreetId;
  workspace: Workspace;
  reaching: Reaching;
}

function tomorrowTold({ workspace, reaching }: Around): readonly Told[] {
  const { zone } = workspace.policy.calendar;
  const window = tomorrow(zone, workspace.now);
  const due = [...dueIn(workspace.tickets(), window)];
  const working = due.filter(([personId]) => !workspace.directory.onLeave(personId, window.from));
  return working.flatMap(([personId, tickets]) =>
    alone(personId, reaching).map(
      (target): Told => ({
        about: `due:${personId}`,
        target,
        reply: { code: 'due-tomorrow', tickets },
        attached: [],
      }),
    ),
  );
}

function weekTold({ streetId, workspace, reaching }: Around): readonly Told[] {
  const { now, policy, directory } = workspace;
  const { zone } = policy.calendar;
  const today = dayNumber(zone, now);
  const week = { from: instantOf(zone, today - WEEK_DAYS, 0), until: instantOf(zone, today, 0) };
  return secretariesOf(streetId, reaching).flatMap(({ personId, communityId }) => {
    const own = workspace.tickets().filter((ticket) => ticket.communityId === communityId);
    const figures = weekFigures(own, week, now);
    const { opened, closed, open } = figures;
    if (opened + closed + open === 0) return [];
    const community = directory.nameOf(communityId);
    return alone(personId, reaching).map(
      (target): Told => ({
        about: `week:${communityId}`,
        target,
        reply: { code: 'week-told', community, figures },
        attached: [],
      }),
    );
  });
}

/** To each secretary about their community, to the street about all of it. */
function missingTold({ streetId, workspace, reaching }: Around): readonly Told[] {
  const { policy, now, directory } = workspace;
  if (policy.appraisal === null) return [];
  const { key: monthKey } = monthOf(policy.appraisal, policy, now);
  const secretaries = secretariesOf(streetId, reaching);
  const whole = administratorsOf(streetId, reaching).map((personId) => ({ personId, communityId: null }));
  return [...secretaries, ...whole].flatMap(({ personId, communityId }) => {
    const missing = missingIn(communityId, { streetId, workspace, reaching }, policy.appraisal);
    if (missing.items.length + missing.ballots.length === 0) return [];
    const place = directory.nameOf(communityId ?? streetId);
    return alone(personId, reaching).map(
      (target): Told => ({
        about: `missing:${communityId ?? streetId}`,
        target,
        reply: { code: 'month-missing', place, monthKey, missing },
        attached: [],
      }),
    );
  });
}

function missingIn(
  communityId: string | null,
  { streetId, workspace }: Around,
  appraisal: AppraisalPolicy | null,
): MonthMissing {
  const { policy, now, directory } = workspace;
  if (appraisal === null) return { items: [], ballots: [], unrated: 0, endsAt: now };
  const isThere = (staff: Staff) =>
    staff.posts.some((post) => {
      const at = directory.scopeOf(post.at);
      return at?.streetId === streetId && (communityId === null || at.communityId === communityId);
    });
  const people = directory.organisation.staff.filter(isThere);
  const { entries } = workspace.appraisal;
  const tickets = workspace
    .tickets()
    .filter((one) => communityId === null || one.communityId === communityId);
  return {
    items: missingEntries(appraisal, people, { entries, now }),
    ballots: ballotsMissing(workspace, new Set(people.map(({ id }) => id))),
    unrated: tickets.filter(({ status }) => status === 'finished').length,
    endsAt: monthOf(appraisal, policy, now).window.until,
  };
}

/** Open ones with votes that voters of this place still owe. */
function ballotsMissing({ appraisal }: Workspace, voters: ReadonlySet<string>): MonthMissing['ballots'] {
  return appraisal.ballots
    .filter(({ status }) => status === 'open')
    .map(({ id, rule, tasks }) => {
      const own = tasks.filter(({ voterId }) => voters.has(voterId));
      const left = own.filter(
        ({ voterId, subjectId }) => !appraisal.voted.has(`${id} ${voterId} ${subjectId}`),
      );
      return { name: rule.name, missing: left.length, of: own.length };
    })
    .filter(({ missing }) => missing > 0);
}

function monthOf({ window }: AppraisalPolicy, { calendar }: ServicePolicy, now: Instant) {
  const key = keyAt(window, calendar.zone, now);
  return { key, window: windowOf(window, calendar.zone, key) };
}
