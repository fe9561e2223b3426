import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../../src/engine/appraisal/entry.ts';
import { changed, KNOB_NAMES } from '../../../src/engine/appraisal/knobs.ts';
import type { FrozenSubject } from '../../../src/engine/appraisal/sheet.ts';
import { replay, whatIf } from '../../../src/engine/appraisal/what-if.ts';
import { aGroup, aPolicy, WINDOW, written } from './scoring-kit.ts';

const policy = aPolicy({
  groups: [aGroup('workers')],
  items: [written('diligence', 'full'), written('manners', 'full')],
});

const subject = (id: string, post: 'grid-worker' | 'deputy' = 'grid-worker'): FrozenSubject => ({
  subject: {
    id,
    kind: 'person',
    name: id,
    groupId: 'workers',
    streetId: 's',
    communityId: 'c',
    post,
    load: { households: null, population: null, areaM2: null, tickets: 0 },
  },
  facts: {},
  ballots: [],
});

const entry = (subjectId: string, itemId: string, points: string): LedgerEntry => ({
  id: `${subjectId}-${itemId}`,
  streetId: 's',
  number: 1,
  subjectId,
  itemId,
  points,
  on: WINDOW.from,
  at: WINDOW.from,
  authorId: 'x',
  authorName: 'x',
  reason: '',
  evidence: [],
  policyVersion: '1',
  cancels: null,
  appealId: null,
});

/** a loses 4 of diligence, b 3 of manners: b stands first. */
const month = {
  key: '2026-10',
  window: WINDOW,
  policy,
  subjects: [subject('a'), subject('b')],
  entries: [entry('a', 'diligence', '-4'), entry('b', 'manners', '-3')],
};

describe('what another number would have done', () => {
  test('moves totals and keeps the order where nobody overtakes', () => {
    const other = changed(policy, 'manners', '30');
    if (typeof other === 'string' || 'most' in other) throw new Error('no such number');
    expect(other).toMatchObject({ name: 'manners', from: '10', to: '30' });
    // a: 16 of 20 = 80 → 36 of 40 = 90; b: 17 of 20 = 85 → 37 of 40 = 92.5: entries are points, so nobody overtakes.
    const { moves, groups } = whatIf(month, other.policy);
    expect(moves.map(({ subjectId, from, to }) => [subjectId, from?.total, to?.total])).toEqual([
      ['b', '85', '92.5'],
      ['a', '80', '90'],
    ]);
    expect(groups).toMatchObject([{ members: 2, moved: 0, pairs: 1, kept: 1 }]);
  });

  test('an item that counts no more costs nobody anything', () => {
    const other = changed(policy, 'diligence', '0');
    if (typeof other === 'string' || 'most' in other) throw new Error('no such number');
    const { moves } = whatIf(month, other.policy);
    expect(moves.map(({ subjectId, to }) => [subjectId, to?.place])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  test('the same policy changes nothing, and replaying gives the same digits', () => {
    expect(whatIf(month, policy).moves).toEqual([]);
    expect(replay(month)).toEqual(replay({ ...month, subjects: [...month.subjects].reverse() }));
  });

  test('whom the other policy does not score is in none of its groups', () => {
    const deputies = { ...month, subjects: [subject('a'), subject('b', 'deputy')] };
    const { moves } = whatIf(deputies, policy);
    expect(moves.find(({ subjectId }) => subjectId === 'b')?.to).toBeNull();
  });
});

describe('a number to try', () => {
  test.each(KNOB_NAMES)('%s can be changed', (name) => {
    const other = changed(policy, name, '0.25');
    expect(other).toMatchObject({ name, to: '0.25' });
    const again = typeof other === 'object' && 'policy' in other && changed(other.policy, name, '0.25');
    expect(again).toMatchObject({ from: '0.25' });
  });

  test('is known as people say it', () => {
    expect(changed(policy, '满意率权重', '0.25')).toMatchObject({ name: '满意权重' });
  });

  test.each([
    ['nobody', '1', 'unknown'],
    ['', '1', 'unknown'],
    ['diligence', '-1', { most: '1000' }],
    ['diligence', '1001', { most: '1000' }],
    ['基本满意', '1.01', { most: '1' }],
    ['constructor', '1', 'unknown'],
  ])('%s %s is %s', (name, value, fault) => {
    expect(changed(policy, name, value)).toEqual(fault);
  });
});
