import { afterEach, beforeEach, expect, test } from 'vitest';
import { COMMANDS } from '../../commands/index.ts';
import type { TicketEvent } from '../../src/engine/ticket/event.ts';
import { HUBIN_WORKERS, type Play, play, RESIDENTS, WORKERS } from '../scenarios/play.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { taken } from './speaking.ts';

type Who = 'zhang' | 'wang' | 'limei' | 'wangqiang' | 'chenhua' | 'sunyan' | 'wugang' | 'xujing';
type Row = readonly [who: Who, text: string, code: string];

/** #1 is 李梅's to claim; 王强 has #2 in hand, has finished #3, and has asked to put #4 off; #5 is withdrawn. */
async function furnish(town: Play): Promise<void> {
  const { zhang, wangqiang } = town;
  await town.report('报事 阳光花园3号楼2单元电梯坏了');
  await town.report('报事 阳光花园8号楼单元门禁失灵');
  await town.report('报事 阳光花园9号楼旁路灯不亮');
  await town.report('报事 阳光花园10号楼下水道堵了');
  await town.report('报事 阳光花园11号楼门口积水');
  await wangqiang.says(WORKERS, '接单 2');
  await wangqiang.says(WORKERS, '接单 3');
  await wangqiang.says(WORKERS, '办结 3 灯泡已换,亮了');
  await wangqiang.says(WORKERS, '接单 4');
  await wangqiang.says(WORKERS, '缓办 4 等疏通车,缓到6月10日');
  await zhang.says(RESIDENTS, '撤回 5');
}

const WITHOUT_WORDS: readonly Row[] = [
  ['zhang', '报事', 'text-missing'],
  ['zhang', '补充 1', 'text-missing'],
  ['zhang', '更正 1', 'text-missing'],
  ['zhang', '绑定', 'text-missing'],
  ['chenhua', '派单 1', 'text-missing'],
  ['chenhua', '督办 1', 'text-missing'],
  ['wangqiang', '进展 2', 'text-missing'],
  ['limei', '代报', 'text-missing'],
  ['limei', '巡查', 'text-missing'],
  ['limei', '走访', 'text-missing'],
  ['limei', '响应 1', 'text-missing'],
  ['limei', '响应 1 园林所', 'text-missing'],
  ['wangqiang', '办结 2', 'result-missing'],
  ['wangqiang', '退单 2', 'reason-missing'],
  ['wangqiang', '缓办 2', 'reason-missing'],
  ['wangqiang', '延期 2', 'reason-missing'],
  ['limei', '请假', 'reason-missing'],
  ['wangqiang', '吹哨 2 园林所', 'reason-missing'],
  ['chenhua', '驳回', 'reason-missing'],
  ['chenhua', '驳回 4', 'reason-missing'],
  ['chenhua', '争议 1', 'reason-missing'],
  ['chenhua', '剔除 1', 'reason-missing'],
  ['zhang', '异议 4', 'reason-missing'],
  ['zhang', '重办 3', 'reason-missing'],
  ['zhang', '评价 3', 'bad-arguments'],
  ['chenhua', '合并 1', 'bad-arguments'],
  ['chenhua', '移交 李梅', 'bad-arguments'],
  ['chenhua', '评哨 1 园林所 9', 'bad-arguments'],
  ['chenhua', '评哨 1 园林所', 'bad-arguments'],
];

