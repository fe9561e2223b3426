import { afterEach, beforeEach, expect, test } from 'vitest';
import { hours } from '../../src/chat/simulator/group.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { type Play, play, RESIDENTS, WORKERS } from './play.ts';

const LIFT = '报事 阳光花园3号楼2单元电梯坏了';

describeOnEachDatabase('one issue, told twice', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());
  const lastSaid = (room: string) => town.said(room).at(-1)?.text;

  test('joins with the reason in words', async () => {
    await town.report(LIFT);
    await town.wang.says(RESIDENTS, '报事 3号楼2单元电梯又停了');
    const [follower] = (await town.ticket(1)).followers;
    expect(follower).toMatchObject({ name: '王哥', why: expect.stringMatching(/^同一.*同一类事\(电梯/) });
  });

  test('whoever typed the report hears that it is known: a neighbour, the reporter, a worker for a caller', async () => {
    await town.report(LIFT);
    await town.wang.says(RESIDENTS, '报事 3号楼2单元电梯又停了');
    expect(lastSaid(RESIDENTS)).toBe('#1 已记上您,有进展告诉您');
    await town.report('报事 3号楼2单元电梯还是不动');
    expect(lastSaid(RESIDENTS)).toBe('和 #1 是同一件,已补充进去');
    await town.limei.says(WORKERS, '代报 3号楼2单元刘奶奶来电,电梯坏了下不了楼');
    expect(lastSaid(WORKERS)).toBe('和 #1 是同一件,已补充进去');
    await expect(town.ticket(2)).rejects.toThrow();
  });

  test('split off by staff it is not joined again by the same words, and not by its own ones later', async () => {
    await town.report(LIFT);
    await town.wang.says(RESIDENTS, '报事 3号楼2单元电梯又停了');
    await town.chenhua.says(WORKERS, '拆分 1 王哥');
    expect(await town.ticket(2)).toMatchObject({ reporter: { name: '王哥' }, status: 'assigned' });
    await town.advance(hours(1));
    await town.wang.says(RESIDENTS, '报事 3号楼2单元电梯又停了');
    await town.wang.says(RESIDENTS, '3号楼2单元电梯还是坏的');
    expect((await town.ticket(1)).followers).toEqual([]);
    await expect(town.ticket(3)).rejects.toThrow();
  });

  test('is found however many tickets of other places came between', async () => {
    await town.report(LIFT);
    for (let at = 0; at < 35; at++) {
      await town.report(`报事 阳光花园9号楼${at + 1}楼楼道灯不亮`);
      await town.advance(60_000);
    }
    await town.wang.says(RESIDENTS, '报事 3号楼2单元电梯又停了');
    expect((await town.ticket(1)).followers).toMatchObject([{ name: '王哥' }]);
  });
});
