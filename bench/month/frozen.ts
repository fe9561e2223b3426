import type { BallotResult } from '../../src/engine/appraisal/ballot.ts';
import type { LedgerEntry } from '../../src/engine/appraisal/entry.ts';
import type { FactId, Subject, SubjectFacts, Window } from '../../src/engine/appraisal/facts.ts';
import type { AppraisalPolicy } from '../../src/engine/appraisal/policy.ts';
import type { MonthInputs } from '../../src/engine/appraisal/score.ts';
import type { FrozenSubject } from '../../src/engine/appraisal/sheet.ts';

export interface FrozenSize {
  workers: number;
  tickets: number;
  entries: number;
}

const WINDOW: Window = {
  from: Date.parse('2026-10-01T00:00:00+08:00'),
  until: Date.parse('2026-11-01T00:00:00+08:00'),
};

type Random = () => number;

/** What a month is scored from, without a database. Everything is invented, and the same for the same sizes. */
export function frozenMonth(policy: AppraisalPolicy, size: FrozenSize): MonthInputs {
  return {
    key: '2026-10',
    window: WINDOW,
    subjects: subjectsOf(policy, size),
    entries: entriesOf(policy, size),
  };
}

function subjectsOf(policy: AppraisalPolicy, size: FrozenSize): FrozenSubject[] {
  const random = seeded(1);
  const each = Math.max(1, Math.round(size.tickets / size.workers));
  return Array.from({ length: size.workers }, (_, n) => ({
    subject: worker(n, { random, tickets: each }),
    facts: factsOf(n * each, each, random),
    ballots: policy.ballots.map((rule) => ballotOf(rule, random)),
  }));
}

/** Spread over all subjects and all items that people write; one in fifty takes back the one before. */
function entriesOf(policy: AppraisalPolicy, size: FrozenSize): LedgerEntry[] {
  const random = seeded(2);
  const items = policy.items.flatMap(({ id, source }) => (source.type === 'entry' ? [{ id, source }] : []));
  return Array.from({ length: size.entries }, (_, n) => {
    const item = items[n % items.length];
    const on = WINDOW.from + Math.floor(random() * (WINDOW.until - WINDOW.from));
    return {
      id: `e${n}`,
      streetId: 's',
      number: n + 1,
      subjectId: `w${Math.floor(random() * size.workers)}`,
      itemId: item?.id ?? '',
      points: `${item?.source.start === 'full' ? '-' : ''}0.${1 + Math.floor(random() * 9)}`,
      on,
      at: on,
      authorId: 'secretary',
      authorName: '书记',
      reason: '例行检查',
      evidence: [{ type: 'ticket', number: n + 1 }],
      policyVersion: '1',
      cancels: n > 0 && n % 50 === 0 ? `e${n - 1}` : null,
      appealId: null,
    };
  });
}

function worker(n: number, { random, tickets }: { random: Random; tickets: number }): Subject {
  const households = 300 + Math.floor(random() * 300);
  return {
    id: `w${n}`,
    kind: 'person',
    name: `网格员${n}`,
    groupId: 'grid-workers',
    streetId: 's',
    communityId: `c${Math.floor(n / 20)}`,
    post: 'grid-worker',
    load: { households, population: households * 3, areaM2: 10_000 + Math.floor(random() * 5000), tickets },
  };
}

/** Of `each` tickets most went well; a few of every kind did not. */
function factsOf(first: number, each: number, random: Random): SubjectFacts {
  const numbers = Array.from({ length: each }, (_, at) => first + at + 1);
  const some = (share: number) => numbers.filter(() => random() < share);
  const lists: Partial<Record<FactId, readonly number[]>> = {
    'contacted-yes': some(0.8),
    'contacted-no': some(0.1),
    'solved-yes': some(0.7),
    'solved-no': some(0.15),
    satisfied: some(0.6),
    basically: some(0.2),
    dissatisfied: some(0.1),
    'on-time': some(0.85),
    late: some(0.1),
    'responded-on-time': some(0.9),
    'responded-late': some(0.1),
    finished: some(0.9),
    rework: some(0.05),
    repeated: some(0.05),
    returned: some(0.05),
    claimed: numbers,
    patrol: some(0.2),
    visit: some(0.2),
    progress: some(0.9),
    opened: numbers,
  };
  const all = Object.entries(lists).map(([id, tickets]) => [id, { count: tickets.length, tickets }] as const);
  return Object.fromEntries(all);
}

function ballotOf(rule: AppraisalPolicy['ballots'][number], random: Random): BallotResult {
  const voted = 5 + Math.floor(random() * 6);
  const counts = rule.aspects.flatMap(({ id }) => [
    { aspectId: id, value: rule.most - 1, count: voted - 2 },
    { aspectId: id, value: Math.floor(random() * rule.most), count: 2 },
  ]);
  return { ballotId: `b-${rule.id}`, ruleId: rule.id, voters: 10, voted, counts };
}

/** A linear congruential generator: the same numbers on every machine. */
function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
