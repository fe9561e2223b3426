import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskPrivate } from '../../../src/engine/intake/mask.ts';

describe('what may not be echoed', () => {
  it.each([
    ['打我电话13800001234', '打我电话[电话]'],
    ['打我电话 138 0000 1234', '打我电话 [电话]'],
    ['138-0000-1234 王', '[电话] 王'],
    ['+86 13800001234', '[电话]'],
    ['13800001234', '[电话]'],
    ['身份证430103196101050000', '身份证[身份证号]'],
    ['身份证43010319610105000X', '身份证[身份证号]'],
    ['卡号6222 0000 0000 0000 000', '卡号[银行卡号]'],
    ['座机0731-80000000', '座机[电话]'],
    ['湘A·00000挡路', '[车牌]挡路'],
    ['3-2-501漏水', '3号楼2单元漏水'],
    ['3栋2单元501漏水', '3栋2单元***室漏水'],
    ['3号楼501室漏水', '3号楼***室漏水'],
    ['501室漏水', '***室漏水'],
    ['五零一室漏水', '***室漏水'],
    ['3-2501的水管', '3号楼***室的水管'],
  ])('%s', (text, masked) => {
    expect(maskPrivate(text)).toBe(masked);
  });

  it.each([
    '3号楼2单元4楼楼道灯不亮',
    '报警110,急救120',
    '2026年6月3日上午9:30',
    '一个月1800元',
    '200户没水',
  ])('but not %s', (text) => {
    expect(maskPrivate(text)).toBe(text);
  });

  it('no phone number survives, whatever stands around or inside it', () => {
    const digit = fc.constantFrom(...'0123456789');
    const gap = fc.constantFrom('', ' ', '-', '', '');
    const rest = fc.array(fc.tuple(gap, digit), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(fc.string(), rest, fc.string(), (before, tail, after) => {
        const phone = `1${tail.map(([space, n]) => space + n).join('')}`;
        const masked = maskPrivate(`${before}电话${phone}号${after}`);
        expect(masked.replace(/[ -]/g, '')).not.toContain(phone.replace(/[ -]/g, ''));
      }),
    );
  });

  it('masking twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.stringMatching(/^[0-9 栋号楼单元室-]{0,30}$/), (a, b) => {
        const once = maskPrivate(a + b);
        expect(maskPrivate(once)).toBe(once);
      }),
    );
  });
});
