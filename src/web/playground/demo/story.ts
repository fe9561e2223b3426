/** One line of the demo story. Numbers are not written down: `{lift}` stands for the ticket that `opens: 'lift'` made. */
export type StoryStep =
  | { type: 'caption'; waitMs: number; text: string; room: string }
  | SaysStep
  | { type: 'clock'; waitMs: number; text: string; room: string; move: StoryMove };

export type StoryMove = { minutes: number } | { to: 'next-working-morning' };

export interface SaysStep {
  type: 'says';
  waitMs: number;
  who: string;
  room: string;
  text: string;
  /** Named so that later lines can speak of the ticket that this one opened. */
  opens?: string;
  /** Replies to the bot's last line about that ticket in the same room. */
  repliesTo?: string;
  /** A picture from `demo/pictures`. */
  picture?: string;
}

const OWNERS = 'yangguang-owners';
const WORK = 'yangguang-work';
const HUBIN = 'hubin-owners';
const HUBIN_WORK = 'hubin-work';
const STREET = 'kunlun-street';

const caption = (room: string, text: string): StoryStep => ({ type: 'caption', waitMs: 1200, text, room });
const clock = (room: string, text: string, move: StoryMove): StoryStep => ({
  type: 'clock',
  waitMs: 2500,
  text,
  room,
  move,
});
const says = (
  [who, room]: readonly [string, string],
  text: string,
  more: Partial<SaysStep> = {},
): StoryStep => ({
  type: 'says',
  waitMs: 3200,
  who,
  room,
  text,
  ...more,
});

/** About two minutes at speed 1. */
export const STORY: readonly StoryStep[] = [
  clock(OWNERS, '时间拨到下一个上班早晨', { to: 'next-working-morning' }),
  caption(OWNERS, '业主群里,先是一句闲聊:「邻里」不插嘴'),
  says(['liujie', OWNERS], '今天菜市场的黄瓜三块五,比昨天便宜'),
  caption(OWNERS, '张阿姨说电梯坏了:没有命令、没有表格,就是一句话'),
  says(['zhang', OWNERS], '3号楼2单元的电梯又坏了,老人上不去', { opens: 'lift', waitMs: 3500 }),
  says(['wang', OWNERS], '我家也是'),
  says(['liujie', OWNERS], '+1'),
  caption(WORK, '工作群:派给 3 号楼所在网格的李梅,写明理由'),
  says(['limei', WORK], '我来', { waitMs: 4500 }),
  clock(WORK, '过了一个小时', { minutes: 60 }),
  says(['limei', WORK], '进展 {lift} 维保师傅已到场,正在换门锁轮'),
  clock(WORK, '又过了一个小时', { minutes: 60 }),
  says(['limei', WORK], '办结 {lift} 维保已更换门锁轮,试运行正常', { picture: 'lift.png', waitMs: 4000 }),
  caption(OWNERS, '三户人家各自评价,谁也不代表谁'),
  says(['zhang', OWNERS], '满意', { repliesTo: 'lift' }),
  says(['wang', OWNERS], '不满意,刚才又停了一次', { repliesTo: 'lift', waitMs: 4000 }),
  clock(WORK, '有一户不满意:同一张单子重办,算一次返工。半小时后', { minutes: 30 }),
  says(['limei', WORK], '办结 {lift} 厂家复检,更换控制板,连续运行半小时无故障', {
    picture: 'lift.png',
    waitMs: 4500,
  }),
  caption(OWNERS, '修好了再评一次:三户都评了,才算结案'),
  says(['wang', OWNERS], '满意', { repliesTo: 'lift' }),
  says(['zhang', OWNERS], '满意,这回稳了', { repliesTo: 'lift', waitMs: 2500 }),
  says(['liujie', OWNERS], '基本满意', { repliesTo: 'lift', waitMs: 2500 }),
  caption(HUBIN, '湖滨新村:闻到煤气味,特急'),
  says(['qian', HUBIN], '12号楼楼道里有很浓的煤气味,怎么办啊', { opens: 'gas', waitMs: 3500 }),
  caption(STREET, '特急的事同时到街道调度群,居民先看到该打的电话'),
  says(['zhaoqiang', HUBIN_WORK], '接单 {gas}', { waitMs: 4000 }),
  says(['zhaoqiang', HUBIN_WORK], '办结 {gas} 燃气公司已关阀检修,漏点在三楼接头,已更换并复测', {
    picture: 'gas.png',
    waitMs: 4500,
  }),
  says(['qian', HUBIN], '满意,来得真快', { repliesTo: 'gas', waitMs: 4500 }),
  caption(OWNERS, '最后一件:没人接的单子会怎样?'),
  says(['laochen', OWNERS], '9号楼门口的路灯坏了,晚上黑漆漆的,麻烦派人修一下', { opens: 'lamp' }),
  clock(WORK, '到点没人接:先私信提醒陆敏,再换李梅', { minutes: 310 }),
  clock(WORK, '第二天上班,还是没人接', { to: 'next-working-morning' }),
  clock(WORK, '又过两个小时:网格里没有别人了,派给书记王建国', { minutes: 120 }),
  clock(WORK, '书记也没接:在群里升级,@书记处理', { minutes: 280 }),
  caption(WORK, '该提醒的提醒,该升级的升级,一次不多一次不少'),
  says(['wangjianguo', WORK], '派单 {lamp} 陆敏', { waitMs: 4000 }),
  says(['lumin', WORK], '接单 {lamp}'),
  caption(OWNERS, '演示完。点任何一个 #编号 看它的一生,或换个身份自己说一句'),
];
