import { afterEach, beforeEach, expect, test } from 'vitest';
import { COMMANDS } from '../../../commands/index.ts';
import { createLinli, type Linli } from '../../../src/app/linli.ts';
import { sentences } from '../../../src/text/zh-cn.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { edgeOver, type Heard, launchHere } from '../../support/fake-wechat/edge.ts';
import { type Hands, handsOf } from '../../support/fake-wechat/hands.ts';
import { RepairedMock } from '../../support/fake-wechat/puppet.ts';
import { ROOMS } from '../../support/fake-wechat/world.ts';
import { shippedPolicy } from '../../support/shipped-policy.ts';
import { SMALL_TOWN } from '../../support/small-town.ts';
import { until } from '../../support/until.ts';

const [OWNERS] = ROOMS;
const TRAPPED = '阳光花园3号楼2单元电梯困人了,里面有老人,快来人';

describeOnEachDatabase('the bot in a WeChat room', (database) => {
  let linli: Linli;
  let puppet: RepairedMock;
  let hands: Hands;
  let edge: Heard;
  const errors: string[] = [];

  const said = () => hands.seen().filter(({ room }) => room === OWNERS);

  beforeEach(async () => {
    puppet = new RepairedMock();
    hands = handsOf(puppet);
    edge = edgeOver(launchHere(() => puppet));
    errors.length = 0;
    const store = await database.open();
    const [room] = SMALL_TOWN.rooms;
    if (!room) throw new Error('a town without rooms');
    const owners = { ...room, id: `wechat:${OWNERS}`, network: 'wechat', chatId: OWNERS };
    await store.saveOrganisation({ ...SMALL_TOWN, rooms: [owners] }, Date.now());
    const start = edge.chat.start;
    linli = createLinli({
      store,
      // As fast as it goes: how slowly it has to go is told elsewhere.
      chats: [
        {
          ...edge.chat,
          limits: { overall: [], perChat: [] },
          start: (receiver) =>
            start({
              ...receiver,
              status: (status) => {
                edge.statuses.push(status);
                receiver.status(status);
              },
            }),
        },
      ],
      clock: { now: () => Date.now() },
      log: { info: () => {}, warn: () => {}, error: (_data, message) => errors.push(message) },
      policy: shippedPolicy(),
      commands: COMMANDS,
      sentences,
      newCode: () => '493028',
    });
    await linli.start();
    await until('the log-in', () => edge.statuses.at(-1)?.state === 'connected');
  });

  afterEach(async () => {
    await linli.stop();
  });

  test('one emergency, handed on three times, is one ticket and one answer', async () => {
    const id = hands.says({ room: OWNERS, text: TRAPPED });
    hands.announces(id);
    hands.announces(id);
    await until('the answer', () => said().some(({ text }) => text.includes('#1')));
    hands.announces(id);
    hands.says({ room: OWNERS, text: '查 1' });
    await until('the second answer', () => said().length >= 2);
    await linli.flush();
    expect(said().filter(({ text }) => text === said()[0]?.text)).toHaveLength(1);
    expect(said().some(({ text }) => text.includes('#2'))).toBe(false);
    expect(errors).toEqual([]);
  });

  test('an answer that broke after it was said is not said again', async () => {
    hands.set({ failAfterSends: 1, withoutIds: true });
    hands.says({ room: OWNERS, text: TRAPPED });
    await until('the answer', () => said().some(({ text }) => text.includes('#1')));
    await linli.flush();
    expect(said()).toHaveLength(1);
  });

  test('an answer that the network would not take is said when it does', async () => {
    hands.set({ failSends: 1 });
    hands.says({ room: OWNERS, text: TRAPPED });
    await until('the answer', () => said().some(({ text }) => text.includes('#1')), { withinMs: 30_000 });
    expect(said()).toHaveLength(1);
  });

  test('what was to be said while logged out is said afterwards', async () => {
    hands.set({ needsScan: true });
    hands.says({ room: OWNERS, text: TRAPPED });
    hands.logsOut();
    await until('the log-out', () => edge.statuses.at(-1)?.reason === 'logged-out');
    hands.scans();
    await until('the log-in', () => edge.statuses.at(-1)?.state === 'connected');
    await until('the answer', () => said().some(({ text }) => text.includes('#1')), { withinMs: 30_000 });
    expect(said().filter(({ text }) => text.includes('#1'))).toHaveLength(1);
  });
});
