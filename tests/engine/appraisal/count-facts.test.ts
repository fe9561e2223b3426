import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countFacts, createTally } from '../../../src/engine/appraisal/count-facts.ts';
import type { TicketFact } from '../../../src/engine/appraisal/facts.ts';
import { DAY_MS } from '../../../src/engine/glossary.ts';
import { countsOf, local, makeCallBack, makeFact, NOVEMBER, OCTOBER } from '../../support/make-fact.ts';

const RULE = { repeatWithinDays: 30 };

function october(...tickets: TicketFact[]) {
  return countFacts(tickets, OCTOBER, RULE);
}

/** What Li Mei's tickets come to in October and in November. */
function limei(...tickets: TicketFact[]) {
  const months = [OCTOBER, NOVEMBER].map((window) => countFacts(tickets, window, RULE));
  return months.map(({ persons }) => countsOf(persons.get('limei')));
}

describe('at the edge of a month', () => {
  const opened = makeFact({ openedAt: local('10-31 23:59:59.999'), closedAt: local('11-01 00:00:00') });

  it('a ticket opened at 23:59:59 and closed at 00:00:00 is opened in one and finished in the next', () => {
    expect(limei(opened)).toEqual([{ opened: 1 }, { finished: 1 }]);
  });

  it.each<[string, Partial<TicketFact>, object]>([
    ['claimed in time', { respondBy: local('12-01'), claimedAt: 0 }, { claimed: 1, 'responded-on-time': 1 }],
    ['due, never claimed', { respondBy: 0 }, { 'responded-late': 1 }],
    ['due, never finished', { solveBy: 0 }, { late: 1 }],
    ['finished at the last moment', { solveBy: 0, finishedAt: 0 }, { 'on-time': 1 }],
    ['closed', { closedAt: 0 }, { finished: 1 }],
    ['closed after rework', { closedAt: 0, rework: 2 }, { finished: 1, rework: 1 }],
  ])('%s just before midnight belongs to October, at midnight to November', (_what, fields, counts) => {
    const at = (instant: number) =>
      makeFact(
        Object.fromEntries(
          Object.entries(fields).map(([key, value]) => [
            key,
            value === 0 && key !== 'rework' ? instant : value,
          ]),
        ),
      );
    expect(limei(at(local('10-31 23:59:59.999')))).toEqual([counts, {}]);
    expect(limei(at(local('11-01 00:00:00')))).toEqual([{}, counts]);
  });

  it.each(['returns', 'progress'] as const)('so do %s', (field) => {
    const fact = field === 'returns' ? { claimed: 1, returned: 1 } : { progress: 1 };
    const at = (instant: number) => makeFact({ [field]: [{ personId: 'limei', at: instant }] });
    expect(limei(at(local('10-31 23:59:59.999')))).toEqual([fact, {}]);
    expect(limei(at(local('11-01 00:00:00')))).toEqual([{}, fact]);
  });

  it('and call-backs, by when they were answered', () => {
    const yes = { contacted: true, solved: true, satisfied: 'satisfied' } as const;
    const ratings = [makeCallBack('10-31 23:59:59.999', yes), makeCallBack('11-01 00:00', { solved: false })];
    expect(limei(makeFact({ ratings }))).toEqual([
      { 'contacted-yes': 1, 'solved-yes': 1, satisfied: 1 },
      { 'solved-no': 1 },
    ]);
  });
});

