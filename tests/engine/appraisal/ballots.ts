import type { Ballot } from '../../../src/engine/appraisal/ballot.ts';
import type { Subject } from '../../../src/engine/appraisal/facts.ts';
import type { BallotRule } from '../../../src/engine/appraisal/policy.ts';
import { DAY_MS, HOUR_MS } from '../../../src/engine/glossary.ts';

/** Secret, five aspects 0–10, three votes at least. */
export function makeRule(changes: Partial<BallotRule> = {}): BallotRule {
  return {
    id: 'peers',
    name: '同事互评',
    raters: 'peers',
    raterPosts: [],
    groups: [],
    aspects: [
      { id: 'de', name: '德' },
      { id: 'neng', name: '能' },
      { id: 'qin', name: '勤' },
      { id: 'ji', name: '绩' },
      { id: 'lian', name: '廉' },
    ],
    most: 10,
    weight: '1',
    secret: true,
    quorum: { fewest: 3, share: '0.5' },
    opensDaysBefore: 5,
    closesDaysAfter: 0,
    closesAtMinute: 9 * 60,
    remindBeforeMs: [2 * DAY_MS, 3 * HOUR_MS],
    trim: 0,
    ...changes,
  };
}

export const OPENS = Date.parse('2026-10-27T00:00:00+08:00');
export const CLOSES = Date.parse('2026-11-01T09:00:00+08:00');

export function makeBallot(changes: Partial<Ballot> = {}): Ballot {
  return {
    id: 'kunlun 2026-10 peers',
    streetId: 'kunlun',
    monthKey: '2026-10',
    number: 1,
    rule: makeRule(),
    opensAt: OPENS,
    closesAt: CLOSES,
    tasks: [
      { voterId: 'limei', subjectId: 'wangqiang' },
      { voterId: 'wangqiang', subjectId: 'limei' },
    ],
    status: 'open',
    reminded: [],
    ...changes,
  };
}

export function makeSubject(id: string, changes: Partial<Subject> = {}): Subject {
  return {
    id,
    kind: 'person',
    name: id,
    groupId: 'grid-workers',
    streetId: 'kunlun',
    communityId: 'yanguang',
    post: 'grid-worker',
    load: { households: null, population: null, areaM2: null, tickets: 0 },
    ...changes,
  };
}
