import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AskHead } from '../../../src/engine/model/category-guess.ts';
import { categoriesOf, kindsOf, orderShare, urgentOf } from '../../../src/engine/model/category-guess.ts';

type Heads = Readonly<Record<string, readonly (readonly [name: string, logOdds: number])[]>>;

function asking(heads: Heads): AskHead {
  return (name) => {
    const classes = heads[name];
    if (!classes) return null;
    return {
      classes: classes.map(([one]) => one),
      logOdds: Float64Array.from(classes, ([, logOdds]) => logOdds),
    };
  };
}

const TALK: Heads = {
  category: [
    ['物业服务/电梯', 3],
    ['物业服务/漏水', 1],
    ['水电气/停水', 0],
  ],
};
const ORDERS: Heads = {
  orderCategory: [
    ['物业服务', 0],
    ['水电气', 4],
    ['教育', -1],
  ],
};
const surely: Heads = { order: [['yes', 40]] };
const never: Heads = { order: [['yes', -40]] };

function first(heads: Heads): readonly [string, string] | undefined {
  return categoriesOf(asking(heads))[0]?.value;
}

describe('what a text is about', () => {
  it('is what the head of talk says of talk', () => {
    expect(first({ ...TALK, ...ORDERS, ...never })).toEqual(['物业服务', '电梯']);
  });

  it('is by level 1 what the head of orders says of an order; level 2 is still the talk’s', () => {
    expect(first({ ...TALK, ...ORDERS, ...surely })).toEqual(['水电气', '停水']);
  });

  it('lies between the two where nobody knows who wrote it', () => {
    const half = categoriesOf(asking({ ...TALK, ...ORDERS, order: [['yes', 0]] }));
    const share = (level2: string) => half.find(({ value }) => value[1] === level2)?.probability ?? 0;
    expect(share('停水')).toBeGreaterThan(0.4);
    expect(share('电梯')).toBeGreaterThan(0.3);
    expect(share('电梯')).toBeGreaterThan(share('漏水'));
  });

  it('needs neither head: one alone answers, none says nothing', () => {
    expect(first(TALK)).toEqual(['物业服务', '电梯']);
    expect(first(ORDERS)).toEqual(['水电气', '']);
    expect(categoriesOf(asking({}))).toEqual([]);
  });

  it('keeps a level 1 that only orders have', () => {
    const all = categoriesOf(asking({ ...TALK, ...ORDERS, ...surely }));
    expect(all.map(({ value }) => value.join('/'))).toContain('教育/');
  });

  it('is shared out wholly, likeliest first, whatever the heads say', () => {
    const odds = fc.double({ min: -30, max: 30, noNaN: true });
    fc.assert(
      fc.property(fc.array(odds, { minLength: 7, maxLength: 7 }), (given) => {
        const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, order = 0] = given;
        const all = categoriesOf(
          asking({
            category: [
              ['物业服务/电梯', a],
              ['物业服务/漏水', b],
              ['水电气/停水', c],
            ],
            orderCategory: [
              ['物业服务', d],
              ['水电气', e],
              ['教育', f],
            ],
            order: [['yes', order]],
          }),
        );
        const shares = all.map(({ probability }) => probability);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
        expect(shares).toEqual([...shares].sort((x, y) => y - x));
      }),
    );
  });
});

describe('how pressing it is', () => {
  const both: Heads = { urgent: [['yes', 3]], orderUrgent: [['yes', -3]] };

  it('is by each head’s own convention', () => {
    expect(urgentOf(asking({ ...both, ...never }))).toBeGreaterThan(0.9);
    expect(urgentOf(asking({ ...both, ...surely }))).toBeLessThan(0.1);
  });

  it('takes the head there is, and nothing presses without one', () => {
    expect(urgentOf(asking({ urgent: [['yes', 0]] }))).toBe(0.5);
    expect(urgentOf(asking({ orderUrgent: [['yes', 0]] }))).toBe(0.5);
    expect(urgentOf(asking({}))).toBe(0);
  });

  it('counts everything as talk where no head tells orders', () => {
    expect(orderShare(asking(both))).toBe(0);
    expect(urgentOf(asking(both))).toBeGreaterThan(0.9);
  });
});

describe('of which kind', () => {
  it('goes from the likeliest down and knows our kinds only', () => {
    const kinds = kindsOf(
      asking({
        kind: [
          ['question', 0],
          ['help', 2],
          ['party', 9],
        ],
      }),
    );
    expect(kinds.map(({ value }) => value)).toEqual(['help', 'question']);
  });

  it('is not said by a model without that head', () => {
    expect(kindsOf(asking({}))).toEqual([]);
  });
});
