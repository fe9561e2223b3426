import { expect, test } from 'vitest';
import { nearest } from '../../src/app/nearest.ts';

test('one wrong character finds the word meant, another word finds none', () => {
  expect(nearest('结单', ['接单', '退单', '办结', '帮助'])).toEqual(['接单', '退单']);
  expect(nearest('月报', ['接单', '办结'])).toEqual([]);
  expect(nearest('chekc', ['check', 'start'])).toEqual(['check']);
  expect(nearest('replai', ['replay', 'read'])).toEqual(['replay']);
});

test('a single character is near to nothing', () => {
  expect(nearest('单', ['查', '催'])).toEqual([]);
});
