import { setTimeout } from 'node:timers/promises';
import { openStore } from '../../src/store/store.ts';
import type { Pushed } from '../../tests/support/fake-lark/pusher.ts';
import { type FakeLark, startFakeLark } from '../../tests/support/fake-lark/server.ts';
import { COMMUNITIES } from '../rig.ts';
import { benchTown, reportText, SMALL_TALK } from '../town.ts';

/** A loopback Lark with the rooms of the measured district, and people in them who talk. */
export interface LarkTown {
  lark: FakeLark;
  /** Small talk number n. Resolves when it has been acknowledged, with how long that took. */
  chat(n: number): Promise<number>;
  /** Report number n, each by somebody who has not reported before. */
  report(n: number): Reported;
  /** Resolves when so many lines are open and what was missed has been looked for. */
  connected(lines: number): Promise<void>;
  /** What the bot has said so far. */
  said(): { messages: number; lastAt: number };
  close(): Promise<void>;
}

export interface Reported {
  /** Milliseconds until it was acknowledged, which is after the commit. */
  acked: Promise<number>;
  /** Milliseconds until the answer to it stood in the room. */
  answered: Promise<number>;
}

/** A list of members fits one page: names cost every room one call. */
const MEMBERS = 100;

export async function openLarkTown(): Promise<LarkTown> {
  const lark = await startLark();
  const answers = new Map<string, () => void>();
  const said = { messages: 0, lastAt: performance.now() };
  const { world } = lark;
  const add = world.add;
  world.add = (given) => {
    const message = add(given);
    if (!message.fromBot) return message;
    said.messages += 1;
    said.lastAt = performance.now();
    answers.get(message.replyTo ?? '')?.();
    return message;
  };
  return {
    lark,
    chat: async (n) => {
      const chat = `c${n % COMMUNITIES}-res`;
      const text = `${SMALL_TALK[n % SMALL_TALK.length] ?? ''}${n % 10}`;
      const began = performance.now();
      await acknowledged(lark.say({ chat, from: memberOf(chat, Math.floor(n / COMMUNITIES)), text }));
      return performance.now() - began;
    },
    report: (n) => {
      const { chatId, text } = reportText(n, COMMUNITIES);
      const began = performance.now();
      const said = lark.say({ chat: chatId, from: `ou_reporter_${n}`, text });
      const { messageId } = said;
      return {
        acked: acknowledged(said).then(() => performance.now() - began),
        answered: new Promise((resolve) => {
          answers.set(messageId, () => {
            answers.delete(messageId);
            resolve(performance.now() - began);
          });
        }),
      };
    },
    connected: async (lines) => {
      while (lark.socket.open !== lines) await setTimeout(50);
      // The bot reads what was said while it was away, room by room.
      for (let before = -1; before !== lark.calls('list'); await setTimeout(700)) before = lark.calls('list');
    },
    said: () => ({ ...said }),
    close: () => lark.stop(),
  };
}

async function startLark(): Promise<FakeLark> {
  const lark = await startFakeLark({ pushAgainMs: [], ackTimeoutMs: 60_000 });
  for (const room of benchTown(COMMUNITIES, 'lark').rooms) {
    const ids = Array.from({ length: MEMBERS }, (_, n) => memberOf(room.chatId, n));
    const members = ids.map((openId, n) => ({ openId, name: `居民${n}` }));
    lark.addChat({ chatId: room.chatId, name: room.name, members });
  }
  return lark;
}

async function acknowledged({ outcome }: Pushed): Promise<void> {
  if (!(await outcome).acked) throw new Error('an event was not acknowledged');
}

function memberOf(chatId: string, n: number): string {
  return `ou_${chatId}_${n % MEMBERS}`;
}

/** The district's rooms and staff, in a new database. */
export async function fillTown(url: string): Promise<void> {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const opened = await openStore({ url, log });
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.detail}`);
  await opened.store.saveOrganisation(benchTown(COMMUNITIES, 'lark'), Date.now());
  await opened.store.close();
}
