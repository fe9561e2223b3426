import { afterEach, expect, test } from 'vitest';
import { COMMANDS } from '../../commands/index.ts';
import { minutes } from '../../src/chat/simulator/group.ts';
import { type Play, play, RESIDENTS, STREET, WORKERS } from '../scenarios/play.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { taken } from './speaking.ts';

type Who = 'zhang' | 'wang' | 'limei' | 'wangqiang' | 'chenhua' | 'xujing';
type Row = readonly [who: Who, room: string, text: string];

const PRIVATE = 'private';
const LAST_DAY = Date.parse('2026-06-30T14:30:00+08:00');
/** June is previewed by then. */
const CLOSED = Date.parse('2026-07-01T10:00:00+08:00');

/** Each line is carried out; what the numbers stand for is in the order of the reports. */
const LIFE: readonly Row[] = [
  ['zhang', RESIDENTS, '报事 阳光花园3号楼2单元电梯坏了'],
  ['wang', RESIDENTS, '附议 1'],
  ['zhang', RESIDENTS, '补充 1 是东边那部'],
  ['zhang', RESIDENTS, '催 1'],
  ['limei', WORKERS, '待办'],
  ['limei', WORKERS, '接单 1'],
  ['limei', WORKERS, '到场 1'],
  ['limei', WORKERS, '进展 1 维保在换门锁'],
  ['limei', WORKERS, '吹哨 1 市场监管所 需要复检'],
  ['limei', WORKERS, '响应 1 市场监管所 已到场'],
  ['chenhua', WORKERS, '评哨 1 市场监管所 4'],
  ['limei', WORKERS, '延期 1 等复检,延到6月11日'],
  ['chenhua', WORKERS, '批准 1'],
  ['limei', WORKERS, '缓办 1 等配件,缓到6月5日'],
  ['chenhua', WORKERS, '批准 缓办 1'],
  ['wang', RESIDENTS, '异议 1 老人下不了楼'],
  ['chenhua', WORKERS, '恢复 1 配件到了'],
  ['limei', WORKERS, '办结 1 门锁已换,试运行正常'],
  ['zhang', RESIDENTS, '评价 1 满意'],
  ['zhang', RESIDENTS, '查 1'],
  ['wang', RESIDENTS, '重办 1 又停了'],
];

const STAFF: readonly Row[] = [
  ['limei', WORKERS, '代报 4号楼王奶奶来电,楼上空调滴水'],
  ['limei', WORKERS, '巡查 5号楼北侧路灯不亮'],
  ['limei', WORKERS, '走访 6号楼独居老人家,门禁失灵'],
  ['limei', WORKERS, '退单 1 不归我管'],
  ['chenhua', WORKERS, '驳回 1 就是你的网格'],
  ['chenhua', WORKERS, '派单 1 王强'],
  ['wangqiang', WORKERS, '转派 1 李梅 她熟'],
  ['chenhua', WORKERS, '批准 转派 1'],
  ['chenhua', WORKERS, '督办 1 今天给说法'],
  ['chenhua', WORKERS, '更正 1 紧急'],
  ['chenhua', WORKERS, '争议 1 电梯归湖滨'],
  ['chenhua', WORKERS, '合并 2 1'],
  ['chenhua', WORKERS, '拆分 2'],
  ['chenhua', WORKERS, '剔除 3 重复来访'],
  ['xujing', STREET, '剔除 3 属实'],
  ['chenhua', WORKERS, '移交 李梅 王强 确认'],
  ['limei', WORKERS, '请假 明天 看病'],
  ['chenhua', WORKERS, '批准'],
  ['limei', WORKERS, '销假'],
  ['chenhua', WORKERS, '名单'],
  ['chenhua', WORKERS, '换号'],
  ['chenhua', WORKERS, '通知 6月5日9:00-17:00 阳光花园1-6号楼停水,水管改造 发群'],
  ['limei', WORKERS, '问答 老年证怎么办 | 带身份证和一寸照到社区服务大厅'],
  ['limei', WORKERS, '帮助'],
  ['chenhua', PRIVATE, '绑定 赵磊'],
  ['limei', PRIVATE, '测评'],
  ['zhang', RESIDENTS, '我的'],
  ['zhang', RESIDENTS, '撤回 1'],
  ['chenhua', RESIDENTS, '本群 方式 确认'],
];

/** Of a month that is over: the first two before its end, the rest once it is previewed. */
const WRITTEN: readonly Row[] = [
  ['chenhua', WORKERS, '记分 李梅 出勤 -1 6月30日迟到20分钟'],
  ['limei', PRIVATE, '减负'],
];
const MONTH: readonly Row[] = [
  ['xujing', STREET, '公布 6月 确认'],
  ['limei', PRIVATE, '我的分'],
  ['limei', PRIVATE, '为什么 出勤'],
  ['limei', PRIVATE, '申诉 出勤 那天是去居民家了'],
  ['chenhua', PRIVATE, '复核 1 成立 +1 走访记录属实'],
  ['xujing', PRIVATE, '考核建议'],
  ['xujing', STREET, '排行 6月'],
  ['xujing', STREET, '月报 6月'],
  ['xujing', STREET, '导出 6月'],
  ['xujing', PRIVATE, '试算 出勤 15'],
];

/** 「疑1」 and 「疑2」 are made by talk in a room that confirms first. */
const DRAFTS: readonly Row[] = [
  ['limei', WORKERS, '立案 疑1'],
  ['limei', WORKERS, '忽略 疑2 闲聊'],
];

describeOnEachDatabase('every command does its work for whoever may type it', (database) => {
  let town: Play;
  const done = new Set<string>();
  afterEach(() => town.end());

  const carryOut = async (rows: readonly Row[]) => {
    for (const [who, room, text] of rows) {
      const outcome = await taken(town, { by: town[who], in: room, text });
      expect(outcome, text).toMatch(/^command:/);
      done.add(outcome.slice('command:'.length));
      await town.advance(minutes(1));
    }
  };

  test('in a story of a street', async () => {
    town = await play(database);
    await carryOut(LIFE);
    await carryOut(STAFF);
    await town.zhang.says(RESIDENTS, '阳光花园3号楼2单元门口路灯坏了,没人修');
    await town.wang.says(RESIDENTS, '阳光花园12号楼下水道堵了,脏水往外冒');
    await carryOut(DRAFTS);
    expect(await town.ticket(1)).toMatchObject({ status: 'withdrawn', urgency: 'urgent', extended: true });
    expect(await town.ticket(2)).toMatchObject({ onBehalfOf: '4号楼王奶奶', assigneeName: '王强' });
    expect(await town.ticket(3)).toMatchObject({ source: 'patrol', excluded: expect.anything() });
    expect(await town.ticket(4)).toMatchObject({ source: 'visit', assigneeName: '王强' });
    expect((await town.ticket(1)).ratings).toMatchObject([{ personId: 'playground:wx-zhang' }]);
  });

  test('and at the end of a month, none left out', async () => {
    town = await play(database, { at: LAST_DAY });
    await town.linli.tick(LAST_DAY);
    await carryOut(WRITTEN);
    await town.advance(CLOSED - town.clock.now());
    await carryOut(MONTH);
    expect([...done].toSorted()).toEqual(COMMANDS.map((one) => one.name).toSorted());
  });
});
