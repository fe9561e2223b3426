import { expect, test } from 'vitest';
import { proposalAnswer, verdictIn } from '../../../commands/support/verdicts.ts';

test.each([
  ['3 驳回 核对过,确实超时', { type: 'reject', number: 3, rest: '核对过,确实超时' }],
  ['申诉3 不成立 记录清楚', { type: 'reject', number: 3, rest: '记录清楚' }],
  ['#3 驳回', { type: 'reject', number: 3, rest: '' }],
  ['3 成立 撤销 12 记错人了', { type: 'cancel', number: 3, entry: 12, rest: '记错人了' }],
  ['3 成立 撤销记分12', { type: 'cancel', number: 3, entry: 12, rest: '' }],
  [
    '3 成立 +1.5 缓办单不算超时',
    { type: 'give', number: 3, item: '', points: '1.5', rest: '缓办单不算超时' },
  ],
  [
    '3 成立 按时办结 +2分 批过延期',
    { type: 'give', number: 3, item: '按时办结', points: '2', rest: '批过延期' },
  ],
  [
    '3 同意 按时办结+2,批过延期',
    { type: 'give', number: 3, item: '按时办结', points: '2', rest: '批过延期' },
  ],
  ['3 成立 -1 多算了一件', { type: 'give', number: 3, item: '', points: '-1', rest: '多算了一件' }],
])('「复核 %s」', (text, verdict) => {
  expect(verdictIn(text)).toEqual(verdict);
});

test.each(['成立 +1', '3', '3 成立', '3 成立 缓办单不算超时', '3 成立 1.5 没有正负号', ''])(
  '「复核 %s」 cannot be read',
  (text) => {
    expect(verdictIn(text)).toBeNull();
  },
);

test.each([
  ['3 确认', { number: 3, confirmed: true, rest: '' }],
  ['建议3 同意 按制度办', { number: 3, confirmed: true, rest: '按制度办' }],
  ['3 驳回 本人病假', { number: 3, confirmed: false, rest: '本人病假' }],
])('「考核建议 %s」', (text, answer) => {
  expect(proposalAnswer(text)).toEqual(answer);
});
