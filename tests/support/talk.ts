import { expect } from 'vitest';
import { loadPolicy } from '../../src/app/policy/policy-file.ts';
import { MINUTE_MS, type Role, type RoomKind } from '../../src/engine/glossary.ts';
import { buildPlaceIndex } from '../../src/engine/intake/places.ts';
import { read } from '../../src/engine/intake/read.ts';
import type { Heard, Intent, Line, Reading, TalkContext } from '../../src/engine/intake/talk.ts';
import { understand } from '../../src/engine/intake/understand.ts';
import type { Scope } from '../../src/engine/org/directory.ts';
import type { Ticket } from '../../src/engine/ticket/ticket.ts';
import { MONDAY_9 } from './make-ticket.ts';
import { type TicketBook, ticketBook } from './talk-tickets.ts';
import { TALK_STAFF, TALK_TOWN } from './talk-town.ts';

const loaded = loadPolicy('policies/default.yaml');
if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
export const talkPolicy = loaded.policy;
export const talkPlaces = buildPlaceIndex(TALK_TOWN);

/** Rooms of the script and where they stand. */
const ROOMS = {
  居民群: { kind: 'resident', communityId: 'qingliu' },
  邻村群: { kind: 'resident', communityId: 'nanqiao' },
  商户群: { kind: 'merchant', communityId: 'qingliu' },
  工作群: { kind: 'worker', communityId: 'qingliu' },
  街道群: { kind: 'street', communityId: null },
  私聊: { kind: 'private', communityId: 'qingliu' },
} as const satisfies Record<string, { kind: RoomKind | 'private'; communityId: string | null }>;
export type RoomName = keyof typeof ROOMS;

const COMMAND = /^(接单|办结|进展|退单|缓办|延期|转派|吹哨|批准|驳回|评价|到场)\s+(\d.*)$/;

interface Said {
  photo?: boolean;
  /** The text of the line replied to. */
  replyTo?: string;
  mention?: boolean;
  reading?: Partial<Reading>;
}

/** A little script of group talk: who says what where, and what the bot makes of the last line. */
export interface Talk {
  in(room: RoomName): Talk;
  later(minutes: number): Talk;
  says(name: string, text: string, more?: Said): Talk;
  photo(name: string): Talk;
  /** The bot's own line in the present room, about these tickets. */
  bot(text: string, ...numbers: readonly number[]): Talk;
  set(number: number, changes: object): Talk;
  expect(intent: object): Talk;
  readonly intent: Intent;
  readonly intents: readonly Intent[];
  ticket(number: number): Ticket;
}

interface State {
  room: RoomName;
  now: number;
  lines: Line[];
  book: TicketBook;
  intents: Intent[];
}

export function talk(): Talk {
  const state: State = { room: '居民群', now: MONDAY_9, lines: [], book: ticketBook(), intents: [] };
  const script: Talk = {
    in: (room) => step(script, () => Object.assign(state, { room })),
    later: (minutes) => step(script, () => Object.assign(state, { now: state.now + minutes * MINUTE_MS })),
    says: (name, text, more = {}) =>
      step(script, () => hearLine(state, lineOf(state, { name, text, ...more }), more)),
    photo: (name) => script.says(name, '', { photo: true }),
    bot: (text, ...numbers) => step(script, () => sayAsBot(state, text, numbers)),
    set: (number, changes) => step(script, () => state.book.change(number, changes)),
    expect: (intent) =>
      step(script, () => expect(script.intent, state.lines.at(-1)?.text).toMatchObject(intent)),
    get intent() {
      return state.intents.at(-1) ?? { type: 'none', why: 'nothing said' };
    },
    intents: state.intents,
    ticket: (number) => state.book.byNumber(number),
  };
  return script;
}

function step(script: Talk, act: () => void): Talk {
  act();
  return script;
}

