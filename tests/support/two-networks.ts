import { COMMANDS } from '../../commands/index.ts';
import { createLinli, type Linli } from '../../src/app/linli.ts';
import type { LinkStatus, SendingLimits, Store } from '../../src/app/ports.ts';
import type { InboundMessage } from '../../src/chat/message.ts';
import { createHandClock, type HandClock } from '../../src/chat/simulator/group.ts';
import type { Organisation, Room } from '../../src/engine/org/directory.ts';
import { sentences } from '../../src/text/zh-cn.ts';
import type { TestDatabase } from './databases.ts';
import { makeMessage } from './make-message.ts';
import { createRemoteEdge, type RemoteEdge } from './remote-edge.ts';
import { shippedPolicy } from './shipped-policy.ts';
import { SMALL_TOWN } from './small-town.ts';

/** A Wednesday, in working hours. */
export const MORNING = Date.parse('2026-06-03T09:00:00+08:00');

export const CONNECTED: LinkStatus = { state: 'connected', reason: 'connected' };
export const AWAY: LinkStatus = { state: 'down', reason: 'unreachable' };

/** Rooms of 阳光社区: residents on `west`, staff on `east`; 书记 陈华 and 徐静 of the street have accounts on both. */
export const TOWN_OF_TWO: Organisation = {
  ...SMALL_TOWN,
  staff: SMALL_TOWN.staff.map((one) => ({
    ...one,
    accounts: ['west', 'east'].map((network) => ({ network, accountId: `${network}-${one.id}` })),
  })),
  rooms: [
    room('west', 'yanguang-res', 'resident'),
    room('west', 'lake-res', 'resident'),
    room('west', 'road-res', 'resident'),
    room('west', 'yanguang-talk', 'worker'),
    room('east', 'yanguang-work', 'worker'),
    { ...room('east', 'kunlun-street', 'street'), scope: 'kunlun' },
  ],
};

function room(network: string, chatId: string, kind: Room['kind']): Room {
  return {
    id: `${network}:${chatId}`,
    network,
    chatId,
    kind,
    scope: 'yanguang',
    name: `阳光 ${chatId}`,
    intake: 'auto',
  };
}

/** The bot on two networks whose edges are in the test's hands. */
export interface TwoNetworks {
  store: Store;
  clock: HandClock;
  linli: Linli;
  west: RemoteEdge;
  east: RemoteEdge;
  /** Moves the clock and ticks, as the minute does. */
  later(ms: number): Promise<void>;
  /** A message of the west's residents' room. */
  message(overrides?: Partial<InboundMessage>): InboundMessage;
  errors: string[];
}

export interface Staging {
  /** A bot on whose database and at whose time this one starts, with edges of its own. */
  of?: TwoNetworks;
  /** One of several processes; left out: alone. */
  owner?: string;
  /** What the west takes. */
  limits?: SendingLimits;
  /** The west does not notice when nothing reaches it. */
  rereadEveryMs?: number;
}

export async function twoNetworks(database: TestDatabase, staging: Staging = {}): Promise<TwoNetworks> {
  const { of, owner, limits, rereadEveryMs } = staging;
  const store = await database.open();
  const clock = of?.clock ?? createHandClock(MORNING);
  if (!of) await store.saveOrganisation(TOWN_OF_TWO, clock.now());
  const [west, east] = [createRemoteEdge('west', limits, rereadEveryMs), createRemoteEdge('east')];
  const errors: string[] = [];
  const linli = createLinli({
    store,
    chats: [west.chat, east.chat],
    clock,
    log: {
      info: () => {},
      warn: () => {},
      error: (data, message) => errors.push(`${message} ${JSON.stringify(data)}`),
    },
    policy: shippedPolicy(),
    commands: COMMANDS,
    sentences,
    newCode: () => '493027',
    sharing: owner === undefined ? undefined : { owner },
    networkName: (network) => ({ west: '西网', east: '东网' })[network] ?? network,
  });
  await linli.start();
  const later = async (ms: number) => {
    clock.moveTo(clock.now() + ms);
    await linli.tick(clock.now());
    await linli.flush();
  };
  const message = (overrides: Partial<InboundMessage> = {}) =>
    makeMessage({ network: 'west', sentAt: clock.now(), ...overrides });
  return { store, clock, linli, west, east, later, message, errors };
}
