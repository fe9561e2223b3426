import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskPrivate } from '../../../src/engine/intake/mask.ts';
import { buildPlaceIndex, locatePlaces } from '../../../src/engine/intake/places.ts';
import { read } from '../../../src/engine/intake/read.ts';
import type { ReadContext } from '../../../src/engine/intake/talk.ts';
import { fold, numeral } from '../../../src/engine/intake/text.ts';
import type { Organisation } from '../../../src/engine/org/directory.ts';
import { hexiang, organisation, policy } from './neighbourhood.ts';

const HAN = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const BANK = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

function inWords(n: number, digits: readonly string[], ten = '十'): string {
  if (n < 10) return digits[n] ?? '';
  const tens = n >= 20 ? (digits[Math.floor(n / 10)] ?? '') : '';
  return `${tens}${ten}${n % 10 === 0 ? '' : digits[n % 10]}`;
}

/** Every way people write a number. */
const NUMBERS: readonly ((n: number) => string)[] = [
  String,
  (n) => inWords(n, HAN),
  (n) => inWords(n, BANK, '拾'),
  (n) => String(n).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  (n) => String(n).replace(/\d/g, '$&\ufe0f\u20e3'),
  (n) => CIRCLED.charAt(n - 1),
];
const number = fc.constantFrom(...NUMBERS);
const gap = fc.constantFrom('', ' ', '\u3000', '\n');
const estate = fc.constantFrom('', '荷香园', '荷香', '荷香园小区', '荷香園', '荷香园 ', '荷香园的');
const building = fc.constantFrom('号楼', '栋', '幢', '號樓', '棟', '号楼的', '号搂', '号楼儿');
const unit = fc.constantFrom('单元', '單元', '单员', '门洞');
const floor = fc.constantFrom('楼', '层', '層');
const where = fc.record({
  n: fc.integer({ min: 1, max: 20 }),
  u: fc.integer({ min: 1, max: 6 }),
  f: fc.integer({ min: 1, max: 20 }),
});
/** Talk without a place or a number in it. */
const chatter = fc.constantFrom('', '请问', '电梯坏了,', '麻烦看一下:', '各位邻居,', '又来了!', '有人管吗?');
const after = fc.constantFrom('', ',', '漏水了', ' 灯不亮', '。谢谢', '?', '没人管');

const around = fc.record({ before: chatter, rest: after });

const first = (text: string, ctx: ReadContext = hexiang) => locatePlaces(text, ctx)[0] ?? null;

describe('every spelling', () => {
  it('of an estate, a building, a unit and a floor is one place', () => {
    const spelling = fc.record({ estate, number, building, unit, floor, gap });
    fc.assert(
      fc.property(where, spelling, around, ({ n, u, f }, how, { before, rest }) => {
        const { gap: space } = how;
        const text = `${how.estate}${how.number(n)}${how.building}${space}${how.number(u)}${how.unit}${space}${f}${how.floor}`;
        const found = first(before + text + rest);
        expect(found?.place?.text.replace(/楼道$/, '')).toBe(`荷香园${n}号楼${u}单元${f}楼`);
        expect(found?.place?.key).toBe(first(`${n}号楼`)?.place?.key);
      }),
      { numRuns: 400 },
    );
  });

  it('in dashes is the same, and holds no door', () => {
    const dash = fc.constantFrom('-', '—', '–', ' - ', '/', '－');
    const door = fc.integer({ min: 101, max: 999 });
    fc.assert(
      fc.property(where, dash, door, ({ n, u }, mark, number) => {
        const found = first(`请问${n}${mark}${u}${mark}${number}漏水`);
        expect(found?.place?.text).toBe(`荷香园${n}号楼${u}单元`);
        expect(found?.place?.text).not.toContain(String(number));
      }),
    );
  });

  it('of a list is each of its buildings, in order', () => {
    const several = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 6 });
    const mark = fc.constantFrom('、', ',', '和', '跟', '及');
    fc.assert(
      fc.property(several, mark, fc.boolean(), (numbers, between, words) => {
        const written = numbers.map((n) => (words ? inWords(n, HAN) : String(n))).join(between);
        const found = locatePlaces(`请问${written}号楼停水吗`, hexiang);
        expect(found.map(({ place }) => place?.key.split('/')[2])).toEqual(numbers.map(String));
      }),
    );
  });
});

