import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeOnEachDatabase } from '../support/databases.ts';
import { SMALL_TOWN } from '../support/small-town.ts';
import { type Play, play, RESIDENTS } from './play.ts';

describeOnEachDatabase('a place that could be several', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
    const grids = SMALL_TOWN.grids.map((grid) =>
      grid.id === 'yg-2' ? { ...grid, places: [...grid.places, '春晖苑1-4号楼'] } : grid,
    );
    await town.store.saveOrganisation({ ...SMALL_TOWN, grids }, town.clock.now());
  });
  afterEach(() => town.end());

  const place = async () => (await town.ticket(1)).place?.text ?? null;

  test('is asked back with its choices, and a number answers', async () => {
    await town.zhang.says(RESIDENTS, '3号楼电梯坏了');
    town.expectReply(RESIDENTS, /#1 电梯。请问是哪一处\?1 阳光花园3号楼,2 春晖苑3号楼。回复序号或名称即可/);
    expect(await place()).toBeNull();
    await town.zhang.says(RESIDENTS, '2');
    expect(await place()).toBe('春晖苑3号楼');
    expect((await town.ticket(1)).gridId).toBe('yg-2');
    expect((await town.ticket(1)).ask).toBeNull();
  });

  test('a name answers as well', async () => {
    await town.zhang.says(RESIDENTS, '3号楼电梯坏了');
    await town.zhang.says(RESIDENTS, '春晖苑的');
    expect(await place()).toBe('春晖苑3号楼');
  });

  test('one’s own building is known from an earlier report', async () => {
    await town.zhang.says(RESIDENTS, '我家8号楼2单元漏水了,水往楼下流');
    await town.zhang.says(RESIDENTS, '/报事 我们这栋电梯坏了');
    expect((await town.ticket(2)).place?.text).toBe('阳光花园8号楼');
    await town.zhang.says(RESIDENTS, '/报事 我们单元楼道堆满垃圾没人扫');
    expect((await town.ticket(3)).place?.text).toBe('阳光花园8号楼2单元');
  });

  test('somebody else’s number answers nothing', async () => {
    await town.zhang.says(RESIDENTS, '3号楼电梯坏了');
    await town.wang.says(RESIDENTS, '2');
    expect(await place()).toBeNull();
  });

  test('a number that was not offered answers nothing', async () => {
    await town.zhang.says(RESIDENTS, '3号楼电梯坏了');
    await town.zhang.says(RESIDENTS, '5');
    expect(await place()).toBeNull();
  });
});
