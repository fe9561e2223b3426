import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../../src/engine/appraisal/entry.ts';
import type { Staff } from '../../../src/engine/org/directory.ts';
import { dueIn, missingEntries, tomorrow, weekFigures } from '../../../src/engine/reminders/figures.ts';
import type { Ticket } from '../../../src/engine/ticket/ticket.ts';
import { days, MONDAY_9, makeTicket } from '../../support/make-ticket.ts';
import { shippedPolicy } from '../../support/shipped-policy.ts';

const zone = 'Asia/Shanghai';
const midnight = Date.parse('2026-06-02T00:00:00+08:00');
const held = (number: number, solveBy: number, more: object = {}): Ticket =>
  makeTicket({
    number,
    status: 'claimed',
    deadlines: { respondBy: 0, updateBy: solveBy, solveBy },
    ...more,
  } as Partial<Ticket>);

describe('what falls due tomorrow', () => {
  const window = tomorrow(zone, MONDAY_9);

  test('is the local day after today, to the millisecond', () => {
    expect(window).toEqual({ from: midnight, until: midnight + 86_400_000 });
    const tickets = [
      held(1, midnight - 1),
      held(2, window.until - 1),
      held(3, midnight),
      held(4, window.until),
    ];
    expect([...dueIn(tickets, window).values()].map((own) => own.map(({ number }) => number))).toEqual([
      [3, 2],
    ]);
  });

  test('leaves out what is paused, finished or nobody’s', () => {
    const tickets = (['paused', 'finished', 'filed'] as const).map((status) =>
      held(1, midnight, { status, pausedUntil: days(9) }),
    );
    expect(dueIn(tickets, window).size).toBe(0);
  });
});

test('a week counts what began and ended in it, and what stands now', () => {
  const from = MONDAY_9 - 7 * 86_400_000;
  const tickets = [
    held(1, MONDAY_9 - 1, { openedAt: from }),
    held(2, MONDAY_9 + 1, { openedAt: from - 1 }),
    makeTicket({ number: 3, status: 'closed', openedAt: from - 1, closedAt: from + 1 } as Partial<Ticket>),
    makeTicket({ number: 4, status: 'finished', openedAt: MONDAY_9 } as Partial<Ticket>),
    makeTicket({ number: null, status: 'waiting-confirm', openedAt: from } as Partial<Ticket>),
  ];
  const figures = weekFigures(tickets, { from, until: MONDAY_9 }, MONDAY_9);
  expect(figures).toMatchObject({ opened: 1, closed: 1, open: 2, unrated: 1, dueNext: 1 });
  expect(figures.overdue.map(({ number }) => number)).toEqual([1]);
});

test('only items that leave somebody without data are missing', () => {
  const { appraisal } = shippedPolicy();
  if (!appraisal) throw new Error('the shipped policy scores months');
  const staff: Staff = {
    id: 'limei',
    name: '李梅',
    accounts: [],
    posts: [{ post: 'grid-worker', at: 'g', since: 0, until: null }],
  };
  const earned = {
    ...appraisal,
    items: appraisal.items.map((item) =>
      item.id === 'commendation' ? { ...item, missing: 'share' as const } : item,
    ),
  };
  expect(missingEntries(appraisal, [staff], { entries: [], now: MONDAY_9 })).toEqual([]);
  expect(missingEntries(earned, [staff], { entries: [], now: MONDAY_9 })).toEqual([
    { name: '表扬', people: 1, of: 1 },
  ]);
  const entries = [{ subjectId: 'limei', itemId: 'commendation' }] as LedgerEntry[];
  expect(missingEntries(earned, [staff], { entries, now: MONDAY_9 })).toEqual([]);
});
