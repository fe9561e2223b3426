import { z } from 'zod';
import type { OrgChange } from '../app/ports.ts';
import { INTAKE_MODES, type Instant, POSTS, ROOM_KINDS } from '../engine/glossary.ts';
import type { Organisation, Room, Staff } from '../engine/org/directory.ts';
import { codeIssued, leaveAnswered, leaveRequested, tryFailed } from './codes.ts';
import type { Database } from './database.ts';
import { VERSION_KEY } from './facts.ts';
import type { PrismaClient } from './generated/sqlite/client.ts';
import { knowledgeAdded, knowledgeChanged } from './knowledge.ts';
import { identityChanged } from './sightings.ts';
import { insert, list, orReplace, type Sql, sql, storable, text, toJson } from './sql.ts';

const names = z.array(z.string());
const community = z.enum(['urban', 'village']);
const roomWords = z.object({ kind: z.enum(ROOM_KINDS), intake: z.enum(INTAKE_MODES) });
const post = z.enum(POSTS);

/** Grows by one with every change of the tree, its people, accounts, rooms or leaves. */
export async function organisationVersion(database: Database): Promise<number> {
  const rows = await database.read<{ value: string }>(
    sql`SELECT "value" FROM "Meta" WHERE "key" = ${VERSION_KEY}`,
  );
  return Number(rows[0]?.value ?? 0);
}

export async function readOrganisation(database: Database): Promise<Organisation> {
  return database.ask(async (prisma) => ({
    streets: await prisma.street.findMany({ orderBy: { id: 'asc' } }),
    communities: (await prisma.community.findMany({ orderBy: { id: 'asc' } })).map((row) => ({
      ...row,
      kind: community.parse(row.kind),
    })),
    grids: (await prisma.grid.findMany({ orderBy: { id: 'asc' } })).map(({ areaM2, ...row }) => ({
      ...row,
      ...(areaM2 === null ? {} : { areaM2 }),
      places: names.parse(JSON.parse(row.places)),
    })),
    staff: await readStaff(prisma),
    rooms: (await prisma.room.findMany({ orderBy: { id: 'asc' } })).map((row) => ({
      ...row,
      ...roomWords.parse(row),
    })),
    leaves: await readLeaves(prisma),
  }));
}

/** Three plain reads: an `include` names every person in its query, and SQLite takes only so many parameters. */
async function readStaff(prisma: PrismaClient): Promise<readonly Staff[]> {
  const people = await prisma.person.findMany({ orderBy: { id: 'asc' } });
  const posts = byPerson(await prisma.post.findMany({ orderBy: { since: 'asc' } }));
  const accounts = byPerson(await prisma.account.findMany());
  return people.map(({ id, name }) => ({
    id,
    name,
    posts: (posts.get(id) ?? []).map((row) => ({
      post: post.parse(row.post),
      at: row.at,
      since: Number(row.since),
      until: row.until === null ? null : Number(row.until),
    })),
    accounts: (accounts.get(id) ?? []).map((row) => ({
      network: row.network,
      accountId: row.accountId,
    })),
  }));
}

function byPerson<Row extends { personId: string }>(rows: readonly Row[]): ReadonlyMap<string, Row[]> {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) {
    const own = grouped.get(row.personId);
    if (own) own.push(row);
    else grouped.set(row.personId, [row]);
  }
  return grouped;
}

