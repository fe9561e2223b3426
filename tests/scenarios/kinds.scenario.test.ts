import { afterEach, beforeEach, expect, test } from 'vitest';
import { hours } from '../../src/chat/simulator/group.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { type Play, play, RESIDENTS, WORKERS } from './play.ts';

const TIP = '举报 阳光花园3号楼楼下有人私自拉电线给电动车充电';

describeOnEachDatabase('whose words a ticket has, and who is named', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());

  test('the word that was typed says what kind it is', async () => {
    await town.report('投诉 阳光花园3号楼2单元电梯坏了');
    await town.report('报修 阳光花园4号楼路灯不亮');
    expect(await town.ticket(1)).toMatchObject({ kind: 'complaint' });
    expect(await town.ticket(2)).toMatchObject({ kind: 'help' });
  });

  test('whoever tips off is named and called in no room, and hears alone what was found', async () => {
    await town.zhang.says(RESIDENTS, TIP);
    expect(await town.ticket(1)).toMatchObject({ kind: 'tip-off' });
    await town.limei.says(WORKERS, '接单 1');
    await town.limei.says(WORKERS, '查 1');
    town.expectReply(WORKERS, /反映的居民/);
    await town.limei.says(WORKERS, '办结 1 已拆除并批评教育');
    const { text } = town.expectReply('dm:wx-zhang', /^#1 已办好:已拆除并批评教育\(李梅\)。请评价:/);
    expect(text).not.toContain('张阿姨');
    const inRooms = town.said().filter(({ chatId }) => !chatId.startsWith('dm:'));
    expect(inRooms.filter((line) => line.text.includes('张阿姨'))).toEqual([]);
    expect(inRooms.filter((line) => line.mentions.includes('wx-zhang'))).toEqual([]);
    expect(inRooms.filter((line) => line.text.includes('请评价'))).toEqual([]);
  });

  test('the answer to a tip-off is rated where it was told', async () => {
    await town.zhang.says(RESIDENTS, TIP);
    await town.limei.says(WORKERS, '办结 1 已拆除并批评教育');
    await town.zhang.whispers('满意');
    expect(await town.ticket(1)).toMatchObject({ status: 'closed', closedHow: 'rated' });
  });

  test('a tip-off joins nothing, and nothing joins it', async () => {
    await town.report('报事 阳光花园3号楼楼下有人私自拉电线给电动车充电');
    await town.wang.says(RESIDENTS, TIP);
    expect(await town.ticket(1)).toMatchObject({ followers: [] });
    expect(await town.ticket(2)).toMatchObject({ kind: 'tip-off' });
  });

  test('a neighbour’s part split off has the neighbour’s own words', async () => {
    await town.report('报事 阳光花园3号楼2单元电梯坏了');
    await town.wang.says(RESIDENTS, '报事 阳光花园3号楼2单元电梯按键失灵,电话13800001111');
    expect((await town.ticket(1)).followers[0]?.text).toMatch(/按键失灵,电话138\*+|按键失灵/);
    await town.chenhua.says(WORKERS, '拆分 1 王哥');
    const { text } = await town.ticket(2);
    expect(text).toContain('按键失灵');
    expect(text).not.toContain('13800001111');
  });

  test('a neighbour who only said 「我家也是」 takes the words of what was answered along', async () => {
    await town.report('报事 阳光花园3号楼2单元电梯坏了');
    await town.wang.says(RESIDENTS, '我家也是');
    await town.chenhua.says(WORKERS, '拆分 1 王哥');
    expect(await town.ticket(2)).toMatchObject({ text: (await town.ticket(1)).text });
  });

  test('back on duty when the leave ended by itself is welcome, and twice does no harm', async () => {
    await town.limei.says(WORKERS, '请假 今天 家里有事');
    await town.chenhua.says(WORKERS, '批准 请假 李梅');
    await town.advance(hours(24));
    await town.limei.says(WORKERS, '销假');
    town.expectReply(WORKERS, /李梅 已销假,欢迎回来/);
    await town.wangqiang.says(WORKERS, '销假');
    town.expectReply(WORKERS, /您现在没有在请的假,已经在岗了,不用销假/);
  });
});
