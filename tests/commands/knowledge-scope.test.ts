import { afterEach, beforeEach, expect, test } from 'vitest';
import { NO_NEEDS } from '../../src/app/incoming/needs.ts';
import {
  HUBIN_RESIDENTS,
  HUBIN_WORKERS,
  type Play,
  play,
  RESIDENTS,
  STREET,
  WORKERS,
} from '../scenarios/play.ts';
import { describeOnEachDatabase } from '../support/databases.ts';

describeOnEachDatabase('where a notice or a kept answer counts', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());

  const kept = async () => {
    const loaded = await town.store.load({ ...NO_NEEDS, knowledge: ['kunlun'] });
    const entries = loaded.knowledge?.get('kunlun')?.entries ?? [];
    return entries.map(({ kind, communityId, gridId }) => `${kind} ${gridId ?? communityId ?? 'kunlun'}`);
  };

  test('a place that nobody knows is refused with those that may be written, nearest first', async () => {
    await town.chenhua.says(WORKERS, '通知 明天停水 范围 第三网格 发群');
    town.expectReply(
      WORKERS,
      /「第三网格」不是登记过的网格或社区,没有记下。范围可以写:第一网格、第二网格、阳光社区/,
    );
    town.expectSilence(RESIDENTS);
    await town.chenhua.says(WORKERS, '问答 老年证怎么办 | 到大厅 范围 月亮社区');
    town.expectReply(WORKERS, /「月亮社区」.*范围可以写:阳光社区、/);
    expect(await kept()).toEqual([]);
  });

  test('a label with nothing behind it is asked for', async () => {
    await town.chenhua.says(WORKERS, '通知 明天停水 范围');
    town.expectReply(WORKERS, /「范围」后面请写上内容,例如「范围 第一网格」/);
    await town.chenhua.says(WORKERS, '问答 老年证怎么办 | 到大厅 有效至');
    town.expectReply(WORKERS, /「有效至」后面请写上内容/);
    expect(await kept()).toEqual([]);
  });

  test('with a colon too, unless it is the notice that says which buildings', async () => {
    await town.chenhua.says(WORKERS, '通知 明天停水 范围:第九网格');
    town.expectReply(WORKERS, /「第九网格」不是登记过的/);
    await town.chenhua.says(WORKERS, '通知 明天停水,范围:阳光花园1-6号楼');
    town.expectReply(WORKERS, /通知1 记下了[\s\S]*明天停水,范围:阳光花园1-6号楼/);
    expect(await kept()).toEqual(['notice yanguang']);
  });

  test('a name that several have is that of the room’s community; in the street’s room it is asked', async () => {
    await town.wugang.says(HUBIN_WORKERS, '通知 明天停水 范围 第一网格');
    town.expectReply(HUBIN_WORKERS, /通知1 记下了\(第一网格/);
    await town.xujing.says(STREET, '通知 后天停电 范围 第一网格');
    town.expectReply(STREET, /「第一网格」不止一个.*请写全:湖滨社区第一网格、阳光社区第一网格/);
    await town.xujing.says(STREET, '通知 后天停电 范围 阳光社区第一网格');
    expect((await kept()).toSorted()).toEqual(['notice hb-1', 'notice yg-1']);
  });

  test('another community’s is not theirs to write for', async () => {
    await town.wugang.says(HUBIN_WORKERS, '通知 明天停水 范围 阳光社区');
    town.expectReply(HUBIN_WORKERS, /「阳光社区」不归您管,没有记下。范围可以写:/);
    expect(await kept()).toEqual([]);
  });

  test('it can be changed, and an unknown one changes nothing', async () => {
    await town.chenhua.says(WORKERS, '通知 6月4日停水');
    await town.chenhua.says(WORKERS, '通知 改 1 6月5日停水 范围 第八网格');
    town.expectReply(WORKERS, /「第八网格」不是登记过的/);
    await town.chenhua.says(WORKERS, '通知 改 1 范围 第二网格');
    town.expectReply(WORKERS, /通知1 改好了\(第二网格,有效至6月4日\)/);
    await town.chenhua.says(WORKERS, '问答 老年证怎么办 | 到大厅');
    await town.chenhua.says(WORKERS, '问答 改 1 范围 第一网格');
    town.expectReply(WORKERS, /问答1 改好了\(第一网格/);
    expect((await kept()).toSorted()).toEqual(['faq yg-1', 'notice yg-2']);
  });

  test('a notice is posted where it counts, not where the line that posts it says', async () => {
    await town.xujing.says(STREET, '通知 6月4日停水');
    await town.xujing.says(STREET, '通知 1 发群 范围 阳光社区');
    town.expectReply(STREET, /「通知 改 1 范围 阳光社区」/);
    town.expectSilence(RESIDENTS);
    town.expectSilence(HUBIN_RESIDENTS);
  });
});

describeOnEachDatabase('how long a notice or a kept answer counts', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());

  test('a day beyond the longest is told to be cut', async () => {
    await town.chenhua.says(WORKERS, '问答 老年证怎么办 | 到大厅 有效至 2035-01-01');
    town.expectReply(
      WORKERS,
      /有效至2029年6月2日[\s\S]*最久只能记到2029年6月2日,到时还要用请发「问答 改 1 有效至 日期」/,
    );
    await town.chenhua.says(WORKERS, '通知 楼道不要停车 长期有效');
    town.expectReply(WORKERS, /最久只能记到2029年6月2日/);
    await town.chenhua.says(WORKERS, '通知 改 1 有效至 2040-01-01');
    town.expectReply(WORKERS, /最久只能记到2029年6月2日/);
    await town.chenhua.says(WORKERS, '通知 2033年5月1日停水');
    town.expectReply(WORKERS, /最久只能记到2029年6月2日/);
  });

  test('one within it is not', async () => {
    await town.chenhua.says(WORKERS, '问答 老年证怎么办 | 到大厅 有效至 2027-01-01');
    expect(town.expectReply(WORKERS, /问答1 记下了/).text).not.toContain('最久');
  });
});
