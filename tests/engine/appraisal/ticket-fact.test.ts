import { describe, expect, it } from 'vitest';
import { countFacts } from '../../../src/engine/appraisal/count-facts.ts';
import { marksOf, NO_MARKS, ticketFact } from '../../../src/engine/appraisal/ticket-fact.ts';
import type { TicketEvent } from '../../../src/engine/ticket/event.ts';
import { fold } from '../../../src/engine/ticket/evolve.ts';
import { TERMINAL_STATUSES } from '../../../src/engine/ticket/standing.ts';
import { countsOf } from '../../support/make-fact.ts';
import {
  actors,
  days,
  hours,
  MONDAY_9,
  makeEvent,
  makeFiling,
  makeTicket,
  STATUSES,
  stories,
} from '../../support/make-ticket.ts';

const { deadlines } = makeFiling();

describe('what a month has to know of a ticket', () => {
  it('is its limits, its hands and its place', () => {
    expect(ticketFact(makeTicket({ status: 'claimed' }), NO_MARKS)).toEqual({
      id: 't1',
      number: 128,
      communityId: 'yanguang',
      gridId: 'yg-1',
      assigneeId: 'limei',
      reporterId: actors.zhang.personId,
      source: 'talk',
      issueKey: 'yg-1/梅园/3 电梯',
      category1: '物业服务',
      category2: '电梯',
      openedAt: MONDAY_9,
      respondBy: deadlines.respondBy,
      claimedAt: MONDAY_9 + 600_000,
      solveBy: deadlines.solveBy,
      paused: false,
      finishedAt: null,
      closedAt: null,
      excluded: false,
      void: false,
      ratings: [],
      rework: 0,
      returns: [],
      progress: [],
      followers: 0,
    });
  });

  it('can be taken from what is stored, without reading the whole', () => {
    for (const status of STATUSES) {
      const ticket = makeTicket({ status });
      expect(ticketFact(JSON.parse(JSON.stringify(ticket)), NO_MARKS)).toEqual(ticketFact(ticket, NO_MARKS));
    }
  });

  it.each(STATUSES)('a %s ticket is void if nothing is left of it', (status) => {
    const gone = TERMINAL_STATUSES.some((one) => one === status && one !== 'closed');
    expect(ticketFact(makeTicket({ status }), NO_MARKS).void).toBe(gone);
  });

  it.each(STATUSES)(
    'a %s ticket is in somebody’s hands only if somebody has or had it to the end',
    (status) => {
      const free = ['waiting-confirm', 'filed', 'returned', 'rejected', 'merged', 'withdrawn'];
      expect(ticketFact(makeTicket({ status }), NO_MARKS).assigneeId).toBe(
        free.includes(status) ? null : 'limei',
      );
    },
  );

  it.each<[string, string | null, string]>([
    ['yg-1/梅园/3', 'yg-1/梅园/3 电梯', 'a building'],
    ['yanguang/向阳路', 'yanguang/向阳路 电梯', 'a road'],
    ['yanguang', null, 'the whole community'],
    ['yanguang/', null, 'no name'],
  ])('of the place %s the issue is %s: %s', (key, issueKey) => {
    const place = { text: '', key, gridId: null, communityId: null };
    expect(ticketFact(makeTicket({ place }), NO_MARKS).issueKey).toBe(issueKey);
  });
});

