import type { SentFile, Store } from '../app/ports.ts';
import {
  parseReportReference,
  REPORT_FORMATS,
  type ReportKind,
  type ReportReference,
} from '../app/reports/reference.ts';
import { fileName } from '../text/appraisal/tables.ts';
import { everything, narrativeOfMonth, rankingOf, tablesOf } from './contents.ts';
import { documentOf } from './month/document.ts';
import { keptMonth, type MonthScoresKept } from './month-scores.ts';
import type { Fonts } from './picture/lettering.ts';
import { loadFonts, toPng } from './picture/png.ts';
import { rankingSvg } from './ranking/picture.ts';
import { entryTable, rankingTables, scoreTable } from './tables/month-tables.ts';
import { xlsxOf } from './tables/xlsx.ts';

/**
 * Makes what references name. Scores come from what was frozen and are the same whenever it is made; what people came with and what
 * still waits is read from the tickets as they stand.
 */
export interface Reports {
  /** Null: no reference to a report, or nothing is kept of it. */
  read(reference: string): Promise<SentFile | null>;
}

export interface ReportsGiven {
  store: Pick<Store, 'appraisal' | 'organisation'>;
  zone: string;
}

/** The same report goes to several chats: those made last are kept. */
const KEPT = 4;

export function createReports(given: ReportsGiven): Reports {
  const making = new Map<string, Promise<SentFile | null>>();
  const maker: Maker = { ...given, fonts: once(loadFonts) };
  return {
    read: (reference) => {
      const report = parseReportReference(reference);
      if (!report) return Promise.resolve(null);
      const known = making.get(reference);
      if (known) return known;
      const made = make(report, maker);
      making.set(reference, made);
      // What failed, or was not there yet, is tried again.
      made.then(
        (file) => file ?? making.delete(reference),
        () => making.delete(reference),
      );
      for (const oldest of making.keys()) if (making.size > KEPT) making.delete(oldest);
      return made;
    },
  };
}

interface Maker extends ReportsGiven {
  fonts(): Promise<Fonts>;
}

async function make(report: ReportReference, maker: Maker): Promise<SentFile | null> {
  const kept = await keptMonth(report, maker.store);
  const bytes = kept && (await MAKERS[report.kind](report, kept, maker));
  return bytes ? { name: nameOf(report, kept), bytes } : null;
}

type Make = (report: ReportReference, kept: MonthScoresKept, maker: Maker) => Promise<Uint8Array | null>;

const MAKERS: Readonly<Record<ReportKind, Make>> = {
  ranking: async (report, kept, { fonts, zone }) => {
    const view = rankingOf(report, kept, zone);
    return view && toPng(rankingSvg(view, await fonts()));
  },
  rankings: async (report, kept, { zone }) => {
    const found = rankingTables(tablesOf(report, kept, { zone, entries: [] }));
    return found.length === 0 ? null : xlsxOf(found);
  },
  scores: async (report, kept, given) => {
    const tables = await everything(report, kept, given);
    return xlsxOf([...rankingTables(tables), scoreTable(tables), entryTable(tables)]);
  },
  month: async (report, kept, given) => documentOf(await narrativeOfMonth(report, kept, given)),
};

function nameOf({ kind, scope }: ReportReference, { month, directory }: MonthScoresKept): string {
  const [first = ''] = scope.split(':');
  const place = directory.scopeOf(first) ? directory.nameOf(first) : directory.nameOf(month.streetId);
  return fileName(kind, { place, monthKey: month.key, format: REPORT_FORMATS[kind] });
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null;
  return () => {
    loaded ??= load().catch((error) => {
      loaded = null;
      throw error;
    });
    return loaded;
  };
}