const UNKNOWN: readonly Row[] = [
  ...['查 77', '催 77', '补充 77 还是坏的', '撤回 77', '评价 77 满意', '附议 77'].map(nobodysTicket('zhang')),
  ...['异议 77 等不了', '重办 77 又坏了', '更正 77 紧急', '恢复 77'].map(nobodysTicket('zhang')),
  ...['接单 77', '退单 77 不归我', '转派 77 王强', '到场 77', '进展 77 在修'].map(nobodysTicket('limei')),
  ...['缓办 77 等配件,缓到6月10日', '延期 77 等配件,延到6月10日'].map(nobodysTicket('limei')),
  ...['办结 77 修好了', '吹哨 77 园林所 树倒了', '响应 77 园林所 已到场'].map(nobodysTicket('limei')),
  ...['派单 77 王强', '批准 77', '驳回 77 不行', '合并 77 1', '合并 1 77'].map(nobodysTicket('chenhua')),
  ...['拆分 77', '督办 77 快办', '争议 77 不归我', '剔除 77 不合理'].map(nobodysTicket('chenhua')),
  nobodysTicket('chenhua')('评哨 77 园林所 3'),
  ['chenhua', '派单 1 王大锤', 'no-such-person'],
  ['limei', '转派 1 王大锤', 'no-such-person'],
  ['chenhua', '移交 王大锤 李梅', 'no-such-person'],
  ['chenhua', '移交 李梅 王大锤', 'no-such-person'],
  ['chenhua', '拆分 1 王大锤', 'no-such-person'],
  ['chenhua', '绑定 王大锤', 'no-such-person'],
  ['limei', '更正 1 网格 第九网格', 'no-such-grid'],
  ['limei', '更正 1 类别 星际航行', 'category-unclear'],
  ['chenhua', '名单 月亮社区', 'room-scope-unknown'],
  ['limei', '接蛋 1', 'unknown-command'],
  ['wang', '催', 'no-ticket-meant'],
  ['zhang', '催', 'which-ticket'],
];

function nobodysTicket(who: Who): (text: string) => Row {
  return (text) => [who, text, 'no-such-ticket'];
}

const NOT_THEIRS: readonly Row[] = [
  ['chenhua', '派单 1 孙燕', 'not-the-worker'],
  ['limei', '转派 1 孙燕', 'not-the-worker'],
  ['chenhua', '移交 李梅 李梅', 'not-the-worker'],
  ['limei', '办结 2 修好了', 'not-yours'],
  ['limei', '到场 2', 'not-yours'],
  ['limei', '进展 2 在修', 'not-yours'],
  ['limei', '退单 2 不归我', 'not-yours'],
  ['limei', '缓办 2 等配件,缓到6月10日', 'not-yours'],
  ['limei', '转派 2 赵磊', 'not-yours'],
  ['limei', '接单 2', 'already-claimed'],
  ['wang', '催 1', 'not-reporter'],
  ['wang', '撤回 1', 'not-reporter'],
  ['wang', '恢复 5', 'not-reporter'],
  ['wang', '重办 3 又不亮了', 'not-reporter'],
  ['wang', '评价 3 满意', 'not-reporter'],
  ['wangqiang', '评价 3 满意', 'staff-rates-own'],
];

const NOT_NOW: readonly Row[] = [
  ['zhang', '附议 1', 'already-follows'],
  ['zhang', '评价 2 满意', 'wrong-status'],
  ['zhang', '重办 2 又坏了', 'wrong-status'],
  ['zhang', '异议 1 等不了', 'wrong-status'],
  ['zhang', '催 5', 'wrong-status'],
  ['zhang', '撤回 3', 'wrong-status'],
  ['zhang', '附议 5', 'wrong-status'],
  ['chenhua', '恢复 1', 'wrong-status'],
  ['wangqiang', '到场 3', 'wrong-status'],
  ['limei', '接单 3', 'wrong-status'],
  ['chenhua', '派单 5 王强', 'wrong-status'],
  ['wangqiang', '延期 4 还要几天,延到6月12日', 'already-pending'],
  ['chenhua', '批准 1', 'nothing-pending'],
  ['chenhua', '驳回 1 不行', 'nothing-pending'],
  ['limei', '响应 1 园林所 已到场', 'nothing-pending'],
  ['chenhua', '评哨 1 园林所 3', 'nothing-pending'],
  ['wangqiang', '批准 4', 'not-permitted'],
  ['chenhua', '合并 1 1', 'same-ticket'],
  ['wangqiang', '缓办 2 等配件', 'date-unclear'],
  ['wangqiang', '延期 2 等配件,延到8月1日', 'extension-too-long'],
  ['limei', '请假 过阵子', 'date-unclear'],
];

