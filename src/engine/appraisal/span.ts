/** Several months together: the mean of the totals that there are, and places by it. */
import { compare, decimal, divide, round, sum, text } from './decimal.ts';
import type { DecimalText, Rounding } from './policy.ts';
import type { Rank } from './sheet.ts';

export interface SpanRow {
  /** Null: no month has a total, or all left it unranked. */
  place: number | null;
  subjectId: string;
  name: string;
  mean: DecimalText | null;
  /** A month each, in their order; null: none. */
  totals: readonly (DecimalText | null)[];
}

/**
 * Competition ranking by the mean; a month without scores is left out of it, never counted as nothing. Who had a place in none of the
 * months, for too few cases, has none in all of them either.
 */
export function meanRanking(months: readonly (readonly Rank[])[], rounding: Rounding): readonly SpanRow[] {
  const names = new Map(months.flatMap((ranks) => ranks.map(({ subjectId, name }) => [subjectId, name])));
  const rows = [...names].map(([subjectId, name]) => {
    const own = months.map((ranks) => ranks.find((rank) => rank.subjectId === subjectId) ?? null);
    const totals = own.map((rank) => rank?.total ?? null);
    const isRanked = own.some((rank) => rank !== null && rank.place !== null);
    return { row: { subjectId, name, totals, mean: meanOf(totals, rounding) }, isRanked };
  });
  const ranked = rows
    .flatMap(({ row, isRanked }) => (isRanked && row.mean !== null ? [row] : []))
    .sort(byMean);
  const others = rows
    .flatMap(({ row, isRanked }) => (isRanked && row.mean !== null ? [] : [row]))
    .sort(byMean);
  return [
    ...ranked.map((row) => ({ ...row, place: ranked.findIndex(({ mean }) => mean === row.mean) + 1 })),
    ...others.map((row) => ({ ...row, place: null })),
  ];
}

type Row = Omit<SpanRow, 'place'>;

function byMean(a: Row, b: Row): number {
  const order = compare(b.mean ?? '0', a.mean ?? '0');
  if (order !== 0) return order;
  return a.name < b.name ? -1 : 1;
}

function meanOf(totals: readonly (DecimalText | null)[], { places, rule }: Rounding): DecimalText | null {
  const known = totals.filter((total) => total !== null).map((total) => decimal(total));
  return known.length === 0 ? null : text(round(divide(sum(known), decimal(known.length)), places, rule));
}
