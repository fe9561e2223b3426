import { describe, expect, it } from 'vitest';
import { buildPlaceIndex, locatePlaces } from '../../../src/engine/intake/places.ts';
import type { ReadContext } from '../../../src/engine/intake/talk.ts';
import type { Grid, Organisation } from '../../../src/engine/org/directory.ts';
import { policy } from './neighbourhood.ts';

const grid = (id: string, communityId: string, places: readonly string[]): Grid => ({
  id,
  communityId,
  name: id,
  households: null,
  population: null,
  places,
});

/** Two streets that share names; compounds that share a short name; places that people call otherwise. */
const organisation: Organisation = {
  streets: [
    { id: 'east', name: '东岭街道' },
    { id: 'west', name: '西岭街道' },
  ],
  communities: [
    { id: 'mx', streetId: 'east', name: '梅溪社区', kind: 'urban' },
    { id: 'lh', streetId: 'east', name: '柳河社区', kind: 'urban' },
    { id: 'xl', streetId: 'west', name: '西岭社区', kind: 'urban' },
  ],
  grids: [
    grid('mx-1', 'mx', ['晨光花园1-6号楼(老厂房、大院)', '晨光新城1-3号楼', '人民广场(大转盘、转盘)']),
    grid('mx-2', 'mx', ['晨光花园7号楼(小白楼)', '梅溪路', '青石街(步行街)', '梅溪小学', '实验小学']),
    grid('lh-1', 'lh', [
      '柳河里一期1-4号楼',
      '柳河里二期1-4号楼',
      '中心市场',
      '梅溪路沿街商铺',
      '96弄1-20号',
    ]),
    grid('xl-1', 'xl', ['枫林苑1-9号楼', '中心市场', '人民广场']),
  ],
  staff: [],
  rooms: [],
  leaves: [],
};
const places = buildPlaceIndex(organisation);

function roomAt(communityId: string | null, streetId = 'east'): ReadContext {
  return { policy, places, scope: { streetId, communityId, gridId: null } };
}

const found = (text: string, ctx: ReadContext) =>
  locatePlaces(text, ctx).map(({ place, candidates, elsewhere }) =>
    elsewhere ? 'elsewhere' : (place?.text ?? candidates.map((one) => one.text)),
  );

describe('what people call a place', () => {
  it.each([
    ['大转盘的红绿灯坏了', ['人民广场']],
    ['转盘旁边有个坑', ['人民广场旁边']],
    ['老厂房3栋电梯坏了', ['晨光花园3号楼']],
    ['大院小区3栋电梯坏了', ['晨光花园3号楼']],
    ['老厂房停水了', ['晨光花园']],
    ['小白楼没电', ['晨光花园7号楼']],
    ['步行街那家奶茶店占道', ['青石街奶茶店']],
  ])('%s', (text, places) => {
    expect(found(text, roomAt('mx'))).toEqual(places);
  });

  it('is the same place as by its name', () => {
    const key = (text: string) => locatePlaces(text, roomAt('mx'))[0]?.place?.key;
    expect(key('小白楼没电')).toBe(key('晨光花园7栋没电'));
    expect(key('大转盘有坑')).toBe(key('人民广场有坑'));
  });

  it('is no part of the name in the file', () => {
    expect(places.named.find(({ name }) => name.startsWith('人民'))).toMatchObject({
      name: '人民广场',
      nicknames: ['大转盘', '转盘'],
    });
    expect(places.estates[0]).toMatchObject({ name: '晨光花园', nicknames: ['老厂房', '大院'] });
  });
});

describe('a short name of several compounds', () => {
  it('is asked about', () => {
    expect(found('晨光3栋停水', roomAt('mx'))).toEqual([['晨光花园3号楼', '晨光新城3号楼']]);
  });

  it('is certain where only one has that building', () => {
    expect(found('晨光6栋停水', roomAt('mx'))).toEqual(['晨光花园6号楼']);
  });

  it('of a phase of a compound is the phase', () => {
    expect(found('二期3栋停水', roomAt('lh'))).toEqual(['柳河里二期3号楼']);
  });
});

describe('which of several', () => {
  it('schools is asked where a spot is meant', () => {
    expect(found('小学门口乱停车', roomAt('mx'))).toEqual([['梅溪小学门口', '实验小学门口']]);
    expect(found('小学什么时候招生', roomAt('mx'))).toEqual([]);
  });

  it('compounds has the gate is asked', () => {
    expect(found('东门坏了', roomAt('mx'))).toEqual([['晨光花园东门', '晨光新城东门']]);
    expect(found('北门外面井盖翘了', roomAt('xl', 'west'))).toEqual(['枫林苑北门外面']);
  });

  it('grids a road runs through nobody can know', () => {
    const [road] = locatePlaces('梅溪路上有坑', roomAt('lh'));
    expect(road?.place).toMatchObject({ text: '梅溪路' });
  });
});

describe('roads', () => {
  it.each([
    ['梅溪路和青石街路口的灯', ['梅溪路与青石街交叉口']],
    ['梅溪路与青石街口', ['梅溪路与青石街交叉口']],
    ['梅溪路23号门口', ['梅溪路23号']],
    ['人民广场对面那个井盖', ['人民广场对面']],
    ['广场对面那个井盖', ['人民广场对面']],
    ['梅溪小学旁边的摊子', ['梅溪小学旁边']],
  ])('%s', (text, places) => {
    expect(found(text, roomAt('mx'))).toEqual(places);
  });

  it('a lane with its house', () => {
    expect(found('96弄5号漏水', roomAt('lh'))).toEqual(['96弄5号']);
    expect(found('96弄5号202室漏水', roomAt('lh'))).toEqual(['96弄5号']);
  });
});

describe('another street', () => {
  it('has its places for itself', () => {
    expect(found('枫林苑3栋停水', roomAt('mx'))).toEqual(['elsewhere']);
    expect(found('枫林苑3栋停水', roomAt('xl', 'west'))).toEqual(['枫林苑3号楼']);
    expect(locatePlaces('中心市场漏水', roomAt(null, 'west'))[0]?.place?.gridId).toBe('xl-1');
    expect(locatePlaces('人民广场漏水', roomAt('xl', 'west'))[0]?.place?.gridId).toBe('xl-1');
  });

  it('is known where nobody knows the room', () => {
    expect(found('枫林苑3栋停水', { policy, places, scope: null })).toEqual(['枫林苑3号楼']);
  });
});
