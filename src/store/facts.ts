import type { Needs } from '../app/ports.ts';
import type { MessageKey, StreetId } from '../engine/glossary.ts';
import type { Database } from './database.ts';
import { KNOWLEDGE_VERSION_KEY } from './knowledge.ts';
import { list, raw, type Sql, sql, storable, text, unions } from './sql.ts';

/** The small things every batch wants to know, asked together: a query costs more than its answer. */
export interface Facts {
  handled: ReadonlySet<MessageKey>;
  /** Highest numbers given so far, 0 when none. */
  numbers: ReadonlyMap<StreetId, { number: number; draftNumber: number }>;
  organisationVersion: number;
  knowledgeVersion: number;
}

export const VERSION_KEY = 'organisation-version';

interface FactRow {
  what: 'handled' | 'number' | typeof VERSION_KEY | typeof KNOWLEDGE_VERSION_KEY;
  name: string;
  first: number | bigint | null;
  second: number | bigint | null;
}

const VERSIONS = raw(`SELECT "key" AS "what", "value" AS "name", 0 AS "first", 0 AS "second"
  FROM "Meta" WHERE "key" IN ('${VERSION_KEY}', '${KNOWLEDGE_VERSION_KEY}')`);

export async function loadFacts(
  database: Database,
  needs: Pick<Needs, 'messages' | 'numbers'>,
): Promise<Facts> {
  const handled = new Set<string>();
  const numbers = new Map(needs.numbers.map((id) => [id, { number: 0, draftNumber: 0 }]));
  const versions = { [VERSION_KEY]: 0, [KNOWLEDGE_VERSION_KEY]: 0 };
  for (const query of unions(
    [VERSIONS, ...handledArms(needs.messages), ...numberArms([...numbers.keys()])],
    'UNION ALL',
  )) {
    for (const row of await database.read<FactRow>(query)) {
      if (row.what === 'handled') handled.add(row.name);
      else if (row.what === 'number')
        numbers.set(row.name, { number: Number(row.first ?? 0), draftNumber: Number(row.second ?? 0) });
      else versions[row.what] = Number(row.name);
    }
  }
  return {
    handled: new Set(needs.messages.filter((key) => handled.has(storable(key)))),
    numbers,
    organisationVersion: versions[VERSION_KEY],
    knowledgeVersion: versions[KNOWLEDGE_VERSION_KEY],
  };
}

function handledArms(keys: readonly MessageKey[]): readonly Sql[] {
  if (keys.length === 0) return [];
  return [sql`SELECT 'handled', "key", 0, 0 FROM "Inbound" WHERE "key" IN ${list(keys)}`];
}

function numberArms(streets: readonly StreetId[]): readonly Sql[] {
  return streets.map(
    (id) => sql`SELECT 'number', CAST(${text(id)} AS TEXT),
      (SELECT MAX("number") FROM "Ticket" WHERE "streetId" = ${text(id)}),
      (SELECT MAX("draftNumber") FROM "Ticket" WHERE "streetId" = ${text(id)})`,
  );
}
