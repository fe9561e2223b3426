import type { LedgerEntry } from '../../engine/appraisal/entry.ts';
import type { AppraisalPolicy } from '../../engine/appraisal/policy.ts';
import type { Rank, Ranking, ScoreSheet } from '../../engine/appraisal/sheet.ts';
import { localDay } from '../../engine/time.ts';
import {
  CANCELLED,
  CANCELS,
  ENTRY_HEADERS,
  evidenceText,
  itemHeader,
  RANKING_HEADERS,
  rankNote,
  SCORE_HEADERS,
  TABLE_NAMES,
} from '../../text/appraisal/tables.ts';
import type { Cell, Column, Table } from './table.ts';

export interface TablesGiven {
  policy: AppraisalPolicy;
  rankings: readonly Ranking[];
  sheets: readonly ScoreSheet[];
  entries: readonly LedgerEntry[];
  /** Only what is of this community; null: the whole street. */
  communityId: string | null;
  nameOf(id: string): string;
  zone: string;
}

/** A table of each group that has somebody there, in the policy's order. */
export function rankingTables(given: TablesGiven): readonly Table[] {
  const sheets = sheetsThere(given);
  return given.rankings.flatMap((ranking): Table[] => {
    const ranks = ranking.ranks.filter(({ subjectId }) => sheets.has(subjectId));
    if (ranks.length === 0) return [];
    const rows = ranks.map((rank) => rankRow(rank, sheets.get(rank.subjectId), given));
    const isOfPeople = ranks.some(({ subjectId }) => sheets.get(subjectId)?.subject.kind === 'person');
    return [{ name: ranking.groupName, columns: rankingColumns(isOfPeople), rows, frozen: 2 }];
  });
}

function sheetsThere({ sheets, communityId }: TablesGiven): ReadonlyMap<string, ScoreSheet> {
  const there = sheets.filter(({ subject }) => communityId === null || subject.communityId === communityId);
  return new Map(there.map((sheet) => [sheet.subject.id, sheet]));
}

const H = RANKING_HEADERS;
const RANKING_COLUMNS: readonly Column[] = [
  { header: H.place, width: 6, kind: 'whole' },
  { header: H.name, width: 16, kind: 'text' },
  { header: H.community, width: 16, kind: 'text' },
  { header: H.total, width: 9, kind: 'points' },
  { header: H.differentiated, width: 12, kind: 'points' },
  { header: H.ballots, width: 10, kind: 'points' },
  { header: H.post, width: 10, kind: 'points' },
  { header: H.allocation, width: 13, kind: 'points' },
  { header: H.cases, width: 8, kind: 'whole' },
  { header: H.margin, width: 11, kind: 'points' },
  { header: H.note, width: 24, kind: 'text' },
];

/** Communities have a name, and are of no other. */
function rankingColumns(isOfPeople: boolean): readonly Column[] {
  if (isOfPeople) return RANKING_COLUMNS;
  return RANKING_COLUMNS.map((column) =>
    column.header === H.name ? { ...column, header: H.title } : column,
  );
}

function rankRow(rank: Rank, sheet: ScoreSheet | undefined, given: TablesGiven): readonly Cell[] {
  return [
    rank.place,
    rank.name,
    sheet ? communityOf(sheet, given) : '',
    numberOf(rank.total),
    numberOf(sheet?.differentiated ?? null),
    numberOf(sheet?.ballots ?? null),
    numberOf(sheet?.postCoefficient ?? null),
    numberOf(sheet?.allocationCoefficient ?? null),
    sheet?.cases ?? null,
    numberOf(sheet?.margin ?? null),
    rankNote(rank),
  ];
}

/** Excel counts in binary fractions anyway; what it shows is rounded by the column's format. */
function numberOf(decimal: string | null): number | null {
  return decimal === null ? null : Number(decimal);
}

function communityOf({ subject }: ScoreSheet, { nameOf }: TablesGiven): string {
  return subject.kind === 'person' && subject.communityId !== null ? nameOf(subject.communityId) : '';
}

/** A row each with every item. */
export function scoreTable(given: TablesGiven): Table {
  const there = sheetsThere(given);
  const sheets = given.rankings.flatMap(({ ranks }) =>
    ranks.flatMap(({ subjectId }) => there.get(subjectId) ?? []),
  );
  const used = new Set(sheets.flatMap(({ lines }) => lines.map(({ itemId }) => itemId)));
  const items = given.policy.items.filter(({ id }) => used.has(id));
  const groups = new Map(given.policy.groups.map(({ id, name }) => [id, name]));
  const columns: readonly Column[] = [
    { header: SCORE_HEADERS.group, width: 14, kind: 'text' },
    { header: SCORE_HEADERS.name, width: 16, kind: 'text' },
    { header: SCORE_HEADERS.community, width: 16, kind: 'text' },
    { header: SCORE_HEADERS.total, width: 9, kind: 'points' },
    ...items.map((item): Column => ({ header: itemHeader(item), width: 11, kind: 'points' })),
  ];
  const rows = sheets.map((sheet): readonly Cell[] => {
    const got = new Map(sheet.lines.map((line) => [line.itemId, line.got]));
    const { subject, total } = sheet;
    const points = items.map(({ id }) => numberOf(got.get(id) ?? null));
    const group = groups.get(subject.groupId) ?? '';
    return [group, subject.name, communityOf(sheet, given), numberOf(total), ...points];
  });
  return { name: TABLE_NAMES.scores, columns, rows, frozen: 2 };
}

const E = ENTRY_HEADERS;
const ENTRY_COLUMNS: readonly Column[] = [
  { header: E.number, width: 7, kind: 'whole' },
  { header: E.on, width: 12, kind: 'text' },
  { header: E.name, width: 16, kind: 'text' },
  { header: E.item, width: 20, kind: 'text' },
  { header: E.points, width: 8, kind: 'points' },
  { header: E.reason, width: 48, kind: 'text' },
  { header: E.author, width: 12, kind: 'text' },
  { header: E.evidence, width: 18, kind: 'text' },
  { header: E.note, width: 14, kind: 'text' },
];

/** What was written by people. */
export function entryTable(given: TablesGiven): Table {
  const sheets = sheetsThere(given);
  const items = new Map(given.policy.items.map(({ id, name }) => [id, name]));
  const cancelled = new Set(given.entries.flatMap(({ cancels }) => cancels ?? []));
  const shown = given.entries.filter(({ subjectId }) => sheets.has(subjectId));
  const rows = shown
    .toSorted((a, b) => a.number - b.number)
    .map((entry): readonly Cell[] => [
      entry.number,
      localDay(given.zone, entry.on),
      sheets.get(entry.subjectId)?.subject.name ?? '',
      items.get(entry.itemId) ?? entry.itemId,
      numberOf(entry.points),
      entry.reason,
      entry.authorName,
      evidenceText(entry.evidence),
      noteOf(entry, cancelled),
    ]);
  return { name: TABLE_NAMES.entries, columns: ENTRY_COLUMNS, rows, frozen: 3 };
}

function noteOf({ id, cancels }: LedgerEntry, cancelled: ReadonlySet<string>): string {
  if (cancels !== null) return CANCELS;
  return cancelled.has(id) ? CANCELLED : '';
}
