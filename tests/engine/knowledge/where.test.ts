import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { speaksOfPlace } from '../../../src/engine/knowledge/where.ts';

const ESTATES = ['青柳园', '柳东苑'];
const place = (text: string) => ({ text, key: text, gridId: null, communityId: 'qingliu' });

const CASES: readonly (readonly [notice: string, place: string, speaks: boolean])[] = [
  ['青柳园1-9号楼停水', '青柳园3号楼2单元', true],
  ['青柳园1-9号楼停水', '青柳园12号楼', false],
  ['青柳园1号楼至9号楼停水', '青柳园9号楼', true],
  ['2、4、6号楼停电', '青柳园4号楼', true],
  ['2、4、6号楼停电', '青柳园5号楼', false],
  ['3号楼、5号楼清洗水箱', '青柳园3号楼', true],
  ['3号楼、5号楼清洗水箱', '青柳园4号楼', false],
  ['柳东苑全小区停气', '青柳园3号楼', false],
  ['柳东苑、青柳园停气', '青柳园3号楼', true],
  ['全社区停水', '青柳园3号楼', true],
  ['明天停水', '月牙公园', true],
];

describe('whether a notice is about a place', () => {
  test.each(CASES)('「%s」 and %s: %s', (notice, where, speaks) => {
    expect(speaksOfPlace(notice, place(where), ESTATES)).toBe(speaks);
  });

  test('property: a range speaks of exactly the buildings within it', () => {
    const building = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(building, building, building, (a, b, asked) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const speaks = speaksOfPlace(`青柳园${from}-${to}号楼停水`, place(`青柳园${asked}号楼`), ESTATES);
        expect(speaks).toBe(asked >= from && asked <= to);
      }),
    );
  });
});
