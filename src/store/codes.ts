import type { BindCode, LeaveRequest, Needs, OrgChange } from '../app/ports.ts';
import type { Database } from './database.ts';
import type { BindCode as CodeModel, Leave as LeaveModel } from './generated/sqlite/client.ts';
import { toInstant, toLeaveRequest } from './map.ts';
import { insert, list, type RowOf, type Sql, sql, text, unions } from './sql.ts';

export async function loadCodes(database: Database, hashes: readonly string[]): Promise<readonly BindCode[]> {
  if (hashes.length === 0) return [];
  const rows = await database.ask((prisma) =>
    prisma.bindCode.findMany({ where: { hash: { in: [...hashes] } } }),
  );
  return rows.map((row) => ({
    ...row,
    createdAt: Number(row.createdAt),
    expiresAt: Number(row.expiresAt),
    usedAt: toInstant(row.usedAt),
  }));
}

/** Failed tries by `network:accountId`; accounts without any are there with 0. */
export async function loadTries(
  database: Database,
  tries: Needs['tries'],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map(tries.map(({ account }) => [`${account.network}:${account.accountId}`, 0]));
  const arms = tries.map(
    (
      { account, since },
      index,
    ) => sql`SELECT CAST(${index} AS INTEGER) AS "index", COUNT(*) AS "count" FROM "BindTry"
      WHERE "network" = ${account.network} AND "accountId" = ${text(account.accountId)} AND "at" >= ${since}`,
  );
  for (const query of unions(arms, 'UNION ALL')) {
    for (const row of await database.read<{ index: number | bigint; count: number | bigint }>(query)) {
      const account = tries[Number(row.index)]?.account;
      if (account) counts.set(`${account.network}:${account.accountId}`, Number(row.count));
    }
  }
  return counts;
}

/** Enough for everybody's absence of a season; older approved ones are long over. */
const LEAVES_AT_ONCE = 50;

/** Leave requests nobody has answered yet and the latest approved ones (that 销假 ends), oldest first. */
export async function loadLeaveRequests(
  database: Database,
  communities: Needs['leaveRequests'],
): Promise<readonly LeaveRequest[]> {
  if (communities.length === 0) return [];
  const rows = await database.read(
    sql`SELECT * FROM "Leave" WHERE "communityId" IN ${list(communities)} AND "status" IN ('pending', 'approved')
      ORDER BY "askedAt" DESC, "id" DESC LIMIT ${LEAVES_AT_ONCE}`,
  );
  return rows.map(toLeaveRequest).toReversed();
}

export function codeIssued(code: BindCode): readonly Sql[] {
  const row: RowOf<CodeModel> = { ...code };
  return insert('BindCode', [row]);
}

export function tryFailed(change: Extract<OrgChange, { type: 'try-failed' }>): readonly Sql[] {
  const { network, accountId } = change.account;
  return insert('BindTry', [{ network, accountId, at: change.at }]);
}

export function leaveRequested(request: LeaveRequest): readonly Sql[] {
  const row: RowOf<LeaveModel> = {
    id: request.id,
    personId: request.personId,
    communityId: request.communityId,
    from: request.from,
    until: request.until,
    askedAt: request.askedAt,
    reason: request.reason,
    status: request.status,
  };
  return insert('Leave', [row]);
}

/** A request ended before anyone approved it was never a leave. */
export function leaveAnswered(change: Extract<OrgChange, { type: 'leave-answered' }>): readonly Sql[] {
  const status =
    change.status === 'ended'
      ? sql`CASE WHEN "status" = 'pending' THEN 'declined' ELSE 'ended' END`
      : sql`${change.status}`;
  const until = change.until === null ? sql`"until"` : sql`${change.until}`;
  return [sql`UPDATE "Leave" SET "status" = ${status}, "until" = ${until} WHERE "id" = ${text(change.id)}`];
}