describe('whether it was solved', () => {
  const answered = (answer: Parameters<typeof makeCallBack>[1]) =>
    limei(makeFact({ ratings: [makeCallBack('11-01 00:00', answer)] }))[1];

  it('follows from the grade where nobody says it: most residents answer one word', () => {
    expect(answered({ satisfied: 'satisfied' })).toEqual({ satisfied: 1, 'solved-yes': 1 });
    expect(answered({ satisfied: 'basically' })).toEqual({ basically: 1, 'solved-yes': 1 });
    expect(answered({ satisfied: 'dissatisfied' })).toEqual({ dissatisfied: 1, 'solved-no': 1 });
  });

  it('is what was said about it, whatever the grade', () => {
    expect(answered({ solved: true, satisfied: 'dissatisfied' })).toEqual({
      dissatisfied: 1,
      'solved-yes': 1,
    });
    expect(answered({ solved: false, satisfied: 'basically' })).toEqual({ basically: 1, 'solved-no': 1 });
  });

  it('is unknown where neither is said', () => {
    expect(answered({ contacted: true })).toEqual({ 'contacted-yes': 1 });
  });
});

describe('the first response', () => {
  it('settled late counts once: in the month in which its limit passed, whenever it was claimed', () => {
    const ticket = makeFact({ respondBy: local('10-31 18:00'), claimedAt: local('11-01 09:00') });
    expect(limei(ticket)).toEqual([{ 'responded-late': 1 }, { claimed: 1 }]);
  });

  it('claimed in October with a limit in November is on time in October', () => {
    const ticket = makeFact({ respondBy: local('11-01 10:00'), claimedAt: local('10-31 20:00') });
    expect(limei(ticket)).toEqual([{ claimed: 1, 'responded-on-time': 1 }, {}]);
  });
});

describe('the solution', () => {
  it('is not late while a pause is approved', () => {
    expect(limei(makeFact({ solveBy: local('10-20'), paused: true }))).toEqual([{}, {}]);
  });

  it('finished a moment after its limit is late', () => {
    const ticket = makeFact({ solveBy: local('10-20 18:00'), finishedAt: local('10-20 18:00:00.001') });
    expect(limei(ticket)).toEqual([{ late: 1 }, {}]);
  });

  it('reopened has a new limit and counts by that one', () => {
    const reopened = makeFact({ solveBy: local('11-05'), rework: 1 });
    expect(limei(reopened)).toEqual([{}, { late: 1 }]);
  });
});

describe('call-backs', () => {
  it('without an answer are none: missing is not a yes', () => {
    const ticket = makeFact({ ratings: [makeCallBack('10-05')], closedAt: local('10-08') });
    expect(limei(ticket)[0]).toEqual({ finished: 1 });
  });

  it('are kept apart, question by question', () => {
    const ratings = [
      makeCallBack('10-05', { contacted: true, satisfied: 'basically' }),
      makeCallBack('10-06', { contacted: false, solved: false, satisfied: 'dissatisfied' }),
    ];
    expect(limei(makeFact({ ratings }))[0]).toEqual({
      'contacted-yes': 1,
      'contacted-no': 1,
      'solved-yes': 1,
      'solved-no': 1,
      basically: 1,
      dissatisfied: 1,
    });
  });

  it('of before a rework count too: what made it go back to work is not forgotten', () => {
    const ratings = [
      makeCallBack('10-05', { satisfied: 'dissatisfied' }),
      makeCallBack('10-09', { satisfied: 'satisfied' }),
    ];
    const ticket = makeFact({ ratings, rework: 1, closedAt: local('10-09') });
    expect(limei(ticket)[0]).toMatchObject({ finished: 1, rework: 1, dissatisfied: 1, satisfied: 1 });
  });

  it('of one ticket answered by three neighbours name it once', () => {
    const ratings = ['10-05', '10-06', '10-07'].map((day) => makeCallBack(day, { contacted: true }));
    const { persons } = october(makeFact({ ratings, number: 131 }));
    expect(persons.get('limei')?.['contacted-yes']).toEqual({ count: 3, tickets: [131] });
  });
});

