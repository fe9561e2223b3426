import { createLanes, type Lanes } from '../lanes.ts';
import { personOf, privateChatWith } from '../message.ts';
import type { Heard, RawMessage, WechatClient } from './client.ts';
import type { Handover } from './handover.ts';
import { errorLine } from './masks.ts';
import { mentioning } from './mentions.ts';
import { createNames, type Names } from './names.ts';
import type { ChildCommand, ChildEvent, ChildLine } from './protocol.ts';

export interface ChildParts {
  client: WechatClient;
  /** To the bot. */
  tell(event: ChildEvent): void;
  /** Never to be seen in a line for people. */
  secrets: readonly string[];
  times: ChildTimes;
  handover: Handover;
}

export interface ChildTimes {
  aliveMs: number;
  /** Between two look-ups of people who have not spoken. */
  lookUpMs: number;
  /** A picture that takes longer is given up. */
  pictureMs: number;
  /** Before it stops, for what is on the wire: nobody would hand it on again. */
  graceMs: number;
  /** The longest it outlives a bot that is gone: the next one may be on its way. */
  orphanMs: number;
}

export const CHILD_TIMES: ChildTimes = {
  aliveMs: 2000,
  lookUpMs: 1000,
  pictureMs: 20_000,
  graceMs: 300,
  orphanMs: 2000,
};

/** More of a room's members than this are not looked up for recognising it. */
const MOST_LOOK_UPS = 60;
const LARGEST_PICTURE = 10 * 1024 * 1024;

export interface Child {
  /** Resolves when wechaty has been started, whatever that means. */
  start(): Promise<void>;
  obey(command: ChildCommand): void;
  stop(): Promise<void>;
  /** The bot is gone without a word: resolves when what it had not taken has been kept for the next one. */
  orphaned(): Promise<void>;
}

/** What every part of the child works with. */
interface Desk extends ChildParts {
  names: Names;
  lanes: Lanes;
  fail(error: unknown): void;
  /** What an earlier process left comes before anything else is told; does nothing the second time. */
  handUpLeft(): void;
}

/** The account's side: one wechaty bot, told of in plain words and asked in plain words. */
export function createChild(parts: ChildParts): Child {
  const { client, tell, times } = parts;
  const names = createNames(client, { wait: () => pause(times.lookUpMs), most: MOST_LOOK_UPS });
  const lanes = createLanes();
  const fail = (error: unknown) => tell({ type: 'error', line: errorLine(error, parts.secrets) });
  const desk: Desk = { ...parts, names, lanes, fail, handUpLeft: once(() => tellLeft(parts)) };
  let pulse: NodeJS.Timeout | null = null;
  return {
    async start() {
      pulse = setInterval(() => tell({ type: 'alive', loggedIn: client.self() !== null }), times.aliveMs);
      tell({ type: 'alive', loggedIn: false });
      await client.start((heard) => {
        void lanes.run(laneOf(heard), () => hear(heard, desk).catch(fail));
      });
    },
    obey(command) {
      if (command.type === 'send') void lanes.run(`send ${command.requestId}`, () => send(command, desk));
      else if (command.type === 'taken') parts.handover.taken(command.lineId);
      else if (command.type === 'look') void lanes.run('look', () => look(command.roomId, desk).catch(fail));
    },
    async stop() {
      if (pulse) clearInterval(pulse);
      await new Promise((resolve) => setTimeout(resolve, times.graceMs));
      await lanes.drained();
      await client.stop();
    },
    async orphaned() {
      parts.handover.save();
      const settled = pause(times.graceMs).then(() => lanes.drained());
      await Promise.race([settled, pause(times.orphanMs)]);
      parts.handover.save();
    },
  };
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) {
      done = true;
      work();
    }
  };
}

function tellLeft({ handover, tell }: ChildParts): void {
  const { lines, fault } = handover.left();
  if (fault !== null) tell({ type: 'spool-refused', line: fault });
  for (const line of lines) tell({ type: 'line', line, spooled: true });
}

/** Log-in and the like must not wait for a picture. */
function laneOf(heard: Heard): string {
  return heard.type === 'message' || heard.type === 'members' || heard.type === 'topic' ? 'talk' : 'link';
}

async function hear(heard: Heard, desk: Desk): Promise<void> {
  const { tell, client, names } = desk;
  switch (heard.type) {
    case 'scan':
    case 'logout':
    case 'heartbeat':
    case 'invited':
      return tell(heard);
    case 'error':
      return tell({ type: 'error', line: errorLine(heard.error, desk.secrets) });
    case 'login':
      tell({ type: 'login', accountId: heard.id, name: await names.of(null, heard.id) });
      return desk.handUpLeft();
    case 'message': {
      const raw = await client.message(heard.id);
      return inTurn(chatOf(raw, desk), desk, () => tellLine(raw, desk));
    }
    case 'topic': {
      const { roomId, topic, timestamp } = heard;
      return inTurn(roomId, desk, async () => tell({ type: 'topic', roomId, topic, atMs: msOf(timestamp) }));
    }
    case 'members':
      return inTurn(heard.roomId, desk, () => tellMembers(heard, desk));
    default:
      return heard satisfies never;
  }
}

