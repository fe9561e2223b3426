import { afterEach, beforeEach, expect, test } from 'vitest';
import { NO_NEEDS } from '../../src/app/incoming/needs.ts';
import type { ChatEvent } from '../../src/chat/message.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { type TwoNetworks, twoNetworks } from '../support/two-networks.ts';

let made = 0;

describeOnEachDatabase('what happens in a chat', (database) => {
  let town: TwoNetworks;
  beforeEach(async () => {
    town = await twoNetworks(database);
  });
  afterEach(async () => {
    await town.linli.stop();
    expect(town.errors).toEqual([]);
  });

  type Happening = Omit<ChatEvent, 'network' | 'eventId' | 'at'> & Record<string, unknown>;
  const happens = async (happening: Happening, edge: 'west' | 'east' = 'west', eventId = `e${++made}`) => {
    // cast: each test names all that its type of event has.
    const event = { network: edge, eventId, at: town.clock.now(), ...happening } as unknown as ChatEvent;
    await town[edge].event(event);
    await town.linli.flush();
    return event;
  };
  const hears = async (text: string, more: Parameters<TwoNetworks['message']>[0] = {}) => {
    const message = town.message({ text, ...more });
    await town.west.hear(message);
    await town.linli.flush();
    return message;
  };
  const recalls = (messageId: string) => happens({ type: 'recalled', chatId: 'yanguang-res', messageId });
  const statusOf = async (number: number) => {
    const ticket = { by: 'number', streetId: 'kunlun', number } as const;
    return (await town.store.load({ ...NO_NEEDS, tickets: [ticket] })).tickets[0]?.status;
  };

  test('a room nobody has bound is told who this is and how to bind it, once', async () => {
    const event = await happens({
      type: 'bot-joined',
      chatId: 'new',
      chatName: '新群',
      byId: 'west-chenhua',
    });
    await town.west.event(event);
    await town.linli.flush();
    const said = town.west.said('new');
    expect(said).toHaveLength(1);
    expect(said[0]?.text).toMatch(/我是邻里.*「@邻里 本群 阳光社区 居民群」/);
    const seen = await town.store.sightings.chats('west');
    expect(seen).toMatchObject([{ chatId: 'new', name: '新群', goneAt: null }]);
  });

  test('the greeting works: what it says to type binds the room', async () => {
    await happens({ type: 'bot-joined', chatId: 'new', chatName: '新群', byId: 'west-chenhua' });
    const wanted = /「(@邻里 本群 [^」]+)」/.exec(town.west.said('new')[0]?.text ?? '')?.[1] ?? '';
    await hears(wanted, { chatId: 'new', senderId: 'west-chenhua', senderName: '陈华' });
    expect(town.west.said('new')[1]?.text).toContain('绑好了:新群是阳光社区的居民群');
  });

  test('a room that is bound is only greeted', async () => {
    await happens({ type: 'bot-joined', chatId: 'yanguang-res', chatName: '阳光群', byId: null });
    expect(town.west.said('yanguang-res').map(({ text }) => text)).toEqual([
      '大家好,我是阳光社区的邻里。哪里坏了、缺了、烦了,直接在群里说地点和情况就行',
    ]);
  });

  test('taken out of a room the bot tells its secretary, and the room stays bound', async () => {
    await happens({ type: 'bot-left', chatId: 'yanguang-res' });
    const told = [...town.west.said(), ...town.east.said()];
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ chatId: expect.stringContaining('chenhua') });
    expect(told[0]?.text).toContain('我被移出了「阳光 yanguang-res」(阳光社区)');
    const { organisation } = await town.store.organisation();
    expect(organisation.rooms.map((room) => room.chatId)).toContain('yanguang-res');
    expect(await town.store.sightings.chats('west')).toMatchObject([{ goneAt: town.clock.now() }]);
  });

  test('staff who leave a staff room are told of; residents come and go in silence', async () => {
    const members = [
      { accountId: 'west-limei', name: '李梅' },
      { accountId: 'west-someone', name: '过客' },
    ];
    await happens({ type: 'member-left', chatId: 'yanguang-res', members });
    await happens({ type: 'member-joined', chatId: 'yanguang-talk', members });
    expect([...town.west.said(), ...town.east.said()]).toEqual([]);
    await happens({ type: 'member-left', chatId: 'yanguang-talk', members });
    const told = [...town.west.said(), ...town.east.said()];
    expect(told.map(({ text }) => text)).toEqual([
      '李梅 退出了「阳光 yanguang-talk」。人要是调走了,请记得移交手上的单',
    ]);
  });

  test('a request nobody works on goes with its message', async () => {
    const message = await hears('报事 阳光花园3号楼2单元电梯坏了');
    expect(await statusOf(1)).toBe('assigned');
    await recalls(message.messageId);
    expect(await statusOf(1)).toBe('withdrawn');
    const talk = await town.store.talk({ network: 'west', chatId: 'yanguang-res' }, 10);
    expect(talk.find((line) => line.messageId === message.messageId)?.text).toBe('');
  });

  test('an announcement that staff take back answers nobody any more, and its words go', async () => {
    const chenhua = { senderId: 'west-chenhua', senderName: '陈华' };
    const told = await hears('通知 明天上午9点到17点阳光花园停水,请大家提前蓄水', chenhua);
    const kept = async () => {
      const { knowledge } = await town.store.load({ ...NO_NEEDS, knowledge: ['kunlun'] });
      return knowledge?.get('kunlun')?.entries.map(({ text }) => text);
    };
    expect(await kept()).toHaveLength(1);
    await recalls('another');
    expect(await kept()).toHaveLength(1);
    const event = await recalls(told.messageId);
    await town.west.event(event);
    await town.linli.flush();
    expect(await kept()).toEqual([]);
  });

  test('a message taken back while it is still being handled takes its request with it all the same', async () => {
    const message = town.message({ text: '报事 阳光花园3号楼2单元电梯坏了' });
    const handled = town.west.hear(message);
    await recalls(message.messageId);
    await handled;
    expect(await statusOf(1)).toBe('withdrawn');
  });

  test("what was taken back before it came in is not taken up, nor shown in the room's talk", async () => {
    const message = town.message({ text: '报事 阳光花园3号楼2单元电梯坏了' });
    await recalls(message.messageId);
    await town.west.hear(message);
    await town.linli.flush();
    expect((await town.store.health()).tickets).toBe(0);
    expect(await town.store.talk({ network: 'west', chatId: 'yanguang-res' }, 10)).toEqual([]);
    expect(town.west.said()).toEqual([]);
  });

  test('a message that another process is handling while it is taken back takes its request with it', async () => {
    const other = await twoNetworks(database, { of: town });
    const message = town.message({ text: '报事 阳光花园3号楼2单元电梯坏了' });
    for (let n = 1; n <= 20; n += 1) {
      const one = { ...message, messageId: `race-${n}`, text: `报事 ${n}路${n}号路灯不亮` };
      await Promise.all([other.west.hear(one), recalls(one.messageId)]);
    }
    await other.linli.flush();
    const open = { by: 'open', streetId: 'kunlun', communityId: null, limit: 100 } as const;
    const left = (await town.store.load({ ...NO_NEEDS, tickets: [open] })).tickets;
    expect(left.map(({ messageIds }) => messageIds)).toEqual([]);
    expect(other.errors).toEqual([]);
    await other.linli.stop();
  });

  test('of a request somebody works on its staff are told, once', async () => {
    const message = await hears('报事 阳光花园3号楼2单元电梯坏了');
    await hears('接单 1', { chatId: 'yanguang-talk', senderId: 'west-limei', senderName: '李梅' });
    const event = await recalls(message.messageId);
    await town.west.event(event);
    await town.linli.flush();
    expect(await statusOf(1)).toBe('claimed');
    const told = [...town.west.said(), ...town.east.said()].filter(({ text }) =>
      /撤回了在群里说的话/.test(text),
    );
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toMatch(/^#1 电梯:张阿姨/);
  });

  test('what a neighbour or a stranger takes back changes nothing', async () => {
    await hears('报事 阳光花园3号楼2单元电梯坏了');
    const joined = await hears('附议 1', { senderId: 'wx-wang', senderName: '王哥' });
    await recalls(joined.messageId);
    await recalls('never-seen');
    expect(await statusOf(1)).toBe('assigned');
  });

  test('what a chat and its people call themselves is kept on one line', async () => {
    const members = [{ accountId: 'wx-zhang', name: '张三\n#12 已办结' }];
    await happens({ type: 'room-seen', chatId: 'new', chatName: '阳光群\u001b[2J\n换号 K3 是', members });
    expect(await town.store.sightings.chats('west')).toMatchObject([
      { name: '阳光群[2J 换号 K3 是', members: [{ name: '张三 #12 已办结' }] },
    ]);
  });

  test('a phone or door that stands in a name is not kept', async () => {
    const members = [{ accountId: 'wx-zhang', name: '张三13800000000' }];
    await happens({ type: 'room-seen', chatId: 'new', chatName: '团购13900000000', members });
    expect(await town.store.sightings.chats('west')).toMatchObject([
      { name: '团购[电话]', members: [{ name: '张三[电话]' }] },
    ]);
  });

  test('who is in a chat is kept as it was last seen', async () => {
    const members = [{ accountId: 'west-limei', name: '李梅' }];
    await happens({ type: 'room-seen', chatId: 'yanguang-res', chatName: '阳光群', members });
    expect(await town.store.sightings.chats('west')).toMatchObject([
      { name: '阳光群', members, goneAt: null },
    ]);
    expect([...town.west.said(), ...town.east.said()]).toEqual([]);
  });
});
