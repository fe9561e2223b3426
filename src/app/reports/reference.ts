import type { StreetId } from '../../engine/glossary.ts';

/**
 * Names something that is made of a month's frozen sheets when it is sent or shown, by whatever process does that:
 * `report:ranking/kunlun/2026-10/1/grid-workers.png`. An outbox row carries it where a picture's reference stands.
 */
export interface ReportReference {
  kind: ReportKind;
  streetId: StreetId;
  /** `2026-10`. */
  monthKey: string;
  /** Of the scores. */
  version: number;
  /** Of a ranking its group, or `community:group`; else `all` or a community. */
  scope: string;
}

/**
 * Each kind is one format: a picture of one ranking, a sheet of the rankings, a sheet with everybody's items and entries (never for a
 * room of workers: those are between each and who leads them), the month's report in words.
 */
export const REPORT_FORMATS = { ranking: 'png', rankings: 'xlsx', scores: 'xlsx', month: 'docx' } as const;
export type ReportKind = keyof typeof REPORT_FORMATS;

/** The scope of what is about the whole street. */
export const WHOLE_STREET = 'all';

const REFERENCE =
  /^report:(ranking|rankings|scores|month)\/([^/]{1,600})\/(\d{4}-\d{2})\/(\d{1,6})\/([^/]{1,1200})\.(png|xlsx|docx)$/;

/** Ids may hold anything but spaces and colons, so they are written as in a URL. */
export function reportReference({ kind, streetId, monthKey, version, scope }: ReportReference): string {
  const parts = [kind, encodeURIComponent(streetId), monthKey, version, encodeURIComponent(scope)];
  return `report:${parts.join('/')}.${REPORT_FORMATS[kind]}`;
}

/** Null: no reference to a report. */
export function parseReportReference(text: string): ReportReference | null {
  const [, kind, street = '', monthKey = '', version, scope = '', extension] = REFERENCE.exec(text) ?? [];
  const streetId = decoded(street);
  const inScope = decoded(scope);
  if (!isKind(kind) || extension !== REPORT_FORMATS[kind] || !streetId || !inScope) return null;
  return { kind, streetId, monthKey, version: Number(version), scope: inScope };
}

/** Whether it is sent as a file rather than shown as a picture. */
export function isReportFile(reference: string): boolean {
  const report = parseReportReference(reference);
  return report !== null && REPORT_FORMATS[report.kind] !== 'png';
}

function isKind(text: string | undefined): text is ReportKind {
  return text !== undefined && Object.hasOwn(REPORT_FORMATS, text);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
