import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasDigit, issueTextOf, pairsOf, triplesOf } from '../../../src/engine/model/issue-text.ts';

describe('a text as the issue model looks at it', () => {
  it('the first line is its title, else the first sentence', () => {
    expect(issueTextOf('云杉里的凉亭塌了\n昨天下雨以后塌的。').title).toBe('云杉里的凉亭塌了');
    expect(issueTextOf('云杉里的凉亭塌了。昨天下雨以后塌的。').title).toBe('云杉里的凉亭塌了');
    expect(issueTextOf('云'.repeat(80)).title).toHaveLength(50);
  });

  it.each([
    ['a mask', '找[TEL]问过', '找 问过'],
    ['a date', '从3月12日起', '从 月 日起'],
    ['an amount', '交了500元', '交了 元'],
    ['an anonymised district', 'a市b3区云杉里', '  云杉里'],
  ])('leaves out %s', (_, text, left) => {
    expect(issueTextOf(text).text).toBe(left);
  });

  it('keeps what tells places apart', () => {
    const { districts, numbered } = issueTextOf('B3区云杉里9栋,坐12路到');
    expect([...districts]).toEqual(['b3区']);
    expect([...numbered]).toEqual(['9栋', '12路']);
  });

  it('counts pairs of letters, none across a mark', () => {
    const pairs = pairsOf('凉亭,凉亭');
    expect([...pairs.values()]).toEqual([2]);
    expect(pairsOf('凉,亭').size).toBe(0);
  });

  it('knows a pair with a digit', () => {
    expect([...pairsOf('9栋').keys()].map(hasDigit)).toEqual([true]);
    expect([...pairsOf('凉亭').keys()].map(hasDigit)).toEqual([false]);
  });

  it('has a triple at each place where three letters stand, and none for mere digits', () => {
    expect([...triplesOf('凉亭塌了,云')].map((one) => one !== 0)).toEqual([true, true, false, false]);
    expect([...triplesOf('2024')]).toEqual([0, 0]);
    expect(triplesOf('云').length).toBe(0);
  });

  it('the same three letters are the same triple wherever they stand', () => {
    const [first] = triplesOf('云杉里');
    expect(triplesOf('住在云杉里面')[2]).toBe(first);
  });

  it('takes any text, and no more than its first part', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), (text) => {
        expect(issueTextOf(text).text.length).toBeLessThanOrEqual(1000);
      }),
    );
  });

  it.each(['['.repeat(5000), '9'.repeat(5000), 'a1'.repeat(2500), '。'.repeat(5000)])(
    'is quick on hostile input (%#)',
    (text) => {
      const began = performance.now();
      issueTextOf(text);
      expect(performance.now() - began).toBeLessThan(2000);
    },
  );
});