const SCORES: readonly Row[] = [
  ['chenhua', '记分 王大锤 出勤 -1 迟到', 'no-such-person'],
  ['chenhua', '记分 徐静 出勤 -1 迟到', 'not-scored'],
  ['chenhua', '记分 李梅', 'item-unclear'],
  ['chenhua', '记分 李梅 星际航行 -1 迟到', 'item-unclear'],
  ['chenhua', '记分 李梅 满意率 -1 太低', 'item-unclear'],
  ['chenhua', '记分 李梅 出勤 迟到', 'points-missing'],
  ['chenhua', '记分 李梅 出勤 -99 迟到', 'points-out'],
  ['chenhua', '记分 李梅 出勤 0 迟到', 'points-out'],
  ['chenhua', '记分 李梅 出勤 -1', 'entry-reason'],
  ['chenhua', '记分 李梅 出勤 -1 明天迟到', 'entry-ahead'],
  ['chenhua', '记分 孙燕 出勤 -1 迟到', 'entry-not-permitted'],
  ['chenhua', '记分 陈华 表扬 2 工作努力', 'entry-not-permitted'],
  ['chenhua', '记分 撤销 77 记错了', 'no-such-score-entry'],
  ['chenhua', '记分 撤销 1', 'reason-missing'],
  ['chenhua', '记分 撤销 2 再撤一次', 'entry-settled'],
  ['limei', '我的分', 'no-scores'],
  ['limei', '我的分 2027年1月', 'month-ahead'],
  ['limei', '我的分 王强', 'score-not-yours'],
  ['limei', '我的分 湖滨社区', 'score-not-yours'],
  ['chenhua', '我的分 孙燕', 'score-not-yours'],
  ['limei', '为什么 出勤', 'no-scores'],
  ['limei', '为什么 王强 出勤', 'score-not-yours'],
  ['limei', '排行', 'ranking-off'],
  ['chenhua', '排行', 'no-scores'],
  ['chenhua', '排行 二季度', 'no-scores'],
  ['chenhua', '排行 湖滨社区', 'score-not-yours'],
  ['limei', '减负 2027年1月', 'month-ahead'],
  ['chenhua', '导出 13月', 'month-ahead'],
  ['chenhua', '月报 去年', 'month-ahead'],
  ['chenhua', '试算', 'text-missing'],
  ['chenhua', '试算 出勤', 'text-missing'],
  ['chenhua', '试算 出勤 20', 'no-scores'],
];

