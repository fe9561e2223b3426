import type { AppraisalStore } from '../app/ports.ts';
import { loadAppraisal } from './appraisal-needs.ts';
import { readBallotsOf, readCounts, readLink, readTurnout } from './ballots.ts';
import type { Database } from './database.ts';
import { readEntries } from './ledger.ts';
import { readMonthsOf, readPolicies } from './months.ts';
import { promptsIn } from './outbox.ts';
import { readFrozen, readSheets } from './sheets.ts';
import { readServed, readTicketFacts } from './ticket-facts.ts';

export function appraisalOf(database: Database): AppraisalStore {
  return {
    load: (needs) => loadAppraisal(database, needs),
    month: async (streetId, monthKey) => (await readMonthsOf(database, [{ streetId, monthKey }]))[0] ?? null,
    policy: async (policyHash) => (await readPolicies(database, [{ policyHash }]))[0] ?? null,
    ticketFacts: (streetId, window) => readTicketFacts(database, streetId, window),
    ballots: (streetId, monthKey) => readBallotsOf(database, { streetId, monthKey }),
    served: (streetId, window) => readServed(database, streetId, window),
    counts: (ballotIds) => readCounts(database, ballotIds),
    turnout: (ballotIds) => readTurnout(database, ballotIds),
    link: (tokenHash) => readLink(database, tokenHash),
    sheets: (monthId, version) => readSheets(database, monthId, version),
    frozen: (monthId) => readFrozen(database, monthId),
    entries: (streetId, window) => readEntries(database, { streetId, window, subjectId: null }),
    burden: (_, window) => promptsIn(database, window),
  };
}
