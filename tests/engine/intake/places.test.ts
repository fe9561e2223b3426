import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildPlaceIndex, locatePlaces } from '../../../src/engine/intake/places.ts';
import { hexiang, organisation, policy, roomOf } from './neighbourhood.ts';

const textsOf = (text: string, ctx = hexiang) =>
  locatePlaces(text, ctx).map(({ place }) => place?.text ?? null);

describe('the places of the grids', () => {
  it('are building ranges, single buildings, lettered blocks, groups of a village and names', () => {
    const index = buildPlaceIndex(organisation);
    expect(
      index.estates.map((one) => `${one.name} ${one.fromBuilding}-${one.toBuilding} ${one.unit}`),
    ).toEqual([
      '荷香园 1-6 号楼',
      '荷香园 8-8 号楼',
      '荷香园 9-20 号楼',
      '荷香园 7-7 号楼',
      '白云苑 1-10 号楼',
      '云顶公寓 1-4 号楼',
      '石坎村 1-5 组',
    ]);
    expect(index.named.map(({ name }) => name)).toEqual([
      '荷香路商铺',
      '月亮湾公园',
      '白云路',
      '星海大厦A座',
      '星海大厦B座',
      '白云农贸市场',
    ]);
  });
});

describe('a building is found however it is written', () => {
  it.each([
    ['3号楼2单元灯不亮', '荷香园3号楼2单元'],
    ['三栋二单元灯不亮', '荷香园3号楼2单元'],
    ['3#2单元灯不亮', '荷香园3号楼2单元'],
    ['3幢 2单元 灯不亮', '荷香园3号楼2单元'],
    ['荷香园3栋2单元', '荷香园3号楼2单元'],
    ['荷香园小区3栋2单元', '荷香园3号楼2单元'],
    ['荷香3栋2单元', '荷香园3号楼2单元'],
    ['3-2-501漏水', '荷香园3号楼2单元'],
    ['3-2单元漏水', '荷香园3号楼2单元'],
    ['3号楼2单元501室漏水', '荷香园3号楼2单元'],
    ['12-1503 漏水', '荷香园12号楼'],
    ['8号楼601楼上漏水', '荷香园8号楼'],
    ['十二号楼', '荷香园12号楼'],
    ['二十栋的', '荷香园20号楼'],
    ['2#1单元4楼楼道', '荷香园2号楼1单元4楼楼道'],
    ['3号楼北侧绿化带', '荷香园3号楼北侧绿化带'],
    ['11栋地库入口那里', '荷香园11号楼地库入口'],
    ['6栋花坛那边', '荷香园6号楼花坛'],
    ['举报:16号楼3单元', '荷香园16号楼3单元'],
    ['3栋电梯停了 2单元那部', '荷香园3号楼2单元'],
  ])('%s', (text, place) => {
    expect(textsOf(text)[0]).toBe(place);
  });

  it('in any form, and always the same place', () => {
    const han = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    const inHan = (n: number) =>
      n < 10 ? han[n] : `${n >= 20 ? han[Math.floor(n / 10)] : ''}十${n % 10 ? han[n % 10] : ''}`;
    const building = fc.integer({ min: 1, max: 20 });
    const form = fc.constantFrom('号楼', '栋', '幢', '#', '号楼 ', '栋的');
    const around = fc.constantFrom(['', ''], ['我们', '停水'], ['请问', '有人管吗'], ['电梯坏了,', '']);
    fc.assert(
      fc.property(building, form, around, (n, unit, [before = '', after = '']) => {
        const wanted = locatePlaces(`${n}号楼`, hexiang)[0]?.place?.key;
        expect(wanted).toMatch(new RegExp(`^hx-[12]/荷香园/${n}$`));
        const written = unit === '#' ? [`${n}${unit}`] : [`${n}${unit}`, `${inHan(n)}${unit}`];
        for (const one of written) {
          expect(locatePlaces(`${before}${one}${after}`, hexiang)[0]?.place?.key).toBe(wanted);
        }
      }),
    );
  });

  it('never with its door number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 101, max: 3304 }), (n, door) => {
        for (const text of [`${n}-1-${door}漏水`, `${n}栋${door}漏水`, `${n}号楼1单元${door}室漏水`]) {
          expect(locatePlaces(text, hexiang)[0]?.place?.text).not.toContain(String(door));
        }
      }),
    );
  });
});

