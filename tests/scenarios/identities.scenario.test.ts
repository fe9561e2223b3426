import { afterEach, beforeEach, expect, test } from 'vitest';
import { NO_NEEDS } from '../../src/app/incoming/needs.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/engine/glossary.ts';
import type { Ticket } from '../../src/engine/ticket/ticket.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { CONNECTED, type TwoNetworks, twoNetworks } from '../support/two-networks.ts';
import { until } from '../support/until.ts';

type Members = readonly { accountId: string; name: string }[];

const NEIGHBOURS: Members = [
  { accountId: 'wx-zhang', name: '张阿姨' },
  { accountId: 'wx-wang', name: '王哥' },
  { accountId: 'west-limei', name: '李梅' },
];
/** The same people after the log-in: every id is another. */
const RENAMED: Members = NEIGHBOURS.map(({ accountId, name }) => ({ accountId: `new-${accountId}`, name }));
const ROOM_NAME = '阳光花园邻里群';

describeOnEachDatabase('rooms and people whose ids change with a log-in', (database) => {
  let town: TwoNetworks;
  beforeEach(async () => {
    town = await twoNetworks(database);
    town.west.status(CONNECTED);
    town.east.status(CONNECTED);
    await seen('yanguang-res', NEIGHBOURS);
  });
  afterEach(async () => {
    await town.linli.stop();
    expect(town.errors).toEqual([]);
  });

  let events = 0;
  const seen = (chatId: string, members: Members, chatName = ROOM_NAME) =>
    town.west.event({
      type: 'room-seen',
      network: 'west',
      eventId: `seen${++events}`,
      chatId,
      at: town.clock.now(),
      chatName,
      members,
    });
  const loggedInAgain = async () => {
    town.west.status({ state: 'down', reason: 'logged-out' });
    town.clock.moveTo(town.clock.now() + MINUTE_MS);
    town.west.status(CONNECTED);
    town.clock.moveTo(town.clock.now() + 1000);
  };
  const asked = () =>
    town.east
      .said('dm:east-xujing')
      .map(({ text }) => text)
      .filter((text) => text.includes('换号'));
  const answers = async (text: string, by = 'xujing', name = '徐静') => {
    await town.east.hear(
      town.message({
        network: 'east',
        chatId: `dm:east-${by}`,
        chatKind: 'private',
        senderId: `east-${by}`,
        senderName: name,
        text,
      }),
    );
    await town.linli.flush();
    return town.east.said(`dm:east-${by}`).at(-1)?.text ?? '';
  };
  const says = async (text: string, more: Parameters<TwoNetworks['message']>[0]) => {
    await town.west.hear(town.message({ text, ...more }));
    await town.linli.flush();
  };
  const ticket = async (number: number): Promise<Ticket | undefined> =>
    (await town.store.load({ ...NO_NEEDS, tickets: [{ by: 'number', streetId: 'kunlun', number }] }))
      .tickets[0];

  test('are proposed to the administrators over another network, once, and nothing changes by itself', async () => {
    await loggedInAgain();
    await seen('new-room', RENAMED);
    await town.later(MINUTE_MS);
    await seen('new-room', RENAMED);
    await town.later(MINUTE_MS);
    expect(asked()).toHaveLength(1);
    expect(asked()[0]).toMatch(/K1 群「阳光花园邻里群」:群名相同,3 人里有 3 人的名字对得上/);
    expect(asked()[0]).toMatch(/K2 账号「李梅」/);
    const silent = town.west.said().length;
    await says('报事 阳光花园3号楼2单元电梯坏了', { chatId: 'new-room', senderId: 'new-wx-zhang' });
    expect(town.west.said()).toHaveLength(silent);
    expect(await ticket(1)).toBeUndefined();
  });

  test('a short name that another process has just given to something else is not said of this', async () => {
    const { propose } = town.store.sightings;
    town.store.sightings.propose = async (found) => {
      town.store.sightings.propose = propose;
      const [first] = found;
      if (first) await propose([{ ...first, what: 'account', oldId: 'west-chenhua', newId: 'a-stranger' }]);
      await propose(found);
    };
    await loggedInAgain();
    await seen('new-room', RENAMED);
    await town.later(MINUTE_MS);
    await town.later(MINUTE_MS);
    const said = asked().join('\n');
    expect(said).not.toContain('K1');
    expect(said).toMatch(/K2 账号「李梅」/);
    expect(said).toMatch(/K3 群「阳光花园邻里群」/);
  });

  test('after a yes talk goes on in the old room: tickets, followers and the worker are who they were', async () => {
    await says('报事 阳光花园3号楼2单元电梯坏了', { chatId: 'yanguang-res', senderId: 'wx-zhang' });
    await loggedInAgain();
    await seen('new-room', RENAMED);
    await town.later(MINUTE_MS);
    expect(await answers('换号 K1 是')).toContain('K1 记下了:群「阳光花园邻里群」就是原来的');
    expect(await answers('换号 k2 是')).toContain('K2 记下了');
    await says('附议 1', { chatId: 'new-room', senderId: 'new-wx-wang', senderName: '王哥' });
    expect((await ticket(1))?.followers).toMatchObject([{ name: '王哥', roomId: 'west:yanguang-res' }]);
    await says('接单 1', { chatId: 'new-room', senderId: 'new-west-limei', senderName: '李梅' });
    await says('接单 1', { chatId: 'yanguang-talk', senderId: 'new-west-limei', senderName: '李梅' });
    expect(await ticket(1)).toMatchObject({ status: 'claimed', assigneeId: 'limei' });
    const spoken = town.west.said('new-room');
    expect(spoken.length).toBeGreaterThan(0);
    expect(town.west.said('yanguang-res').every(({ text }) => !text.includes('李梅 已接'))).toBe(true);
  });

  test('after a no nothing is changed, and the same pair is not asked about again', async () => {
    await loggedInAgain();
    await seen('new-room', RENAMED);
    await town.later(MINUTE_MS);
    expect(await answers('换号 K1 否')).toContain('不是原来的,什么都没有变');
    await loggedInAgain();
    await seen('new-room', RENAMED);
    await town.later(MINUTE_MS);
    expect(asked().filter((text) => text.includes('K1') && text.includes('请确认'))).toHaveLength(1);
    expect(await town.store.sightings.aliases('west')).toEqual([]);
    expect(await answers('换号')).not.toContain('K1');
  });

  test('two candidates are both shown, and the yes to one is the no to the other', async () => {
    await loggedInAgain();
    const strangers = RENAMED.slice(0, 2);
    await seen('new-room', strangers);
    await seen('other-room', strangers);
    await town.later(MINUTE_MS);
    expect(asked()[0]).toMatch(/K1 群.*\nK2 群/);
    await answers('换号 K2 是');
    expect(await answers('换号')).toBe('没有等您确认的群和账号');
    const aliases = await town.store.sightings.aliases('west');
    expect(aliases).toEqual([{ what: 'room', canonicalId: 'yanguang-res', currentId: 'other-room' }]);
  });

  test('a second log-in changes the ids once more; the room is still the one that was bound', async () => {
    await loggedInAgain();
    await seen('new-room', RENAMED.slice(0, 2));
    await town.later(MINUTE_MS);
    await answers('换号 K1 是');
    await seen('new-room', RENAMED.slice(0, 2));
    await loggedInAgain();
    town.clock.moveTo(town.clock.now() + HOUR_MS);
    await seen('newest-room', RENAMED.slice(0, 2));
    await town.later(MINUTE_MS);
    expect(await answers('换号 K2 是')).toContain('就是原来的');
    await says('报事 阳光花园3号楼2单元电梯坏了', { chatId: 'newest-room', senderId: 'x' });
    expect((await ticket(1))?.reporter.roomId).toBe('west:yanguang-res');
    expect(town.west.said('newest-room').length).toBeGreaterThan(0);
  });

  test('another room of the same name with other people, and one that is still there, are not proposed', async () => {
    await loggedInAgain();
    await seen('strangers', [
      { accountId: 'x', name: '陌生人' },
      { accountId: 'y', name: '路人' },
    ]);
    await seen('same-people', RENAMED.slice(0, 2), '别的群');
    await town.later(MINUTE_MS);
    await seen('yanguang-res', NEIGHBOURS);
    await seen('copy', RENAMED.slice(0, 2));
    await town.later(MINUTE_MS);
    expect(asked()).toEqual([]);
  });

  test('only who leads the place may answer, and a wrong answer is explained', async () => {
    await loggedInAgain();
    await seen('new-room', RENAMED);
    await town.later(MINUTE_MS);
    expect(await answers('换号 K1 是', 'limei', '李梅')).not.toContain('记下了');
    expect(await answers('换号 K2 是', 'chenhua', '陈华')).toContain('没有等您确认的这一条');
    expect(await answers('换号 K1 也许')).toContain('请写「是」或「否」');
    expect(await answers('换号 K9 是')).toContain('没有等您确认的这一条');
    expect(await answers('换号 K1 是', 'chenhua', '陈华')).toContain('记下了');
  });

  test('another process goes on under the old ids too', async () => {
    await loggedInAgain();
    await seen('new-room', RENAMED.slice(0, 2));
    await town.later(MINUTE_MS);
    await answers('换号 K1 是');
    const other = await twoNetworks(database, { of: town });
    await other.west.hear(
      town.message({ chatId: 'new-room', text: '报事 阳光花园3号楼2单元电梯坏了', senderId: 'wx-zhang' }),
    );
    await other.linli.flush();
    expect((await ticket(1))?.reporter.roomId).toBe('west:yanguang-res');
    await other.linli.stop();
  });

  test('one that was running when it was confirmed does so from the next message on', async () => {
    const other = await twoNetworks(database, { of: town });
    await loggedInAgain();
    await seen('new-room', RENAMED);
    await town.later(MINUTE_MS);
    await answers('换号 K1 是');
    const text = '报事 阳光花园3号楼2单元电梯坏了';
    await other.west.hear(town.message({ chatId: 'new-room', text, senderId: 'wx-zhang' }));
    await other.linli.flush();
    expect((await ticket(1))?.reporter.roomId).toBe('west:yanguang-res');
    await until('it speaks there', () => other.west.said('new-room').length > 0);
    await other.linli.stop();
    expect(other.errors).toEqual([]);
  });
});