function lineOf(state: State, said: Said & { name: string; text: string }): Line {
  state.now += 5000;
  const staff = TALK_STAFF.find((one) => one.name === said.name);
  const replied =
    said.replyTo === undefined ? null : state.lines.findLast((line) => line.text === said.replyTo);
  if (replied === undefined) throw new Error(`nobody said ${said.replyTo}`);
  return {
    key: `playground:m${state.lines.length}`,
    roomId: roomId(state.room),
    personId: staff?.id ?? `playground:${said.name}`,
    name: said.name,
    at: state.now,
    text: said.text,
    images: said.photo ? ['photo'] : [],
    replyTo: replied?.key ?? null,
    fromBot: false,
    fromStaff: staff !== undefined,
    ticketIds: [],
    outcome: '',
  };
}

function roomId(room: RoomName): string {
  return `playground:${room}`;
}

function hearLine(state: State, line: Line, more: Said): void {
  const typed = COMMAND.exec(line.text);
  const intent: Intent = typed
    ? { type: 'command', command: typed[1] ?? '', rest: typed[2] ?? '', why: 'typed' }
    : understand(heardOf(state, line, more), contextOf(state));
  state.intents.push(intent);
  const touched = carryOut(state, intent, line);
  state.lines.push({ ...line, ticketIds: touched.map((one) => one.id), outcome: intent.type });
}

function carryOut(state: State, intent: Intent, line: Line): readonly Ticket[] {
  if (intent.type === 'command') return state.book.obey(intent.command, intent.rest, line);
  if (intent.type !== 'open') return state.book.follow(intent, line);
  return intent.demands.map((demand) => {
    const ticket = state.book.open(demand, line, intent.confirm);
    announce(state, ticket, intent.confirm);
    return ticket;
  });
}

/** As the bot does: a word to the reporter and the notice to the workers. */
function announce(state: State, ticket: Ticket, confirm: boolean): void {
  const told = `#${ticket.number} ${ticket.text}`;
  if (!confirm)
    state.lines.push(botLine(state, { room: state.room, text: `已登记 ${told}`, ids: [ticket.id] }));
  state.lines.push(botLine(state, { room: '工作群', text: told, ids: [ticket.id] }));
}

function botLine(state: State, said: { room: RoomName; text: string; ids: readonly string[] }): Line {
  return {
    key: `bot:${state.lines.length}-${said.room}`,
    roomId: roomId(said.room),
    personId: 'bot',
    name: '邻里',
    at: state.now,
    text: said.text,
    images: [],
    replyTo: null,
    fromBot: true,
    fromStaff: false,
    ticketIds: said.ids,
    outcome: 'assigned',
  };
}

function sayAsBot(state: State, text: string, numbers: readonly number[]): void {
  const ids = numbers.map((number) => state.book.byNumber(number).id);
  state.lines.push(botLine(state, { room: state.room, text, ids }));
}

function heardOf(state: State, line: Line, more: Said): Heard {
  const { kind, communityId } = ROOMS[state.room];
  const scope: Scope = { streetId: 'liuyin', communityId, gridId: null };
  const reading = { ...read(line.text, { policy: talkPolicy, places: talkPlaces, scope }), ...more.reading };
  const mentionsBot = more.mention === true || kind === 'private';
  return { line, reading, roomKind: kind, scope, roles: rolesOf(line), mentionsBot };
}

function rolesOf(line: Line): readonly Role[] {
  return TALK_STAFF.find((one) => one.id === line.personId)?.roles ?? ['resident'];
}

function contextOf(state: State): TalkContext {
  return {
    now: state.now,
    recent: state.lines.filter((line) => line.roomId === roomId(state.room)),
    tickets: state.book.all(),
    policy: talkPolicy,
    places: talkPlaces,
    staffNames: TALK_STAFF.map(({ id, name }) => ({ personId: id, name })),
  };
}

/** Shapes for `expect`. */
export const opens = (more: object = {}) => ({ type: 'open', confirm: false, ...more });
export const joins = (number: number) => ({ type: 'join', ticketId: `t${number}` });
export const adds = (number: number, place?: string) => ({
  type: 'supplement',
  ticketId: `t${number}`,
  ...(place === undefined ? {} : { place: { text: expect.stringContaining(place) } }),
});
export const asks = (command: string, rest: string | RegExp = '') => ({
  type: 'command',
  command,
  rest: typeof rest === 'string' ? rest : expect.stringMatching(rest),
});
export const nothing = { type: 'none' };
export const greets = { type: 'greeting' };
