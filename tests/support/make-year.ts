import fc from 'fast-check';
import type { BallotResult } from '../../src/engine/appraisal/ballot.ts';
import { rates } from '../../src/engine/appraisal/ballot-scores.ts';
import { createTally } from '../../src/engine/appraisal/count-facts.ts';
import type { LedgerEntry } from '../../src/engine/appraisal/entry.ts';
import type { TicketFact, Window } from '../../src/engine/appraisal/facts.ts';
import type { AppraisalPolicy, BallotRule } from '../../src/engine/appraisal/policy.ts';
import { type CountedSubject, subjectsOf } from '../../src/engine/appraisal/subjects.ts';
import { windowOf } from '../../src/engine/appraisal/window.ts';
import type { CalendarPolicy } from '../../src/engine/clock/calendar-types.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/engine/glossary.ts';
import type { Organisation, Staff } from '../../src/engine/org/directory.ts';
import { indexOrganisation } from '../../src/engine/org/lookup.ts';
import { makeEntry } from './make-appraisal.ts';
import { makeFact } from './make-fact.ts';
import { SMALL_TOWN } from './small-town.ts';

/** A street of invented people through a year, always the same one: tickets, written entries and ballots. */
export interface Year {
  organisation: Organisation;
  tickets: readonly TicketFact[];
  entries: readonly LedgerEntry[];
}

const SEED = 20_260_101;
const POSTS = ['head', 'deputy', 'community-worker', 'grid-worker', 'grid-worker'] as const;
const GRIDS = SMALL_TOWN.grids;
const START = Date.parse('2026-01-01T00:00:00+08:00');
const END = Date.parse('2027-01-01T00:00:00+08:00');

function drawn<T>(arbitrary: fc.Arbitrary<T>, count: number, salt: number): readonly T[] {
  return fc.sample(arbitrary, { numRuns: count, seed: SEED + salt });
}

function people(): readonly Staff[] {
  return GRIDS.flatMap(({ id, communityId }) =>
    POSTS.map((post, index): Staff => {
      const at = post === 'grid-worker' ? id : communityId;
      // The last of each grid comes in spring.
      const since = index === POSTS.length - 1 ? START + 95 * DAY_MS : START - DAY_MS;
      const name = `${id}-${index}`;
      return { id: name, name, posts: [{ post, at, since, until: null }], accounts: [] };
    }),
  );
}

/** Some weeks before the year and to its last second, on whole minutes, with edges of months among them. */
const instants = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: START - 20 * DAY_MS, max: END - 1 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom(-1, 0))
      .map(([month, shift]) => Date.UTC(2026, month, 1) - 8 * HOUR_MS + shift),
  },
);

const answer = fc.option(fc.boolean(), { freq: 4 });
const callBack = fc.record({
  afterHours: fc.nat({ max: 72 }),
  contacted: answer,
  solved: answer,
  satisfied: fc.option(fc.constantFrom('satisfied', 'satisfied', 'basically', 'dissatisfied'), { freq: 4 }),
});

const life = fc.record({
  worker: fc.nat(),
  other: fc.nat(),
  place: fc.nat({ max: 60 }),
  openedAt: instants,
  claimMinutes: fc.option(fc.nat({ max: 600 }), { freq: 15 }),
  workHours: fc.option(fc.nat({ max: 300 }), { freq: 10 }),
  callBacks: fc.array(callBack, { maxLength: 3 }),
  rework: fc.constantFrom(0, 0, 0, 0, 1, 2),
  isReturned: fc.constantFrom(false, false, false, true),
  notes: fc.nat({ max: 3 }),
  source: fc.constantFrom('talk', 'talk', 'command', 'patrol', 'visit'),
  fate: fc.constantFrom(...Array<string>(14).fill('lives'), 'excluded', 'void', 'paused', 'draft'),
});

type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

function ticketOf(one: Life, number: number, workers: readonly string[]): TicketFact {
  const at = (index: number) => workers[index % workers.length] ?? '';
  const claimedAt = one.claimMinutes === null ? null : one.openedAt + one.claimMinutes * MINUTE_MS;
  const isDone = claimedAt !== null && one.workHours !== null && one.fate !== 'paused';
  const finishedAt = isDone ? claimedAt + (one.workHours ?? 0) * HOUR_MS : null;
  const closedAt = finishedAt === null ? null : finishedAt + 72 * HOUR_MS;
  return makeFact({
    number: one.fate === 'draft' ? null : number,
    id: `t${number}`,
    communityId: GRIDS[one.place % GRIDS.length]?.communityId ?? '',
    assigneeId: at(one.worker),
    reporterId: at(one.other),
    source: one.source,
    issueKey: one.place > 50 ? null : `place-${one.place}`,
    openedAt: one.openedAt,
    respondBy: one.openedAt + 2 * HOUR_MS,
    ...{ claimedAt, finishedAt, closedAt, rework: one.rework },
    solveBy: one.openedAt + 5 * DAY_MS,
    paused: one.fate === 'paused',
    excluded: one.fate === 'excluded',
    void: one.fate === 'void',
    ratings:
      finishedAt === null
        ? []
        : one.callBacks.map(({ afterHours, ...rest }) => ({
            at: finishedAt + afterHours * HOUR_MS,
            ...rest,
          })),
    returns: one.isReturned ? [{ personId: at(one.other), at: one.openedAt + HOUR_MS }] : [],
    progress: Array.from({ length: one.notes }, (_, index) => ({
      personId: at(one.worker),
      at: one.openedAt + (index + 1) * DAY_MS,
    })),
  });
}

