import { afterEach, beforeEach, expect, test } from 'vitest';
import { examplesOf } from '../../src/app/learning/examples.ts';
import { LEARNT_MODEL } from '../../src/app/learning/learnt.ts';
import type { ServicePolicy } from '../../src/engine/policy.ts';
import { createLearner } from '../../src/learning/local.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { shippedPolicy } from '../support/shipped-policy.ts';
import { SMALL_TOWN } from '../support/small-town.ts';
import { tinyModel } from '../support/tiny-model.ts';
import { HUBIN_RESIDENTS, type Play, play, RESIDENTS, WORKERS } from './play.ts';

describeOnEachDatabase('what staff answer becomes an example', (database) => {
  let town: Play;
  let policy: ServicePolicy;
  beforeEach(async () => {
    town = await play(database, {
      policy: (given) => {
        policy = given;
        return given;
      },
    });
  });
  afterEach(() => town.end());

  async function examples() {
    return examplesOf(await town.store.learning.histories(100), policy);
  }

  test('立案, 忽略 and 更正, with what was said, by whom', async () => {
    const rooms = SMALL_TOWN.rooms.map((room) => ({ ...room, intake: 'confirm' as const }));
    await town.store.saveOrganisation({ ...SMALL_TOWN, rooms }, town.clock.now());
    await town.zhang.says(RESIDENTS, '1号楼停电了,一家都没有电');
    await town.limei.says(WORKERS, '立案 疑1');
    await town.limei.says(WORKERS, '更正 1 类别 燃气');
    await town.wang.says(RESIDENTS, '5号楼2单元的水管爆了,电话13812345678');
    await town.limei.says(WORKERS, '忽略 疑2 说着玩的');
    const found = await examples();
    expect(found).toMatchObject([
      { text: '1号楼停电了,一家都没有电', request: true, category: ['水电气', '燃气'], by: 'limei' },
      { request: false, because: 'rejected', by: 'limei' },
    ]);
    expect(found[1]?.text).not.toContain('13812345678');
  });

  test('a ticket opened by itself that the secretary ignores is one of none', async () => {
    await town.zhang.says(RESIDENTS, '1号楼停电了,一家都没有电');
    town.expectReply(RESIDENTS, /已受理 #1/);
    await town.limei.says(WORKERS, '忽略 1');
    expect((await town.ticket(1)).status).toBe('assigned');
    await town.chenhua.says(WORKERS, '忽略 1 邻居说笑');
    expect((await town.ticket(1)).status).toBe('withdrawn');
    expect(await examples()).toMatchObject([{ request: false, because: 'called-none', by: 'chenhua' }]);
    await town.chenhua.says(WORKERS, '恢复 1');
    expect((await town.ticket(1)).status).toBe('assigned');
    expect(await examples()).toEqual([]);
  });

  test('a ticket that somebody works on, or that was reported by hand, is not ignored away', async () => {
    await town.zhang.says(RESIDENTS, '报事 3号楼2单元电梯坏了');
    await town.chenhua.says(WORKERS, '忽略 1');
    expect((await town.ticket(1)).status).toBe('assigned');
    await town.zhang.says(RESIDENTS, '1号楼停电了,一家都没有电');
    await town.limei.says(WORKERS, '接单 2');
    await town.chenhua.says(WORKERS, '忽略 2');
    expect((await town.ticket(2)).status).toBe('claimed');
  });
});

describeOnEachDatabase('what was learnt', (database) => {
  test('is used by a bot that was running all the while', async () => {
    const town = await play(database, {
      policy: (given) => ({ ...given, models: { ...given.models, reading: tinyModel(given) } }),
    });
    const { model, policy } = await shipped();
    const told = ['铁疙瘩趴窝了', '铁疙瘩又趴窝了', '西边铁疙瘩趴窝了'].map((text) => ({
      text,
      request: true,
      category: '物业服务/电梯',
    }));
    await town.zhang.says(RESIDENTS, '报事 铁疙瘩趴窝了');
    expect((await town.ticket(1)).category[1]).not.toBe('电梯');
    await town.store.learning.save({
      name: LEARNT_MODEL,
      base: '',
      bytes: createLearner({ model, policy, anchors: [] })(told),
      figures: '{}',
      examples: told.length,
      madeAt: town.clock.now(),
    });
    await town.linli.tick(town.clock.now());
    await town.wang.says(HUBIN_RESIDENTS, '报事 铁疙瘩趴窝了');
    expect((await town.ticket(2)).category).toEqual(['物业服务', '电梯']);
    await town.end();
  });
});

async function shipped() {
  const policy = shippedPolicy();
  const model = tinyModel(policy);
  return { model, policy: { ...policy, models: { ...policy.models, reading: model } } };
}
