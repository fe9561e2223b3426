import { afterEach, beforeEach, expect, test } from 'vitest';
import { COMMANDS } from '../../commands/index.ts';
import { createLinli, type Linli } from '../../src/app/linli.ts';
import type { Store } from '../../src/app/ports.ts';
import type { CardAction, TicketCard } from '../../src/chat/card.ts';
import { type BotLine, createSimulator, type Simulator } from '../../src/chat/simulator/group.ts';
import type { Organisation } from '../../src/engine/org/directory.ts';
import { sentences } from '../../src/text/zh-cn.ts';
import { describeOnEachDatabase, type TestDatabase } from '../support/databases.ts';
import { shippedPolicy } from '../support/shipped-policy.ts';
import { SMALL_TOWN } from '../support/small-town.ts';
import { MORNING, RESIDENTS, STREET, WORKERS } from './play.ts';

/** Residents in one network, staff in another that shows cards; 李梅 has an account in both. */
const TOWN: Organisation = {
  ...SMALL_TOWN,
  staff: SMALL_TOWN.staff.map((one) => ({
    ...one,
    accounts: [
      ...(one.id === 'limei' ? [{ network: 'wechat', accountId: 'wx-limei' }] : []),
      { network: 'lark', accountId: `ou-${one.id}` },
    ],
  })),
  rooms: SMALL_TOWN.rooms.map((room) => {
    const network = room.kind === 'resident' ? 'wechat' : 'lark';
    return { ...room, network, id: `${network}:${room.chatId}` };
  }),
};

interface Town {
  store: Store;
  linli: Linli;
  wechat: Simulator;
  lark: Simulator;
  down: Set<string>;
  /** Presses a button of a card, as its edge would tell it. */
  press(line: BotLine, label: string, more?: { words?: string; by?: string }): Promise<void>;
  card(line: BotLine): TicketCard;
}

async function open(database: TestDatabase): Promise<Town> {
  const store = await database.open();
  await store.saveOrganisation(TOWN, MORNING);
  const wechat = createSimulator({ at: MORNING, network: 'wechat' });
  const lark = createSimulator({ at: MORNING, network: 'lark', clock: wechat.clock, cards: true });
  const down = new Set<string>();
  const linli = createLinli({
    store,
    chats: [wechat.chat, lark.chat],
    clock: wechat.clock,
    log: { info: () => {}, warn: () => {}, error: (_data, message) => expect.fail(message) },
    policy: shippedPolicy(),
    commands: COMMANDS,
    sentences,
    newCode: () => '493026',
    down: () => down,
  });
  wechat.drive(linli);
  lark.drive(linli);
  await linli.start();
  const card = (line: BotLine) => {
    const shown = lark.cardOf(line);
    if (shown.type !== 'ticket') throw new Error('that is a table');
    return shown;
  };
  const press: Town['press'] = async (line, label, { words = '', by = 'limei' } = {}) => {
    const action = card(line).actions.find((one) => one.label === label);
    if (!action) throw new Error(`no button 「${label}」 among ${labels(card(line).actions)}`);
    const text = [action.command, words].filter(Boolean).join(' ');
    await lark.member(`ou-${by}`, by).says(line.chatId, text, { replyTo: line.messageId });
  };
  return { store, linli, wechat, lark, down, card, press };
}

const labels = (actions: readonly CardAction[]) => actions.map(({ label }) => label);

