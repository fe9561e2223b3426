import { NO_APPRAISAL } from '../app/appraisal/nothing.ts';
import type { AppraisalLoaded, AppraisalNeed } from '../app/ports.ts';
import type { Month } from '../engine/appraisal/month.ts';
import { readAppeals, readNumbers, readProposals } from './appeals.ts';
import { readStreetBallots, readVoted } from './ballots.ts';
import type { Database } from './database.ts';
import { readEntries, readEntry } from './ledger.ts';
import { readMonthIssues } from './month-issues.ts';
import { readMonths, readMonthsOf, readPolicies } from './months.ts';
import { promptsIn } from './outbox.ts';
import { readFrozenOf, readOwnSheets, readSheetsOf } from './sheets.ts';

type Part = Partial<AppraisalLoaded>;

/** What messages ask of months, scores and ballots: a query for each distinct need, nothing for none. */
export async function loadAppraisal(
  database: Database,
  needs: readonly AppraisalNeed[],
): Promise<AppraisalLoaded> {
  if (needs.length === 0) return NO_APPRAISAL;
  const distinct = [...new Map(needs.map((need) => [JSON.stringify(need), need])).values()];
  const streets = [...new Set(needs.map((need) => need.streetId))];
  const [parts, around, numbers] = await Promise.all([
    Promise.all(distinct.map((need) => answerTo(database, need))),
    readMonthsOf(database, distinct.flatMap(monthOf)),
    readNumbers(database, streets),
  ]);
  const all = <Row>(rowsOf: (part: Part) => readonly Row[] | undefined) =>
    parts.flatMap((part) => rowsOf(part) ?? []);
  const months = once([...all((part) => part.months), ...around], (month) => month.id).sort(newestFirst);
  const ballots = once(
    all((part) => part.ballots),
    (ballot) => ballot.id,
  );
  return {
    months,
    sheets: all((part) => part.sheets),
    frozen: all((part) => part.frozen),
    entries: once(
      all((part) => part.entries),
      (entry) => entry.id,
    ),
    ballots,
    voted: await readVoted(database, ballots),
    appeals: all((part) => part.appeals),
    proposals: all((part) => part.proposals),
    burden: parts.find((part) => part.burden)?.burden ?? NO_APPRAISAL.burden,
    issues: all((part) => part.issues),
    policies: await readPolicies(database, months),
    numbers,
  };
}

async function answerTo(database: Database, need: AppraisalNeed): Promise<Part> {
  switch (need.by) {
    case 'months':
      return { months: await readMonths(database, need) };
    case 'sheets':
      return { sheets: await readSheetsOf(database, need) };
    case 'own-sheets':
      return { sheets: await readOwnSheets(database, need) };
    case 'frozen':
      return { frozen: await readFrozenOf(database, need) };
    case 'entries':
      return { entries: await readEntries(database, need) };
    case 'entry':
      return { entries: await readEntry(database, need) };
    case 'ballots':
      return { ballots: await readStreetBallots(database, need.streetId) };
    case 'appeals':
      return { appeals: await readAppeals(database, need.streetId) };
    case 'proposals':
      return { proposals: await readProposals(database, need.streetId) };
    case 'issues':
      return { issues: [await readMonthIssues(database, need)] };
    case 'burden':
      return { burden: await promptsIn(database, need.window) };
  }
}

/** Whose state and policy somebody who reads its scores has to know. */
function monthOf(need: AppraisalNeed) {
  return 'monthKey' in need ? [{ streetId: need.streetId, monthKey: need.monthKey }] : [];
}

function once<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}

function newestFirst(a: Month, b: Month): number {
  return a.key < b.key ? 1 : a.key > b.key ? -1 : 0;
}
