import type { LeaseStore } from '../app/ports.ts';
import { DAY_MS } from '../engine/glossary.ts';
import type { Database, Provider } from './database.ts';
import { chunks, join, list, raw, type Sql, sql, storable, text } from './sql.ts';

/** Epoch milliseconds by the one clock that all processes share. */
const NOW: Record<Provider, Sql> = {
  sqlite: raw(`CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)`),
  postgresql: raw('CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)'),
};
/** Names of processes long gone are swept when some other one leaves. */
const KEPT_MS = DAY_MS;
const AT_ONCE = 1000;

export function leasesOf(database: Database): LeaseStore {
  const now = NOW[database.provider];
  return {
    hold: (names, owner, forMs) => hold(database, names, { owner, forMs }),
    release: async (names, owner) => {
      const own =
        names.length === 0 ? sql`1 = 0` : sql`"owner" = ${text(owner)} AND "name" IN ${list(names)}`;
      await database.write([sql`DELETE FROM "Lease" WHERE (${own}) OR "until" < ${now} - ${KEPT_MS}`]);
    },
    held: async () => {
      const rows = await database.read<{ name: string; owner: string; left: number | bigint }>(
        sql`SELECT "name", "owner", "until" - ${now} AS "left" FROM "Lease" WHERE "until" > ${now} ORDER BY "name"`,
      );
      return rows.map(({ name, owner, left }) => ({ name, owner, lapsesInMs: Number(left) }));
    },
  };
}

/** Always in the same order, so that of two who want the same ones neither waits for the other. */
async function hold(
  database: Database,
  names: readonly string[],
  { owner, forMs }: { owner: string; forMs: number },
): Promise<ReadonlySet<string>> {
  const now = NOW[database.provider];
  const sorted = [...new Set(names)].sort();
  const taken = new Set<string>();
  for (const part of chunks(sorted, AT_ONCE)) {
    const rows = await database.read<{ name: string }>(
      sql`INSERT INTO "Lease" ("name", "owner", "until")
        SELECT v.column1, ${storable(owner)}, ${now} + CAST(${forMs} AS BIGINT)
        FROM (VALUES ${join(part.map((name) => sql`(${storable(name)})`))}) AS v WHERE 1 = 1
        ON CONFLICT ("name") DO UPDATE SET "owner" = excluded."owner", "until" = excluded."until"
        WHERE "Lease"."owner" = excluded."owner" OR "Lease"."until" <= ${now} RETURNING "name"`,
    );
    for (const { name } of rows) taken.add(name);
  }
  return taken;
}
