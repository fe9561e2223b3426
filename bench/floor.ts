import Sqlite from 'better-sqlite3';
import { type Row, round } from './measures.ts';

/** Tables one report writes to, in the order rows may be inserted. */
const TABLES = ['Inbound', 'Ticket', 'TicketEvent', 'TicketParty', 'Outbox'] as const;

/**
 * The floor: the very rows that reports left in `from`, written again by bare SQL with nothing around it,
 * `perTransaction` reports a transaction, same journal and synchronous settings.
 */
export function floor(from: string, into: string, perTransaction: number): Row {
  const source = new Sqlite(from, { readonly: true });
  const rows = TABLES.map((table) => ({ table, rows: source.prepare(`SELECT * FROM "${table}"`).all() }));
  source.close();
  const database = new Sqlite(into);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  const writers = rows.flatMap(({ table, rows: some }) => {
    const first = some[0];
    if (first === undefined || first === null) return [];
    const columns = Object.keys(first);
    const sql = `INSERT INTO "${table}" (${columns.map((c) => `"${c}"`).join()}) VALUES (${columns.map((c) => `@${c}`).join()})`;
    return [{ statement: database.prepare(sql), rows: some }];
  });
  const tickets = rows.find((one) => one.table === 'Ticket')?.rows.length ?? 0;
  const transactions = Math.ceil(tickets / perTransaction);
  const started = performance.now();
  for (let n = 0; n < transactions; n += 1) {
    database.transaction(() => {
      for (const { statement, rows: some } of writers) {
        const size = Math.ceil(some.length / transactions);
        for (const row of some.slice(n * size, (n + 1) * size)) statement.run(row);
      }
    })();
  }
  const ms = performance.now() - started;
  database.close();
  return {
    perTransaction,
    tickets,
    perSecond: Math.round((tickets / ms) * 1000),
    meanMs: round(ms / tickets),
  };
}