describeOnEachDatabase('residents in one network, staff in another', (database) => {
  let town: Town;
  beforeEach(async () => {
    town = await open(database);
  });
  afterEach(() => town.linli.stop());

  const report = async (text = '报修 阳光花园3号楼2单元电梯坏了', images: readonly string[] = []) => {
    await town.wechat.member('zhang', '张阿姨').says(RESIDENTS, text, { images });
    return town.lark.expectReply(WORKERS, /电梯.*→ @李梅/);
  };

  test('a report is a card to staff and a sentence to residents, and pressing does what typing does', async () => {
    const { wechat, lark, press, card } = town;
    const assigned = await report();
    expect(wechat.expectReply(RESIDENTS, /已受理 #1/).card ?? null).toBeNull();
    expect(assigned.mentions).toEqual(['ou-limei']);
    expect(card(assigned)).toMatchObject({ title: '#1 电梯', tone: 'urgent', text: assigned.text });

    await press(assigned, '接单');
    const claimed = lark.expectReply(WORKERS, /^李梅 已接 #1/);
    await press(claimed, '办结', { words: '已更换门锁轮' });
    wechat.expectReply(RESIDENTS, /^#1 已.好:已更换门锁轮\(李梅\)/);
    await wechat.member('zhang', '张阿姨').says(RESIDENTS, '满意');
    expect(card(assigned)).toMatchObject({ tone: 'done', actions: [] });
  });

  test('of two worker rooms the nearest is told, and the other answers who spoke there', async () => {
    const { store, wechat, lark } = town;
    const here = TOWN.rooms.find((one) => one.chatId === WORKERS);
    if (!here) throw new Error('no worker room');
    const room = { ...here, network: 'wechat', chatId: 'spare', id: 'wechat:spare' };
    const org = [{ type: 'room-bound' as const, room }];
    expect(await store.commit({ inbound: [], tickets: [], outbox: [], org })).toBe('committed');
    await report();
    await wechat.member('wx-limei', '李梅').says('spare', '接单 1');
    lark.expectReply(WORKERS, /^李梅 已接 #1/);
    wechat.expectReply('spare', /^#1 已接单$/);
  });

  test('every card of a ticket shows its last state, in place', async () => {
    const { lark, press, card } = town;
    const assigned = await report();
    await press(assigned, '接单');
    const claimed = lark.expectReply(WORKERS, /^李梅 已接 #1/);
    for (const line of [assigned, claimed]) {
      expect(card(line).fields).toContainEqual({ label: '状态', value: '已接单' });
      expect(labels(card(line).actions)).toEqual(['办结', '进展', '缓办', '退单']);
    }
    expect(card(assigned).text).toMatch(/李梅 在办,6月\d+日/);

    await press(claimed, '退单', { words: '不归我管' });
    const asked = lark.expectReply(WORKERS, /申请退单 #1/);
    expect(labels(card(claimed).actions).slice(0, 2)).toEqual(['同意', '不同意']);
    await press(asked, '同意', { by: 'chenhua' });
    for (const line of [assigned, claimed, asked]) {
      expect(labels(card(line).actions)).toEqual(['接单', '派单']);
      expect(card(line).text).toMatch(/等书记派单/);
    }
  });

  test('a button pressed by who may not is refused as the typed command is', async () => {
    const { lark, press } = town;
    const assigned = await report();
    await press(assigned, '接单');
    await press(assigned, '办结', { words: '修好了', by: 'wangqiang' });
    const pressed = lark.said(WORKERS).at(-1)?.text;
    await lark.member('ou-wangqiang', '王强').says(WORKERS, '办结 1 修好了');
    expect(lark.said(WORKERS).at(-1)?.text).toBe(pressed);
    expect(pressed).toMatch(/李梅/);
  });

  test('pictures follow to staff once, and the photo of what was done to the residents', async () => {
    const { wechat, lark } = town;
    const shown = (network: Simulator, room: string) =>
      network.said(room).flatMap(({ picture, text }) => (picture ? [`${picture}${text}`] : []));
    await report('报修 阳光花园3号楼2单元电梯坏了', ['img:a', 'img:b', 'img:c', 'img:d']);
    expect(shown(lark, WORKERS)).toEqual(['img:a', 'img:b', 'img:c']);
    expect(shown(wechat, RESIDENTS)).toEqual([]);

    const limei = lark.member('ou-limei', '李梅');
    await limei.says(WORKERS, '退单 1 不归我管');
    await lark.member('ou-chenhua', '陈书记').says(WORKERS, '批准 1');
    await lark.member('ou-chenhua', '陈书记').says(WORKERS, '派单 1 李梅');
    expect(shown(lark, WORKERS)).toHaveLength(3);

    await wechat.member('zhang', '张阿姨').says(RESIDENTS, '补充 1 门里面的样子', { images: ['img:e'] });
    expect(shown(lark, WORKERS).slice(3)).toEqual(['img:e']);

    await limei.says(WORKERS, '办结 1 已更换门锁轮', { images: ['img:done'] });
    expect(shown(wechat, RESIDENTS)).toEqual(['img:done']);
    expect(shown(lark, WORKERS)).toHaveLength(4);
    // Behind the sentence that they belong to.
    expect(wechat.said(RESIDENTS).at(-2)?.text).toMatch(/已.好:已更换门锁轮/);
  });

  test('a list asked for is a table where there are cards, and lines where there are none', async () => {
    const { wechat, lark } = town;
    await report();
    await lark.member('ou-limei', '李梅').says(WORKERS, '待办');
    const todo = lark.expectReply(WORKERS, /李梅 的待办 1 件/);
    expect(lark.cardOf(todo)).toMatchObject({
      type: 'table',
      rows: [['#1', '电梯', '阳光花园3号楼2单元', '待接单', expect.any(String)]],
    });
    await wechat.member('zhang', '张阿姨').says(RESIDENTS, '我的');
    expect(wechat.expectReply(RESIDENTS, /在办:/).card ?? null).toBeNull();
  });

  test('who has two accounts is told where they work, and over the other network while that one is down', async () => {
    const { wechat, lark, down } = town;
    await report();
    await lark.member('ou-limei', '李梅').says(WORKERS, '接单 1');
    await lark.member('ou-limei', '李梅').says(WORKERS, '退单 1 不归我管');
    await lark.member('ou-chenhua', '陈书记').says(WORKERS, '驳回 1 就是你的');
    lark.expectReply('dm:ou-limei', /没有批准/);

    down.add('lark');
    await lark.member('ou-limei', '李梅').says(WORKERS, '退单 1 真不归我管');
    await lark.member('ou-chenhua', '陈书记').says(WORKERS, '驳回 1 就是你的');
    wechat.expectReply('dm:wx-limei', /没有批准/);
    lark.expectSilence('dm:ou-limei');
  });

  test('what concerns the street comes to its room as a card', async () => {
    const { lark } = town;
    await town.wechat.member('zhang', '张阿姨').says(RESIDENTS, '报修 阳光花园3号楼燃气泄漏,味道很大', {
      images: ['img:gas'],
    });
    const told = lark.expectReply(STREET, /请街道关注/);
    expect(town.card(told).tone).toBe('urgent');
    expect(lark.said(STREET).map(({ picture }) => picture ?? '')).toEqual(['', 'img:gas']);
  });
});