describe('the marks of a history', () => {
  const asks = (kind: 'transfer' | 'pause', by = 'chen') =>
    makeEvent(
      {
        kind: 'requested',
        request: { kind, by, at: hours(1), reason: '熟悉', to: 'limei', until: null, firstKey: null },
      },
      actors.chen,
      hours(1),
    );
  const transferred = makeEvent(
    {
      kind: 'transferred',
      from: 'chen',
      to: 'limei',
      toName: '李梅',
      communityId: 'yanguang',
      gridId: null,
      reason: '熟悉',
      deadlines,
    },
    actors.secretary,
    hours(2),
  );
  const given = [{ personId: 'chen', at: hours(2) }];

  it('are who returned it and who wrote notes, and when', () => {
    const progressed = makeEvent(
      { kind: 'progressed', text: '在等', images: [], updateBy: hours(9) },
      actors.limei,
      hours(3),
    );
    const returned = makeEvent(
      { kind: 'returned', reason: '不归我', by: 'limei' },
      actors.secretary,
      hours(2),
    );
    expect(marksOf([...stories.assigned, returned, progressed])).toEqual({
      returns: [{ personId: 'limei', at: hours(2) }],
      progress: [{ personId: 'limei', at: hours(3) }],
    });
  });

  it.each([
    ['asked for it', [asks('transfer')], given],
    ['was sent elsewhere without asking', [], []],
    ['had asked for something else', [asks('pause')], []],
    [
      'had asked and was refused',
      [
        asks('transfer'),
        makeEvent({ kind: 'declined', request: 'transfer', reason: '不用' }, actors.secretary),
      ],
      [],
    ],
    ['was not the one who asked', [asks('transfer', 'limei')], []],
  ] as const)('of a transfer count where whoever had it %s', (_who, before, returns) => {
    expect(marksOf([...before, transferred]).returns).toEqual(returns);
  });
});

describe('a history, from its events to what a month counts', () => {
  const window = { from: MONDAY_9, until: days(30) };
  const rated = (at: number, satisfied: 'satisfied' | 'dissatisfied') => {
    const rating = {
      personId: actors.zhang.personId,
      at,
      contacted: true,
      solved: null,
      satisfied,
      text: '',
    };
    return makeEvent({ kind: 'rated', rating }, actors.zhang, at);
  };
  const claimed = makeEvent(
    { kind: 'claimed', assigneeId: 'chen', assigneeName: '陈强', updateBy: days(3) },
    actors.chen,
    hours(5),
  );
  const finished = (at: number) =>
    makeEvent({ kind: 'finished', result: '好了', images: [] }, actors.chen, at);

  function counted(...events: TicketEvent[]) {
    const fact = ticketFact(fold(events), marksOf(events));
    const { persons } = countFacts([fact], window, { repeatWithinDays: 30 });
    return Object.fromEntries([...persons].map(([id, facts]) => [id, countsOf(facts)]));
  }

  it('returned by Li Mei, sent back to Chen by a dissatisfied neighbour, then closed', () => {
    const returned = makeEvent(
      { kind: 'returned', reason: '不归我', by: 'limei' },
      actors.secretary,
      hours(3),
    );
    const later = { respondBy: hours(6), updateBy: days(9), solveBy: days(12) };
    const again = { kind: 'reopened', reason: '又坏了', deadlines: later, to: 'same-worker' } as const;
    const events = [
      ...stories.assigned,
      returned,
      claimed,
      finished(days(2)),
      rated(days(3), 'dissatisfied'),
      makeEvent(again, actors.zhang, days(3)),
      finished(days(5)),
      rated(days(6), 'satisfied'),
      makeEvent({ kind: 'closed', how: 'rated' }, actors.system, days(6)),
    ];
    expect(counted(...events)).toEqual({
      limei: { returned: 1, claimed: 1 },
      chen: {
        'contacted-yes': 2,
        'solved-yes': 1,
        'solved-no': 1,
        dissatisfied: 1,
        satisfied: 1,
        'on-time': 1,
        'responded-on-time': 1,
        finished: 1,
        rework: 1,
        claimed: 1,
        opened: 1,
      },
    });
  });

  it('merged into another leaves nothing but what the other counts', () => {
    const merged = makeEvent({ kind: 'merged', intoId: 't2', intoNumber: 129 }, actors.secretary, hours(6));
    expect(counted(...stories.assigned, claimed, merged)).toEqual({});
  });
});
