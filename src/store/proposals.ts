import type { ModelUse, ProposalStore } from '../app/ports.ts';
import { DAY_MS } from '../engine/glossary.ts';
import type { Database } from './database.ts';
import { toModelUse } from './map-learning.ts';
import { insert, orReplace, sql, text } from './sql.ts';

const KEPT_ANSWERS = 5000;
const KEPT_MS = 30 * DAY_MS;
const NOTHING: ModelUse = { calls: 0, tokens: 0, failures: 0, taken: 0 };

export function proposalsOf(database: Database): ProposalStore {
  return {
    reserve: async (day, tokens, caps) => {
      if (caps.calls < 1 || tokens > caps.tokens) return false;
      // One statement: however many processes ask at once, the caps hold.
      const [counted] = await database.write([
        sql`INSERT INTO "ModelUse" ("day", "calls", "tokens", "failures", "taken") VALUES (${day}, 1, ${tokens}, 0, 0)
          ON CONFLICT ("day") DO UPDATE SET "calls" = "ModelUse"."calls" + 1, "tokens" = "ModelUse"."tokens" + ${tokens}
          WHERE "ModelUse"."calls" < ${caps.calls} AND "ModelUse"."tokens" + ${tokens} <= ${caps.tokens}`,
      ]);
      return (counted ?? 0) > 0;
    },
    settle: async (day, { tokens, failed, taken }) => {
      await database.write([
        sql`UPDATE "ModelUse" SET "tokens" = "tokens" + ${tokens}, "failures" = "failures" + ${Number(failed)},
          "taken" = "taken" + ${Number(taken)} WHERE "day" = ${day}`,
      ]);
    },
    use: async (day) => {
      const rows = await database.read(sql`SELECT * FROM "ModelUse" WHERE "day" = ${day}`);
      return rows[0] === undefined ? NOTHING : toModelUse(rows[0]);
    },
    answer: async (key) => {
      const rows = await database.read<{ answer: string }>(
        sql`SELECT "answer" FROM "ModelAnswer" WHERE "key" = ${text(key)}`,
      );
      return rows[0]?.answer ?? null;
    },
    remember: async (key, answer, at) => {
      const row = { key, answer, at };
      await database.write([
        ...insert('ModelAnswer', [row], orReplace(['key'], Object.keys(row))),
        sql`DELETE FROM "ModelAnswer" WHERE "at" < ${at - KEPT_MS} OR "key" IN
          (SELECT "key" FROM "ModelAnswer" ORDER BY "at" DESC, "key" LIMIT 1000 OFFSET ${KEPT_ANSWERS})`,
      ]);
    },
  };
}
