import type { LinkStore } from '../app/ports.ts';
import { DAY_MS } from '../engine/glossary.ts';
import type { Database } from './database.ts';
import { toLink } from './map.ts';
import { insert, orReplace, sql, text } from './sql.ts';

/** What a process that is gone last said is no news any more. */
const KEPT_MS = DAY_MS;

export function linksOf(database: Database): LinkStore {
  return {
    save: async (link) => {
      const row = { ...link };
      await database.write([
        ...insert('Link', [row], orReplace(['network', 'owner'], Object.keys(row))),
        sql`DELETE FROM "Link" WHERE "network" = ${text(link.network)} AND "updatedAt" < ${link.updatedAt - KEPT_MS}`,
      ]);
    },
    all: async () => (await database.read(sql`SELECT * FROM "Link" ORDER BY "network", "owner"`)).map(toLink),
  };
}
