import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/app/ports.ts';
import { networkTroubles } from '../../src/cli/doctor/networks.ts';
import { outboxTroubles } from '../../src/cli/doctor/outbox.ts';
import { roomTroubles } from '../../src/cli/doctor/rooms.ts';
import { lengthText } from '../../src/cli/doctor/trouble.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { makeInbound, makeOutbox, makePlan } from '../support/make-plan.ts';
import { definition } from '../support/networks/pigeon/network.ts';
import { openOrFail, scratchSqlite } from '../support/scratch.ts';

const NOW = Date.parse('2026-06-03T09:00:00+08:00');
const MINUTE = 60_000;
const ORGANISATION = {
  streets: [],
  communities: [],
  grids: [],
  staff: [],
  leaves: [],
  rooms: [
    {
      id: 'pigeon:roof',
      network: 'pigeon',
      chatId: 'roof',
      kind: 'resident',
      scope: 'gezi',
      name: '屋顶群',
      intake: 'auto',
    } as const,
  ],
};

let store: Store;
beforeEach(async () => {
  store = await openOrFail(scratchSqlite());
});
afterEach(() => store.close());

async function rows(count: number, chatId: string, minutesAgo = 30): Promise<string[]> {
  const at = NOW - minutesAgo * MINUTE;
  const outbox = Array.from({ length: count }, (_, n) =>
    makeOutbox(n, { key: `${chatId}-${n}`, network: 'pigeon', chatId, createdAt: at, notBefore: at }),
  );
  expect(await store.commit(makePlan({ outbox }))).toBe('committed');
  return outbox.map(({ key }) => key);
}

const troubles = () => outboxTroubles({ store, organisation: ORGANISATION, now: NOW });

describe('what does not get out', () => {
  test('is told by chat and reason, with the room’s name and what to do', async () => {
    const keys = await rows(3, 'roof');
    await store.outbox.settle(
      keys.slice(0, 2).map((key) => ({ key, state: 'failed', error: 'not-in-room', at: NOW })),
    );
    const told = await troubles();
    expect(told.map(({ what }) => what).sort()).toEqual(['outbox-failed', 'outbox-waiting']);
    const failed = told.find(({ what }) => what === 'outbox-failed');
    expect(failed?.message).toBe('「屋顶群」(pigeon:roof) 有 2 条消息发不出去,已不再试:机器人不在这个群里。');
    expect(failed?.todo).toContain('加回群里');
    const waiting = told.find(({ what }) => what === 'outbox-waiting');
    expect(waiting?.message).toMatch(/1 条消息没发出去,最早的已等 30 分钟:还没有试过/);
  });

  test('what waits for a few minutes only is nothing yet', async () => {
    await rows(2, 'roof', 5);
    expect(await troubles()).toEqual([]);
  });

  test('many chats are cut short, and it says so', async () => {
    for (let n = 0; n < 23; n += 1) await rows(1, `chat-${n}`);
    const told = await troubles();
    expect(told).toHaveLength(21);
    expect(told.at(-1)?.message).toContain('还有 3 个群');
  });

  test('an error nobody knows is shown as it is', async () => {
    const [key = ''] = await rows(1, 'roof');
    await store.outbox.settle([{ key, state: 'failed', error: 'feathers wet', at: NOW }]);
    expect((await troubles())[0]?.message).toContain('feathers wet');
  });
});

const NOBODY = { what: 'nobody-runs', words: '没有正在运行的机器人' };

describe('networks', () => {
  const config = configured();
  const look = () => networkTroubles({ store, config, now: NOW });
  const link = {
    network: 'pigeon',
    owner: 'p1',
    state: 'down',
    reason: 'unreachable',
    detail: 'storm',
    since: NOW - 40 * MINUTE,
    heardAt: null,
    updatedAt: NOW - MINUTE,
  } as const;

  function configured(): Config {
    const result = readConfig({ PIGEON_LOFT: 'loft-1' }, [definition]);
    if (!result.ok) throw new Error(result.faults.join());
    return result.config;
  }

  test.each([
    ['nobody runs it', null, NOBODY],
    ['who ran it is dead', { ...link, updatedAt: NOW - 10 * MINUTE }, NOBODY],
    ['it is away', link, { what: 'network-down', words: '(storm),已 40 分钟(进程 p1)' }],
  ] as const)('%s', async (_name, record, { what, words }) => {
    if (record) await store.links.save(record);
    const [trouble] = await look();
    expect(trouble?.what).toBe(what);
    expect(trouble?.message).toContain(words);
  });

  test('connected in one process is enough, and standing by is no trouble', async () => {
    await store.links.save({ ...link, state: 'connected', reason: 'connected' });
    await store.links.save({ ...link, owner: 'p2' });
    await store.links.save({ ...link, owner: 'p3', reason: 'held-elsewhere' });
    expect(await look()).toEqual([]);
  });

  test('an id that seems to have changed waits for an administrator', async () => {
    await store.links.save({ ...link, state: 'connected', reason: 'connected' });
    await store.sightings.propose([
      {
        id: 'K3',
        network: 'pigeon',
        what: 'room',
        oldId: 'roof',
        newId: 'attic',
        name: '屋顶群',
        why: '同名',
        status: 'open',
        proposedAt: NOW,
      },
    ]);
    const [trouble] = await look();
    expect(trouble).toMatchObject({ what: 'identity' });
    expect(trouble?.message).toContain('飞鸽 的群「屋顶群」');
    expect(trouble?.todo).toContain('换号 K3 是');
  });
});

describe('rooms that are bound to nothing', () => {
  const look = async () => (await roomTroubles({ store, now: NOW })).map(({ message }) => message);
  const proposal = {
    id: 'K3',
    network: 'pigeon',
    what: 'room',
    oldId: 'roof',
    newId: 'attic',
    name: '屋顶群',
    why: '同名',
    status: 'open',
    proposedAt: NOW,
  } as const;

  beforeEach(async () => {
    const line = { roomId: 'pigeon:attic', at: NOW - 5 * MINUTE };
    const inbound = { ...makeInbound(1, line), network: 'pigeon', chatId: 'attic' };
    expect(await store.commit(makePlan({ inbound: [inbound] }))).toBe('committed');
  });

  test('are told by the name that was seen', async () => {
    expect(await look()).toEqual([
      '群 pigeon:attic 还没有绑定,机器人在里面不说话(最近一条消息在 5 分钟前)。',
    ]);
    const seen = {
      network: 'pigeon',
      chatId: 'attic',
      name: '阁楼群',
      members: [],
      seenAt: NOW,
      goneAt: null,
    };
    await store.sightings.save(seen);
    expect((await look())[0]).toContain('群 「阁楼群」(pigeon:attic) 还没有绑定');
  });

  test('but not while their id is being asked about, and again when it is another room', async () => {
    await store.sightings.propose([proposal]);
    expect(await look()).toEqual([]);
    await store.sightings.answer('K3', 'rejected', NOW);
    expect(await look()).toHaveLength(1);
  });
});

test.each([
  [59_999, '不到 1 分钟'],
  [MINUTE, '1 分钟'],
  [120 * MINUTE, '2 小时'],
])('%d ms are %s', (ms, words) => {
  expect(lengthText(ms)).toBe(words);
});
