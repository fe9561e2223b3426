import type { AppraisalChange, KeptPolicy } from '../../src/app/ports.ts';
import type { Ballot, Vote } from '../../src/engine/appraisal/ballot.ts';
import type { LedgerEntry } from '../../src/engine/appraisal/entry.ts';
import type { Subject } from '../../src/engine/appraisal/facts.ts';
import type { Appeal, Month, Proposal } from '../../src/engine/appraisal/month.ts';
import type { FrozenSubject, ScoreSheet } from '../../src/engine/appraisal/sheet.ts';
import { DAY_MS } from '../../src/engine/glossary.ts';
import { days, MONDAY_9 } from './make-ticket.ts';

/** Invented months, sheets, entries and ballots of the street `liuyin`. */

const STREET = 'liuyin';
export const JUNE = { from: MONDAY_9, until: MONDAY_9 + 30 * DAY_MS };

export function makeMonth(overrides: Partial<Month> = {}): Month {
  return {
    id: 'month-6',
    streetId: STREET,
    key: '2026-06',
    window: JUNE,
    policyHash: 'hash-1',
    policyVersion: 'test-1',
    state: 'open',
    since: JUNE.from,
    version: 0,
    computedAt: null,
    publishedAt: null,
    revision: 1,
    done: [],
    ...overrides,
  };
}

export const keptPolicy: KeptPolicy = {
  hash: 'hash-1',
  id: 'test',
  version: 'test-1',
  appraisal: '{"effectiveFrom":"2026-01-01"}',
  keptAt: MONDAY_9,
};

export function makeSubject(id = 'limei'): Subject {
  return {
    id,
    kind: 'person',
    name: '李梅',
    groupId: 'grid-workers',
    streetId: STREET,
    communityId: 'qingliu',
    post: 'grid-worker',
    load: { households: 420, population: 1130, areaM2: null, tickets: 3 },
  };
}

export function makeFrozen(id = 'limei'): FrozenSubject {
  return { subject: makeSubject(id), facts: { finished: { count: 2, tickets: [1, 5] } }, ballots: [] };
}

export function makeSheet(id = 'limei', total = '87.5'): ScoreSheet {
  return {
    subject: makeSubject(id),
    lines: [
      {
        itemId: 'attendance',
        name: '出勤',
        dimensionId: 'discipline',
        of: '10',
        got: '9',
        because: { type: 'entries', start: 'full', sum: '-1', count: 1, capped: false },
        evidence: [{ type: 'entry', number: 1 }],
        more: 0,
      },
    ],
    dimensions: [{ id: 'discipline', name: '劳动纪律', bonus: false, got: '9', of: '10' }],
    differentiated: total,
    ballotParts: [],
    ballots: null,
    postCoefficient: '1',
    allocationCoefficient: '1',
    total,
    cases: 12,
    margin: null,
  };
}

export function makeEntry(number = 1, overrides: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    id: `entry-${number}`,
    streetId: STREET,
    number,
    subjectId: 'limei',
    itemId: 'attendance',
    points: '-0.5',
    on: days(number),
    at: days(number) + 5,
    authorId: 'zhao',
    authorName: '赵书记',
    reason: '例会迟到',
    evidence: [{ type: 'ticket', number: 7 }],
    policyVersion: 'test-1',
    cancels: null,
    appealId: null,
    ...overrides,
  };
}

export function makeAppeal(number = 1, overrides: Partial<Appeal> = {}): Appeal {
  return {
    id: `appeal-${number}`,
    streetId: STREET,
    monthKey: '2026-06',
    number,
    subjectId: 'limei',
    itemId: null,
    text: '那天请过假',
    byId: 'limei',
    at: days(32),
    status: 'open',
    answeredBy: null,
    answeredAt: null,
    answer: '',
    ...overrides,
  };
}

export function makeProposal(number = 1, overrides: Partial<Proposal> = {}): Proposal {
  return {
    id: `proposal-${number}`,
    streetId: STREET,
    monthKey: '2026-06',
    number,
    ruleId: 'last-twice',
    ruleName: '连续两月末位',
    measure: '定为不合格',
    answeredBy: 'street',
    subjectId: 'limei',
    subjectName: '李梅',
    groupId: 'grid-workers',
    because: [{ monthKey: '2026-06', place: 9, members: 9, total: '61.20' }],
    status: 'open',
    byId: null,
    at: days(31),
    answeredAt: null,
    reason: '',
    ...overrides,
  };
}

export function makeBallot(number = 1, overrides: Partial<Ballot> = {}): Ballot {
  return {
    id: `ballot-${number}`,
    streetId: STREET,
    monthKey: '2026-06',
    number,
    rule: {
      id: `rule-${number}`,
      name: '同事互评',
      raters: 'peers',
      raterPosts: [],
      groups: [],
      aspects: [
        { id: 'ability', name: '能' },
        { id: 'diligence', name: '勤' },
      ],
      most: 10,
      weight: '0.3',
      secret: true,
      quorum: { fewest: 3, share: '0.5' },
      opensDaysBefore: 5,
      closesDaysAfter: 0,
      closesAtMinute: 1080,
      remindBeforeMs: [DAY_MS],
      trim: 0,
    },
    opensAt: days(25),
    closesAt: days(30),
    tasks: [
      { voterId: 'chen', subjectId: 'limei' },
      { voterId: 'wufang', subjectId: 'limei' },
    ],
    status: 'open',
    reminded: [],
    ...overrides,
  };
}

export function makeVote(voterId = 'chen', values: Vote['values'] = { ability: 9, diligence: 8 }): Vote {
  return { ballotId: 'ballot-1', voterId, subjectId: 'limei', values };
}

export function voted(vote: Vote, secret = true): AppraisalChange {
  return { type: 'voted', vote, secret, most: 10 };
}
