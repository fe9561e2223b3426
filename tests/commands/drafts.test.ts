import { afterEach, beforeEach, expect, test } from 'vitest';
import { hours } from '../../src/chat/simulator/group.ts';
import { HUBIN_RESIDENTS, HUBIN_WORKERS, type Play, play, RESIDENTS, WORKERS } from '../scenarios/play.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { taken } from './speaking.ts';

describeOnEachDatabase('drafts are answered by their own numbers', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());

  const confirmFirst = () => town.chenhua.says(RESIDENTS, '本群 方式 确认');
  const twoDrafts = async () => {
    await confirmFirst();
    await town.zhang.says(RESIDENTS, '3号楼2单元电梯又坏了,老人上不去');
    await town.wang.says(RESIDENTS, '9号楼楼道灯不亮,摸黑上楼太危险了');
    town.expectReply(WORKERS, /^疑2/);
  };

  test('one that is not there is not found under that name, and those that wait are', async () => {
    await twoDrafts();
    for (const word of ['立案', '忽略']) {
      await town.limei.says(WORKERS, `${word} 疑99`);
      town.expectReply(WORKERS, new RegExp(`^没有找到疑99。等确认的有疑1、疑2,例如「${word} 疑1」$`));
    }
  });

  test('where none waits, it says so', async () => {
    const line = { by: town.limei, in: WORKERS, text: '立案 疑1' };
    expect(await taken(town, line)).toBe('refused:no-such-draft');
    town.expectReply(WORKERS, /^没有找到疑1。眼下没有等确认的/);
    await town.limei.says(WORKERS, '立案');
    town.expectReply(WORKERS, /^眼下没有等确认的/);
  });

  test('without a number, those that wait are named as drafts', async () => {
    await twoDrafts();
    await town.limei.says(WORKERS, '立案');
    town.expectReply(WORKERS, /^是哪一件\?疑1、疑2。请带上编号,例如「立案 疑1」$/);
  });

  test('one that was opened already, by whom and as which', async () => {
    await twoDrafts();
    await town.limei.says(WORKERS, '立案 疑2');
    await town.wangqiang.says(WORKERS, '立案 疑2');
    town.expectReply(WORKERS, /^疑2 已由李梅立案为 #1。发「查 1」看详情$/);
    await town.chenhua.says(WORKERS, '忽略 疑2');
    town.expectReply(WORKERS, /^疑2 已由李梅立案为 #1。不该立案请书记发「忽略 #1」$/);
    expect((await town.ticket(1)).status).toBe('assigned');
  });

  test('one that was ignored already, by whom', async () => {
    await twoDrafts();
    await town.limei.says(WORKERS, '忽略 疑1 说着玩的');
    await town.wangqiang.says(WORKERS, '立案 疑1');
    town.expectReply(WORKERS, /^疑1 已由李梅忽略。还是要办请发「报事 情况」$/);
  });

  test('one that nobody answered in time', async () => {
    await twoDrafts();
    await town.advance(hours(30));
    await town.limei.says(WORKERS, '立案 疑1');
    town.expectReply(WORKERS, /^疑1 没有人确认,到时间不立案了。还是要办请发「报事 情况」$/);
  });

  test('one that its reporter took back', async () => {
    await twoDrafts();
    await town.zhang.says(RESIDENTS, '撤回');
    await town.limei.says(WORKERS, '立案 疑1');
    town.expectReply(WORKERS, /^疑1 已由张阿姨撤回/);
  });

  test('by a reply to its card as well', async () => {
    await confirmFirst();
    await town.zhang.says(RESIDENTS, '3号楼2单元电梯又坏了,老人上不去');
    const { messageId } = town.expectReply(WORKERS, /^疑1/);
    await town.limei.says(WORKERS, '忽略', { replyTo: messageId });
    await town.wangqiang.says(WORKERS, '忽略', { replyTo: messageId });
    town.expectReply(WORKERS, /^疑1 已由李梅忽略,不用再发$/);
  });

  test('「忽略 1」 twice never reaches the ticket of that number, 「忽略 #1」 does', async () => {
    await town.zhang.says(RESIDENTS, '1号楼停电了,一家都没有电');
    await confirmFirst();
    await town.wang.says(RESIDENTS, '9号楼楼道灯不亮,摸黑上楼太危险了');
    town.expectReply(WORKERS, /^疑1/);
    await town.limei.says(WORKERS, '忽略 1');
    await town.chenhua.says(WORKERS, '忽略 1');
    town.expectReply(WORKERS, /^疑1 已由李梅忽略,不用再发。要忽略的是工单 #1,请发「忽略 #1」$/);
    expect((await town.ticket(1)).status).toBe('assigned');
    await town.chenhua.says(WORKERS, '忽略 #1');
    expect((await town.ticket(1)).status).toBe('withdrawn');
  });

  test('「忽略 #1」 means the ticket even while a draft of that number waits', async () => {
    await town.zhang.says(RESIDENTS, '1号楼停电了,一家都没有电');
    await confirmFirst();
    await town.wang.says(RESIDENTS, '9号楼楼道灯不亮,摸黑上楼太危险了');
    await town.chenhua.says(WORKERS, '忽略 #1');
    expect((await town.ticket(1)).status).toBe('withdrawn');
  });

  test('「忽略 1」 means the ticket where the draft became it, or was settled long ago', async () => {
    await confirmFirst();
    await town.zhang.says(RESIDENTS, '1号楼停电了,一家都没有电');
    await town.limei.says(WORKERS, '立案 疑1');
    await town.chenhua.says(WORKERS, '忽略 1');
    expect((await town.ticket(1)).status).toBe('withdrawn');
    await town.wang.says(RESIDENTS, '9号楼楼道灯不亮,摸黑上楼太危险了');
    await town.limei.says(WORKERS, '忽略 疑2');
    await town.advance(hours(30));
    await town.chenhua.says(RESIDENTS, '本群 方式 自动');
    await town.wang.says(RESIDENTS, '5号楼2单元的水管爆了,水漫到楼道');
    await town.chenhua.says(WORKERS, '忽略 2');
    expect((await town.ticket(2)).status).toBe('withdrawn');
  });

  test('another community’s draft is in nobody’s way', async () => {
    await town.wugang.says(HUBIN_RESIDENTS, '本群 方式 确认');
    await town.wang.says(HUBIN_RESIDENTS, '湖滨新村9号楼楼道灯不亮,摸黑上楼太危险了');
    town.expectReply(HUBIN_WORKERS, /^疑1/);
    await town.zhang.says(RESIDENTS, '1号楼停电了,一家都没有电');
    await town.chenhua.says(WORKERS, '忽略 1');
    expect((await town.ticket(1)).status).toBe('withdrawn');
  });

  test('a number that is a ticket’s and no draft’s is told how it stands', async () => {
    await town.report();
    for (const word of ['立案', '忽略']) {
      const line = { by: town.limei, in: WORKERS, text: `${word} 1` };
      expect(await taken(town, line), word).toBe('refused:wrong-status');
      town.expectReply(WORKERS, new RegExp(`#1 现在是「.+」,不能${word}`));
    }
  });
});
