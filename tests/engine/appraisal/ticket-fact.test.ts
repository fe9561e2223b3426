import { describe, expect, it } from 'vitest';
import { marksOf, NO_MARKS, ticketFact } from '../../../src/engine/appraisal/ticket-fact.ts';
import { TERMINAL_STATUSES } from '../../../src/engine/ticket/standing.ts';
import {
  actors,
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
  it('are who gave it away and who wrote notes, and when', () => {
    const progressed = makeEvent(
      { kind: 'progressed', text: '在等', images: [], updateBy: hours(9) },
      actors.limei,
      hours(3),
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
    const [returned] = stories.returned.filter((event) => event.kind === 'returned');
    if (returned === undefined) throw new Error('no return in the story');
    expect(marksOf([...stories.assigned, returned, transferred, progressed])).toEqual({
      returns: [
        { personId: returned.kind === 'returned' ? returned.by : '', at: returned.at },
        { personId: 'chen', at: hours(2) },
      ],
      progress: [{ personId: 'limei', at: hours(3) }],
    });
  });
});
