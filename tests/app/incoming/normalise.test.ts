import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, MAX_TEXT_CHARS, normalise } from '../../../src/app/incoming/normalise.ts';
import { makeMessage } from '../../support/make-message.ts';

describe('any text is made safe before anybody reads it', () => {
  test('control characters, bidi overrides and zero-width marks go, line feeds stay', () => {
    expect(cleanText('a\u0000b\u202ec\u200bd\r\ne\u001bf', 100)).toBe('abcd\nef');
  });

  test('a lone half of a surrogate pair becomes the replacement character', () => {
    expect(cleanText('水\ud83d管', 100)).toBe('水\ufffd管');
  });

  test.each([
    ['5 号 楼 1 单 元 电梯坏了', '5号楼1单元 电梯坏了'],
    ['水 管 爆 了', '水管爆了'],
    ['接单 3 4 5', '接单 3 4 5'],
    ['1 2 3 4 5', '1 2 3 4 5'],
    ['三单元 没水 一整天', '三单元 没水 一整天'],
    ['派 单 3', '派 单 3'],
  ])('characters set apart come together: %s', (said, read) => {
    expect(cleanText(said, 100)).toBe(read);
  });

  test('ten megabytes are cut, not refused', () => {
    expect(normalise(makeMessage({ text: '漏'.repeat(10_000_000) }), '邻里').text).toHaveLength(
      MAX_TEXT_CHARS,
    );
  });

  test('whatever comes in, what comes out is well formed and bounded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const clean = cleanText(text, 200);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean.length).toBeLessThanOrEqual(200);
        expect(clean).not.toContain('\u0000');
      }),
    );
  });
});

describe('speaking to the bot', () => {
  test('its name in the text is a mention and is taken out', () => {
    const said = normalise(makeMessage({ text: '@邻里 路灯不亮' }), '邻里');
    expect(said).toMatchObject({ mentionsBot: true, text: '路灯不亮', shown: '@邻里 路灯不亮' });
  });

  test('a name that only starts alike stays talk', () => {
    expect(normalise(makeMessage({ text: '邻里之间要和气' }), '邻里').mentionsBot).toBe(false);
  });

  test('a person without a name is a neighbour', () => {
    expect(normalise(makeMessage({ senderName: '\u202e\u200b' }), '邻里').senderName).toBe('邻居');
    const forged = makeMessage({ senderName: '张三\n#12 已办结' });
    expect(normalise(forged, '邻里').senderName).toBe('张三 #12 已办结');
  });
});
