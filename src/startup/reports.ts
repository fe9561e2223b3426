import type { Pictures } from '../app/ports.ts';
import { isReportFile, parseReportReference } from '../app/reports/reference.ts';
import type { Reports } from '../report/reports.ts';

/** Pictures of a folder, and what is made of a month's scores where a reference names that. */
export function withReports<Folder extends Pictures>(folder: Folder, reports: Reports): Folder {
  return {
    ...folder,
    file: reports.read,
    read: async (reference) => {
      if (parseReportReference(reference) === null) return folder.read(reference);
      return isReportFile(reference) ? null : ((await reports.read(reference))?.bytes ?? null);
    },
  };
}
