import { afterEach, expect, test } from 'vitest';
import { minutes } from '../../src/chat/simulator/group.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { CLOSING, monthTown, until } from '../support/month-town.ts';
import { type Play, RESIDENTS, STREET, WORKERS } from './play.ts';

describeOnEachDatabase('scores are written, shown and explained', (database) => {
  let town: Play;
  afterEach(() => town.end());

  const last = (chat: string) =>
    town.said().findLast((line) => line.chatId === chat && line.text !== '')?.text ?? '';
  const alone = (id: string) => last(`dm:wx-${id}`);

  test('from a written point to the question why', async () => {
    town = await monthTown(database);
    const { chenhua, limei, wangqiang, xujing } = town;

    await chenhua.whispers('记分 李梅 出勤 -1 6月29日例会迟到20分钟 #1');
    expect(alone('chenhua')).toMatch(/记下了:记分1 李梅「出勤」-1 分/);
    expect(alone('limei')).toMatch(/陈.*给您记了一条.*「出勤」-1 分/);
    await chenhua.whispers('记分 王强 作风 -2 态度生硬');
    await chenhua.whispers('记分 撤销 2 查实是误会');
    expect(alone('wangqiang')).toMatch(/记分2已撤销:「作风」-2 分.*撤销原因:查实是误会/);
    await chenhua.whispers('记分');
    expect(alone('chenhua')).toMatch(/2 王强「作风」.*已撤销[\s\S]*1 李梅「出勤」/);

    await until(town, CLOSING + minutes(2));
    await limei.whispers('我的分');
    expect(alone('limei')).toMatch(/6月还没有公布/);
    await xujing.whispers('公布 6月 确认');
    await town.advance(minutes(2));

    await limei.whispers('我的分');
    expect(alone('limei')).toMatch(/您6月考核:.* 分.*\n[\s\S]*【纪律 19\/20】\n出勤 9\/10、作风 10\/10/);
    await limei.says(WORKERS, '我的分');
    expect(last(WORKERS)).toContain('私聊发给您了');

    await limei.whispers('为什么 出勤');
    expect(alone('limei')).toMatch(
      /「出勤」\(纪律\)得 9 分,满分 10[\s\S]*从满分起扣,1 条记分合计 -1 分[\s\S]*例会迟到20分钟/,
    );
    await wangqiang.whispers('为什么 作风');
    expect(alone('wangqiang')).toMatch(/得 10 分[\s\S]*已撤销,不算/);
    await limei.whispers('为什么 满意率');
    expect(alone('limei')).toMatch(/答了的回访 1 件,满意.* 1,满意率 100.0%[\s\S]*#1/);
    await limei.whispers('为什么');
    expect(alone('limei')).toMatch(/总分 [\d.]+\n[\s\S]*算式:/);

    await limei.whispers('为什么 出勤 王强');
    expect(alone('limei')).toContain('王强 的分只给本人、本社区书记和街道看');
    await chenhua.whispers('我的分 李梅');
    expect(alone('chenhua')).toMatch(/^李梅6月考核/);

    await chenhua.whispers('上个月的排名');
    expect(alone('chenhua')).toMatch(/6月考核排名 · 网格员[\s\S]*3 李梅 [\d.]+\n4 王强/);
    await chenhua.whispers('第二网格二季度怎么样');
    expect(alone('chenhua')).toMatch(
      /^6月考核平均 · 网格员\(第二网格,名次是全街道 4 人里的\)\n4 王强 平均 [\d.]+\([\d.]+\)\n没有分的月份不算:4月、5月$/,
    );
    await limei.whispers('排行');
    expect(alone('limei')).toContain('不公布排名');

    await xujing.whispers('试算 作风 40');
    expect(alone('xujing')).toMatch(/试算6月:「作风」从 10 改成 40/);
    await chenhua.whispers('减负 6月');
    expect(alone('chenhua')).toMatch(/李梅 \d+ 次/);
    await limei.whispers('为什么 星际航行');
    expect(alone('limei')).toMatch(/^没有「星际航行」这一项。可以写:.*出勤/);
    await xujing.whispers('试算 基本满意 5');
    expect(alone('xujing')).toBe('「基本满意」不能是 5:请写 0 到 1 的数');
    await chenhua.whispers('记分 李梅 出勤 -1 6月29日又迟到');
    expect(alone('chenhua')).toContain('2026年6月的分已经算出来了');
  });

  test('and whoever does not answer for them sees none of it', async () => {
    town = await monthTown(database);
    const { chenhua, wugang, limei, xujing, zhang } = town;
    await chenhua.says(WORKERS, '记分 李梅 出勤 -1 昨天迟到');
    await chenhua.says(WORKERS, '记分');
    await chenhua.says(WORKERS, '减负');
    await wugang.whispers('记分 孙燕 作风 -3 昨天和居民争吵');
    await until(town, CLOSING + minutes(2));
    await xujing.whispers('公布 6月 确认');
    await town.advance(minutes(2));

    await xujing.whispers('试算 作风 0');
    expect(alone('xujing')).toMatch(/\n孙燕\(网格员\):.*,升 \d/);
    await chenhua.says(STREET, '试算 作风 0');
    const [, ...moves] = alone('chenhua').split('\n');
    expect(moves.join('\n')).not.toMatch(/孙燕|周涛|吴刚/);
    await wugang.whispers('我的分 李梅');
    expect(alone('wugang')).toContain('李梅 的分只给本人、本社区书记和街道看');
    await wugang.whispers('排行 阳光社区');
    expect(alone('wugang')).toContain('阳光社区 的分只给');
    await wugang.whispers('减负 6月');
    expect(alone('wugang')).not.toContain('李梅');
    await limei.says(WORKERS, '为什么 出勤');
    for (const text of ['排行', '我的分 李梅', '上个月的排名']) {
      await zhang.says(RESIDENTS, text, { mentionsBot: true });
    }
    const heard = [RESIDENTS, WORKERS].flatMap((room) => town.said(room).map(({ text }) => text)).join('\n');
    expect(heard).toContain('私聊发给您了');
    expect(heard).not.toMatch(/出勤|迟到|\d 次,平均|李梅 \d+\.?\d*\n/);
  });
});
