import { describe, expect, it } from 'vitest';
import { homeMeant, withHome } from '../../../src/engine/intake/heard-home.ts';
import { homeOf } from '../../../src/engine/intake/place-home.ts';
import { locatePlaces } from '../../../src/engine/intake/places.ts';
import { read } from '../../../src/engine/intake/read.ts';
import type { Heard, Line, ReadContext, TalkContext } from '../../../src/engine/intake/talk.ts';
import type { Ticket } from '../../../src/engine/ticket/ticket.ts';
import { MONDAY_9, makeTicket } from '../../support/make-ticket.ts';
import { hexiang, roomOf } from './neighbourhood.ts';

const ME = 'wx:me';
const line = (text: string, personId = ME): Line => ({
  key: `m-${text}`,
  roomId: 'r',
  personId,
  name: '小周',
  at: MONDAY_9,
  text,
  images: [],
  replyTo: null,
  fromBot: false,
  fromStaff: false,
  ticketIds: [],
  outcome: '',
});
const reported = (text: string, personId = ME): Ticket =>
  makeTicket({ text, reporter: { personId, name: '小周', roomId: 'r' } });

interface Known {
  name?: string;
  tickets?: readonly Ticket[];
  lines?: readonly Line[];
}

function home(known: Known, ctx: ReadContext = hexiang): string | null {
  const { name = '小周', tickets = [], lines = [] } = known;
  const found = homeOf({ personId: ME, name, tickets, lines }, (text) => locatePlaces(text, ctx));
  return found && `${found.building.text}${found.unit === null ? '' : ` ${found.unit}`}`;
}

/** What a line means, said by somebody of whom this is known. */
function meant(text: string, known: Known & { alone?: boolean }, ctx: ReadContext = hexiang): string | null {
  const { name = '小周', tickets = [], lines = [], alone = false } = known;
  const heard: Heard = {
    line: { ...line(text), name },
    reading: read(text, ctx),
    roomKind: alone ? 'private' : 'resident',
    scope: ctx.scope,
    roles: ['resident'],
    mentionsBot: false,
  };
  const talk: TalkContext = {
    now: MONDAY_9,
    recent: lines,
    tickets,
    policy: ctx.policy,
    places: ctx.places,
    staffNames: [],
  };
  return withHome(heard, talk).reading.demands[0]?.place?.place?.text ?? null;
}

describe('where somebody lives is known', () => {
  it.each([
    ['我家3号楼2单元漏水', '荷香园3号楼 2'],
    ['我住3栋', '荷香园3号楼'],
    ['我们3栋又停水了', '荷香园3号楼'],
    ['我是3栋的,电梯坏了', '荷香园3号楼'],
    ['咱们家住12号楼', '荷香园12号楼'],
  ])('from a report of theirs: %s', (text, place) => {
    expect(home({ tickets: [reported(text)] })).toBe(place);
  });

  it('from what they said in the room', () => {
    expect(home({ lines: [line('我家3栋也停了')] })).toBe('荷香园3号楼');
  });

  it.each([
    ['3栋老李', '荷香园3号楼'],
    ['老李3-2-501', '荷香园3号楼 2'],
    ['12号楼1单元王', '荷香园12号楼 1'],
  ])('from the name they gave themselves: %s', (name, place) => {
    expect(home({ name })).toBe(place);
  });
});

describe('where somebody lives is not known', () => {
  it.each([
    ['a place they only saw', { tickets: [reported('3号楼电梯坏了')] }],
    ['where they stood', { lines: [line('我在3栋看到一只狗')] }],
    ['somebody else’s home', { lines: [line('我妈3栋的电梯坏了')] }],
    [
      'somebody else’s words',
      { tickets: [reported('我家3号楼漏水', 'wx:other')], lines: [line('我家3栋', 'wx:other')] },
    ],
    ['two homes', { lines: [line('我家3栋停水'), line('我家5栋没事')] }],
    ['a name that says another than they did', { name: '5栋老李', lines: [line('我家3栋停水')] }],
    ['a name of somebody who works there', { name: '3栋管家小李' }],
    ['a name with a number only', { name: '小李888' }],
    ['a building that several compounds have', { name: '3栋老李', ctx: roomOf('by') }],
  ] satisfies readonly (readonly [string, Known & { ctx?: ReadContext }])[])('%s', (_why, known) => {
    expect(home(known, 'ctx' in known ? known.ctx : hexiang)).toBeNull();
  });
});