/** Entries of every kind the policy lets people write; one in nine takes back an earlier one. */
function entriesOf(policy: AppraisalPolicy, ids: readonly string[]): readonly LedgerEntry[] {
  const items = policy.items.flatMap((item) =>
    item.source.type === 'entry' ? [{ id: item.id, ...item.source }] : [],
  );
  const acts = drawn(
    fc.record({
      subject: fc.nat(),
      item: fc.nat(),
      at: instants,
      isMost: fc.boolean(),
      undoes: fc.nat({ max: 8 }),
    }),
    600,
    1,
  );
  const byTime = acts.toSorted((a, b) => a.at - b.at);
  return byTime.map(({ subject, item, at, isMost, undoes }, index): LedgerEntry => {
    const before = byTime[index - 1];
    // At once, while the month of what it takes back is open.
    const undone = undoes === 0 && before !== undefined && at - before.at < 6 * HOUR_MS ? before : null;
    const written = items[item % items.length];
    return makeEntry(index + 1, {
      ...{ streetId: 'kunlun', on: undone?.at ?? at, at: at + HOUR_MS, evidence: [] },
      subjectId: ids[subject % ids.length] ?? '',
      itemId: written?.id ?? '',
      points: (isMost ? written?.most : written?.least) ?? '0',
      cancels: undone && `entry-${index}`,
    });
  });
}

export function makeYear(policy: AppraisalPolicy, ticketCount = 800): Year {
  const staff = people();
  const workers = staff.filter(({ posts }) => posts[0]?.post !== 'head').map(({ id }) => id);
  const tickets = drawn(life, ticketCount, 2).map((one, index) => ticketOf(one, index + 1, workers));
  const ids = staff.map(({ id }) => id);
  return { organisation: { ...SMALL_TOWN, staff }, tickets, entries: entriesOf(policy, ids) };
}

/** What the ballots of a month said of a subject: always the same of the same month, rule and subject. */
function ballotsOf(
  policy: AppraisalPolicy,
  key: string,
  { subject }: CountedSubject,
): readonly BallotResult[] {
  return policy.ballots
    .filter((rule) => rates(rule, subject))
    .map((rule) => resultOf(rule, `${key} ${rule.id} ${subject.id}`));
}

const known = new Map<string, BallotResult>();

function resultOf(rule: BallotRule, of: string): BallotResult {
  const result = known.get(of) ?? drawResult(rule, of);
  known.set(of, result);
  return result;
}

function drawResult(rule: BallotRule, of: string): BallotResult {
  const salt = [...of].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) % 1_000_003, 7);
  const [voted = 0] = drawn(fc.integer({ min: 0, max: 9 }), 1, salt);
  const counts = rule.aspects.flatMap(({ id }, index) => {
    const values = drawn(
      fc.integer({ min: Math.floor(rule.most / 2), max: rule.most }),
      voted,
      salt + index + 1,
    );
    return [...new Set(values)].map((value) => ({
      ...{ aspectId: id, value, count: values.filter((one) => one === value).length },
    }));
  });
  return { ballotId: `${of.split(' ')[0]}-${rule.id}`, ruleId: rule.id, voters: 9, voted, counts };
}

export interface YearContext {
  policy: AppraisalPolicy;
  calendar: CalendarPolicy;
}

/** What a month freezes, from pages of tickets. */
export function frozenOf(
  key: string,
  year: Pick<Year, 'organisation'> & { pages: readonly (readonly TicketFact[])[] },
  { policy, calendar }: YearContext,
) {
  const window: Window = windowOf(policy.window, calendar.zone, key);
  const tally = createTally(window, policy.rates);
  for (const page of year.pages) tally.add(page);
  const directory = indexOrganisation(year.organisation);
  const context = { directory, streetId: 'kunlun', calendar, window, counted: tally.facts() };
  const subjects = subjectsOf(policy, context);
  return { window, subjects: subjects.map((one) => ({ ...one, ballots: ballotsOf(policy, key, one) })) };
}
