import type { AppraisalChange, BallotLink } from '../app/ports.ts';
import type { Ballot, BallotCount, Vote } from '../engine/appraisal/ballot.ts';
import type { StreetId } from '../engine/glossary.ts';
import { type BallotRow, toBallot } from './appraisal-rows.ts';
import type { Database } from './database.ts';
import type { MonthName } from './months.ts';
import { sortedBy } from './sorted-by.ts';
import { insert, join, list, raw, type Sql, sql, text, toJson } from './sql.ts';

type Voted = Extract<AppraisalChange, { type: 'voted' }>;

/** One vote: the ballot is still open, the voter has not voted on this one yet, and how is counted. */
export function voteStatements({ vote, secret, most }: Voted): readonly Sql[] {
  const { ballotId, voterId, subjectId } = vote;
  const turnout = { ballotId, voterId, subjectId };
  return [
    stillOpen(ballotId),
    ...insert('BallotTurnout', [turnout]),
    ...zeroes(vote, most),
    counted(vote),
    ...(secret ? [] : insert('BallotVote', [{ ...turnout, values: toJson(vote.values) }])),
  ];
}

/** Locks the row until the commit, so that none is closed between; a closed one gets no status, which its column does not take. */
function stillOpen(ballotId: string): Sql {
  return sql`UPDATE "Ballot" SET "status" = CASE WHEN "status" = 'open' THEN 'open' END WHERE "id" = ${text(ballotId)}`;
}

/** A row for every value that could be given, before any is: no order of rows tells who came first with which. */
function zeroes({ ballotId, subjectId, values }: Vote, most: number): readonly Sql[] {
  const rows = Object.entries(values).flatMap(([aspectId, given]) =>
    Array.from({ length: Math.max(most, given) + 1 }, (_, value) => ({
      ballotId,
      subjectId,
      aspectId,
      value,
      count: 0,
    })),
  );
  return insert('BallotCount', rows, 'ON CONFLICT DO NOTHING');
}

/** Every row of the subject is written, not only those that count up: PostgreSQL keeps which transaction wrote a row last. */
function counted({ ballotId, subjectId, values }: Vote): Sql {
  const given = Object.entries(values).map(
    ([aspectId, value]) => sql`("aspectId" = ${text(aspectId)} AND "value" = ${value})`,
  );
  const isGiven = given.length === 0 ? sql`false` : join(given, ' OR ');
  return sql`UPDATE "BallotCount" SET "count" = "count" + CASE WHEN ${isGiven} THEN 1 ELSE 0 END
    WHERE "ballotId" = ${text(ballotId)} AND "subjectId" = ${text(subjectId)}`;
}

const BALLOTS =
  raw(`SELECT b."id", b."streetId", b."monthKey", b."number", b."rule", b."opensAt", b."closesAt",
  b."status", b."reminded", r."tasks" FROM "Ballot" b JOIN "BallotRoll" r ON r."ballotId" = b."id"`);

/** Open ones, and the closed ones of the newest month that has any. By number. */
export async function readStreetBallots(database: Database, streetId: StreetId): Promise<readonly Ballot[]> {
  const street = text(streetId);
  const rows = await database.read<BallotRow>(
    sql`${BALLOTS} WHERE b."streetId" = ${street} AND (b."status" = 'open' OR b."monthKey" =
      (SELECT MAX("monthKey") FROM "Ballot" WHERE "streetId" = ${street} AND "status" = 'closed')) ORDER BY b."number"`,
  );
  return rows.map(toBallot);
}

export async function readBallotsOf(
  database: Database,
  { streetId, monthKey }: MonthName,
): Promise<readonly Ballot[]> {
  const rows = await database.read<BallotRow>(
    sql`${BALLOTS} WHERE b."streetId" = ${text(streetId)} AND b."monthKey" = ${text(monthKey)} ORDER BY b."number"`,
  );
  return rows.map(toBallot);
}

type Turnout = Omit<Vote, 'values'>;

/** `ballotId voterId subjectId` of whoever has voted in the open ones of these. */
export async function readVoted(
  database: Database,
  ballots: readonly Ballot[],
): Promise<ReadonlySet<string>> {
  const open = ballots.filter(({ status }) => status === 'open').map(({ id }) => id);
  const rows = await readTurnout(database, open);
  return new Set(rows.map(({ ballotId, voterId, subjectId }) => `${ballotId} ${voterId} ${subjectId}`));
}

export async function readTurnout(
  database: Database,
  ballotIds: readonly string[],
): Promise<readonly Turnout[]> {
  if (ballotIds.length === 0) return [];
  const rows = await database.read<Turnout>(
    sql`SELECT "ballotId", "voterId", "subjectId" FROM "BallotTurnout" WHERE "ballotId" IN ${list(ballotIds)}`,
  );
  return sortedBy(rows, ({ ballotId, voterId, subjectId }) => `${ballotId} ${voterId} ${subjectId}`);
}

export async function readCounts(
  database: Database,
  ballotIds: readonly string[],
): Promise<readonly BallotCount[]> {
  if (ballotIds.length === 0) return [];
  const rows = await database.read<BallotCount>(
    sql`SELECT "ballotId", "subjectId", "aspectId", "value", "count" FROM "BallotCount"
      WHERE "ballotId" IN ${list(ballotIds)} AND "count" > 0 ORDER BY "value"`,
  );
  return sortedBy(rows, ({ ballotId, subjectId, aspectId }) => `${ballotId} ${subjectId} ${aspectId}`);
}

export async function readLink(database: Database, tokenHash: string): Promise<BallotLink | null> {
  const [row] = await database.read<BallotLink>(
    sql`SELECT * FROM "BallotLink" WHERE "tokenHash" = ${text(tokenHash)}`,
  );
  return row === undefined ? null : { ...row, expiresAt: Number(row.expiresAt) };
}
