import { describe, expect, it } from 'vitest';
import { privateChat, type Target, targetOfRoom, targetsOf } from '../../../src/app/outgoing/address.ts';
import type { Audience } from '../../../src/engine/notice.ts';
import type { Organisation, Room } from '../../../src/engine/org/directory.ts';
import { indexOrganisation } from '../../../src/engine/org/lookup.ts';
import type { Follower, Ticket } from '../../../src/engine/ticket/ticket.ts';
import { MONDAY_9, makeTicket } from '../../support/make-ticket.ts';
import { SMALL_TOWN } from '../../support/small-town.ts';

const RES = 'playground:yanguang-res';
const zhang = { personId: 'playground:wx-zhang', name: '张阿姨', roomId: RES };

function follower(personId: string, roomId: string): Follower {
  return { personId, name: personId, roomId, at: MONDAY_9, messageId: 'playground:f', why: '' };
}

function ticketWith(changes: object = {}): Ticket {
  const claimed = { status: 'claimed', assigneeId: 'limei', assigneeName: '李梅', claimedAt: MONDAY_9 };
  return makeTicket({
    reporter: zhang,
    followers: [],
    gridId: 'yg-1',
    ...claimed,
    ...changes,
  } as Partial<Ticket>);
}

function told(to: Audience, { ticket = ticketWith(), town = SMALL_TOWN } = {}): readonly Target[] {
  return targetsOf(to, { directory: indexOrganisation(town), ticket, now: MONDAY_9 });
}

const STAFF_ROOMS: readonly Room['kind'][] = ['worker', 'street'];

function missing(kinds: readonly Room['kind'][], expected: readonly string[]) {
  const rooms = SMALL_TOWN.rooms.filter((room) => !kinds.includes(room.kind));
  return { town: { ...SMALL_TOWN, rooms }, expected };
}

const chats = (targets: readonly Target[]) => targets.map((one) => one.chatId);

describe('residents hear of it where they told it', () => {
  it('once a room, everybody of it named', () => {
    const followers = [
      follower('playground:wx-wang', RES),
      follower('playground:wx-he', 'playground:hubin-res'),
      follower('playground:wx-fan', RES),
    ];
    const targets = told({ type: 'residents' }, { ticket: ticketWith({ followers }) });
    expect(targets).toEqual([
      {
        network: 'playground',
        chatId: 'yanguang-res',
        roomId: RES,
        mentions: ['playground:wx-zhang', 'playground:wx-wang', 'playground:wx-fan'],
        toResidents: true,
      },
      {
        network: 'playground',
        chatId: 'hubin-res',
        roomId: 'playground:hubin-res',
        mentions: ['playground:wx-he'],
        toResidents: true,
      },
    ]);
  });

  it('in their private chat, where it was told in private', () => {
    const reporter = { ...zhang, roomId: 'playground:dm:wx-zhang' };
    const [target] = told({ type: 'residents' }, { ticket: ticketWith({ reporter }) });
    expect(target).toMatchObject({ chatId: 'dm:wx-zhang', roomId: null, toResidents: true });
  });

  it('as staff in a worker room, where staff found it', () => {
    const reporter = { personId: 'limei', name: '李梅', roomId: 'playground:yanguang-work' };
    const [target] = told({ type: 'residents' }, { ticket: ticketWith({ reporter }) });
    expect(target).toMatchObject({ chatId: 'yanguang-work', mentions: ['limei'], toResidents: false });
  });

  it('without a name while a tip-off is under way, and each alone when it is done', () => {
    const tip = { kind: 'tip-off', followers: [follower('playground:wx-wang', RES)] };
    const under = told({ type: 'residents' }, { ticket: ticketWith(tip) });
    expect(under).toMatchObject([{ chatId: 'yanguang-res', mentions: [] }]);
    const finished = { status: 'finished', finishedAt: MONDAY_9, result: '已查处', resultImages: [] };
    const done = told({ type: 'residents' }, { ticket: ticketWith({ ...tip, ...finished }) });
    expect(chats(done)).toEqual(['dm:wx-zhang', 'dm:wx-wang']);
    expect(done.every((one) => one.toResidents && one.mentions.length === 0)).toBe(true);
  });
});

describe('staff hear of it where they work', () => {
  it('in their worker room, whoever holds it named', () => {
    expect(told({ type: 'workers' })).toMatchObject([
      { chatId: 'yanguang-work', mentions: ['limei'], toResidents: false },
    ]);
  });

  it('in the grid’s own worker room before the community’s', () => {
    const own: Room = {
      id: 'playground:yg-1-work',
      network: 'playground',
      chatId: 'yg-1-work',
      kind: 'worker',
      scope: 'yg-1',
      name: '一网格工作群',
      intake: 'auto',
    };
    const town = { ...SMALL_TOWN, rooms: [...SMALL_TOWN.rooms, own] };
    expect(chats(told({ type: 'workers' }, { town }))).toEqual(['yg-1-work']);
    const elsewhere = ticketWith({ gridId: 'yg-2' });
    expect(chats(told({ type: 'workers' }, { town, ticket: elsewhere }))).toEqual(['yanguang-work']);
  });

  it('the secretary by name in the worker room, nobody where the community has none', () => {
    expect(told({ type: 'secretary' })).toMatchObject([{ chatId: 'yanguang-work', mentions: ['chenhua'] }]);
    const staff = SMALL_TOWN.staff.filter((one) => one.id !== 'chenhua');
    const bare = told({ type: 'secretary' }, { town: { ...SMALL_TOWN, staff } });
    expect(bare).toMatchObject([{ chatId: 'yanguang-work', mentions: [] }]);
  });

  it('the street in its room, a person alone', () => {
    expect(told({ type: 'street' })).toMatchObject([{ chatId: 'kunlun-street', mentions: [] }]);
    expect(told({ type: 'person', personId: 'wangqiang' })).toMatchObject([
      { chatId: 'dm:wx-wangqiang', personId: 'wangqiang', toResidents: false, mentions: [] },
    ]);
  });

  it('never in a room of another community', () => {
    const ticket = ticketWith({ communityId: 'hubin', gridId: 'hb-1', assigneeId: 'sunyan' });
    expect(chats(told({ type: 'workers' }, { ticket }))).toEqual(['hubin-work']);
    expect(told({ type: 'secretary' }, { ticket })).toMatchObject([{ mentions: ['wugang'] }]);
  });
});

