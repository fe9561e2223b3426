import { afterEach, beforeEach, expect, test } from 'vitest';
import { hours } from '../../src/chat/simulator/group.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { type Play, play, RESIDENTS, STREET, WORKERS } from './play.ts';

describeOnEachDatabase('what waits for somebody’s word', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());

  const said = (room: string, pattern: RegExp) => town.said(room).filter(({ text }) => pattern.test(text));

  test('a draft is reminded of once, and a day later it is no ticket', async () => {
    await town.chenhua.says(RESIDENTS, '本群 方式 确认');
    await town.zhang.says(RESIDENTS, '3号楼2单元电梯又坏了,老人上不去');
    await town.advance(hours(6));
    town.expectReply(WORKERS, /@陈华 疑1 还没有人确认:.*「立案 疑1」,明天 09:00 前没有回复就不立案/);
    await town.advance(hours(48));
    expect(said(WORKERS, /还没有人确认/)).toHaveLength(1);
    await town.limei.says(WORKERS, '立案 疑1');
    town.expectReply(WORKERS, /疑1 没有人确认,到时间不立案了/);
  });

  test('a request nobody answers comes to the secretary again, and then to the street', async () => {
    await town.report();
    await town.limei.says(WORKERS, '接单 1');
    await town.limei.says(WORKERS, '退单 1 应该物业管');
    await town.advance(hours(30));
    town.expectReply(
      WORKERS,
      /@陈华 .*#1 .*的退单申请还没有答复:应该物业管。请回复「批准 1」或「驳回 1 原因」/,
    );
    town.expectReply(STREET, /请街道答复 .*#1 .*\(阳光社区\) 的退单申请还没有答复/);
    expect(said(WORKERS, /退单申请还没有答复/)).toHaveLength(1);
    expect(said(STREET, /退单申请还没有答复/)).toHaveLength(1);
  });

  test('a secretary who holds it asks the street, and is answered in the worker room', async () => {
    await town.report();
    await town.chenhua.says(WORKERS, '接单 1');
    await town.chenhua.says(WORKERS, '缓办 1 等厂家配件,缓到6月10日');
    town.expectReply(WORKERS, /#1 申请已提交,等批复/);
    town.expectReply(STREET, /陈华 申请缓办 #1 .*请街道回复「批准 1」或「驳回 1 原因」/);
    expect(said(WORKERS, /@陈华 陈华 申请/)).toEqual([]);
    await town.xujing.says(STREET, '批准 1');
    expect(await town.ticket(1)).toMatchObject({ status: 'paused' });
  });

  test('a department that does not answer a whistle is reminded, then the caller hears', async () => {
    await town.report('报事 阳光花园3号楼河边栏杆断了');
    await town.chenhua.says(WORKERS, '吹哨 1 区园林所 栏杆要换');
    await town.advance(hours(30));
    town.expectReply(STREET, /【吹哨】.*#1 .*区园林所 还没有回应。请 区园林所 回复「响应 1 区园林所 情况」/);
    town.expectReply('dm:wx-chenhua', /#1 吹哨后 区园林所 一直没有回应,请直接联系/);
    expect(said(STREET, /还没有回应/)).toHaveLength(1);
  });

  test('a department that answered is left in peace', async () => {
    await town.report('报事 阳光花园3号楼河边栏杆断了');
    await town.chenhua.says(WORKERS, '吹哨 1 区园林所 栏杆要换');
    await town.xujing.says(STREET, '响应 1 园林所 下午到');
    await town.advance(hours(30));
    expect(said(STREET, /没有回应/)).toEqual([]);
  });
});
