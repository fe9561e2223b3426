import { afterEach, beforeEach, expect, test } from 'vitest';
import { hours } from '../../src/chat/simulator/group.ts';
import type { ServicePolicy } from '../../src/engine/policy.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { type Play, play, RESIDENTS, WORKERS } from './play.ts';

describeOnEachDatabase('the life of a ticket', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());

  test('from a report to a rating, everybody hears what concerns them and nothing else', async () => {
    const { zhang, wang, limei } = town;
    await zhang.says(RESIDENTS, '报修 阳光花园3号楼2单元电梯坏了,老人上不去');
    town.expectReply(RESIDENTS, /^已受理 #1 .*阳光花园3号楼2单元 · 李梅 .*前回应。同样受影响请回复「\+1」$/);
    town.expectReply(WORKERS, /#1 .*阳光花园3号楼2单元 → @李梅.*「接单 1」/);

    await wang.says(RESIDENTS, '附议 1');
    town.expectReply(RESIDENTS, /#1 已记上您/);
    town.expectReply(WORKERS, /#1 .*王哥.*现有 2 户/);

    await limei.says(WORKERS, '接单 1');
    town.expectReply(WORKERS, /^李梅 已接 #1,解决时限 /);
    town.expectSilence(RESIDENTS);

    await limei.says(WORKERS, '到场');
    town.expectReply(WORKERS, /#1 已记到场/);
    await limei.says(WORKERS, '进展 1 维保来看过,下午换门锁轮');
    town.expectReply(WORKERS, /#1 进展已记下/);

    await limei.says(WORKERS, '办结 1 维保已更换门锁轮,试运行正常', { images: ['p1'] });
    town.expectReply(WORKERS, /#1 已办结,等居民评价/);
    town.expectReply(
      RESIDENTS,
      /^#1 已(?:修|办)好:维保已更换门锁轮,试运行正常\(李梅\)。@张阿姨 @王哥 请评价:满意 \/ 基本满意 \/ 不满意$/,
    );

    await zhang.says(RESIDENTS, '评价 1 联系过 解决了 满意');
    await wang.says(RESIDENTS, '评价 1 基本满意');
    expect(await town.ticket(1)).toMatchObject({ status: 'closed', closedHow: 'rated' });
    const [first, second] = (await town.ticket(1)).ratings;
    expect(first).toMatchObject({ contacted: true, solved: true, satisfied: 'satisfied' });
    expect(second).toMatchObject({ contacted: null, solved: null, satisfied: 'basically' });
    const kinds = (await town.history(1)).map((event) => event.kind);
    expect(kinds).toEqual(
      expect.arrayContaining([
        'filed',
        'assigned',
        'joined',
        'claimed',
        'arrived',
        'progressed',
        'finished',
        'closed',
      ]),
    );
  });

  test('only one of two claims wins, and the other is told who has it', async () => {
    await town.report();
    await Promise.all([town.limei.says(WORKERS, '接单 1'), town.wangqiang.says(WORKERS, '接单 1')]);
    const ticket = await town.ticket(1);
    const holder = 'assigneeName' in ticket ? ticket.assigneeName : '';
    town.expectReply(WORKERS, new RegExp(`#1 已由 ${holder} 接下`));
    expect((await town.history(1)).filter((event) => event.kind === 'claimed')).toHaveLength(1);
  });

  test('dissatisfaction sends it back once to the same worker, then to the secretary', async () => {
    await town.report();
    await town.limei.says(WORKERS, '办结 1 已更换门锁轮', { images: ['p1'] });
    await town.zhang.says(RESIDENTS, '评价 1 不满意 开门还是响');
    town.expectReply(WORKERS, /居民说没办好:开门还是响。请返工/);
    expect(await town.ticket(1)).toMatchObject({ status: 'reopened', assigneeName: '李梅', rework: 1 });

    await town.limei.says(WORKERS, '办结 1 又换了一次导轨', { images: ['p2'] });
    await town.zhang.says(RESIDENTS, '评价 1 没解决');
    town.expectReply(WORKERS, /@陈华 .*返工后居民仍不满意/);
    expect(await town.ticket(1)).toMatchObject({ rework: 2 });
  });

  test('a closed matter that befalls a neighbour is taken up again, and the neighbour follows it', async () => {
    await town.report();
    await town.limei.says(WORKERS, '办结 1 已更换门锁轮', { images: ['p1'] });
    await town.zhang.says(RESIDENTS, '评价 1 满意');
    expect(await town.ticket(1)).toMatchObject({ status: 'closed' });
    await town.wang.says(RESIDENTS, '阳光花园3号楼2单元电梯又坏了,停在5楼');
    town.expectReply(RESIDENTS, /#1 电梯 重新办理,还是 李梅 负责/);
    const ticket = await town.ticket(1);
    expect(ticket).toMatchObject({ status: 'reopened', rework: 1 });
    expect(ticket.followers.map(({ name }) => name)).toEqual(['王哥']);
  });

  test('a solved matter that comes back within the time is the same ticket, later it is not', async () => {
    await town.report();
    await town.limei.says(WORKERS, '办结 1 已更换门锁轮', { images: ['p1'] });
    await town.zhang.says(RESIDENTS, '评价 1 满意');
    await town.zhang.says(RESIDENTS, '重办 1 又停在5楼了');
    town.expectReply(RESIDENTS, /#1 已重新办理/);
    expect(await town.ticket(1)).toMatchObject({ status: 'reopened' });

    await town.limei.says(WORKERS, '办结 1 换了主板', { images: ['p1'] });
    await town.zhang.says(RESIDENTS, '评价 1 满意');
    await town.advance(hours(24 * 8));
    await town.zhang.says(RESIDENTS, '重办 1 又坏了');
    town.expectReply(RESIDENTS, /#1 办结已过 7 天,不能重办了/);
  });

  test('a withdrawn ticket can be had back', async () => {
    await town.report();
    await town.zhang.says(RESIDENTS, '撤回 1 自己好了');
    town.expectReply(RESIDENTS, /#1 已撤回。要继续办请发「恢复 1」/);
    town.expectReply(WORKERS, /#1 .*已由报事人撤回,不用再办/);
    expect(await town.ticket(1)).toMatchObject({ status: 'withdrawn' });
    await town.zhang.says(RESIDENTS, '恢复 1');
    town.expectReply(RESIDENTS, /#1 已恢复/);
    expect(await town.ticket(1)).toMatchObject({ status: 'assigned' });
  });

  test('where the street asks for photos, nothing is finished without them, nor without a result', async () => {
    await town.end();
    const photos = (policy: ServicePolicy) => ({
      ...policy,
      categories: policy.categories.map((rule) => ({ ...rule, photosToFinish: true })),
    });
    town = await play(database, { policy: photos });
    await town.report();
    await town.limei.says(WORKERS, '办结 1');
    town.expectReply(WORKERS, /请写上办得怎么样,居民会看到/);
    await town.limei.says(WORKERS, '办结 1 已更换门锁轮');
    town.expectReply(WORKERS, /「电梯」办结要有现场照片/);
    await town.limei.says(WORKERS, '办结 1 已更换门锁轮', { images: ['p1'] });
    expect(await town.ticket(1)).toMatchObject({ status: 'finished' });
  });
});
