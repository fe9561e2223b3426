import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MONTH_STATES, type Month } from '../../../src/engine/appraisal/month.ts';
import {
  appealed,
  appealsUntil,
  begun,
  MONTH_STEPS,
  type MonthContext,
  monthToBegin,
  moved,
  nextMonthDueAt,
  revised,
  stepDue,
  withDone,
} from '../../../src/engine/appraisal/month-steps.ts';
import type { WindowRule } from '../../../src/engine/appraisal/policy.ts';
import { windowOf } from '../../../src/engine/appraisal/window.ts';
import { HOUR_MS, type Instant, MINUTE_MS } from '../../../src/engine/glossary.ts';
import { local, NOVEMBER, OCTOBER, ZONE } from '../../support/make-fact.ts';
import { makeMonth, makeMonthContext } from '../../support/make-month.ts';

const context = makeMonthContext();
const { schedule } = context;

describe('the steps of a month', () => {
  const PUBLISHED = { publishedAt: local('11-03 09:00'), since: local('11-03 09:00') };

  it.each<[string, Partial<Month>, Partial<MonthContext>, string | null]>([
    ['an open one is collected as its window ends', { state: 'open' }, {}, 'collect 11-01 00:00'],
    ['then computed on the first day at nine', { state: 'collecting' }, {}, 'compute 11-01 09:00'],
    [
      'or days later where the policy says so',
      { state: 'collecting' },
      { schedule: { ...schedule, closesDaysAfter: 2 } },
      'compute 11-03 09:00',
    ],
    [
      'not while people may vote',
      { state: 'collecting' },
      { ballots: [{ status: 'open', closesAt: local('11-03 20:00') }] },
      'compute 11-03 20:00',
    ],
    [
      'a closed ballot holds nothing up',
      { state: 'collecting' },
      { ballots: [{ status: 'closed', closesAt: local('11-03 20:00') }] },
      'compute 11-01 09:00',
    ],
    ['previewed at once', { state: 'computed', since: local('11-01 09:00') }, {}, 'preview 11-01 09:00'],
    [
      'published a working day after the preview',
      { state: 'previewed', since: local('11-02 10:30') },
      {},
      'publish 11-03 10:30',
    ],
    [
      'or by a person alone',
      { state: 'previewed', since: local('11-02 10:30') },
      { schedule: { ...schedule, publishAfter: null } },
      null,
    ],
    ['frozen after the days of appeals', { state: 'published', ...PUBLISHED }, {}, 'freeze 11-10 09:00'],
    ['also when there was one', { state: 'appealed', ...PUBLISHED }, {}, 'freeze 11-10 09:00'],
    ['not while one waits for an answer', { state: 'appealed', ...PUBLISHED }, { openAppeals: 1 }, null],
    ['then never moved again', { state: 'frozen', ...PUBLISHED }, {}, null],
  ])('%s', (...[, fields, given, expected]) => {
    const month = makeMonth(fields);
    const whole = makeMonthContext(given);
    const at = nextMonthDueAt(month, whole);
    if (expected === null || at === null) {
      expect([at, stepDue(month, whole, local('12-31'))]).toEqual([null, null]);
      expect(expected).toBeNull();
      return;
    }
    const [step, ...day] = expected.split(' ');
    expect(at).toBe(local(day.join(' ')));
    expect(stepDue(month, whole, at)).toBe(step);
    expect(stepDue(month, whole, at - 1)).toBeNull();
  });

  it('lead from open to frozen, and each only from where it belongs', () => {
    const path = [makeMonth()];
    for (const [index, step] of MONTH_STEPS.entries()) {
      path.push(moved(path.at(-1) ?? makeMonth(), step, local(`11-0${index + 1}`)));
    }
    expect(path.map(({ state }) => state)).toEqual(MONTH_STATES.filter((state) => state !== 'appealed'));
    expect(path.at(-1)).toMatchObject({
      version: 1,
      computedAt: local('11-02'),
      publishedAt: local('11-04'),
      revision: 6,
    });
  });

  it('done twice change nothing', () => {
    const anyMonth = fc.constantFrom(...MONTH_STATES).map((state) => makeMonth({ state }));
    fc.assert(
      fc.property(anyMonth, fc.constantFrom(...MONTH_STEPS), (month, step) => {
        const once = moved(month, step, local('11-01'));
        expect(moved(once, step, local('11-02'))).toBe(once);
      }),
    );
  });
});

