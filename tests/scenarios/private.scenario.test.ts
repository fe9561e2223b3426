import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeOnEachDatabase } from '../support/databases.ts';
import { type Play, play, RESIDENTS, WORKERS } from './play.ts';

const ALONE = 'dm:wx-zhang';

describeOnEachDatabase('alone with the bot', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());

  test('a report in plain words is taken up', async () => {
    await town.zhang.whispers('阳光花园3号楼2单元水管漏水了');
    town.expectReply(ALONE, /已受理 #1[^+]*$/);
    town.expectReply(WORKERS, /#1/);
  });

  test('a place that several communities have is asked for by name', async () => {
    await town.zhang.whispers('3号楼2单元水管漏水了');
    town.expectReply(ALONE, /阳光花园3号楼.*湖滨新村3号楼|湖滨新村3号楼.*阳光花园3号楼/);
    town.expectSilence(WORKERS);
  });

  test('nobody is left without a word', async () => {
    await town.zhang.whispers('你好');
    town.expectReply(ALONE, /我是邻里/);
    await town.zhang.whispers('现在几点');
    town.expectReply(ALONE, /我是邻里/);
  });

  test('what is added to one’s own ticket is confirmed', async () => {
    await town.zhang.whispers('阳光花园3号楼2单元水管漏水了');
    town.expectReply(ALONE, /已受理 #1/);
    await town.zhang.whispers('阳光花园3号楼2单元水管还在漏水');
    town.expectReply(ALONE, /#1/);
  });
});

describeOnEachDatabase('who may not', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());

  test('a command’s bare name is answered, not passed over', async () => {
    await town.report();
    await town.limei.says(WORKERS, '批准');
    town.expectReply(WORKERS, /「批准」要有相应岗位/);
  });

  test('an open matter is joined days later, too', async () => {
    await town.report();
    await town.advance(5 * 24 * 3_600_000);
    await town.wang.says(RESIDENTS, '3号楼2单元电梯坏了,没法上楼');
    expect((await town.ticket(1)).followers.map((one) => one.name)).toEqual(['王哥']);
  });
});
