import type { Month } from '../../../engine/appraisal/month.ts';
import { revised, withDone } from '../../../engine/appraisal/month-steps.ts';
import type { MonthScores, ScoreSheet } from '../../../engine/appraisal/sheet.ts';
import type { Workspace } from '../../incoming/workspace.ts';
import type { AppraisalChange } from '../ports.ts';
import { alone, type RoomOf, roomsIn } from '../recipients.ts';
import type { Told } from '../told.ts';
import { type Computed, computeAgain, keptScores } from './compute.ts';
import { reviewed, waitingReviews } from './marks.ts';
import type { MonthParts } from './month-parts.ts';
import type { ChangedRow } from './month-replies.ts';
import { proposalsDue, proposalsTold } from './propose.ts';
import { holdersOf, ownScore, type Placed, type Publishing, placesOf, rankingsFor } from './publication.ts';
import { publishingOf } from './publishing.ts';
import type { Standing } from './standing.ts';
import { take, workspaceOf } from './take-step.ts';

/** After an upheld appeal: another version of the sheets that changed, and what it changed said to those who had seen the first. */
export async function revise(before: Month, standing: Standing, parts: MonthParts): Promise<void> {
  const was = await keptScores(before, standing, parts);
  const again = await computeAgain(before, standing, parts);
  const changed = changedSheets(was, again.scores);
  const answered = waitingReviews(before).map(reviewed);
  const marked = answered.reduce(withDone, before);
  const month = { ...(changed.length > 0 ? revised(marked) : marked), revision: before.revision + 1 };
  const workspace = workspaceOf(standing, parts);
  const { changes, told } =
    changed.length === 0
      ? { changes: [], told: [] }
      : await revisionOf({ month, was, again, changed }, { standing, parts, workspace });
  await take({ month, before, changes, told, step: 'revise' }, workspace, parts);
}

interface Revision {
  month: Month;
  was: MonthScores;
  again: Computed;
  changed: readonly ScoreSheet[];
}

/** The sheets that changed, the proposals that follow or no longer follow, and everything to be said of it. */
async function revisionOf(
  { month, was, again, changed }: Revision,
  given: { standing: Standing; parts: MonthParts; workspace: Workspace },
): Promise<{ changes: readonly AppraisalChange[]; told: readonly Told[] }> {
  const due = await proposalsDue(month, again.scores, given);
  const publishing = publishingOf({ month, ...again }, given.standing, given.parts);
  return {
    changes: [
      { type: 'sheets-added', monthId: month.id, version: month.version, sheets: changed },
      ...due.changes,
    ],
    told: [...changesTold(was, publishing), ...proposalsTold(month, due.added, publishing)],
  };
}

function changedSheets(was: MonthScores, now: MonthScores): readonly ScoreSheet[] {
  const before = new Map(was.sheets.map((sheet) => [sheet.subject.id, JSON.stringify(sheet)]));
  return now.sheets.filter((sheet) => before.get(sheet.subject.id) !== JSON.stringify(sheet));
}

/** Where the ranking had been shown, its changes with the new picture and sheet; to whoever has another score, that. */
function changesTold(was: MonthScores, given: Publishing): readonly Told[] {
  const { streetRanking, workerRanking, ownScores } = given.policy.publication;
  const rows = changedRows(was, given.scores);
  const rooms = [
    ...(streetRanking ? roomsIn(given.streetId, 'street', given) : []),
    ...(workerRanking ? roomsIn(given.streetId, 'worker', given) : []),
  ];
  return [
    ...rooms.flatMap((room) => roomTold(room, rows, given)),
    ...(ownScores ? ownChanges(was, given) : []),
  ];
}

type Row = ChangedRow & { groupId: string; communityId: string | null };

function roomTold({ target, communityId }: RoomOf, rows: readonly Row[], given: Publishing): readonly Told[] {
  const theirs = rows.filter((row) => communityId === null || row.communityId === communityId);
  if (theirs.length === 0) return [];
  const { monthKey, version, directory } = given;
  const of = communityId === null ? null : directory.nameOf(communityId);
  const groups = new Set(theirs.map(({ groupId }) => groupId));
  const rankings = given.scores.rankings.filter(({ groupId }) => groups.has(groupId));
  const changed = { ...given, scores: { ...given.scores, rankings } };
  const attached = rankingsFor({ target, communityId }, changed).flatMap((told) => told.attached);
  return [
    {
      about: 'changed',
      target,
      reply: { code: 'month-changed', changed: { monthKey, version, of, rows: theirs } },
      attached,
    },
  ];
}

/** In the order of the rankings: whoever's place or total is another. */
function changedRows(was: MonthScores, now: MonthScores): readonly Row[] {
  const before = placesOf(was);
  const sheets = new Map(now.sheets.map((sheet) => [sheet.subject.id, sheet]));
  return [...placesOf(now)].flatMap(([id, { rank, groupName }]) => {
    const from = standingOf(before.get(id));
    const to = { place: rank.place, total: rank.total };
    if (from.place === to.place && from.total === to.total) return [];
    return [
      {
        name: rank.name,
        groupName,
        from,
        to,
        groupId: rank.groupId,
        communityId: sheets.get(id)?.subject.communityId ?? null,
      },
    ];
  });
}

function standingOf(placed: Placed | undefined): ChangedRow['from'] {
  return { place: placed?.rank.place ?? null, total: placed?.rank.total ?? null };
}

function ownChanges(was: MonthScores, given: Publishing): readonly Told[] {
  const before = new Map(was.sheets.map((sheet) => [sheet.subject.id, sheet.total]));
  const places = placesOf(given.scores);
  return given.scores.sheets
    .filter(({ subject, total }) => before.get(subject.id) !== total)
    .flatMap((sheet) => {
      const from = before.get(sheet.subject.id) ?? null;
      const own = ownScore(sheet, places.get(sheet.subject.id), given);
      return holdersOf(sheet, given).flatMap((personId) =>
        alone(personId, given).map(
          (target): Told => ({
            about: `own:${sheet.subject.id}`,
            target,
            reply: { code: 'month-own-changed', monthKey: given.monthKey, from, own },
            attached: [],
          }),
        ),
      );
    });
}