describe('appeals', () => {
  const published = makeMonth({ state: 'published', publishedAt: local('11-03 09:00'), version: 1 });

  it('are taken for five working days', () => {
    expect(appealsUntil(published, context)).toBe(local('11-10 09:00'));
    expect(appealsUntil(makeMonth(), context)).toBeNull();
  });

  it('each change the row, so that it is not frozen meanwhile', () => {
    const first = appealed(published, local('11-04'));
    const second = appealed(first, local('11-05'));
    expect([first.state, first.since, first.revision]).toEqual(['appealed', local('11-04'), 2]);
    expect([second.state, second.since, second.revision]).toEqual(['appealed', local('11-04'), 3]);
  });

  it('come only after publishing and before freezing', () => {
    for (const state of MONTH_STATES.filter((one) => one !== 'published' && one !== 'appealed')) {
      const month = makeMonth({ state });
      expect(appealed(month, local('11-04'))).toBe(month);
    }
  });

  it('that are upheld make another version of the scores', () => {
    expect(revised(published)).toMatchObject({ version: 2, revision: 2, state: 'published' });
  });
});

it('what is said once is kept once', () => {
  const said = withDone(makeMonth(), 'published:street');
  expect(said).toMatchObject({ done: ['published:street'], revision: 2 });
  expect(withDone(said, 'published:street')).toBe(said);
});

describe('the month to begin', () => {
  const CALENDAR: WindowRule = { type: 'calendar-month' };
  const FROM_19: WindowRule = { type: 'from-day', day: 19 };
  const now = local('11-22 08:00');

  it('is the present one in a street that has none', () => {
    expect(monthToBegin(null, { rule: CALENDAR, zone: ZONE, now })).toEqual({
      key: '2026-11',
      window: NOVEMBER,
    });
    expect(monthToBegin(null, { rule: FROM_19, zone: ZONE, now }).key).toBe('2026-12');
  });

  it('is the next one, however long the bot was away', () => {
    const september = { key: '2026-09', window: windowOf(CALENDAR, ZONE, '2026-09') };
    expect(monthToBegin(september, { rule: CALENDAR, zone: ZONE, now })).toEqual({
      key: '2026-10',
      window: OCTOBER,
    });
  });

  it.each<[WindowRule, WindowRule, string, string, string]>([
    [CALENDAR, FROM_19, '11-01', '11-19', 'a short one where the rule becomes the 19th'],
    [FROM_19, CALENDAR, '10-19', '12-01', 'a long one where it was the 19th'],
  ])('after a change from %j to %j is %s to %s', (...given) => {
    const [before, rule, from, until] = given;
    const october = { key: '2026-10', window: windowOf(before, ZONE, '2026-10') };
    expect(monthToBegin(october, { rule, zone: ZONE, now })).toEqual({
      key: '2026-11',
      window: { from: local(from), until: local(until) },
    });
  });

  it('follows without a gap and without an overlap, whatever rules follow each other', () => {
    const rules = fc.array(
      fc.oneof(
        fc.constant(CALENDAR),
        fc.integer({ min: 2, max: 28 }).map((day): WindowRule => ({ type: 'from-day', day })),
      ),
      { minLength: 2, maxLength: 30 },
    );
    fc.assert(
      fc.property(rules, ([first = CALENDAR, ...others]) => {
        let newest = monthToBegin(null, { rule: first, zone: ZONE, now });
        for (const rule of others) {
          const next = monthToBegin(newest, { rule, zone: ZONE, now });
          expect(next.window.from).toBe(newest.window.until);
          expect(next.window.until).toBeGreaterThan(next.window.from);
          newest = next;
        }
      }),
    );
  });

  it('begins open, with nothing computed', () => {
    const beginning = {
      ...monthToBegin(null, { rule: CALENDAR, zone: ZONE, now }),
      id: 'm',
      streetId: 'kunlun',
    };
    expect(begun({ ...beginning, policyHash: 'h', policyVersion: 'v' }, now)).toEqual(
      makeMonth({
        id: 'm',
        key: '2026-11',
        window: NOVEMBER,
        since: now,
        policyHash: 'h',
        policyVersion: 'v',
      }),
    );
  });
});