/** In the order of each room: what came later must not overtake a picture that is being fetched. Other rooms do not wait. */
function inTurn(chatId: string, { lanes, fail }: Desk, work: () => Promise<void>): void {
  void lanes.run(`chat ${chatId}`, () => work().catch(fail));
}

async function tellMembers(heard: Extract<Heard, { type: 'members' }>, desk: Desk): Promise<void> {
  const { client, names, tell } = desk;
  names.forget(heard.roomId);
  tell({
    type: 'members',
    what: heard.what,
    roomId: heard.roomId,
    members: await names.members(heard.ids, heard.roomId),
    self: heard.ids.includes(client.self() ?? ''),
    byId: heard.byId || null,
    atMs: msOf(heard.timestamp),
  });
}

function chatOf(raw: RawMessage, { client }: Desk): string {
  const own = raw.talkerId === client.self();
  return raw.roomId || privateChatWith(own ? (raw.listenerId ?? '') : raw.talkerId);
}

async function tellLine(raw: RawMessage, desk: Desk): Promise<void> {
  const line = await lineOf(raw, desk);
  desk.handUpLeft();
  if (!line.own) desk.handover.told(line);
  desk.tell({ type: 'line', line });
}

async function lineOf(raw: RawMessage, desk: Desk): Promise<ChildLine> {
  const { client, names } = desk;
  const own = raw.talkerId === client.self();
  return {
    id: raw.id,
    chatId: chatOf(raw, desk),
    senderId: raw.talkerId,
    senderName: own ? '' : await names.of(raw.roomId, raw.talkerId),
    own,
    kind: raw.kind,
    text: raw.text,
    mentions: [...raw.mentions],
    atMs: msOf(raw.timestamp),
    picture: raw.kind === 'picture' && !own ? await picture(raw, desk) : null,
  };
}

/** Null: too large, too slow or gone; the message is handed on without it. */
async function picture(raw: RawMessage, { client, times }: Desk): Promise<Uint8Array | null> {
  const bytes = await Promise.race([
    client.file(raw.id).catch(() => null),
    pause(times.pictureMs).then(() => null),
  ]);
  return bytes && bytes.byteLength <= LARGEST_PICTURE ? bytes : null;
}

async function look(roomId: string, { client, names, tell }: Desk): Promise<void> {
  const { topic, memberIds } = await client.room(roomId, true);
  const others = memberIds.filter((id) => id !== client.self());
  tell({ type: 'room', roomId, topic, members: await names.members(others, roomId) });
}

type Send = Extract<ChildCommand, { type: 'send' }>;

async function send(command: Send, desk: Desk): Promise<void> {
  const { client, tell, secrets } = desk;
  const { requestId } = command;
  if (client.self() === null) {
    return tell({ type: 'not-sent', requestId, why: 'unsent', line: 'not logged in' });
  }
  try {
    tell({ type: 'sent', requestId, remoteId: await hand(command, desk) });
  } catch (error) {
    const line = errorLine(error, secrets);
    tell({ type: 'not-sent', requestId, why: whyOf(line, command.picture !== null), line });
  }
}

async function hand(command: Send, { client, names }: Desk): Promise<string | null> {
  const conversation = personOf(command.chatId) ?? command.chatId;
  if (command.picture) return client.sendPicture(conversation, command.picture);
  const roomId = personOf(command.chatId) === null ? command.chatId : null;
  const called = roomId === null ? [] : await names.members(command.mentions, roomId);
  const named = called.filter((person) => person.name !== '');
  const text = mentioning(
    named.map((person) => person.name),
    command.text,
  );
  return client.sendText(
    conversation,
    text,
    named.map((person) => person.accountId),
  );
}

/** gRPC says only in one case that nothing has left: there was no connection to send it by. */
function whyOf(line: string, isPicture: boolean): 'unsent' | 'refused' | 'unclear' {
  if (!isPicture && /No connection established|no grpc manager|NO CLIENT/i.test(line)) return 'unsent';
  if (isPicture || /^(1|4|13|14) [A-Z_]+|UNAVAILABLE|DEADLINE|CANCELLED/.test(line)) return 'unclear';
  return 'refused';
}

/** Puppets send seconds or milliseconds; some send nothing. */
function msOf(timestamp: number): number {
  const isSeconds = timestamp < 100_000_000_000;
  return Number.isFinite(timestamp) && timestamp > 0
    ? Math.trunc(isSeconds ? timestamp * 1000 : timestamp)
    : 0;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
