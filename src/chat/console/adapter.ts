import { createInterface } from 'node:readline';
import type { Chat, Clock } from '../../app/ports.ts';
import { isReportFile, parseReportReference } from '../../app/reports/reference.ts';
import type { Instant } from '../../engine/glossary.ts';
import { createLanes } from '../lanes.ts';
import type { InboundMessage } from '../message.ts';
import { createSaidKeys } from '../said-keys.ts';
import { CONSOLE_HELP, type Order, readOrder } from './orders.ts';

export interface ConsolePerson {
  id: string;
  name: string;
  label: string;
  /** Chat ids. */
  rooms: readonly string[];
}

export interface ConsoleOptions {
  input: NodeJS.ReadableStream;
  output: { write(text: string): unknown };
  clock: Clock;
  people: readonly ConsolePerson[];
  rooms: readonly { id: string; name: string }[];
  newId(): string;
  /** Lives through everything due up to then (Linli.runTo). */
  runTo(instant: Instant): Promise<void>;
  /** The person at the terminal has had enough. */
  quit(): void;
}

/** A terminal as a chat: one person at a time, in one room at a time; the bot's lines of all rooms are shown. */
export function createConsoleChat(options: ConsoleOptions): Chat {
  const { output, rooms } = options;
  const said = createSaidKeys();
  const lanes = createLanes();
  const print = (text: string) => output.write(`${printable(text)}\n`);
  let lines: ReturnType<typeof createInterface> | null = null;
  return {
    network: 'playground',
    async start({ message: receive }) {
      const seat = createSeat(options);
      print(`${CONSOLE_HELP}\n${seat.where()}`);
      lines = createInterface({ input: options.input, terminal: false });
      lines.on('line', (line) => {
        void lanes.run('terminal', () => obey(readOrder(line), { seat, options, receive, print }));
      });
      lines.on('close', () => void lanes.drained().then(() => options.quit()));
    },
    async send(message) {
      if (said.first(message.key)) {
        const room = rooms.find((one) => one.id === message.chatId)?.name ?? '私信';
        const words = message.picture ? shownAs(message.picture) : message.text;
        print(`【${room}】邻里:${words.replaceAll('\n', '\n    ')}`);
      }
      return { remoteId: `bot-${message.key}` };
    },
    async stop() {
      lines?.removeAllListeners('close');
      lines?.close();
      await lanes.drained();
    },
  };
}

/** A terminal shows no pictures and keeps no files: those of a month are to be had from the tool. */
function shownAs(reference: string): string {
  const report = parseReportReference(reference);
  if (!report) return '[图片]';
  const what = { ranking: 'ranking', rankings: 'ranking', scores: 'scores', month: 'report' }[report.kind];
  const kind = isReportFile(reference) ? '文件' : '图片';
  return `[${kind},取它:npm run linli -- export ${what} --month ${report.monthKey} --out 文件名]`;
}

/** Terminals obey control characters: people's text must not carry any. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '');
}

interface Seat {
  person(): ConsolePerson;
  room(): string;
  sit(person: ConsolePerson): void;
  enter(room: string): void;
  where(): string;
}

function createSeat({ people, rooms }: ConsoleOptions): Seat {
  const [first] = people;
  if (!first) throw new Error('nobody is here: import a neighbourhood first');
  let person = first;
  let room = first.rooms[0] ?? '';
  return {
    person: () => person,
    room: () => room,
    sit(next) {
      person = next;
      if (!next.rooms.includes(room)) room = next.rooms[0] ?? '';
    },
    enter: (next) => {
      room = next;
    },
    where: () =>
      `你是 ${person.name}(${person.label}),在 ${rooms.find((one) => one.id === room)?.name ?? '私信'}`,
  };
}

interface Situation {
  seat: Seat;
  options: ConsoleOptions;
  receive(message: InboundMessage): Promise<void>;
  print(text: string): void;
}

async function obey(order: Order, situation: Situation): Promise<void> {
  const { seat, options, print } = situation;
  switch (order.type) {
    case 'say':
      return order.text === '' ? undefined : say(order.text, situation);
    case 'as':
      return print(changePerson(order.name, seat, options));
    case 'room':
      return print(changeRoom(order.name, seat, options));
    case 'clock':
      return options.runTo(options.clock.now() + order.ms);
    case 'help':
      return print(CONSOLE_HELP);
    case 'quit':
      return options.quit();
    case 'wrong':
      return print(order.text);
    default:
      return order satisfies never;
  }
}

function changePerson(name: string, seat: Seat, { people }: ConsoleOptions): string {
  const found = people.find((one) => one.name === name || one.id === name);
  if (!found) return `${name ? `没有 ${name}。` : ''}可选:${people.map((one) => one.name).join('、')}`;
  seat.sit(found);
  return seat.where();
}

function changeRoom(name: string, seat: Seat, { rooms }: ConsoleOptions): string {
  const own = rooms.filter((room) => seat.person().rooms.includes(room.id));
  const found = name === '' ? undefined : own.find((room) => room.name.includes(name));
  if (!found)
    return `${name ? `没有 ${name}。` : ''}可选:${own.map((room) => room.name).join('、') || '没有群'}`;
  seat.enter(found.id);
  return seat.where();
}

async function say(text: string, { seat, options, receive, print }: Situation): Promise<void> {
  const person = seat.person();
  try {
    await receive({
      network: 'playground',
      messageId: options.newId(),
      chatId: seat.room() || `dm:${person.id}`,
      chatKind: seat.room() === '' ? 'private' : 'group',
      senderId: person.id,
      senderName: person.name,
      text,
      images: [],
      replyTo: null,
      mentionsBot: text.includes('@邻里'),
      mentions: [],
      sentAt: options.clock.now(),
    });
  } catch {
    print('这条没有成功,请再说一次。');
  }
}
