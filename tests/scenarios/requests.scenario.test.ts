import { afterEach, beforeEach, expect, test } from 'vitest';
import { hours } from '../../src/chat/simulator/group.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { type Play, play, RESIDENTS, WORKERS } from './play.ts';

describeOnEachDatabase('what a worker has to ask for', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
    await town.report();
    await town.limei.says(WORKERS, '接单 1');
  });
  afterEach(() => town.end());

  test('a return waits for the yes of the secretary, and then for a new worker', async () => {
    await town.limei.says(WORKERS, '退单 1 这台电梯归二网格');
    town.expectReply(WORKERS, /@陈华 李梅 申请退单 #1 .*这台电梯归二网格。请回复「批准 1」或「驳回 1 原因」/);
    await town.chenhua.says(WORKERS, '批准');
    town.expectReply(WORKERS, /#1 .*已退单.*请重新派单:「派单 1 姓名」/);
    expect(await town.ticket(1)).toMatchObject({ status: 'returned' });
    await town.chenhua.says(WORKERS, '派单 1 王强');
    town.expectReply(WORKERS, /#1 .*→ @王强/);
    expect(await town.ticket(1)).toMatchObject({ status: 'assigned', assigneeName: '王强' });
  });

  test('a return that is declined stays where it is, with the reason', async () => {
    await town.limei.says(WORKERS, '退单 1 应该物业管');
    await town.chenhua.says(WORKERS, '驳回 1 先联系物业,联系不上再说');
    town.expectReply('dm:wx-limei', /#1 的退单没有批准:先联系物业,联系不上再说。请继续办理/);
    expect(await town.ticket(1)).toMatchObject({ status: 'claimed', assigneeName: '李梅', pending: null });
  });

  test('after two working days it is too late to return', async () => {
    await town.advance(hours(24 * 7));
    await town.limei.says(WORKERS, '退单 1 不归我');
    town.expectReply(WORKERS, /#1 退单的时限是 .*已经过了/);
  });

  test('a transfer asked for by the worker goes to whom it was asked for', async () => {
    await town.limei.says(WORKERS, '转派 1 王强 他认识维保');
    town.expectReply(WORKERS, /申请转派 #1 电梯 给 王强/);
    await town.chenhua.says(WORKERS, '批准 转派 1');
    town.expectReply(WORKERS, /#1 .*→ @王强/);
    expect(await town.ticket(1)).toMatchObject({ assigneeName: '王强' });
  });

  test('the secretary transfers without asking anybody', async () => {
    await town.chenhua.says(WORKERS, '转派 1 王强,李梅去开会');
    expect(await town.ticket(1)).toMatchObject({ status: 'assigned', assigneeName: '王强' });
  });

  test('a pause is told to the resident, who may object; the secretary resumes', async () => {
    await town.limei.says(WORKERS, '缓办 1 等厂家配件,缓到6月10日');
    town.expectReply(WORKERS, /申请缓办 #1 电梯 到 6月10日/);
    await town.chenhua.says(WORKERS, '批准 1');
    town.expectReply(RESIDENTS, /#1 电梯 要缓到 6月10日:.*不同意请回复「异议 1 原因」/);
    expect(await town.ticket(1)).toMatchObject({ status: 'paused' });

    await town.zhang.says(RESIDENTS, '异议 1 家里有老人下不了楼');
    town.expectReply(RESIDENTS, /#1 您的异议已转给书记/);
    town.expectReply(WORKERS, /@陈华 #1 居民不同意缓办:家里有老人下不了楼。要继续办请回复「恢复 1」/);
    await town.chenhua.says(WORKERS, '恢复 1 先借一台升降机');
    town.expectReply(WORKERS, /@李梅 #1 已恢复办理/);
    expect(await town.ticket(1)).toMatchObject({ status: 'working' });
  });

  test('an extension is given once and not for too long', async () => {
    const { solveBy } = (await town.ticket(1)).deadlines;
    await town.limei.says(WORKERS, '延期 1 要等年检,延到9月30日');
    town.expectReply(WORKERS, /#1 最多延到 .*请换个更早的日期/);
    await town.limei.says(WORKERS, '延期 1 要等年检,延到6月8日');
    await town.chenhua.says(WORKERS, '批准 延期 1');
    town.expectReply(RESIDENTS, /#1 电梯 要延到 6月8日 办好/);
    expect((await town.ticket(1)).deadlines.solveBy).toBeGreaterThan(solveBy);
    await town.limei.says(WORKERS, '延期 1 还要几天,延到6月9日');
    town.expectReply(WORKERS, /#1 已经延过一次,不能再延/);
  });

  test('a request needs a reason and a date that can be understood', async () => {
    await town.limei.says(WORKERS, '退单 1');
    town.expectReply(WORKERS, /请写上原因,例如「退单 128 /);
    await town.limei.says(WORKERS, '缓办 1 到6月10日');
    town.expectReply(WORKERS, /请写上原因,例如「缓办 128 /);
    await town.limei.says(WORKERS, '缓办 1 等配件到了再说');
    town.expectReply(WORKERS, /没看懂.*可以写:5月15日/);
    await town.limei.says(WORKERS, '缓办 1 等配件,缓到6月1日');
    town.expectReply(WORKERS, /日期已经过了/);
    await town.limei.says(WORKERS, '缓办 1 等配件,缓到6月10日');
    await town.limei.says(WORKERS, '退单 1 不等了');
    town.expectReply(WORKERS, /#1 的「缓办」还在等批复/);
  });

  test('nothing to approve is said so, and the asker does not say yes to themselves', async () => {
    await town.chenhua.says(WORKERS, '批准 1');
    town.expectReply(WORKERS, /#1 没有等批复的申请/);
    await town.limei.says(WORKERS, '退单 1 不归我');
    await town.limei.says(WORKERS, '批准 1');
    town.expectReply(WORKERS, /「批准」要有相应岗位的人才能用/);
    expect((await town.ticket(1)).pending).not.toBeNull();
  });
});
