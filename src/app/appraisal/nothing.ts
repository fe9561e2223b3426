import type { AppraisalLoaded } from './ports.ts';

/** What is known where nothing was asked for. */
export const NO_APPRAISAL: AppraisalLoaded = {
  months: [],
  sheets: [],
  frozen: [],
  entries: [],
  ballots: [],
  voted: new Set(),
  appeals: [],
  proposals: [],
  burden: new Map(),
  policies: [],
  numbers: { entry: 0, ballot: 0, appeal: 0, proposal: 0 },
};
