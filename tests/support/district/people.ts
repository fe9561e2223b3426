import type { Line } from '../fake-lark/hands.ts';
import type { Outcome, Pushed } from '../fake-lark/pusher.ts';
import type { FakeLark } from '../fake-lark/server.ts';
import type { District, Neighbourhood } from './district.ts';
import type { Random } from './random.ts';

/** Something a person did, which has to have its effect once. */
export interface Deed {
  kind: 'chatter' | 'report' | 'claim' | 'finish' | 'help';
  /** Of the message, or of the event where a button was pressed. */
  id: string;
  pressed: boolean;
  /** Of every push of it. */
  outcomes: readonly Promise<Outcome>[];
}

/** The people of a district: they report, claim, finish, ask and mostly talk of other things. */
export interface People {
  chatter(): Deed;
  /** `how`: otherwise than now, by an ordinary push. */
  report(where?: Neighbourhood, how?: Partial<Line>): Deed;
  /** Null: the bot has shown no ticket that nobody has claimed yet. */
  claim(): Deed | null;
  /** Null: nothing was claimed yet. */
  finish(): Deed | null;
  help(): Deed;
  /** All of it, oldest first. */
  readonly deeds: readonly Deed[];
}

export interface PeopleParts {
  lark: FakeLark;
  district: District;
  random: Random;
  /** How often a message is pushed twice. */
  doubled?: number;
  /** How often two claim the same at once. */
  contested?: number;
}

interface Shown {
  number: string;
  where: Neighbourhood;
  cardId: string;
}

export function createPeople(parts: PeopleParts): People {
  const { random } = parts;
  const deeds: Deed[] = [];
  const say = (kind: Deed['kind'], line: Line) => keep(deeds, sayLine(kind, line, parts));
  const places = createPlaces(parts);
  const tickets = createTickets(parts);
  return {
    deeds,
    chatter: () =>
      say('chatter', {
        from: `ou_neighbour${random.below(500)}`,
        chat: anywhere(parts).residents,
        text: `${random.of(SMALL_TALK)} ${deeds.length}`,
      }),
    report: (where = anywhere(parts), how = {}) => say('report', { ...places.reportFrom(where), ...how }),
    help: () => say('help', { from: `ou_asking${random.below(200)}`, text: '帮助' }),
    claim: () => {
      const shown = tickets.unclaimed();
      if (!shown) return null;
      const [first, second] = shuffled(shown.where.staff, random);
      if (second && random.chance(parts.contested ?? 0)) claimOf(shown, second.openId, { ...parts, deeds });
      return claimOf(shown, first?.openId ?? '', { ...parts, deeds });
    },
    finish: () => {
      const shown = tickets.claimed();
      if (!shown) return null;
      const from = random.of(shown.where.staff).openId;
      return say('finish', { from, chat: shown.where.workers, text: `办结 ${shown.number} 已修好` });
    },
  };
}

function keep(deeds: Deed[], deed: Deed): Deed {
  deeds.push(deed);
  return deed;
}

function sayLine(kind: Deed['kind'], line: Line, { lark, random, doubled = 0 }: PeopleParts): Deed {
  const twice = random.chance(doubled) ? { doubled: random.of(['same-event', 'other-event'] as const) } : {};
  const said = lark.say({ ...line, ...twice });
  const pushes: readonly Pushed[] = said.again ? [said, said.again] : [said];
  return { kind, id: said.messageId, pressed: false, outcomes: pushes.map(({ outcome }) => outcome) };
}

/** Half of them press the button, half write the word. */
function claimOf(shown: Shown, from: string, parts: PeopleParts & { deeds: Deed[] }): Deed {
  const { lark, random, deeds } = parts;
  const text = `接单 ${shown.number}`;
  const chat = shown.where.workers;
  if (random.chance(0.5)) return keep(deeds, sayLine('claim', { from, chat, text }, parts));
  const pushed = lark.press({ messageId: shown.cardId, from, value: { command: text, chat } });
  return keep(deeds, { kind: 'claim', id: pushed.eventId, pressed: true, outcomes: [pushed.outcome] });
}

function anywhere({ district, random }: PeopleParts): Neighbourhood {
  return random.of(district.neighbourhoods);
}

/** Each report is of a building of its own, by somebody who reports nothing else. */
function createPlaces({ random }: PeopleParts) {
  const used = new Map<string, number>();
  return {
    reportFrom: ({ id, estate, buildings, residents }: Neighbourhood): Line => {
      const building = (used.get(id) ?? 0) + 1;
      if (building > buildings) throw new Error('every building has its ticket already');
      used.set(id, building);
      const text = `报修 ${estate}${building}号楼${random.below(4) + 1}单元电梯坏了,老人上不去`;
      return { from: `ou_${id}_resident${building}`, chat: residents, text };
    },
  };
}

/** What the bot has shown the workers, as they see it: by the cards in their rooms. */
function createTickets({ lark, district, random }: PeopleParts) {
  const looked = new Map<string, number>();
  const open: Shown[] = [];
  const taken: Shown[] = [];
  const look = () => {
    for (const where of district.neighbourhoods) {
      const messages = lark.world.chats.get(where.workers)?.messages ?? [];
      for (const message of messages.slice(looked.get(where.workers) ?? 0)) {
        const [, number] = /"command":"接单 (\d+)"/.exec(message.content) ?? [];
        if (message.fromBot && number) open.push({ number, where, cardId: message.messageId });
      }
      looked.set(where.workers, messages.length);
    }
  };
  const drawn = (from: Shown[]) => from.splice(random.below(from.length), 1)[0] ?? null;
  return {
    unclaimed: () => {
      look();
      const shown = drawn(open);
      if (shown) taken.push(shown);
      return shown;
    },
    claimed: () => drawn(taken),
  };
}

function shuffled<T>(all: readonly T[], random: Random): readonly T[] {
  return all
    .map((one) => ({ one, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

const SMALL_TALK = [
  '早上好各位邻居',
  '今天菜市场的番茄真便宜',
  '哈哈哈哈',
  '谁家有多的纸箱',
  '晚上七点广场跳舞吗',
  '这个周末去爬山有人一起吗',
  '孩子终于放假了',
];
