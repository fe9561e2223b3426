import { describe, expect, test } from 'vitest';
import { optional, param, takeApart } from '../../src/app/params.ts';

const params = [optional(param('ticket', 'ticket', '编号')), param('text', 'text', '内容')];

describe('the words after a command', () => {
  test.each([
    ['128 修好了', { ticket: '128', text: '修好了' }],
    ['#128 修好了', { ticket: '128', text: '修好了' }],
    ['128号单,修好了', { ticket: '128', text: '修好了' }],
    ['128:修好了', { ticket: '128', text: '修好了' }],
    ['修好了 128', { text: '修好了 128' }],
    ['', {}],
    ['12', { ticket: '12' }],
  ])('%s', (rest, expected) => {
    expect(takeApart(rest, params)).toEqual(expected);
  });

  test('what nobody asked for is kept aside, so that the schema can refuse it', () => {
    expect(takeApart('12 王芳 还有别的', [param('ticket', 'ticket', ''), param('word', 'to', '')])).toEqual({
      ticket: '12',
      to: '王芳',
      surplus: '还有别的',
    });
  });
});