/** A leave ended early still was one, up to its end. */
async function readLeaves(prisma: PrismaClient): Promise<Organisation['leaves']> {
  const rows = await prisma.leave.findMany({
    where: { status: { in: ['approved', 'ended'] } },
    orderBy: [{ from: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({ personId: row.personId, from: Number(row.from), until: Number(row.until) }));
}

/**
 * Statements of an import. What the file names is overwritten (a person's posts as a whole, their accounts added
 * to); people, rooms and units it leaves out stay, since tickets and talk refer to them.
 */
export function importStatements(next: Organisation, at: Instant): readonly Sql[] {
  return [
    ...upsert(
      'Street',
      ['id'],
      next.streets.map(({ id, name }) => ({ id, name })),
    ),
    ...upsert(
      'Community',
      ['id'],
      next.communities.map(({ id, streetId, name, kind }) => ({ id, streetId, name, kind })),
    ),
    ...upsert(
      'Grid',
      ['id'],
      next.grids.map((grid) => ({
        id: grid.id,
        communityId: grid.communityId,
        name: grid.name,
        households: grid.households,
        population: grid.population,
        areaM2: grid.areaM2 ?? null,
        places: toJson(grid.places),
      })),
    ),
    ...staffStatements(next.staff),
    ...upsert('Room', ['id'], next.rooms.map(roomRow)),
    ...leaveStatements(next, at),
    bumpVersion(),
  ];
}

function staffStatements(staff: readonly Staff[]): readonly Sql[] {
  if (staff.length === 0) return [];
  const posts = staff.flatMap(({ id, posts: held }) =>
    held.map((one) => ({ personId: id, post: one.post, at: one.at, since: one.since, until: one.until })),
  );
  const accounts = staff.flatMap(({ id, accounts: owned }) =>
    owned.map((one) => ({ network: one.network, accountId: one.accountId, personId: id })),
  );
  return [
    ...upsert(
      'Person',
      ['id'],
      staff.map(({ id, name }) => ({ id, name })),
    ),
    sql`DELETE FROM "Post" WHERE "personId" IN ${list(staff.map(({ id }) => id))}`,
    ...upsert('Post', ['personId', 'post', 'at', 'since'], posts),
    ...upsert('Account', ['network', 'accountId'], accounts),
  ];
}

/** A leave known already, under whatever id it was asked for, is not entered twice. */
function leaveStatements(next: Organisation, at: Instant): readonly Sql[] {
  return next.leaves.map(
    ({ personId, from, until }) => sql`INSERT INTO "Leave"
      ("id", "personId", "communityId", "from", "until", "askedAt", "reason", "status")
      SELECT ${storable(`${personId}@${from}`)}, ${storable(personId)}, '', CAST(${from} AS BIGINT),
        CAST(${until} AS BIGINT), CAST(${at} AS BIGINT), '', 'approved'
      WHERE NOT EXISTS (SELECT 1 FROM "Leave" WHERE "personId" = ${storable(personId)} AND "from" = ${from}
        AND "status" IN ('approved', 'ended'))
      ON CONFLICT ("id") DO NOTHING`,
  );
}

type Row = Readonly<Record<string, string | number | boolean | null>>;

function upsert(table: string, keys: readonly string[], rows: readonly Row[]): readonly Sql[] {
  const distinct = new Map(
    rows.map((row) => [keys.map((key) => storable(String(row[key]))).join('\n'), row]),
  );
  return insert(table, [...distinct.values()], orReplace(keys, Object.keys(rows[0] ?? {})));
}

function roomRow({ id, network: of, chatId, kind, scope, name, intake }: Room): Row {
  return { id, network: of, chatId, kind, scope, name, intake };
}

function bumpVersion(): Sql {
  return sql`INSERT INTO "Meta" ("key", "value") VALUES (${VERSION_KEY}, '1') ON CONFLICT ("key")
    DO UPDATE SET "value" = CAST(CAST("Meta"."value" AS BIGINT) + 1 AS TEXT)`;
}

/** These are seen only by the queries that ask for them, not by `organisation()`. */
const OUTSIDE_THE_TREE: ReadonlySet<OrgChange['type']> = new Set([
  'code-issued',
  'try-failed',
  'leave-requested',
  'knowledge-added',
  'knowledge-changed',
]);

export function changesOrganisation(changes: readonly OrgChange[]): boolean {
  return changes.some((change) => !OUTSIDE_THE_TREE.has(change.type));
}

export function orgStatements(changes: readonly OrgChange[]): readonly Sql[] {
  const statements = changes.flatMap(statementsOf);
  return changesOrganisation(changes) ? [...statements, bumpVersion()] : statements;
}

function statementsOf(change: OrgChange): readonly Sql[] {
  switch (change.type) {
    case 'room-bound':
      return upsert('Room', ['id'], [roomRow(change.room)]);
    case 'room-unbound':
      return [sql`DELETE FROM "Room" WHERE "id" = ${text(change.roomId)}`];
    case 'account-bound':
      return accountBound(change);
    case 'administrator-made':
      return administratorMade(change);
    case 'code-issued':
      return codeIssued(change.code);
    case 'try-failed':
      return tryFailed(change);
    case 'leave-requested':
      return leaveRequested(change.request);
    case 'leave-answered':
      return leaveAnswered(change);
    case 'knowledge-added':
      return knowledgeAdded(change.entry);
    case 'knowledge-changed':
      return knowledgeChanged(change.entry);
    case 'identity-changed':
      return identityChanged(change);
  }
}

/** The account and the code are both unique, so of two who bind at once the second is a conflict. */
function accountBound(change: Extract<OrgChange, { type: 'account-bound' }>): readonly Sql[] {
  const { network: of, accountId } = change.account;
  const row = {
    network: of,
    accountId,
    personId: change.personId,
    codeHash: change.codeHash,
    boundAt: change.at,
  };
  return [
    ...insert('Account', [row]),
    sql`UPDATE "BindCode" SET "usedAt" = ${change.at} WHERE "hash" = ${text(change.codeHash)}`,
  ];
}

function administratorMade(change: Extract<OrgChange, { type: 'administrator-made' }>): readonly Sql[] {
  const { personId, name, streetId, at } = change;
  return [
    ...upsert('Person', ['id'], [{ id: personId, name }]),
    ...upsert(
      'Post',
      ['personId', 'post', 'at', 'since'],
      [{ personId, post: 'street-admin', at: streetId, since: at, until: null }],
    ),
  ];
}
