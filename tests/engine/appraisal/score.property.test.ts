import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, decimal, divide, round, sum, text } from '../../../src/engine/appraisal/decimal.ts';
import type { LedgerEntry } from '../../../src/engine/appraisal/entry.ts';
import { FACTS } from '../../../src/engine/appraisal/facts.ts';
import type { AppraisalPolicy, Item } from '../../../src/engine/appraisal/policy.ts';
import type { MonthInputs } from '../../../src/engine/appraisal/score.ts';
import type { FrozenSubject, ScoreSheet } from '../../../src/engine/appraisal/sheet.ts';
import {
  aBallot,
  aGroup,
  aPolicy,
  aSubject,
  entry,
  item,
  metric,
  scored,
  votes,
  WINDOW,
  written,
} from './scoring-kit.ts';

fc.configureGlobal({ numRuns: 50 });

const share = { type: 'share' } as const;
const ITEMS: readonly Item[] = [
  metric('satisfied', { metric: 'satisfied-rate', scoring: share, shrink: true }),
  metric('total', { metric: 'total-rate', scoring: { type: 'target', target: '0.95' }, shrink: true }),
  metric('rework', { metric: 'rework-rate', scoring: { type: 'inverse' }, shrink: false }),
  metric('late', { metric: 'late-count', scoring: { type: 'each', each: '-0.7' }, shrink: false }),
  written('discipline', 'full', { points: '13' }),
  written('task', 'empty', { missing: 'zero' }),
  item('virtue', { source: { type: 'ballot', ballot: 'peers', aspect: 'de' } }),
  written('reward', 'empty', { dimension: 'reward' }),
];
const POLICY: AppraisalPolicy = aPolicy({
  groups: [aGroup('workers', 2), aGroup('heads')],
  items: ITEMS,
  ballots: [aBallot('peers', { weight: '0.7', trim: 1 }), aBallot('street', { weight: '0.3' })],
  result: {
    differentiated: '0.7',
    ballots: '0.3',
    postCoefficients: { head: '1.15' },
    allocation: {
      groups: ['workers', 'heads'],
      parts: [
        { by: 'households', weight: '0.6' },
        { by: 'tickets', weight: '0.4' },
      ],
      floor: '0.8',
      cap: '1.2',
    },
  },
  rates: { ...aPolicy().rates, shrinkBy: '10', fewest: 2 },
});

const someFacts = fc
  .array(fc.tuple(fc.constantFrom(...FACTS), fc.nat({ max: 12 })), { maxLength: 12 })
  .map((all) => Object.fromEntries(all.map(([id, count]) => [id, { count, tickets: [] }])));
const someVotes = (ruleId: string) =>
  fc
    .tuple(
      fc.nat({ max: 6 }),
      fc.array(fc.tuple(fc.constantFrom('de', 'neng'), fc.nat({ max: 10 }), fc.integer({ min: 1, max: 3 })), {
        maxLength: 5,
      }),
    )
    .map(([voted, counts]) => votes(ruleId, { voters: 6, voted }, counts));

function people(groupId: string, ids: readonly string[]): fc.Arbitrary<FrozenSubject[]> {
  return fc.tuple(...ids.map((id) => person(groupId, id)));
}

function person(groupId: string, id: string): fc.Arbitrary<FrozenSubject> {
  return fc
    .record({
      name: fc.constantFrom('李', '王'),
      households: fc.option(fc.nat({ max: 900 })),
      tickets: fc.nat({ max: 40 }),
      facts: someFacts,
      ballots: fc.tuple(someVotes('peers'), someVotes('street')),
    })
    .map(({ name, households, tickets, facts, ballots }) => ({
      subject: aSubject(id, {
        name,
        groupId,
        post: groupId === 'heads' ? 'head' : 'grid-worker',
        load: { households, population: null, areaM2: null, tickets },
      }),
      facts,
      ballots,
    }));
}

const someEntries: fc.Arbitrary<LedgerEntry[]> = fc
  .array(
    fc.record({
      subjectId: fc.constantFrom('w1', 'w2', 'w3', 'h1'),
      itemId: fc.constantFrom('discipline', 'task', 'reward', 'satisfied', 'virtue'),
      // Of an upheld appeal: moves what is computed too.
      appealId: fc.option(fc.constant('appeal-1')),
      points: fc.integer({ min: -90, max: 90 }).map((tenths) => text(divide(decimal(tenths), decimal(10)))),
      on: fc.integer({ min: WINDOW.from - 5, max: WINDOW.until + 5 }),
      cancels: fc.option(fc.nat({ max: 8 }), { freq: 4 }),
    }),
    { maxLength: 10 },
  )
  .map((all) =>
    all.map(({ cancels, ...one }, at) =>
      entry(at + 1, { ...one, cancels: cancels !== null && cancels < at ? `entry-${cancels + 1}` : null }),
    ),
  );

const months: fc.Arbitrary<Pick<MonthInputs, 'subjects' | 'entries'>> = fc.record({
  subjects: fc.tuple(people('workers', ['w1', 'w2', 'w3']), people('heads', ['h1'])).map((all) => all.flat()),
  entries: someEntries,
});

