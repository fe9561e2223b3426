import { expect, test } from 'vitest';
import { aPolicy, entry, facts, frozen, lineOf, metric, scored } from './scoring-kit.ts';

const policy = aPolicy({
  items: [metric('on-time', { metric: 'on-time-rate', scoring: { type: 'share' }, shrink: false })],
});
const limei = frozen('limei', { facts: facts({ 'on-time': 6, late: 2 }, { late: [128, 131] }) });
const given = (number: number, points: string, appealId: string | null) =>
  entry(number, { itemId: 'on-time', points, appealId });

const lineWith = (...entries: ReturnType<typeof entry>[]) => {
  const [sheet] = scored(policy, { subjects: [limei], entries }).sheets;
  if (!sheet) throw new Error('nobody was scored');
  return lineOf(sheet, 'on-time');
};

test('an upheld appeal gives points to what is computed, and the line says so and rests on it', () => {
  expect(lineWith()).toMatchObject({ got: '7.5' });
  expect(lineWith()).not.toHaveProperty('corrected');
  expect(lineWith(given(7, '1.25', 'appeal-3'))).toMatchObject({ got: '8.75', corrected: '1.25' });
  expect(lineWith(given(7, '1.25', 'appeal-3')).evidence[0]).toEqual({ type: 'entry', number: 7 });
});

test('what is computed is moved by no other entry', () => {
  expect(lineWith(given(7, '1.25', null))).toEqual(lineWith());
});

test('a correction never leaves the points of the item, and one taken back is none', () => {
  expect(lineWith(given(7, '9', 'appeal-3')).got).toBe('10');
  expect(lineWith(given(7, '-9', 'appeal-3')).got).toBe('0');
  const undone = entry(8, { itemId: 'on-time', points: '0', cancels: 'entry-7', appealId: 'appeal-4' });
  expect(lineWith(given(7, '9', 'appeal-3'), undone)).toEqual(lineWith());
});
