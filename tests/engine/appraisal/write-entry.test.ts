import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../../src/engine/appraisal/entry.ts';
import type { Month } from '../../../src/engine/appraisal/month.ts';
import type { AppraisalPolicy, Item } from '../../../src/engine/appraisal/policy.ts';
import {
  checkCancel,
  checkEntry,
  groupAt,
  itemsNamed,
  writtenItems,
} from '../../../src/engine/appraisal/write-entry.ts';

const now = Date.parse('2026-11-22T09:00:00+08:00');
const zone = 'Asia/Shanghai';

const item = (id: string, name: string, more: Partial<Item> = {}): Item => ({
  id,
  name,
  dimension: 'discipline',
  points: '10',
  groups: [],
  source: { type: 'entry', start: 'full', least: '-2', most: '-0.5', by: ['secretary'], needsReason: true },
  missing: 'full',
  origin: 'assumption',
  ...more,
});
const late = item('late', '迟到早退');
const meeting = item('meeting', '会议迟到', { groups: ['deputies'] });
const rate = item('on-time', '按时率', {
  source: { type: 'metric', metric: 'on-time-rate', scoring: { type: 'share' }, shrink: false },
});
const policy = {
  window: { type: 'calendar-month' },
  dimensions: [{ id: 'discipline', name: '劳动纪律', bonus: false }],
  groups: [
    {
      id: 'deputies',
      name: '副职',
      subject: 'person',
      posts: ['deputy'],
      smallest: 3,
      servedDays: 15,
      tickets: 'own',
    },
    {
      id: 'workers',
      name: '网格员',
      subject: 'person',
      posts: ['grid-worker'],
      smallest: 3,
      servedDays: 15,
      tickets: 'own',
    },
  ],
  items: [late, meeting, rate],
} as unknown as AppraisalPolicy;

const context = { policy, zone, now, roles: ['secretary'] as const, months: [] };
const wish = { item: late, points: '-1', on: now, reason: '迟到20分钟' };
const month = (key: string, state: Month['state']) => ({ key, state }) as Month;
const entry = { id: 'e1', number: 12, itemId: 'late', on: now, cancels: null } as LedgerEntry;

describe('an entry', () => {
  test('is of the month in which the thing happened', () => {
    const lastOfOctober = Date.parse('2026-10-31T23:59:59+08:00');
    expect(checkEntry({ ...wish, on: lastOfOctober }, context)).toEqual({
      ok: true,
      value: { monthKey: '2026-10' },
    });
    expect(checkEntry(wish, context)).toEqual({ ok: true, value: { monthKey: '2026-11' } });
  });

  test.each([
    ['by whom the item does not name', {}, { roles: ['worker'] as const }, 'entry-not-permitted'],
    ['of points beyond the least', { points: '-2.01' }, {}, 'points-out'],
    ['of points beyond the most', { points: '1' }, {}, 'points-out'],
    ['of no points', { points: '0' }, {}, 'points-out'],
    ['without its reason', { reason: ' ' }, {}, 'entry-reason'],
    ['of what has not happened yet', { on: now + 1 }, {}, 'entry-ahead'],
    ['of an item that is measured', { item: rate }, {}, 'entry-not-permitted'],
    ['of a month that was computed', {}, { months: [month('2026-11', 'computed')] }, 'entry-too-late'],
    ['of a frozen month', {}, { months: [month('2026-11', 'frozen')] }, 'entry-too-late'],
  ])('%s is refused', (...[, given, around, code]) => {
    expect(checkEntry({ ...wish, ...given }, { ...context, ...around })).toMatchObject({ refusal: { code } });
  });

  test('is still taken while a month only collects', () => {
    expect(checkEntry(wish, { ...context, months: [month('2026-11', 'collecting')] }).ok).toBe(true);
  });
});

describe('an item', () => {
  const ofWorkers = writtenItems(policy, 'workers');

  test('is offered to its own groups, and only where people write it', () => {
    expect(ofWorkers.map(({ id }) => id)).toEqual(['late']);
    expect(writtenItems(policy, 'deputies').map(({ id }) => id)).toEqual(['late', 'meeting']);
  });

  test.each([
    ['迟到早退', ['late']],
    ['迟到', ['late', 'meeting']],
    ['劳动纪律-迟到', ['late', 'meeting']],
    ['劳动纪律-会议迟到', ['meeting']],
    ['late', ['late']],
    ['旷工', []],
  ])('is found by 「%s」', (name, ids) => {
    const found = itemsNamed(policy, writtenItems(policy, null), name);
    expect(found.map(({ id }) => id)).toEqual(ids);
  });
});

test('who holds two posts is of the first group that fits; who held none then, of none', () => {
  const posts = [
    { post: 'grid-worker', at: 'g', since: 0, until: null },
    { post: 'deputy', at: 'c', since: now, until: null },
  ] as const;
  const staff = { id: 'x', name: 'x', accounts: [], posts };
  expect(groupAt(policy, staff, now)?.id).toBe('deputies');
  expect(groupAt(policy, staff, now - 1)?.id).toBe('workers');
  expect(groupAt(policy, staff, -1)).toBeNull();
});

describe('an entry is taken back', () => {
  const cancelling = { ...entry, id: 'e2', cancels: 'e1' };
  test.each([
    ['once', [], { mayCancel: true }, null],
    ['not twice', [cancelling], { mayCancel: true }, 'entry-settled'],
    ['not by anybody', [], { mayCancel: false }, 'entry-not-permitted'],
    [
      'not after its month was computed',
      [],
      { mayCancel: true, months: [month('2026-11', 'published')] },
      'entry-too-late',
    ],
  ])('%s', (...[, others, around, code]) => {
    const done = checkCancel(entry, others, { ...context, ...around });
    expect(done.ok ? null : done.refusal.code).toBe(code);
  });
});