describe('what counts for whom', () => {
  it('a ticket returned by Li Mei and finished by Chen: the return is hers, the end is his', () => {
    const ticket = makeFact({
      assigneeId: 'chen',
      claimedAt: local('10-06'),
      closedAt: local('10-09'),
      returns: [{ personId: 'limei', at: local('10-05') }],
    });
    const { persons, communities } = october(ticket);
    expect(countsOf(persons.get('limei'))).toEqual({ claimed: 1, returned: 1 });
    expect(countsOf(persons.get('chen'))).toEqual({ claimed: 1, finished: 1 });
    expect(countsOf(communities.get('yanguang'))).toEqual({ claimed: 2, returned: 1, finished: 1 });
  });

  it('returned twice by the same hands is one return', () => {
    const returns = ['10-05', '10-07'].map((day) => ({ personId: 'limei', at: local(day) }));
    expect(limei(makeFact({ returns, claimedAt: local('10-06') }))[0]).toEqual({ claimed: 1, returned: 1 });
  });

  it('what lies in nobody’s hands counts for its community', () => {
    const { persons, communities } = october(makeFact({ assigneeId: null, solveBy: local('10-09') }));
    expect(persons.size).toBe(0);
    expect(countsOf(communities.get('yanguang'))).toEqual({ late: 1 });
  });

  it.each(['patrol', 'visit'] as const)(
    'a find on a %s is the finder’s, whoever has it in hand',
    (source) => {
      const ticket = makeFact({ source, reporterId: 'limei', assigneeId: 'chen', openedAt: local('10-05') });
      const { persons } = october(ticket);
      expect(countsOf(persons.get('limei'))).toEqual({ [source]: 1 });
      expect(countsOf(persons.get('chen'))).toEqual({ opened: 1 });
    },
  );
});

describe('what counts in no rate', () => {
  const busy = makeFact({
    openedAt: local('10-02'),
    claimedAt: local('10-02'),
    respondBy: local('10-03'),
    solveBy: local('10-04'),
    closedAt: local('10-09'),
    ratings: [makeCallBack('10-09', { satisfied: 'dissatisfied' })],
    progress: [{ personId: 'limei', at: local('10-03') }],
    returns: [{ personId: 'chen', at: local('10-02') }],
  });

  it('excluded by two keys: only that it was opened and worked on', () => {
    expect(limei({ ...busy, excluded: true })[0]).toEqual({ opened: 1, progress: 1 });
  });

  it.each<[string, Partial<TicketFact>]>([
    ['merged, withdrawn or rejected', { void: true }],
    ['a draft', { number: null }],
  ])('%s: nothing at all', (_what, fields) => {
    const { persons, communities } = october({ ...busy, ...fields });
    expect([persons.size, communities.size]).toEqual([0, 0]);
  });
});

describe('a repeat', () => {
  const first = makeFact({ number: 1, closedAt: local('10-01 10:00') });
  const again = (fields: Partial<TicketFact>) => makeFact({ number: 2, assigneeId: 'chen', ...fields });

  it('is the closed one’s: the same class at the same place opened again', () => {
    const { persons } = october(first, again({ openedAt: local('10-20') }));
    expect(persons.get('limei')?.repeated).toEqual({ count: 1, tickets: [1] });
    expect(persons.get('chen')?.repeated).toBeUndefined();
  });

  it.each<[string, Partial<TicketFact>]>([
    ['opened before the first was closed', { openedAt: local('10-01 09:00') }],
    ['opened at the very moment of closing', { openedAt: local('10-01 10:00') }],
    ['of another class or place', { openedAt: local('10-20'), issueKey: 'yg-1/梅园/4 电梯' }],
    ['of no known place', { openedAt: local('10-20'), issueKey: null }],
    ['merged into another', { openedAt: local('10-20'), void: true }],
    ['excluded', { openedAt: local('10-20'), excluded: true }],
    ['only a draft', { openedAt: local('10-20'), number: null }],
    ['more than 30 days later', { openedAt: local('10-31 10:00:00.001') }],
  ])('is not one %s', (_what, fields) => {
    expect(countsOf(october(first, again(fields)).persons.get('limei'))).toEqual({ finished: 1 });
  });

  it('on the thirtieth day still is one', () => {
    const { persons } = october(first, again({ openedAt: local('10-31 10:00') }));
    expect(countsOf(persons.get('limei'))).toEqual({ finished: 1, repeated: 1 });
  });

  it('of three in a row there are two', () => {
    const chain = [1, 2, 3].map((number) =>
      makeFact({ number, openedAt: local(`10-0${number * 2}`), closedAt: local(`10-0${number * 2 + 1}`) }),
    );
    expect(october(...chain).persons.get('limei')?.repeated?.tickets).toEqual([1, 2]);
  });

  it('asked for twice is counted once', () => {
    const tally = createTally(OCTOBER, RULE);
    tally.add([first, again({ openedAt: local('10-20') })]);
    expect(tally.facts()).toEqual(tally.facts());
  });
});

