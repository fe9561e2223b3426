import { describe, expect, test } from 'vitest';
import { optional, param, takeApart } from '../../../src/app/incoming/params.ts';

const numbered = [optional(param('ticket', 'ticket', '编号')), optional(param('text', 'text', '内容'))];
const named = [
  param('ticket', 'ticket', '编号'),
  param('name', 'name', '姓名'),
  optional(param('text', 'text', '原因')),
];

describe('words after a command', () => {
  test.each([
    ['128 通了', { ticket: '128', text: '通了' }],
    ['#128通了', { ticket: '128', text: '通了' }],
    ['＃128,通了', { ticket: '128', text: '通了' }],
    ['128号单 通了', { ticket: '128', text: '通了' }],
    ['128号,通了', { ticket: '128', text: '通了' }],
    ['128', { ticket: '128' }],
    ['12.', { ticket: '12', text: '.' }],
    ['3号楼2单元也漏', { text: '3号楼2单元也漏' }],
    ['12栋', { text: '12栋' }],
    ['2单元', { text: '2单元' }],
    ['5月15日', { text: '5月15日' }],
    ['3天后', { text: '3天后' }],
    ['1.5米深', { text: '1.5米深' }],
    ['', {}],
  ])('「%s」: a number is a ticket only where it is no place and no date', (rest, expected) => {
    expect(takeApart(rest, numbered)).toEqual(expected);
  });

  test.each([
    ['3 孙丽,以路中心线为准', { ticket: '3', name: '孙丽', text: '以路中心线为准' }],
    ['3 @孙丽 归河滨', { ticket: '3', name: '孙丽', text: '归河滨' }],
    ['3 孙丽', { ticket: '3', name: '孙丽' }],
    ['孙丽', { name: '孙丽' }],
  ])('「%s」: a name ends at a space or comma, its @ left out', (rest, expected) => {
    expect(takeApart(rest, named)).toEqual(expected);
  });

  test('what no parameter takes is surplus, so that a schema can refuse it', () => {
    expect(takeApart('5 多余', [param('ticket', 'ticket', '编号')])).toEqual({
      ticket: '5',
      surplus: '多余',
    });
  });
});
