import { afterEach, beforeEach, expect, test } from 'vitest';
import { hours, minutes } from '../../src/chat/simulator/group.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { type Play, play, RESIDENTS, WORKERS } from './play.ts';

const CUT = '通知 6月3日9:00-17:00 阳光花园1-6号楼停水,水管改造';

describeOnEachDatabase('a cut that was announced', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
    await town.chenhua.says(WORKERS, CUT);
  });
  afterEach(() => town.end());

  const answers = () => town.said(RESIDENTS).filter(({ text }) => text.includes('水管改造'));

  test('is answered by its notice once an hour, whoever says it', async () => {
    await town.advance(minutes(10));
    await town.zhang.says(RESIDENTS, '阳光花园2号楼停水了');
    expect(answers()).toHaveLength(1);
    await town.advance(minutes(10));
    await town.wang.says(RESIDENTS, '阳光花园3号楼停水了,没水用');
    expect(answers()).toHaveLength(1);
    await town.advance(hours(1));
    await town.wang.says(RESIDENTS, '阳光花园3号楼停水了,怎么回事');
    expect(answers()).toHaveLength(2);
    await expect(town.ticket(1)).rejects.toThrow();
  });

  test('is answered though the hour’s answer went to another question', async () => {
    await town.chenhua.says(WORKERS, '问答 老年证怎么办 | 带身份证和一寸照到社区服务大厅');
    await town.zhang.says(RESIDENTS, '请问老年证怎么办?');
    town.expectReply(RESIDENTS, /一寸照/);
    await town.advance(minutes(5));
    await town.wang.says(RESIDENTS, '阳光花园3号楼停水了');
    expect(answers()).toHaveLength(1);
  });

  test('and goes on after its end is one ticket for all who say so', async () => {
    await town.advance(hours(9));
    await town.zhang.says(RESIDENTS, '阳光花园2号楼还没来水');
    expect(await town.ticket(1)).toMatchObject({ category: ['水电气', '停水'], urgency: 'urgent' });
    await town.advance(minutes(40));
    await town.wang.says(RESIDENTS, '阳光花园4号楼还没来水');
    expect((await town.ticket(1)).followers).toMatchObject([{ name: '王哥' }]);
    expect(answers()).toHaveLength(0);
  });
});