describe('however the tickets come', () => {
  const instants = fc.integer({ min: OCTOBER.from - DAY_MS, max: OCTOBER.until + DAY_MS });
  const people = fc.constantFrom('limei', 'chen', 'wang');
  const marks = fc.array(fc.record({ personId: people, at: instants }), { maxLength: 2 });
  const drawn = fc.record({
    communityId: fc.constantFrom('yanguang', 'hubin'),
    assigneeId: fc.option(people),
    issueKey: fc.constantFrom('a', 'b', null),
    openedAt: instants,
    respondBy: fc.option(instants),
    claimedAt: fc.option(instants),
    solveBy: fc.option(instants),
    finishedAt: fc.option(instants),
    closedAt: fc.option(instants),
    excluded: fc.boolean(),
    void: fc.boolean(),
    rework: fc.nat(2),
    returns: marks,
    progress: marks,
  });
  const many = fc
    .array(drawn, { maxLength: 40 })
    .map((list) => list.map((fields, index) => makeFact({ ...fields, number: index + 1 })));

  it('neither their order nor the cut of pages changes a digit', () => {
    fc.assert(
      fc.property(
        many,
        fc.infiniteStream(fc.nat()),
        fc.integer({ min: 1, max: 7 }),
        (tickets, keys, size) => {
          const shuffled = tickets
            .map((ticket) => ({ ticket, key: Number(keys.next().value) }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ ticket }) => ticket);
          const tally = createTally(OCTOBER, RULE);
          for (let at = 0; at < shuffled.length; at += size) tally.add(shuffled.slice(at, at + size));
          const text = (facts: ReturnType<typeof october>) =>
            JSON.stringify([[...facts.persons], [...facts.communities]]);
          expect(text(tally.facts())).toBe(text(october(...tickets)));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('a ticket of another time adds nothing', () => {
    fc.assert(
      fc.property(many, (tickets) => {
        expect(october(...tickets, makeFact({ number: 999, assigneeId: 'wu' }))).toEqual(october(...tickets));
      }),
      { numRuns: 50 },
    );
  });

  it('no month is counted twice: two halves of a time make the whole', () => {
    fc.assert(
      fc.property(many, fc.integer({ min: OCTOBER.from, max: OCTOBER.until }), (tickets, cut) => {
        const never = { repeatWithinDays: 0 };
        const parts = [
          { from: OCTOBER.from, until: cut },
          { from: cut, until: OCTOBER.until },
        ].map((window) => countFacts(tickets.map(onceReturned), window, never));
        const whole = countFacts(tickets.map(onceReturned), OCTOBER, never);
        for (const [id, facts] of whole.communities) {
          for (const [fact, { count }] of Object.entries(facts)) {
            const halves = parts.map(
              ({ communities }) => countsOf(communities.get(id)) as Record<string, number>,
            );
            expect([fact, halves.reduce((sum, half) => sum + (half[fact] ?? 0), 0)]).toEqual([fact, count]);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

/** Hands are counted once a window, so halves may count them twice. */
function onceReturned(ticket: TicketFact): TicketFact {
  return { ...ticket, returns: [] };
}