describe('reading a place', () => {
  it('is stable under talk around it', () => {
    const noise = fc.stringMatching(/^[我你他说吃饭了吗的呢啊好看,。!? ]{0,30}$/);
    fc.assert(
      fc.property(where, noise, noise, ({ n, u }, before, rest) => {
        const found = first(`${before},${n}号楼${u}单元,${rest}`);
        expect(found?.place?.text).toBe(`荷香园${n}号楼${u}单元`);
      }),
    );
  });

  it('says where in the text it stands', () => {
    fc.assert(
      fc.property(where, around, number, ({ n }, { before, rest }, written) => {
        const text = `${before}${written(n)}号楼${rest}`;
        const found = first(text);
        expect(found?.at).toBeGreaterThanOrEqual(before.length);
        expect(found?.end).toBeLessThanOrEqual(text.length);
        expect(fold(found?.written ?? '')).not.toBe('');
      }),
    );
  });

  it('never names a place of another street', () => {
    const { streets, communities, grids } = organisation;
    const both: Organisation = {
      ...organisation,
      streets: [...streets, { id: 'far', name: '远街道' }],
      communities: [...communities, { id: 'fx', streetId: 'far', name: '远香社区', kind: 'urban' }],
      grids: [
        ...grids,
        {
          id: 'fx-1',
          communityId: 'fx',
          name: 'fx-1',
          households: null,
          population: null,
          places: ['荷香园1-40号楼', '远香里1-9号楼(老院)', '荷香路', '远香广场(转盘)', '月亮湾公园'],
        },
      ],
    };
    const places = buildPlaceIndex(both);
    const word = fc.constantFrom(
      ...[
        '荷香园',
        '远香里',
        '老院',
        '3号楼',
        '30栋',
        '荷香路',
        '远香广场',
        '转盘',
        '公园',
        '东门',
        '2单元',
        '的',
        ',',
        '路口',
      ],
    );
    const scope = fc.constantFrom(
      { streetId: 'st', communityId: 'hx', gridId: null },
      { streetId: 'st', communityId: null, gridId: null },
      { streetId: 'far', communityId: 'fx', gridId: 'fx-1' },
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), scope, (words, room) => {
        const found = locatePlaces(words.join(''), { policy, places, scope: room });
        const named = found.flatMap(({ place, candidates }) => (place ? [place] : candidates));
        for (const { communityId } of named) {
          const known = both.communities.find(({ id }) => id === communityId);
          expect(known?.streetId ?? room.streetId).toBe(room.streetId);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('a number', () => {
  it('comes back from its words', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), (n) => {
        for (const digits of [HAN, BANK])
          expect(numeral(inWords(n, digits, digits === BANK ? '拾' : '十'))).toBe(n);
        expect(numeral(String(n))).toBe(n);
      }),
    );
  });

  it('of hundreds comes back too, said in full or digit by digit', () => {
    expect([numeral('一百零三'), numeral('一百二十三'), numeral('一零三'), numeral('五〇一')]).toEqual([
      103, 123, 103, 501,
    ]);
    expect([numeral('三四'), numeral('百'), numeral('楼')]).toEqual([null, null, null]);
  });
});

describe('no place', () => {
  it('comes of times, prices, dates and phones', () => {
    const n = fc.integer({ min: 1, max: 31 });
    const pair = fc.tuple(n, n);
    const nothing = fc.oneof(
      pair.map(([a, b]) => `${a}月${b}号`),
      pair.map(([a, b]) => `${a}号到${b}号`),
      pair.map(([a, b]) => `${a}-${b}点`),
      pair.map(([a, b]) => `${a}:${String(b).padStart(2, '0')}`),
      pair.map(([a, b]) => `2026-${a}-${b}`),
      pair.map(([a, b]) => `${a}-${b}元`),
      pair.map(([a, b]) => `${a}.${b}块`),
      pair.map(([a, b]) => `${inWords(a, HAN)}到${inWords(b, HAN)}天`),
      n.map((a) => `${a}号线`),
      n.map((a) => `第${a}次`),
      n.map((a) => `${a}路公交`),
      n.map((a) => `${inWords(a, HAN)}号上午`),
      n.map((a) => `${a}号下午`),
      fc.integer({ min: 10_000_000, max: 99_999_999 }).map((tail) => `139${tail}`),
      fc.integer({ min: 1, max: 9999 }).map((ticket) => `#${ticket}`),
    );
    fc.assert(
      fc.property(chatter, nothing, after, (before, text, rest) => {
        expect(locatePlaces(before + text + rest, hexiang)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what is masked', () => {
  it('never comes back as a place', () => {
    const door = fc.integer({ min: 101, max: 3320 });
    const form = fc.constantFrom<(n: number, d: number) => string>(
      (n, d) => `${n}-1-${d}`,
      (n, d) => `${n}号楼2单元${d}室`,
      (n, d) => `${n}栋${d}`,
      (n, d) => `${n}#${d}`,
      (n, d) => `${n}号楼 2单元 ${d}`,
      (n, d) => `荷香园${n}栋的${d}`,
      (n, d) => `荷香路${n}号${d}室`,
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), door, form, (n, d, write) => {
        const { demands, places } = read(`${write(n, d)}漏水了`, hexiang);
        const shown = [...places, ...demands.flatMap(({ place }) => place ?? [])];
        for (const { place, candidates } of shown) {
          for (const one of place ? [place] : candidates) expect(one.text).not.toContain(String(d));
        }
        expect(maskPrivate(`${write(n, d)}漏水了`)).not.toContain(String(d));
      }),
    );
  });

  it('is the same place as before', () => {
    const form = fc.constantFrom<(n: number, u: number) => string>(
      (n, u) => `${n}-${u}-501漏水`,
      (n, u) => `${n}号楼${u}单元501室漏水`,
      (n, u) => `我家${n}栋${u}单元501,电话13900002222`,
      (n, u) => `${n}栋${u}门五零一漏水`,
    );
    fc.assert(
      fc.property(where, form, ({ n, u }, write) => {
        const text = write(n, u);
        expect(first(maskPrivate(text))?.place).toEqual(first(text)?.place);
      }),
    );
  });
});

describe('hostile texts', () => {
  it.each([
    '3号楼',
    '3-',
    '3、',
    '三',
    '一二',
    '3号楼2单元5楼',
    '荷香园',
    '荷',
    '路',
    '在大路',
    '1️⃣',
    '①',
    '东门',
    '我们这栋',
    'a',
    '住在花园',
    '#',
    ' 的',
  ])('are read in time in proportion to their length: %s over and over', (piece) => {
    const timed = (letters: number) => {
      const text = piece.repeat(Math.ceil(letters / piece.length));
      const runs = [1, 2, 3].map(() => {
        const began = performance.now();
        locatePlaces(text, hexiang);
        return performance.now() - began;
      });
      return Math.min(...runs);
    };
    timed(2000);
    expect(timed(16_000)).toBeLessThan(Math.max(timed(2000), 5) * 24);
  });

  it('never break it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.constantFrom('', '3号楼', '荷香路', '①栋'),
        (text, place) => {
          const found = locatePlaces(text + place, hexiang);
          for (const { at, end } of found)
            expect(at >= 0 && end <= text.length + place.length && at <= end).toBe(true);
        },
      ),
    );
  });
});