/** What people do, at an hour after the window's end. */
interface Scene {
  context: MonthContext;
  acts: readonly { afterHours: number; act: 'publish' | 'appeal' | 'answer' }[];
  ballotHours: number | null;
}

const START = OCTOBER.until - HOUR_MS;
const END = OCTOBER.until + 16 * 24 * HOUR_MS;

const scenes: fc.Arbitrary<Scene> = fc.record({
  context: fc.record({
    schedule: fc.record({
      closesAtMinute: fc.integer({ min: 0, max: 1439 }),
      closesDaysAfter: fc.nat(2),
      publishAfter: fc.option(
        fc.record({
          amount: fc.integer({ min: 1, max: 3 }),
          unit: fc.constantFrom('hour', 'day'),
          calendar: fc.constantFrom('24h', 'working'),
        }),
      ),
      appealWithin: fc.record({
        amount: fc.integer({ min: 1, max: 5 }),
        unit: fc.constant('day' as const),
        calendar: fc.constantFrom('24h', 'working'),
      }),
    }),
    calendar: fc.constant(context.calendar),
    ballots: fc.constant([]),
    openAppeals: fc.constant(0),
  }),
  ballotHours: fc.option(fc.integer({ min: 0, max: 80 })),
  acts: fc.array(
    fc.record({
      afterHours: fc.integer({ min: 1, max: 300 }),
      act: fc.constantFrom('publish', 'appeal', 'answer'),
    }),
    { maxLength: 6 },
  ),
});

/** Plays a scene with a clock that looks when `look` says; what happened when. */
function play(
  scene: Scene,
  look: (from: Instant, until: Instant, settle: (now: Instant) => Instant | null) => void,
) {
  let month = makeMonth();
  let openAppeals = 0;
  const told: string[] = [];
  const closesAt = scene.ballotHours === null ? null : OCTOBER.until + scene.ballotHours * HOUR_MS;
  const given = (now: Instant): MonthContext => ({
    ...scene.context,
    openAppeals,
    ballots: closesAt === null ? [] : [{ status: now < closesAt ? 'open' : 'closed', closesAt }],
  });
  const settle = (now: Instant) => {
    for (let step = stepDue(month, given(now), now); step; step = stepDue(month, given(now), now)) {
      month = moved(month, step, now);
      told.push(`${step} ${now}`);
    }
    return nextMonthDueAt(month, given(now));
  };
  let from = START;
  for (const { afterHours, act } of scene.acts.toSorted((a, b) => a.afterHours - b.afterHours)) {
    const now = OCTOBER.until + afterHours * HOUR_MS;
    look(from, now, settle);
    from = now;
    const before = month;
    if (act === 'publish') month = moved(month, 'publish', now);
    if (act === 'appeal') month = appealed(month, now);
    if (act === 'appeal' && month !== before) openAppeals += 1;
    if (act === 'answer') openAppeals = Math.max(0, openAppeals - 1);
    told.push(`${act} ${month.state} ${openAppeals}`);
  }
  look(from, END, settle);
  return told;
}

describe('whatever happens to a month', () => {
  it('looking every minute finds exactly what looking when something is due finds', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const everyMinute = play(scene, (from, until, settle) => {
          for (let now = from; now <= until; now += MINUTE_MS) settle(now);
        });
        const whenDue = play(scene, (from, until, settle) => {
          let next = settle(from);
          while (next !== null && next <= until) next = settle(Math.ceil(next / MINUTE_MS) * MINUTE_MS);
        });
        expect(whenDue).toEqual(everyMinute);
      }),
      { numRuns: 12 },
    );
  });

  it('one late look takes every step that has come, in their order', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const late = play({ ...scene, acts: [] }, (_, until, settle) => settle(until));
        const steps = late.map((line) => line.split(' ')[0]);
        expect(steps).toEqual(MONTH_STEPS.slice(0, steps.length));
        expect(steps.length).toBeGreaterThanOrEqual(3);
      }),
      { numRuns: 50 },
    );
  });
});
