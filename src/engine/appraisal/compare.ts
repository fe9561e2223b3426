/** Two versions of a month's scores side by side: what an appeal changed, what another policy would have done. */
import { decimal, text } from './decimal.ts';
import type { DecimalText } from './policy.ts';
import type { MonthScores, Rank, ScoreLine, ScoreSheet } from './sheet.ts';

export interface Comparison {
  /** Whoever has another place, another total or another line, by group and new place. */
  moves: readonly Move[];
  groups: readonly Stability[];
}

export interface Move {
  subjectId: string;
  name: string;
  groupId: string;
  groupName: string;
  /** Null: was not scored, is no longer. */
  from: Standing | null;
  to: Standing | null;
  /** Places won, negative lost; null: unranked in one of them, or in another group. */
  places: number | null;
  /** Points won, negative lost; null: no total in one of them. */
  points: DecimalText | null;
  lines: readonly LineChange[];
}

export interface Standing {
  place: number | null;
  total: DecimalText | null;
}

/** Null: the item is in one of the two only. */
export interface LineChange {
  itemId: string;
  name: string;
  from: Pick<ScoreLine, 'got' | 'of'> | null;
  to: Pick<ScoreLine, 'got' | 'of'> | null;
}

/** How much of a group's order stays. */
export interface Stability {
  groupId: string;
  groupName: string;
  /** Ranked in both. */
  members: number;
  moved: number;
  /** Pairs of them, and how many stand to each other as before: above, below or tied. */
  pairs: number;
  kept: number;
}

/** One subject as one version has it. */
interface Side {
  sheet: ScoreSheet;
  rank: Rank | null;
  groupName: string;
}

type Sides = ReadonlyMap<string, Side>;

export function compareScores(before: MonthScores, after: MonthScores): Comparison {
  const [old, next] = [sidesOf(before), sidesOf(after)];
  const ids = [...next.keys(), ...[...old.keys()].filter((id) => !next.has(id))];
  const moves = ids.flatMap((id) => moveOf(id, old.get(id), next.get(id)));
  return { moves: inOrder(moves, after), groups: after.rankings.map((one) => stabilityOf(one, old)) };
}

function sidesOf({ sheets, rankings }: MonthScores): Sides {
  const places = new Map<string, { rank: Rank; groupName: string }>();
  for (const { ranks, groupName } of rankings) {
    for (const rank of ranks) places.set(rank.subjectId, { rank, groupName });
  }
  return new Map(
    sheets.map((sheet) => [
      sheet.subject.id,
      { sheet, ...(places.get(sheet.subject.id) ?? { rank: null, groupName: '' }) },
    ]),
  );
}

function moveOf(subjectId: string, old: Side | undefined, next: Side | undefined): readonly Move[] {
  const present = next ?? old;
  if (present === undefined) return [];
  const [from, to] = [standingOf(old), standingOf(next)];
  const lines = linesChanged(old?.sheet.lines ?? [], next?.sheet.lines ?? []);
  const isSame = from?.place === to?.place && from?.total === to?.total && lines.length === 0;
  if (isSame && old?.sheet.subject.groupId === next?.sheet.subject.groupId) return [];
  const { name, groupId } = present.sheet.subject;
  const places = placesWon(old?.rank ?? null, next?.rank ?? null);
  const points = pointsWon(from?.total ?? null, to?.total ?? null);
  return [{ subjectId, name, groupId, groupName: present.groupName, from, to, places, points, lines }];
}

function standingOf(side: Side | undefined): Standing | null {
  return side === undefined ? null : { place: side.rank?.place ?? null, total: side.sheet.total };
}

function placesWon(old: Rank | null, next: Rank | null): number | null {
  if (old === null || next === null || old.groupId !== next.groupId) return null;
  return old.place === null || next.place === null ? null : old.place - next.place;
}

function pointsWon(old: DecimalText | null, next: DecimalText | null): DecimalText | null {
  return old === null || next === null ? null : text(decimal(next).minus(decimal(old)));
}

function linesChanged(old: readonly ScoreLine[], next: readonly ScoreLine[]): readonly LineChange[] {
  const before = new Map(old.map((line) => [line.itemId, line]));
  const ids = new Set(next.map(({ itemId }) => itemId));
  const gone = old.filter(({ itemId }) => !ids.has(itemId));
  return [
    ...next.flatMap((line) => lineChange(before.get(line.itemId), line)),
    ...gone.flatMap((line) => lineChange(line, undefined)),
  ];
}

function lineChange(old: ScoreLine | undefined, next: ScoreLine | undefined): readonly LineChange[] {
  const named = next ?? old;
  if (named === undefined || (old?.got === next?.got && old?.of === next?.of)) return [];
  return [{ itemId: named.itemId, name: named.name, from: pointsOf(old), to: pointsOf(next) }];
}

function pointsOf(line: ScoreLine | undefined): LineChange['from'] {
  return line === undefined ? null : { got: line.got, of: line.of };
}

/** As the new rankings have them; who is in none comes last. */
function inOrder(moves: readonly Move[], { rankings }: MonthScores): readonly Move[] {
  const ids = rankings.flatMap(({ ranks }) => ranks.map(({ subjectId }) => subjectId));
  const order = new Map(ids.map((id, index) => [id, index]));
  return moves.toSorted(
    (a, b) => (order.get(a.subjectId) ?? ids.length) - (order.get(b.subjectId) ?? ids.length),
  );
}

function stabilityOf({ groupId, groupName, ranks }: MonthScores['rankings'][number], old: Sides): Stability {
  const both = ranks.flatMap(({ subjectId, place }) => {
    const before = old.get(subjectId)?.rank;
    return before?.groupId !== groupId || before.place === null || place === null
      ? []
      : [{ before: before.place, after: place }];
  });
  const moved = both.filter(({ before, after }) => before !== after).length;
  const pairs = (both.length * (both.length - 1)) / 2;
  return { groupId, groupName, members: both.length, moved, pairs, kept: keptPairs(both) };
}

function keptPairs(both: readonly { before: number; after: number }[]): number {
  let kept = 0;
  both.forEach((one, index) => {
    for (let at = index + 1; at < both.length; at += 1) {
      const other = both[at] ?? one;
      if (Math.sign(one.before - other.before) === Math.sign(one.after - other.after)) kept += 1;
    }
  });
  return kept;
}
