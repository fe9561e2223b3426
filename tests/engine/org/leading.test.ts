import { describe, expect, test } from 'vitest';
import type { Organisation, Post, Staff } from '../../../src/engine/org/directory.ts';
import { rolesOver } from '../../../src/engine/org/leading.ts';
import { indexOrganisation } from '../../../src/engine/org/lookup.ts';
import { SMALL_TOWN } from '../../support/small-town.ts';

const now = Date.parse('2026-06-03T09:00:00+08:00');
const held = (post: Post['post'], at: string, more: Partial<Post> = {}): Post => ({
  post,
  at,
  since: 0,
  until: null,
  ...more,
});
const staff = (id: string, ...posts: readonly Post[]): Staff => ({ id, name: id, posts, accounts: [] });

const MORE = [
  staff('director', held('head', 'yanguang')),
  staff('deputy', held('deputy', 'yanguang')),
  staff('other-deputy', held('deputy', 'yanguang')),
  staff('both', held('grid-worker', 'hb-1'), held('deputy', 'yanguang')),
  staff(
    'moved',
    held('grid-worker', 'yg-1', { until: now - 10 }),
    held('grid-worker', 'hb-1', { since: now - 10 }),
  ),
  staff('gone', held('grid-worker', 'yg-1', { until: now - 10 })),
];
const town: Organisation = { ...SMALL_TOWN, staff: [...SMALL_TOWN.staff, ...MORE] };
const directory = indexOrganisation(town);

function leads(personId: string, of: string, at = now): boolean {
  const subject = directory.staff(of);
  if (!subject) throw new Error(`there is no ${of}`);
  const roles = rolesOver(directory, { personId, staff: subject, at, now });
  return roles.includes('secretary') || roles.includes('street');
}

describe('who answers for somebody', () => {
  test.each([
    ['the head for a grid worker and a deputy', 'chenhua', ['limei', 'deputy', 'both'], true],
    [
      'the head for no other head, nobody elsewhere, not for oneself',
      'chenhua',
      ['director', 'sunyan', 'chenhua'],
      false,
    ],
    ['a deputy for who leads nobody', 'deputy', ['limei', 'zhaolei'], true],
    ['a deputy for no head and no deputy', 'deputy', ['chenhua', 'other-deputy', 'both'], false],
    ['a worker for nobody', 'limei', ['wangqiang', 'chenhua'], false],
    ['who is a deputy here and a worker there, only here', 'both', ['limei'], true],
    ['who is a deputy here and a worker there, not there', 'both', ['sunyan', 'zhoutao'], false],
    ['the street for all', 'xujing', ['limei', 'chenhua', 'sunyan', 'gone'], true],
  ] as const)('%s', (...[, who, whom, wanted]) => {
    expect(whom.map((id) => leads(who, id))).toEqual(whom.map(() => wanted));
  });

  test('where they work now, and for what happened before, where they worked then', () => {
    expect([leads('chenhua', 'moved'), leads('wugang', 'moved')]).toEqual([false, true]);
    expect([leads('chenhua', 'moved', now - 11), leads('wugang', 'moved', now - 11)]).toEqual([true, false]);
    expect(leads('chenhua', 'gone')).toBe(true);
  });
});
