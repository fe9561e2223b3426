import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read } from '../../../src/engine/intake/read.ts';
import { withMatters } from '../../../src/engine/intake/two-matters.ts';
import { talkPlaces, talkPolicy } from '../../support/talk.ts';

const ctx = {
  policy: talkPolicy,
  places: talkPlaces,
  scope: { streetId: 'liuyin', communityId: 'qingliu', gridId: null },
};
const split = (text: string) =>
  withMatters(read(text, ctx), text, ctx).demands.map(
    ({ category, place }) => `${category[1]} ${place?.place?.text ?? ''}`,
  );

describe('two troubles of two things are two matters', () => {
  it.each([
    ['3号楼电梯坏了,门口路灯也不亮', ['电梯 青柳园3号楼', '路灯 青柳园3号楼']],
    ['5号楼2单元门禁坏了,8号楼门口井盖翘起来了', ['门禁 青柳园5号楼2单元', '井盖 青柳园8号楼']],
    ['12号楼垃圾桶满了没人收,电梯按键也失灵', ['垃圾箱 青柳园12号楼', '电梯 青柳园12号楼']],
    ['3号楼门禁刷不开,充电桩也用不了,有人管没', ['门禁 青柳园3号楼', '充电桩 青柳园3号楼']],
    ['4号楼电梯坏了 垃圾桶也满了没人收 麻烦处理', ['电梯 青柳园4号楼', '垃圾箱 青柳园4号楼']],
    ['13号楼护栏松动,路灯也坏了两个星期', ['护栏 青柳园13号楼', '路灯 青柳园13号楼']],
  ])('%s', (text, wanted) => {
    const found = split(text);
    expect(found).toHaveLength(wanted.length);
    wanted.forEach((one, at) => {
      expect(found[at]).toContain(one);
    });
  });
});

it('each is told without the comma between them', () => {
  const texts = (text: string) => withMatters(read(text, ctx), text, ctx).demands.map((one) => one.text);
  expect(texts('3号楼电梯坏了,门口路灯也不亮')).toEqual(['3号楼电梯坏了', '门口路灯也不亮']);
  expect(texts('1号楼门口垃圾桶满了,还有2号楼单元门关不上')).toEqual([
    '1号楼门口垃圾桶满了',
    '还有2号楼单元门关不上',
  ]);
});

describe('one trouble in two clauses is one matter', () => {
  it.each([
    '3号楼电梯坏了,门关不上',
    '3号楼电梯停在半空,按键没反应',
    '7号楼水管爆了,电梯都进水了',
    '7号楼停电了,电梯停了,路灯也不亮',
    '5号楼门禁坏了,单元门一直开着关不上',
    '5号楼门禁坏了,门锁打不开',
    '路灯坏了,井盖翘起来看不见,差点摔跤',
    '3号楼垃圾桶满了,臭得没法走',
    '3号楼垃圾桶满了,垃圾堆到路灯下面没人收',
    '3号楼门口井盖翘起来了,电动车撞坏了',
    '8号楼门口树倒了,护栏压坏了',
    '8号楼楼顶漏水,楼道灯短路不亮了',
    '3号楼电梯修好了,门禁又坏了',
    '3号楼路灯不亮,监控也拍不到',
    '3号楼电梯坏了,老人下不来',
    '3号楼电梯坏了,物业电话打不通',
    '货车撞坏了路灯,护栏也歪了',
    '3号楼装修把电梯刮坏了,楼道堆满垃圾没人收',
    '如果3号楼电梯坏了,门禁也打不开怎么办',
    '听说3号楼电梯坏了,路灯也不亮',
    '3号楼电梯坏了,门禁没问题',
    '3号楼充电桩着火了,电梯停了',
    '3号楼路灯不亮,5号楼路灯也不亮',
    '3号楼电梯坏了,5号楼电梯也坏了',
    '3号楼井盖松动,路灯下面那个',
    '3号楼电梯坏了,门口路灯亮着呢',
    '我妈家小区电梯坏了,路灯也不亮',
    '3号楼电梯坏了,都三天没人修',
    '3号楼电梯坏了,结果门禁也打不开',
    '3号楼门禁坏了,所以垃圾桶满了没人进来收',
    '3号楼楼道灯不亮,电梯口那盏也坏了',
    '建议3号楼电梯坏了的按键换掉,路灯不亮的也换',
    '3号楼电梯坏了,是不是路灯也不亮?',
    '3号楼电梯坏了,连门禁也打不开',
    '3号楼门禁坏了,垃圾桶旁边的门也打不开',
    '3号楼路灯坏了,电梯门口黑漆漆的,门也关不上',
  ])('%s', (text) => {
    expect(split(text)).toHaveLength(1);
  });

  const building = fc.integer({ min: 1, max: 18 });
  const thing = fc.constantFrom('电梯', '门禁', '路灯', '充电桩', '道闸');
  const cause = fc.constantFrom('停电了', '水管爆了', '变压器烧了', '跳闸了', '漏水漏得厉害');
  const trouble = fc.constantFrom('坏了', '也不亮', '也用不了', '没反应', '停了');

  it('whatever a cut or a burst pipe broke', () => {
    fc.assert(
      fc.property(fc.record({ building, cause, thing, trouble }), (told) => {
        expect(split(`${told.building}号楼${told.cause},${told.thing}${told.trouble}`)).toHaveLength(1);
      }),
    );
  });

  it('the same thing with two troubles', () => {
    fc.assert(
      fc.property(fc.record({ building, thing, trouble, other: trouble }), (told) => {
        const text = `${told.building}号楼${told.thing}${told.trouble},${told.thing}${told.other}`;
        expect(split(text)).toHaveLength(1);
      }),
    );
  });
});

it('parts keep all that was said', () => {
  const text = '3号楼电梯坏了,老人下不来,门口路灯也不亮,麻烦看看';
  const found = withMatters(read(text, ctx), text, ctx).demands;
  expect(found.map((one) => one.text)).toEqual(['3号楼电梯坏了,老人下不来', '门口路灯也不亮,麻烦看看']);
});