describe('what a number means depends on the room', () => {
  it('its own community first', () => {
    expect(locatePlaces('3栋停电', roomOf('by'))[0]?.candidates.map(({ key }) => key)).toEqual([
      'by-1/白云苑/3',
      'by-1/云顶公寓/3',
    ]);
    expect(textsOf('7栋停电', roomOf('by'))).toEqual(['白云苑7号楼']);
  });

  it('a grid room reaches the rest of its community', () => {
    expect(locatePlaces('12栋停电', roomOf('hx', 'hx-1'))[0]?.place?.gridId).toBe('hx-2');
  });

  it('a building outside every range stays as words, without a grid', () => {
    expect(locatePlaces('33栋停电', hexiang)[0]?.place).toEqual({
      text: '荷香园33号楼',
      key: 'hx/荷香园/33',
      gridId: null,
      communityId: 'hx',
    });
  });

  it('a named compound of another community is known', () => {
    expect(textsOf('云顶公寓2栋停电')).toEqual(['云顶公寓2号楼']);
  });

  it('a compound nobody here knows is elsewhere', () => {
    expect(locatePlaces('紫金花苑3栋停电', hexiang)[0]).toMatchObject({ place: null, elsewhere: true });
    expect(locatePlaces('我们小区3栋停电', hexiang)[0]).toMatchObject({ elsewhere: false });
  });

  it('groups of a village and lettered blocks', () => {
    expect(textsOf('3组的路烂了', roomOf('sk'))).toEqual(['石坎村3组']);
    expect(textsOf('B座电梯', roomOf('by'))).toEqual(['星海大厦B座']);
    expect(textsOf('我们分3组打球')).toEqual([]);
  });
});

describe('where buildings and houses of a street bear the same numbers', () => {
  const phases = organisation.grids.map((grid) =>
    grid.id === 'hx-2'
      ? { ...grid, places: ['荷香路1-60号', '翠微里一期1-4号楼', '翠微里二期1-9号楼'] }
      : { ...grid, places: grid.id === 'hx-1' ? [] : grid.places },
  );
  const ctx = { ...hexiang, places: buildPlaceIndex({ ...organisation, grids: phases }) };

  it.each([
    ['8栋大堂的门坏了', '翠微里二期8号楼大堂'],
    ['荷香路8号门口', '荷香路8号门口'],
    ['2期3号楼漏水', '翠微里二期3号楼'],
    ['二期篮球场没灯', '翠微里二期篮球场'],
    ['一期地下车库积水', '翠微里一期地下车库'],
  ])('%s', (text, place) => {
    expect(textsOf(text, ctx)).toEqual([place]);
  });
});

describe('several buildings', () => {
  it.each([
    ['7、8、9号楼停水', ['荷香园7号楼', '荷香园8号楼', '荷香园9号楼']],
    ['7-9栋停水', ['荷香园7号楼', '荷香园8号楼', '荷香园9号楼']],
    ['3栋和5栋停水', ['荷香园3号楼', '荷香园5号楼']],
    ['三、一、二号楼停水', ['荷香园3号楼', '荷香园1号楼', '荷香园2号楼']],
    ['1.6号楼门禁坏了;2.8号楼灯不亮', ['荷香园6号楼', '荷香园8号楼']],
  ])('%s', (text, places) => {
    expect(textsOf(text)).toEqual(places);
  });

  it('after a correction only what follows counts', () => {
    expect(textsOf('8栋下面有狗。讲错了 是6栋花坛那边')).toEqual(['荷香园6号楼花坛']);
    expect(textsOf('不是3栋,是4栋')).toEqual(['荷香园4号楼']);
  });
});

describe('named places', () => {
  it.each([
    ['荷香路井盖翘了', '荷香路'],
    ['荷香路口的灯', '荷香路口'],
    ['荷香路那家老友烧烤店油烟', '荷香路老友烧烤店'],
    ['荷香路口摊子占道,跟白云路交叉的地方', '荷香路与白云路交叉口'],
    ['月亮湾公园湖边栏杆断了', '月亮湾公园湖边'],
    ['公园的栏杆断了', '月亮湾公园'],
    ['地下车库C区灯黑了', '荷香园地下车库C区'],
    ['在长风路口看到', '长风路口'],
  ])('%s', (text, place) => {
    expect(textsOf(text)).toContain(place);
  });

  it('a junction of two grids has none', () => {
    const [found] = locatePlaces('荷香路和白云路交叉口', hexiang);
    expect(found?.place?.gridId).toBeNull();
  });
});

describe('numbers that are no places', () => {
  it.each([
    '1.5匹的空调600元',
    '30楼的价格',
    '快打110',
    '3个人 2份 5斤装',
    '下午3点到5点',
    '8:30-1730有人',
    '三栋楼都这样',
    '3月12号开会',
    '查 #12',
    '一座桥',
  ])('%s', (text) => {
    expect(textsOf(text)).toEqual([]);
  });
});

describe('without a neighbourhood', () => {
  it('a building is kept as words', () => {
    const ctx = { policy, places: { estates: [], named: [] }, scope: null };
    expect(textsOf('三栋2单元漏水', ctx)).toEqual(['3号楼2单元']);
  });
});
