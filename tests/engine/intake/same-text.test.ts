import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read } from '../../../src/engine/intake/read.ts';
import { sameIssue, sameText } from '../../../src/engine/intake/same.ts';
import type { ServicePolicy } from '../../../src/engine/policy.ts';
import { hexiang, policy } from './neighbourhood.ts';

const { sameAt } = policy.thresholds;
const same = (a: string, b: string, by: ServicePolicy = policy) => sameText(a, b, by).same;

/** Invented letters: two about a quarry behind an invented compound, one about its school bus. */
const QUARRY = `雪浪坪小区后山采石场放炮,玻璃都震裂了
您好!我们雪浪坪小区后面的采石场每天中午放炮,房子跟着抖,好几户窗玻璃都裂了,墙上也开了缝,灰尘落得满阳台都是。请有关部门管一管采石场。`;
const QUARRY_AGAIN = `投诉雪浪坪小区附近采石场放炮震裂房屋
雪浪坪小区背后的采石场又放炮了,灰尘大,墙开裂,老人孩子吓得不敢睡午觉,反映多次没有人处理,希望尽快关停这个采石场。`;
const BUS = `雪浪坪小区的孩子上学没有校车
雪浪坪小区离学校有四公里,孩子每天走路上学要一个小时,冬天天不亮就出门。请教育部门考虑给我们小区开一趟校车,家长愿意出车费。`;
const QUARRY_ELSEWHERE = `饮马川村旁边的石矿天天爆破
村里人都住在石矿下面,一到中午就爆破,我家墙裂了一条缝,灰大得不能晾衣服。饮马川村的老人多,吓出病来谁负责?请求停了这个石矿。`;

describe('letters, by the shipped model', () => {
  it('about one trouble at one place are one issue', () => {
    expect(same(QUARRY, QUARRY_AGAIN)).toBeGreaterThanOrEqual(0.5);
    expect(sameText(QUARRY, QUARRY_AGAIN, policy).reason).toMatch(/^说的是同一个地方\(.*\),说的是同一件事$/);
  });

  it('about another trouble of the place are not', () => {
    expect(same(QUARRY, BUS)).toBeLessThan(0.5);
    expect(sameText(QUARRY, BUS, policy).reason).toContain('说的不是同一件事');
  });

  it('about the same trouble elsewhere are not', () => {
    expect(same(QUARRY, QUARRY_ELSEWHERE)).toBeLessThan(0.5);
    expect(sameText(QUARRY, QUARRY_ELSEWHERE, policy).reason).toContain('说的不是同一个地方');
  });

  it('are compared by words where the policy has no model', () => {
    const bare = { ...policy, models: { ...policy.models, issue: null } };
    expect(same(QUARRY, QUARRY, bare)).toBe(1);
    expect(same(QUARRY, BUS, bare)).toBeLessThan(sameAt);
  });

  it('are compared quickly once they were read', () => {
    const pairs = Array.from({ length: 200 }, (_, k) => [`${QUARRY}${k}`, `${BUS}${k}`] as const);
    for (const [a, b] of pairs) same(a, b);
    const began = performance.now();
    for (const [a, b] of pairs) same(a, b);
    expect((performance.now() - began) / pairs.length).toBeLessThan(3);
  });
});

const PLACE = fc.constantFrom('3栋', '5号楼', '十二栋', '');
const THING = fc.constantFrom('电梯', '门禁', '楼道灯', '垃圾桶', '水管', '');
const TROUBLE = fc.constantFrom('坏了', '停水了', '停电了', '没人管', '漏水', '');
const line = fc.tuple(PLACE, THING, TROUBLE).map((parts) => parts.join(''));
const COURTESY = fc.constantFrom('你好,', '请问', '麻烦了,', '谢谢!', '辛苦了', ',', '!');

describe('any two texts', () => {
  it('are as much the same either way round, between 0 and 1', () => {
    const any = fc.oneof(line, fc.constantFrom(QUARRY, QUARRY_AGAIN, BUS), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(same(a, b)).toBeCloseTo(same(b, a), 9);
        expect(same(a, b) >= 0 && same(a, b) <= 1).toBe(true);
      }),
    );
  });

  it('that say the same are the same, whatever the courtesy', () => {
    const said = line.filter((text) => text !== '');
    fc.assert(
      fc.property(said, COURTESY, COURTESY, (text, before, after) => {
        expect(same(text, `${before}${text}${after}`)).toBe(1);
      }),
    );
  });

  it('of two buildings are one issue only where it is cut off from water or power', () => {
    const buildings = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(
        buildings,
        THING,
        fc.constantFrom('坏了', '没人管', '漏水', ''),
        ([a, b], thing, trouble) => {
          expect(same(`${a}号楼${thing}${trouble}`, `${b}号楼${thing}${trouble}`)).toBeLessThan(sameAt);
        },
      ),
    );
  });
});

describe('any two reports of a neighbourhood', () => {
  const issue = (text: string) => read(text, hexiang).demands[0];
  const report = fc
    .tuple(fc.integer({ min: 1, max: 20 }), THING, TROUBLE)
    .map(([building, thing, trouble]) => ({ building, text: `${building}号楼${thing}${trouble}` }));

  it('of two buildings are one issue only where a whole compound is cut off', () => {
    fc.assert(
      fc.property(report, report, (one, other) => {
        const [a, b] = [issue(one.text), issue(other.text)];
        if (!a || !b || one.building === other.building) return;
        const { same: sure, why } = sameIssue(a, b, policy);
        if (sure >= sameAt) expect(why).toContain('同小区同时停供');
      }),
    );
  });

  it('are the same either way round, and each is itself', () => {
    fc.assert(
      fc.property(report, report, (one, other) => {
        const [a, b] = [issue(one.text), issue(other.text)];
        if (!a || !b) return;
        expect(sameIssue(a, b, policy).same).toBe(sameIssue(b, a, policy).same);
        if (/坏了|停|漏/.test(one.text))
          expect(sameIssue(a, a, policy).same, one.text).toBeGreaterThanOrEqual(sameAt);
      }),
    );
  });
});
