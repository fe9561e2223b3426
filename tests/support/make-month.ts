import type { Month } from '../../src/engine/appraisal/month.ts';
import type { MonthContext } from '../../src/engine/appraisal/month-steps.ts';
import { OCTOBER } from './make-fact.ts';
import { makePolicy } from './make-ticket.ts';

export function makeMonth(overrides: Partial<Month> = {}): Month {
  return {
    id: 'kunlun/2026-10',
    streetId: 'kunlun',
    key: '2026-10',
    window: OCTOBER,
    policyHash: 'hash',
    policyVersion: '2026-1',
    state: 'open',
    since: OCTOBER.from,
    version: 0,
    computedAt: null,
    publishedAt: null,
    revision: 1,
    done: [],
    ...overrides,
  };
}

/** Closes on the first day after at 09:00, publishes a working day after the preview, appeals for five. */
export function makeMonthContext(overrides: Partial<MonthContext> = {}): MonthContext {
  return {
    schedule: {
      closesAtMinute: 540,
      closesDaysAfter: 0,
      publishAfter: { amount: 1, unit: 'day', calendar: 'working' },
      appealWithin: { amount: 5, unit: 'day', calendar: 'working' },
    },
    calendar: makePolicy().calendar,
    ballots: [],
    openAppeals: 0,
    ...overrides,
  };
}