describe('what has no room is not lost in silence', () => {
  it.each<[string, Audience, { town: Organisation; expected: readonly string[] }]>([
    ['workers without a worker room', { type: 'workers' }, missing(['worker'], ['kunlun-street'])],
    ['the secretary without a worker room', { type: 'secretary' }, missing(['worker'], ['kunlun-street'])],
    ['the street without its room', { type: 'street' }, missing(['street'], ['yanguang-work'])],
    ['workers without any room', { type: 'workers' }, missing(STAFF_ROOMS, ['dm:wx-limei'])],
    ['the secretary without any room', { type: 'secretary' }, missing(STAFF_ROOMS, ['dm:wx-chenhua'])],
    ['the street without any room', { type: 'street' }, missing(STAFF_ROOMS, [])],
  ])('%s', (_, audience, { town, expected }) => {
    expect(chats(told(audience, { town }))).toEqual(expected);
  });

  it('a person without an account is called in the worker room', () => {
    const staff = SMALL_TOWN.staff.map((one) => (one.id === 'limei' ? { ...one, accounts: [] } : one));
    const [target] = told({ type: 'person', personId: 'limei' }, { town: { ...SMALL_TOWN, staff } });
    expect(target).toMatchObject({ chatId: 'yanguang-work', mentions: ['limei'] });
  });
});

describe('who has accounts on several networks', () => {
  const accounts = [
    { network: 'wechat', accountId: 'wx' },
    { network: 'lark', accountId: 'ou' },
    { network: 'playground', accountId: 'pg' },
  ];
  const staff = SMALL_TOWN.staff.map((one) => (one.id === 'limei' ? { ...one, accounts } : one));
  const inNetwork = (network: string) =>
    SMALL_TOWN.rooms.map((room) => ({ ...room, network, id: `${network}:${room.chatId}` }));
  const chosen = (rooms: Organisation['rooms'], cards: readonly string[], down: readonly string[]) =>
    privateChat('limei', {
      directory: indexOrganisation({ ...SMALL_TOWN, staff, rooms }),
      reach: { cards: new Set(cards), down: new Set(down) },
    })?.map(({ network, chatId }) => `${network} ${chatId}`);

  it.each<[string, readonly string[], string]>([
    ['where their worker room is, before where there are cards', [], 'playground dm:pg'],
    ['with cards, while that one is down', ['playground'], 'lark dm:ou'],
    ['in the one that is left', ['playground', 'lark'], 'wechat dm:wx'],
    ['where they work, when all are down', ['playground', 'lark', 'wechat'], 'playground dm:pg'],
  ])('is told %s', (_, down, expected) => {
    expect(chosen(SMALL_TOWN.rooms, ['lark'], down)).toEqual([expected]);
  });

  it('is told where there are cards when no worker room decides it, else at the first account', () => {
    expect(chosen([], ['lark'], [])).toEqual(['lark dm:ou']);
    expect(chosen(inNetwork('feige'), [], [])).toEqual(['wechat dm:wx']);
  });

  it('and a worker room on a network that is down gives way to one that is up', () => {
    const rooms = [...SMALL_TOWN.rooms, ...inNetwork('lark')];
    const ask = (down: readonly string[]) =>
      targetsOf(
        { type: 'workers' },
        {
          directory: indexOrganisation({ ...SMALL_TOWN, rooms }),
          ticket: ticketWith(),
          now: MONDAY_9,
          reach: { cards: new Set(), down: new Set(down) },
        },
      ).map(({ network }) => network);
    expect(ask([])).toEqual(['playground']);
    expect(ask(['playground'])).toEqual(['lark']);
    expect(ask(['playground', 'lark'])).toEqual(['playground']);
  });
});

describe('a chat by its id', () => {
  const directory = indexOrganisation(SMALL_TOWN);

  it.each([
    ['playground:yanguang-res', true],
    ['playground:yanguang-work', false],
    ['playground:kunlun-street', false],
    ['playground:dm:wx-limei', false],
    ['playground:dm:wx-zhang', true],
  ])('%s shows what residents may see: %s', (id, toResidents) => {
    expect(targetOfRoom(id, directory, []).toResidents).toBe(toResidents);
  });

  it('keeps the network it belongs to', () => {
    expect(targetOfRoom('lark:oc_1', directory, ['limei'])).toEqual({
      network: 'lark',
      chatId: 'oc_1',
      roomId: null,
      mentions: ['limei'],
      toResidents: true,
    });
    expect(told({ type: 'room', roomId: 'wechat:dm:u1' })).toMatchObject([
      { network: 'wechat', chatId: 'dm:u1' },
    ]);
    expect(targetOfRoom('feige:g:1', directory, [])).toMatchObject({ network: 'feige', chatId: 'g:1' });
  });
});
