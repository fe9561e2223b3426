import type { BallotResult } from '../../../src/engine/appraisal/ballot.ts';
import type { LedgerEntry } from '../../../src/engine/appraisal/entry.ts';
import type { FactId, Subject, SubjectFacts } from '../../../src/engine/appraisal/facts.ts';
import type { AppraisalPolicy, BallotRule, Item } from '../../../src/engine/appraisal/policy.ts';
import { type MonthInputs, scoreMonth } from '../../../src/engine/appraisal/score.ts';
import type { FrozenSubject, ScoreLine, ScoreSheet } from '../../../src/engine/appraisal/sheet.ts';

export const WINDOW = { from: 1_000_000, until: 2_000_000 };

/** One group of grid workers, one dimension, nothing in it: a test adds what it is about. */
export function aPolicy(change: Partial<AppraisalPolicy> = {}): AppraisalPolicy {
  return {
    effectiveFrom: '2026-01-01',
    window: { type: 'calendar-month' },
    rounding: { rule: 'half-up', places: 2 },
    groups: [aGroup('workers')],
    dimensions: [
      { id: 'ability', name: '业务能力', bonus: false },
      { id: 'reward', name: '特别奖励', bonus: true },
    ],
    items: [],
    ballots: [],
    result: { differentiated: '0.7', ballots: '0.3', postCoefficients: {}, allocation: null },
    rates: {
      weights: { response: '0.1', solved: '0.5', satisfied: '0.4' },
      basically: '0.9',
      shrinkBy: '0',
      fewest: 0,
      repeatWithinDays: 30,
    },
    consequences: [],
    publication: {
      streetRanking: true,
      workerRanking: false,
      ownScores: true,
      residentFigures: true,
      report: true,
    },
    schedule: {
      closesAtMinute: 540,
      closesDaysAfter: 0,
      publishAfter: null,
      appealWithin: { amount: 5, unit: 'day', calendar: 'working' },
      missingDay: 25,
      digestWeekday: null,
      digestAtMinute: 540,
    },
    ...change,
  };
}

export function aGroup(id: string, smallest = 1): AppraisalPolicy['groups'][number] {
  return { id, name: id, subject: 'person', posts: ['grid-worker'], smallest, servedDays: 0, tickets: 'own' };
}

export function metric(id: string, source: Omit<Item['source'] & { type: 'metric' }, 'type'>): Item {
  return item(id, { source: { type: 'metric', ...source } });
}

export function written(id: string, start: 'full' | 'empty', change: Partial<Item> = {}): Item {
  const source = { type: 'entry', start, least: '-100', most: '100', by: [], needsReason: true } as const;
  return item(id, { source, ...change });
}

export function item(id: string, change: Partial<Item> & Pick<Item, 'source'>): Item {
  return {
    id,
    name: id,
    dimension: 'ability',
    points: '10',
    groups: [],
    missing: 'share',
    origin: 'assumption',
    ...change,
  };
}

export function aBallot(id: string, change: Partial<BallotRule> = {}): BallotRule {
  return {
    id,
    name: id,
    raters: 'peers',
    raterPosts: [],
    groups: [],
    aspects: [
      { id: 'de', name: '德' },
      { id: 'neng', name: '能' },
    ],
    most: 10,
    weight: '1',
    secret: true,
    quorum: { fewest: 2, share: '0.5' },
    opensDaysBefore: 3,
    closesDaysAfter: 1,
    closesAtMinute: 1080,
    remindBeforeMs: [],
    trim: 0,
    ...change,
  };
}

/** Each value as `[aspect, value, count]`. */
export function votes(
  ruleId: string,
  turnout: { voters: number; voted: number },
  counts: readonly (readonly [string, number, number])[],
): BallotResult {
  return {
    ballotId: `ballot-${ruleId}`,
    ruleId,
    ...turnout,
    counts: counts.map(([aspectId, value, count]) => ({ aspectId, value, count })),
  };
}

/** Counts alone, or counts with their tickets. */
export function facts(
  counts: Partial<Record<FactId, number>>,
  tickets: Partial<Record<FactId, number[]>> = {},
): SubjectFacts {
  return Object.fromEntries(
    Object.entries(counts).map(([id, count]) => [id, { count, tickets: tickets[id as FactId] ?? [] }]),
  );
}

export function aSubject(id: string, change: Partial<Subject> = {}): Subject {
  return {
    id,
    kind: 'person',
    name: id,
    groupId: 'workers',
    streetId: 'kunlun',
    communityId: 'yanguang',
    post: 'grid-worker',
    load: { households: null, population: null, areaM2: null, tickets: 0 },
    ...change,
  };
}

export function frozen(id: string, change: Partial<FrozenSubject> = {}): FrozenSubject {
  return { subject: aSubject(id), facts: {}, ballots: [], ...change };
}

export function entry(number: number, change: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    id: `entry-${number}`,
    streetId: 'kunlun',
    number,
    subjectId: 'limei',
    itemId: 'discipline',
    points: '-1',
    on: WINDOW.from,
    at: WINDOW.from,
    authorId: 'wangfang',
    authorName: '王芳',
    reason: '迟到',
    evidence: [],
    policyVersion: '1',
    cancels: null,
    appealId: null,
    ...change,
  };
}

export function scored(policy: AppraisalPolicy, inputs: Partial<MonthInputs>) {
  return scoreMonth(policy, { key: '2026-10', window: WINDOW, subjects: [], entries: [], ...inputs });
}

/** The sheet of one, alone in the month. */
export function sheetOf(
  policy: AppraisalPolicy,
  of: FrozenSubject,
  entries: readonly LedgerEntry[] = [],
): ScoreSheet {
  const [sheet] = scored(policy, { subjects: [of], entries }).sheets;
  if (!sheet) throw new Error('no sheet');
  return sheet;
}

export function lineOf(sheet: ScoreSheet, itemId: string): ScoreLine {
  const line = sheet.lines.find((one) => one.itemId === itemId);
  if (!line) throw new Error(`no line ${itemId}`);
  return line;
}
