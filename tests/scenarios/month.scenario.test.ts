import { afterEach, expect, test } from 'vitest';
import { hours } from '../../src/chat/simulator/group.ts';
import { HOUR_MS } from '../../src/engine/glossary.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { CLOSING, monthTown, smallMonth, until } from '../support/month-town.ts';
import { type Play, RESIDENTS, STREET, WORKERS } from './play.ts';

const SECRETARY = 'dm:wx-chenhua';
const ADMINISTRATOR = 'dm:wx-xujing';
const WANGQIANG = 'dm:wx-wangqiang';
const LIMEI = 'dm:wx-limei';
const PUBLISHED_BY_ITSELF = CLOSING + 49 * HOUR_MS;

const wordsIn = (town: Play, chat: string) => town.said(chat).map(({ text }) => text);
const picturesIn = (town: Play, chat: string) => town.said(chat).flatMap(({ picture }) => picture ?? []);

describeOnEachDatabase('a month of a small town', (database) => {
  let town: Play;
  afterEach(() => town.end());

  const stateOf = async (key: string) => (await town.store.appraisal.month('kunlun', key))?.state;

  /** Totals of a version as people read them, escaped for a pattern: what they are is the golden tests' matter. */
  const totalsOf = async (version: number): Promise<Record<'limei' | 'wangqiang', string>> => {
    const sheets = await town.store.appraisal.sheets('kunlun:2026-06', version);
    const of = (id: string) => {
      const total = sheets.find(({ subject }) => subject.id === id)?.total ?? '';
      return total.replace(/\.?0+$/, '').replace('.', '\\.');
    };
    return { limei: of('limei'), wangqiang: of('wangqiang') };
  };

  test('goes from a report over the ranking and an appeal to its last version', async () => {
    town = await monthTown(database);
    await until(town, CLOSING);
    const first = await totalsOf(1);
    // Who leads sees it first, each what is theirs; nobody else hears of it.
    town.expectReply(
      ADMINISTRATOR,
      new RegExp(
        `^6月考核算好了[\\s\\S]*网格员\\(4\\):第一 周涛 100,最后 王强 ${first.wangqiang}[\\s\\S]*「公布 6月」`,
      ),
    );
    const preview = town.expectReply(SECRETARY, /^6月考核算好了/).text;
    expect(preview).toMatch(
      new RegExp(
        `网格员\\(2\\):最高 李梅 ${first.limei}\\(街道第3\\),最低 王强 ${first.wangqiang}\\(街道第4\\)`,
      ),
    );
    expect(preview).not.toMatch(/孙燕|周涛|「公布/);
    expect(wordsIn(town, STREET)).toEqual([]);

    await town.chenhua.whispers('公布');
    town.expectReply(SECRETARY, /^公布全街道的考核要由街道来发/);
    await town.xujing.whispers('公布');
    town.expectReply(ADMINISTRATOR, /排名、图和表发到街道群[\s\S]*「公布 确认」/);
    await town.xujing.whispers('公布 确认');
    town.expectReply(ADMINISTRATOR, /^好的,6月考核现在公布$/);
    town.expectReply(
      STREET,
      new RegExp(
        `^6月考核排名 · 网格员\\(4 人\\)\n1 .+ 100 并列\n1 .+ 100 并列\n3 李梅 ${first.limei}\n4 王强 ${first.wangqiang}$`,
      ),
    );
    expect(picturesIn(town, STREET)).toContain('report:ranking/kunlun/2026-06/1/grid-workers.png');
    expect(picturesIn(town, STREET)).toContainEqual(expect.stringMatching(/2026-06\/1\/all\.xlsx$/));
    town.expectReply(STREET, /^昆仑路街道2026年6月月报/);
    expect(picturesIn(town, STREET).at(-1)).toBe('report:month/kunlun/2026-06/1/all.docx');
    expect(wordsIn(town, WORKERS).join()).not.toContain('排名');
    town.expectReply(
      LIMEI,
      new RegExp(`^您6月考核 ${first.limei} 分,网格员第3名,共 4 人\n办事 [\\d.]+/\\d+,纪律 20/20\n扣得多的:`),
    );
    const figures = town.expectReply(
      RESIDENTS,
      /^阳光社区6月:办结 1 件,解决率 50%\(1\/2\),满意率 50%\(1\/2\)/,
    ).text;
    expect(figures).not.toMatch(/李梅|王强|分/);

    await town.wangqiang.whispers('申诉 解决率 那天是物业断电');
    town.expectReply(WANGQIANG, /^申诉1 收到:6月「解决率」/);
    town.expectReply(SECRETARY, /^申诉1 王强对6月「解决率」有异议:那天是物业断电/);
    await town.limei.whispers('申诉 满意率 少算一件');
    await town.wangqiang.whispers('申诉 撤回 2');
    town.expectReply(WANGQIANG, /您没有提过申诉2/);
    await town.limei.whispers('申诉 撤回 2');
    town.expectReply(LIMEI, /^申诉2 已撤回$/);
    await town.wangqiang.whispers('申诉 解决率 再说一次');
    town.expectReply(WANGQIANG, /已经提过申诉1/);
    expect(await stateOf('2026-06')).toBe('appealed');

    await town.chenhua.whispers('复核 1 成立 +5 断电记录属实');
    town.expectReply(SECRETARY, /^申诉1\(王强6月「解决率」\)成立,「解决率」\+5 分\(记分1\):断电记录属实/);
    town.expectReply(WANGQIANG, /^您的申诉1.+成立/);
    const second = await totalsOf(2);
    expect(second).toEqual({ limei: first.limei, wangqiang: expect.not.stringMatching(first.wangqiang) });
    const moved = `${first.wangqiang} → ${second.wangqiang}`;
    town.expectReply(STREET, new RegExp(`^6月考核排名更正\\(第2版\\)\n王强\\(网格员\\):${moved}`));
    town.expectReply(WANGQIANG, new RegExp(`^6月考核有更正\\(第2版\\):${moved} 分`));
    expect(picturesIn(town, STREET).slice(-2)).toEqual([
      'report:ranking/kunlun/2026-06/2/grid-workers.png',
      expect.stringMatching(/2026-06\/2\/all\.xlsx$/),
    ]);

    await town.advance(hours(9 * 24));
    expect(await stateOf('2026-06')).toBe('frozen');
    await town.wangqiang.whispers('申诉 总分 还是不服');
    town.expectReply(WANGQIANG, /2026年6月的分已经定稿/);
  });

  test('is published by itself in its time; an appeal that is rejected changes no digit, and one left open keeps it open', async () => {
    town = await monthTown(database);
    // Over, and not computed yet: what belongs to it is still written.
    await until(town, CLOSING - HOUR_MS);
    await town.chenhua.says(WORKERS, '记分 王强 出勤 -1 6月30日早退');
    await until(town, PUBLISHED_BY_ITSELF);
    town.expectReply(STREET, /^6月考核排名/);
    town.expectReply(WANGQIANG, /^您6月考核[\s\S]*纪律 19\/20/);
    const before = await town.store.appraisal.sheets('kunlun:2026-06', 1);
    await town.wangqiang.whispers('申诉 不服');
    await town.limei.whispers('申诉 6月 满意率 少算一件');
    await town.chenhua.whispers('复核 1 驳回');
    town.expectReply(SECRETARY, /请写上原因/);
    await town.chenhua.whispers('复核 1 驳回 回访录音里居民说没修好');
    town.expectReply(WANGQIANG, /^您的申诉1\(王强6月总分\)没有成立:回访录音里居民说没修好$/);
    // Nobody decides on what is their own: that of whoever leads goes to the street.
    await town.chenhua.whispers('申诉 湖滨社区 解决率 那件是物业断电');
    town.expectReply(SECRETARY, /湖滨社区 的分只给/);
    await town.chenhua.whispers('申诉 阳光社区 解决率 那件是物业断电');
    town.expectReply(SECRETARY, /^申诉3 收到:阳光社区6月「解决率」/);
    await town.chenhua.whispers('复核 3 成立 +5 属实');
    town.expectReply(SECRETARY, /^申诉3 不归您复核/);
    town.expectReply(ADMINISTRATOR, /^申诉3 陈华替阳光社区对6月「解决率」有异议/);
    await town.xujing.whispers('复核 3 驳回 不改');
    await town.chenhua.whispers('申诉 满意率 少算一件');
    await town.chenhua.whispers('复核 4 成立 +5 属实');
    town.expectReply(SECRETARY, /^申诉4 不归您复核/);
    await town.xujing.whispers('复核 4 驳回 不改');
    await town.advance(hours(20 * 24));
    expect(await stateOf('2026-06')).toBe('appealed');
    town.expectReply(SECRETARY, /^6月的申诉期过了,还有 1 件等您复核,答复了这个月才定稿\n申诉2 李梅/);
    expect(wordsIn(town, SECRETARY).filter((text) => text.startsWith('6月的申诉期'))).toHaveLength(1);
    await town.xujing.whispers('复核 2 驳回 核对过');
    await town.advance(hours(1));
    expect(await stateOf('2026-06')).toBe('frozen');
    const june = await town.store.appraisal.month('kunlun', '2026-06');
    expect(june?.version).toBe(1);
    expect(await town.store.appraisal.sheets('kunlun:2026-06', 1)).toEqual(before);
  });

  test('says nothing where the policy switches it off, and to nobody else instead', async () => {
    const publication = {
      streetRanking: false,
      workerRanking: true,
      ownScores: false,
      residentFigures: false,
      report: false,
    };
    town = await monthTown(database, { policy: smallMonth({ publication }) });
    const before = town.said().length;
    await until(town, PUBLISHED_BY_ITSELF);
    const since = town
      .said()
      .slice(before)
      .filter(({ text }) => /考核|办结 \d+ 件/.test(text));
    const rooms = new Set(
      since.filter(({ text }) => !text.startsWith('6月考核算好了')).map(({ chatId }) => chatId),
    );
    expect([...rooms].toSorted()).toEqual(['hubin-work', WORKERS]);
    town.expectReply(
      WORKERS,
      /^6月考核排名 · 网格员\(阳光社区,名次是全街道 4 人里的\)\n3 李梅 [\d.]+\n4 王强 [\d.]+$/,
    );
    await town.xujing.whispers('公布');
    town.expectReply(ADMINISTRATOR, /2026年6月已经公布过了/);
  });
});
