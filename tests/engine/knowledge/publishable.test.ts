import { describe, expect, test } from 'vitest';
import { publishable } from '../../../src/engine/knowledge/publishable.ts';

describe('what staff may publish', () => {
  test.each([
    '物业 0731-84510110,24 小时',
    '拨打 12345 或 95598',
    '带身份证到3号楼2单元101室,2号窗口',
    '6月5日9:00-17:00 1-6号楼停水',
    '公众号 20260605001',
  ])('「%s」 stays as it is', (text) => {
    expect(publishable(text)).toEqual({ text, masked: false });
  });

  test.each([
    ['王师傅 13800001234', '王师傅 [手机号]'],
    ['微信同号 138 0000 1234', '微信同号 [手机号]'],
    ['电话 +86 13800001234', '电话 [手机号]'],
    ['全角１３８００００１２３４', '全角[手机号]'],
    ['身份证 430102190001011239', '身份证 [身份证号]'],
    ['账号 6222 0000 0000 0000 123', '账号 [银行卡号]'],
  ])('「%s」 is masked', (text, shown) => {
    expect(publishable(text)).toEqual({ text: shown, masked: true });
  });
});
