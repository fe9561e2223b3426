import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeOnEachDatabase } from '../support/databases.ts';
import { type Play, play, RESIDENTS, WORKERS } from './play.ts';

const ALONE = 'dm:wx-zhang';

describeOnEachDatabase('what a resident takes back', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());

  const lines = () => town.said(RESIDENTS).length;

  test('another building than the receipt says gets one short line', async () => {
    await town.zhang.says(RESIDENTS, '阳光花园3号楼2单元电梯坏了');
    town.expectReply(RESIDENTS, /已受理 #1/);
    const before = lines();
    await town.zhang.says(RESIDENTS, '说错了,是阳光花园5号楼');
    expect(town.said(RESIDENTS).slice(before)).toMatchObject([{ text: '#1 地点改为 阳光花园5号楼2单元' }]);
    expect((await town.ticket(1)).place?.text).toBe('阳光花园5号楼2单元');
  });

  test('the unit of that building gets none: nothing was wrong', async () => {
    await town.zhang.says(RESIDENTS, '阳光花园3号楼电梯坏了');
    const before = lines();
    await town.zhang.says(RESIDENTS, '是2单元那部');
    expect((await town.ticket(1)).place?.text).toBe('阳光花园3号楼2单元');
    expect(lines()).toBe(before);
  });

  test('alone with the bot it is one line, too', async () => {
    await town.zhang.whispers('阳光花园3号楼电梯坏了');
    const before = town.said(ALONE).length;
    await town.zhang.whispers('说错了,是阳光花园5号楼');
    expect(town.said(ALONE).slice(before)).toMatchObject([{ text: '#1 地点改为 阳光花园5号楼' }]);
  });

  test('of two matters at one place both move, in one message', async () => {
    await town.zhang.says(RESIDENTS, '阳光花园3号楼电梯坏了,门口路灯也不亮');
    const before = lines();
    await town.zhang.says(RESIDENTS, '说错了,是阳光花园5号楼');
    const texts = town.said(RESIDENTS).slice(before);
    expect(texts.map(({ text }) => text).join('\n')).toMatch(
      /#1 地点改为 阳光花园5号楼\n#2 地点改为 阳光花园5号楼/,
    );
    expect((await town.ticket(1)).place?.text).toBe('阳光花园5号楼');
    expect((await town.ticket(2)).place?.text).toBe('阳光花园5号楼');
  });

  test('the request itself gets one short line that says how to take it up again', async () => {
    await town.zhang.says(RESIDENTS, '阳光花园3号楼2单元电梯坏了');
    const before = lines();
    await town.zhang.says(RESIDENTS, '电梯不用修了,自己好了');
    expect(town.said(RESIDENTS).slice(before)).toMatchObject([{ text: '#1 已撤回。要继续办请发「恢复 1」' }]);
    town.expectReply(WORKERS, /#1 .*撤回,不用再办/);
    expect((await town.ticket(1)).status).toBe('withdrawn');
  });
});
