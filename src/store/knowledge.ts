import { z } from 'zod';
import type { KnowledgeBook, OrgChange } from '../app/ports.ts';
import type { StreetId } from '../engine/glossary.ts';
import { KNOWLEDGE_KINDS, type Knowledge } from '../engine/knowledge/entry.ts';
import type { Database } from './database.ts';
import type { Knowledge as KnowledgeModel } from './generated/sqlite/client.ts';
import { toInstant } from './map.ts';
import { insert, type RowOf, type Sql, sql, text } from './sql.ts';

/** Grows by one with every entry kept, changed or withdrawn; read with every `load`. */
export const KNOWLEDGE_VERSION_KEY = 'knowledge-version';

/** Far more than a street ever keeps; the newest, if it is not. */
const MOST_ENTRIES = 2000;

const kind = z.enum(KNOWLEDGE_KINDS);

/** Everything of a street that is not withdrawn. Which of it still counts is the engine's to say: it knows the time. */
export async function readKnowledge(database: Database, streetId: StreetId): Promise<KnowledgeBook> {
  const rows = await database.ask((prisma) =>
    prisma.knowledge.findMany({
      where: { streetId, withdrawnAt: null },
      orderBy: [{ expiresAt: 'desc' }, { id: 'asc' }],
      take: MOST_ENTRIES,
    }),
  );
  const highest = await database.read<{ kind: string; number: number | bigint }>(
    sql`SELECT "kind", MAX("number") AS "number" FROM "Knowledge" WHERE "streetId" = ${text(streetId)} GROUP BY "kind"`,
  );
  const numberOf = (of: string) => Number(highest.find((row) => row.kind === of)?.number ?? 0);
  return { entries: rows.map(toKnowledge), numbers: { notice: numberOf('notice'), faq: numberOf('faq') } };
}

function toKnowledge(row: KnowledgeModel): Knowledge {
  return {
    ...row,
    kind: kind.parse(row.kind),
    addedAt: Number(row.addedAt),
    changedAt: toInstant(row.changedAt),
    startsAt: toInstant(row.startsAt),
    endsAt: toInstant(row.endsAt),
    expiresAt: Number(row.expiresAt),
    withdrawnAt: toInstant(row.withdrawnAt),
  };
}

/** Two who keep an entry at the same time have taken the same number: the second is a conflict and takes the next. */
export function knowledgeAdded(entry: Knowledge): readonly Sql[] {
  const row: RowOf<KnowledgeModel> = { ...entry };
  return [...insert('Knowledge', [row]), bumped()];
}

export function knowledgeChanged(entry: Knowledge): readonly Sql[] {
  const { id, text: words, question, source, changedAt, startsAt, endsAt, expiresAt, withdrawnAt } = entry;
  return [
    sql`UPDATE "Knowledge" SET "communityId" = ${entry.communityId}, "gridId" = ${entry.gridId}, "text" = ${text(words)}, "question" = ${text(question)}, "source" = ${text(source)},
      "changedAt" = ${changedAt}, "startsAt" = ${startsAt}, "endsAt" = ${endsAt}, "expiresAt" = ${expiresAt},
      "withdrawnAt" = ${withdrawnAt} WHERE "id" = ${text(id)}`,
    bumped(),
  ];
}

function bumped(): Sql {
  return sql`INSERT INTO "Meta" ("key", "value") VALUES (${KNOWLEDGE_VERSION_KEY}, '1') ON CONFLICT ("key")
    DO UPDATE SET "value" = CAST(CAST("Meta"."value" AS BIGINT) + 1 AS TEXT)`;
}

export function changesKnowledge(changes: readonly OrgChange[]): boolean {
  return changes.some(({ type }) => type === 'knowledge-added' || type === 'knowledge-changed');
}

export interface KnowledgeCache {
  /** The books of these streets as of the stored version, which comes with every `load`. */
  get(streets: readonly StreetId[], version: number): Promise<ReadonlyMap<StreetId, KnowledgeBook>>;
  /** Forgets them, because this process changed one or lost a race. */
  drop(): void;
}

/** Asked with every line and changed a few times a week: kept until the version says otherwise. */
export function createKnowledgeCache(database: Database): KnowledgeCache {
  let known = new Map<StreetId, Promise<KnowledgeBook>>();
  let knownVersion = -1;
  const bookOf = (streetId: StreetId) => {
    const kept = known;
    const book = kept.get(streetId) ?? readKnowledge(database, streetId);
    kept.set(streetId, book);
    book.catch(() => kept.delete(streetId));
    return book;
  };
  const drop = () => {
    known = new Map();
  };
  return {
    drop,
    async get(streets, version) {
      if (version !== knownVersion) drop();
      knownVersion = version;
      const books = streets.map(async (streetId) => [streetId, await bookOf(streetId)] as const);
      return new Map(await Promise.all(books));
    },
  };
}