describe('own words mean the own home', () => {
  const known = { tickets: [reported('我家3号楼2单元漏水')] };

  it.each([
    ['我们这栋电梯坏了', '荷香园3号楼'],
    ['我们楼道灯坏了', '荷香园3号楼楼道'],
    ['我家楼下有人吵架打人', '荷香园3号楼楼下'],
    ['我们单元门禁坏了', '荷香园3号楼2单元'],
    ['三单元门禁坏了', '荷香园3号楼3单元'],
    ['我家又漏水了,有人管吗', '荷香园3号楼'],
  ])('%s', (text, place) => {
    expect(meant(text, known)).toBe(place);
  });

  it.each([
    ['电梯坏了', 'no own words'],
    ['楼上漏水了', 'anybody’s'],
    ['小区门口路灯坏了', 'everybody’s'],
  ])('but not %s: %s', (text) => {
    expect(meant(text, known)).toBe(meant(text, {}));
  });

  it('a building that was said is that building', () => {
    expect(meant('我家楼下5号楼的电梯坏了', known)).toBe('荷香园5号楼');
  });

  it('unknown, they mean no place', () => {
    expect(meant('我们这栋电梯坏了', {})).toBeNull();
    expect(meant('三单元门禁坏了', {})).toBeNull();
  });

  it('of several buildings 3 「我们3栋」 is the own one', () => {
    const by = roomOf('by');
    const lives = { tickets: [reported('我家云顶公寓3号楼漏水')] };
    expect(meant('我们3栋停电了', lives, by)).toBe('云顶公寓3号楼');
    expect(meant('3栋停电了', lives, by)).toBeNull();
    expect(meant('我们小区东门坏了', lives, by)).toBe('云顶公寓东门');
  });
});

describe('a home is not learnt for a room', () => {
  const own = '我们这栋电梯坏了';
  const tipOff = (text: string) => makeTicket({ ...reported(text), kind: 'tip-off' });

  it('from a tip-off, nor from the line that made it', () => {
    const ticket = tipOff('我家3号楼隔壁半夜聚赌');
    const told = { ...line('我家3号楼隔壁半夜聚赌'), ticketIds: [ticket.id] };
    expect(meant(own, { tickets: [ticket] })).toBeNull();
    expect(meant(own, { tickets: [ticket], lines: [told] })).toBeNull();
    expect(meant(own, { tickets: [ticket], alone: true })).toBeNull();
  });

  it('from what was told to the bot alone or in another room; alone with it, it is', () => {
    const reporter = { personId: ME, name: '小周', roomId: 'alone-with-me' };
    const ticket = makeTicket({ text: '我家3号楼2单元漏水', reporter });
    expect(meant(own, { tickets: [ticket] })).toBeNull();
    expect(meant(own, { tickets: [ticket], alone: true })).toBe('荷香园3号楼');
  });

  it('from a +1 in another room', () => {
    const follower = {
      personId: ME,
      name: '小周',
      roomId: 'elsewhere',
      at: MONDAY_9,
      messageId: 'm-1',
      why: '',
      text: '我家3号楼也停了',
    };
    const others = { ...reported('5号楼停水', 'wx:other'), followers: [follower] };
    expect(meant(own, { tickets: [others] })).toBeNull();
    const here = { ...others, followers: [{ ...follower, roomId: 'r' }] };
    expect(meant(own, { tickets: [here] })).toBe('荷香园3号楼');
  });
});

it('nobody’s talk is searched for a home that nothing was said of', () => {
  const trace = { personId: ME, name: '3栋老李', tickets: [], lines: [] };
  expect(homeMeant('今天天气不错', { trace, places: [] }, hexiang)).toBeNull();
});