describeOnEachDatabase('a command that cannot be carried out says why and changes nothing', (database) => {
  let town: Play;
  let before: readonly (readonly TicketEvent[])[];
  const histories = () => Promise.all([1, 2, 3, 4, 5].map((number) => town.history(number)));
  beforeEach(async () => {
    town = await play(database);
    await furnish(town);
    before = await histories();
  });
  afterEach(async () => {
    expect(await histories()).toEqual(before);
    await town.end();
  });

  const roomOf = (who: Who) => (who === 'zhang' || who === 'wang' ? RESIDENTS : WORKERS);
  const answers = async (rows: readonly Row[]) => {
    const got: Record<string, string> = {};
    for (const [who, text] of rows) {
      got[`${who}: ${text}`] = await taken(town, { by: town[who], in: roomOf(who), text });
    }
    return got;
  };
  const wanted = (rows: readonly Row[]) =>
    Object.fromEntries(rows.map(([who, text, code]) => [`${who}: ${text}`, `refused:${code}`]));

  test('without its words, reason, result, score or second number', async () => {
    expect(await answers(WITHOUT_WORDS)).toEqual(wanted(WITHOUT_WORDS));
  });

  test('of a ticket, person, grid, category or community that is not there', async () => {
    expect(await answers(UNKNOWN)).toEqual(wanted(UNKNOWN));
  });

  test('a category too coarse to file under is told its finer ones, an unknown one the coarse ones', async () => {
    await town.limei.says(WORKERS, '更正 1 类别 水电气');
    town.expectReply(
      WORKERS,
      /^「水电气」下面分得更细:停水、.*燃气.*。请写其中一个,例如「更正 1 类别 停水」$/,
    );
    await town.limei.says(WORKERS, '更正 1 水电气');
    town.expectReply(WORKERS, /^「水电气」下面分得更细/);
    await town.limei.says(WORKERS, '更正 1 类别 星际航行');
    town.expectReply(WORKERS, /^没有「星际航行」这个类别。大类有.*水电气.*,写一个大类能看到下面的/);
    await town.limei.says(WORKERS, '更正 1 类别 电提');
    town.expectReply(WORKERS, /^没有「电提」这个类别,是不是.*电梯.*\?请写全再发一次/);
  });

  test('of what is another’s to do', async () => {
    expect(await answers(NOT_THEIRS)).toEqual(wanted(NOT_THEIRS));
  });

  test('when the ticket is past it or not there yet', async () => {
    expect(await answers(NOT_NOW)).toEqual(wanted(NOT_NOW));
  });

  test('of scores that are not there, or not theirs to write or see', async () => {
    await town.chenhua.says(WORKERS, '记分 李梅 出勤 -1 昨天迟到');
    await town.chenhua.says(WORKERS, '记分 李梅 作风 -1 昨天争吵');
    await town.chenhua.says(WORKERS, '记分 撤销 2 查实是误会');
    expect(await answers(SCORES)).toEqual(wanted(SCORES));
  });

  test('every command of staff is refused to residents, whatever they call themselves', async () => {
    const chief = town.member('wx-chief', '社区书记');
    const ofStaff = COMMANDS.filter((command) => !command.roles.includes('resident'));
    for (const { name } of ofStaff) {
      const line = { by: chief, in: RESIDENTS, text: name, options: { mentionsBot: true } };
      expect(await taken(town, line), name).toBe('refused:not-permitted');
    }
    expect(ofStaff.length).toBeGreaterThan(20);
  });

  test('every command of leaders is refused to workers', async () => {
    const ofLeaders = COMMANDS.filter((command) => !command.roles.includes('worker'));
    for (const { name } of ofLeaders) {
      const line = { by: town.limei, in: WORKERS, text: name, options: { mentionsBot: true } };
      expect(await taken(town, line), name).toBe('refused:not-permitted');
    }
    expect(ofLeaders.length).toBeGreaterThan(8);
  });

  test('what belongs into staff rooms is sent there from a residents’ room', async () => {
    for (const { name } of COMMANDS.filter((command) => !command.rooms.includes('resident'))) {
      const line = { by: town.chenhua, in: RESIDENTS, text: name, options: { mentionsBot: true } };
      expect(await taken(town, line), name).toBe('refused:wrong-room');
    }
  });

  test('in a room that is not bound nothing is carried out', async () => {
    for (const { name } of COMMANDS.filter((command) => !command.unbound)) {
      const line = { by: town.chenhua, in: 'strangers', text: name, options: { mentionsBot: true } };
      expect(await taken(town, line), name).toBe('refused:room-not-bound');
    }
    expect(town.said('strangers')).toEqual([]);
  });

  test('staff of another community may not touch it, by any command that acts on a ticket', async () => {
    const acts = [
      '接单 1',
      '办结 1 修好了',
      '到场 1',
      '退单 1 不归我',
      '进展 1 在修',
      '吹哨 1 园林所 树倒了',
    ];
    for (const text of acts) {
      expect(await taken(town, { by: town.sunyan, in: HUBIN_WORKERS, text }), text).toMatch(/^refused:/);
    }
    for (const text of ['派单 1 孙燕', '督办 1 快办', '剔除 1 不合理', '合并 1 2']) {
      expect(await taken(town, { by: town.wugang, in: HUBIN_WORKERS, text }), text).toMatch(/^refused:/);
    }
  });
});
