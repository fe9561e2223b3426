import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read } from '../../../src/engine/intake/read.ts';
import type { IssueLike } from '../../../src/engine/intake/same.ts';
import { sameIssue, sameText } from '../../../src/engine/intake/same.ts';
import { hexiang, policy } from './neighbourhood.ts';

const { sameAt } = policy.thresholds;

function issue(text: string): IssueLike {
  const [demand] = read(text, hexiang).demands;
  if (!demand) throw new Error(`nothing asked in ${text}`);
  return demand;
}

const same = (a: string, b: string) => sameIssue(issue(a), issue(b), policy);

describe('one issue needs the same place and the same matter', () => {
  it.each([
    ['3栋电梯坏了', '三号楼电梯又停了,上不去'],
    ['3栋2单元电梯坏了', '3栋的电梯还没修'],
    ['荷香路井盖翘了', '荷香路那个井盖差点绊倒人'],
    ['7栋停水了', '9栋也没水'],
    ['14栋门口水管爆了', '14栋没水了'],
    ['5栋垃圾桶满了没人收', '5栋后面垃圾臭死了没人清'],
  ])('%s = %s', (a, b) => {
    expect(same(a, b).same).toBeGreaterThanOrEqual(sameAt);
  });

  it.each([
    ['another building', '3栋电梯坏了', '4栋电梯坏了'],
    ['another matter', '3栋电梯坏了', '3栋大堂地砖翘了'],
    ['another unit of a lift', '3栋1单元电梯坏了', '3栋2单元电梯坏了'],
    ['a leak of gas is not a cut', '5栋有煤气味', '6栋停气了'],
    ['another road', '荷香路井盖翘了', '白云路井盖翘了'],
    ['no place in one of them', '电梯坏了', '3栋电梯坏了'],
  ])('%s: %s ≠ %s', (_, a, b) => {
    expect(same(a, b).same).toBeLessThan(sameAt);
  });

  it('says why in words', () => {
    expect(same('3栋电梯坏了', '3号楼电梯停了').why).toBe('同一地点,同一类事(电梯)');
    expect(same('7栋停水', '9栋没水').why).toBe('同小区同时停供,同一类事');
    expect(same('3栋电梯坏了', '4栋电梯坏了').why).toContain('地点不同');
  });
});

describe('two bare texts', () => {
  it('with places', () => {
    expect(sameText('3栋电梯坏了', '3号楼电梯坏了,快来修', policy).same).toBeGreaterThanOrEqual(sameAt);
    expect(sameText('3栋电梯坏了', '5号楼电梯坏了', policy).same).toBeLessThan(sameAt);
  });

  it('without places, nearly the same words', () => {
    const a = '小区北门的道闸坏了两天,车子出不去';
    expect(sameText(a, '小区北门道闸坏了,车子都出不去', policy).same).toBeGreaterThanOrEqual(sameAt);
    expect(sameText(a, '滑梯断了一截,孩子差点摔下来', policy).same).toBeLessThan(sameAt);
  });

  it('are as much the same either way round, between 0 and 1', () => {
    const word = fc.constantFrom('3栋', '5栋', '电梯', '停水', '坏了', '荷香路', '没人管', '井盖', ',');
    const text = fc.array(word, { maxLength: 8 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const { same: forward } = sameText(a, b, policy);
        expect(forward).toBeCloseTo(sameText(b, a, policy).same, 6);
        expect(forward >= 0 && forward <= 1).toBe(true);
      }),
    );
  });
});
