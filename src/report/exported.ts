import type { Store } from '../app/ports.ts';
import { type ReportKind, reportReference, WHOLE_STREET } from '../app/reports/reference.ts';
import { EXPORT_FAULTS } from '../text/appraisal/export.ts';
import { narrativeText } from '../text/appraisal/narrative.ts';
import { everything, narrativeOfMonth } from './contents.ts';
import { keptMonth, type MonthScoresKept } from './month-scores.ts';
import { createReports } from './reports.ts';
import { csvOf } from './tables/csv.ts';
import { entryTable, rankingTables, scoreTable } from './tables/month-tables.ts';
import type { Table } from './tables/table.ts';

export interface ExportAsked {
  kind: 'ranking' | 'scores' | 'entries' | 'report';
  format: string;
  monthKey: string;
  /** By id or name. */
  group: string | null;
  community: string | null;
}

export interface ExportSource {
  store: Pick<Store, 'appraisal' | 'organisation'>;
  streetId: string;
  zone: string;
}

export type Exported = { ok: true; bytes: Uint8Array } | { ok: false; fault: string };

/** The newest version of a month in the format asked for, or why there is none as a sentence. */
export async function exported(asked: ExportAsked, source: ExportSource): Promise<Exported> {
  const { monthKey, community } = asked;
  const { store, streetId } = source;
  const month = await store.appraisal.month(streetId, monthKey);
  if (!month) return refused(EXPORT_FAULTS['no-month'](monthKey));
  const kept = await keptMonth({ streetId, monthKey, version: month.version }, store);
  if (!kept) return refused(EXPORT_FAULTS['not-computed'](monthKey));
  const communities = kept.directory.organisation.communities.filter((one) => one.streetId === streetId);
  const named = communities.find(({ id, name }) => community === id || community === name);
  if (community !== null && !named) {
    return refused(EXPORT_FAULTS['no-community'](communities.map(({ name }) => name).join('、')));
  }
  const scope = named?.id ?? WHOLE_STREET;
  if (asked.format === 'csv') return csvExport(asked, kept, { ...source, scope });
  if (asked.format === 'txt') {
    const narrative = await narrativeOfMonth({ scope }, kept, source);
    return given(Buffer.from(`${narrativeText(narrative)}\n`));
  }
  return fileExport(asked, kept, { ...source, scope });
}

type Scoped = ExportSource & { scope: string };

const KINDS: Readonly<Record<string, ReportKind>> = {
  'ranking png': 'ranking',
  'ranking xlsx': 'rankings',
  'scores xlsx': 'scores',
  'report docx': 'month',
};

async function fileExport(
  { kind, format, group, monthKey }: ExportAsked,
  kept: MonthScoresKept,
  { store, streetId, zone, scope }: Scoped,
): Promise<Exported> {
  const report = KINDS[`${kind} ${format}`] ?? 'scores';
  const names = kept.rankings.map(({ groupId: id, groupName: name }) => ({ id, name }));
  const meant = report === 'ranking' ? oneOf(names, group) : null;
  if (report === 'ranking' && !meant) return refused(EXPORT_FAULTS['which-group'](listed(names)));
  const ofGroup = meant && (scope === WHOLE_STREET ? meant.id : `${scope}:${meant.id}`);
  const { version } = kept;
  const named = { kind: report, streetId, monthKey, version, scope: ofGroup ?? scope };
  const file = await createReports({ store, zone }).read(reportReference(named));
  return file ? given(file.bytes) : refused(EXPORT_FAULTS.nothing());
}

async function csvExport(
  { kind, group }: ExportAsked,
  kept: MonthScoresKept,
  { scope, ...source }: Scoped,
): Promise<Exported> {
  const tables = await everything({ scope }, kept, source);
  if (kind === 'scores') return csv(scoreTable(tables));
  if (kind === 'entries') return csv(entryTable(tables));
  const found = rankingTables(tables);
  const ids = new Map(kept.rankings.map(({ groupId, groupName }) => [groupName, groupId]));
  const names = found.map(({ name }) => ({ id: ids.get(name) ?? name, name }));
  const meant = oneOf(names, group);
  const table = found.find(({ name }) => name === meant?.name);
  return table ? csv(table) : refused(EXPORT_FAULTS['which-group'](listed(names)));
}

interface Named {
  id: string;
  name: string;
}

/** The one named, or the only one there is. */
function oneOf(all: readonly Named[], wanted: string | null): Named | null {
  if (wanted === null) return all.length === 1 ? (all[0] ?? null) : null;
  return all.find(({ id, name }) => id === wanted || name === wanted) ?? null;
}

function listed(all: readonly Named[]): string {
  return all.map(({ name }) => name).join('、');
}

function csv(table: Table): Exported {
  return given(Buffer.from(csvOf(table)));
}

function given(bytes: Uint8Array): Exported {
  return { ok: true, bytes };
}

function refused(fault: string): Exported {
  return { ok: false, fault };
}