/** As a person with the sheet and the policy would add it up; nothing else is looked at. */
function byHand(sheet: ScoreSheet): string | null {
  const base = sheet.dimensions.filter(({ bonus }) => !bonus).map(({ id }) => id);
  const lines = sheet.lines.flatMap((line) =>
    line.got === null ? [] : [{ ...line, got: decimal(line.got) }],
  );
  const basic = lines.filter(({ dimensionId }) => base.includes(dimensionId));
  const bonus = lines.filter(({ dimensionId }) => !base.includes(dimensionId));
  const of = sum(basic.map((line) => decimal(line.of)));
  const parts = [];
  if (!of.eq(0)) {
    const got = divide(sum(basic.map((line) => line.got)).times(100), of).plus(
      sum(bonus.map((line) => line.got)),
    );
    parts.push([round(got, 4, 'half-up'), decimal('0.7')] as const);
  }
  const heard = sheet.ballotParts.flatMap(({ got, weight }) =>
    got === null ? [] : [[decimal(got), decimal(weight)] as const],
  );
  if (heard.length > 0) parts.push([round(mean(heard), 4, 'half-up'), decimal('0.3')] as const);
  if (parts.length === 0) return null;
  return text(
    round(mean(parts).times(sheet.postCoefficient).times(sheet.allocationCoefficient), 2, 'half-up'),
  );
}

function mean(parts: readonly (readonly [ReturnType<typeof decimal>, ReturnType<typeof decimal>])[]) {
  return divide(
    sum(parts.map(([value, weight]) => value.times(weight))),
    sum(parts.map(([, weight]) => weight)),
  );
}

describe('of every month', () => {
  test('the order in which subjects and entries come moves no digit', () => {
    const shuffled = months.chain((month) =>
      fc.record({
        month: fc.constant(month),
        subjects: fc.shuffledSubarray([...month.subjects], { minLength: month.subjects.length }),
        entries: fc.shuffledSubarray([...month.entries], { minLength: month.entries.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ month, subjects, entries }) => {
        expect(scored(POLICY, { subjects, entries })).toEqual(scored(POLICY, month));
      }),
    );
  });

  test('it gives the same digits again, from what was stored as JSON too', () => {
    fc.assert(
      fc.property(months, (month) => {
        const first = JSON.stringify(scored(POLICY, month));
        expect(JSON.stringify(scored(POLICY, JSON.parse(JSON.stringify(month))))).toBe(first);
      }),
    );
  });

  test('what somebody in another group does changes nothing for the rest', () => {
    fc.assert(
      fc.property(months, person('heads', 'h2'), (month, other) => {
        const workers = (subjects: readonly FrozenSubject[]) => {
          const { sheets, rankings } = scored(POLICY, { ...month, subjects });
          return [sheets.filter(({ subject }) => subject.groupId === 'workers'), rankings[0]];
        };
        expect(workers([other, ...month.subjects])).toEqual(workers(month.subjects));
      }),
    );
  });

  test('an entry changes the sheet that it is about and no other', () => {
    fc.assert(
      fc.property(months, (month) => {
        const added = entry(99, { subjectId: 'w2', itemId: 'discipline', points: '-3' });
        const others = (entries: readonly LedgerEntry[]) =>
          scored(POLICY, { ...month, entries }).sheets.filter(({ subject }) => subject.id !== 'w2');
        expect(others([added, ...month.entries])).toEqual(others(month.entries));
      }),
    );
  });

  test('an entry of another month changes nothing', () => {
    fc.assert(
      fc.property(months, fc.constantFrom(WINDOW.from - 1, WINDOW.until), (month, on) => {
        const added = entry(99, { subjectId: 'w2', points: '-3', on });
        expect(scored(POLICY, { ...month, entries: [...month.entries, added] })).toEqual(
          scored(POLICY, month),
        );
      }),
    );
  });

  test('every line is within its points, and nothing is anything but a decimal', () => {
    fc.assert(
      fc.property(months, (month) => {
        const scores = scored(POLICY, month);
        expect(JSON.stringify(scores)).not.toMatch(/NaN|Infinity|undefined|\de[+-]?\d/);
        for (const { got, of } of scores.sheets.flatMap(({ lines }) => lines)) {
          if (got !== null) expect([compare(got, '0') >= 0, compare(got, of) <= 0]).toEqual([true, true]);
        }
      }),
    );
  });

  test('the sheet alone explains its total', () => {
    fc.assert(
      fc.property(months, (month) => {
        for (const sheet of scored(POLICY, month).sheets) expect(sheet.total).toBe(byHand(sheet));
      }),
    );
  });

  test('a place is one more than there are members with a higher total', () => {
    fc.assert(
      fc.property(months, (month) => {
        for (const { ranks } of scored(POLICY, month).rankings) {
          const totals = ranks.filter(({ place }) => place !== null).map(({ total }) => total ?? '');
          for (const { place, total } of ranks.filter((rank) => rank.place !== null)) {
            expect(place).toBe(1 + totals.filter((other) => compare(other, total ?? '') > 0).length);
          }
        }
      }),
    );
  });
});
