/**
 * By a text, in the same order whatever the database: SQLite and PostgreSQL have their own ideas of which letter comes first.
 * Rows with equal texts stay as they came.
 */
export function sortedBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): readonly Row[] {
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ row }) => row);
}
