/**
 * A day of 3,000 rooms on a driven clock: what people write, reports, claims and results, a tick each minute, and how much
 * memory the bot holds hour by hour. Tells its parent one Row a quarter.
 * Usage: node --expose-gc process.ts '{ … }', see DayOptions.
 */
import { COMMANDS } from '../../commands/index.ts';
import { createLinli, type Linli } from '../../src/app/linli.ts';
import { loadPolicy } from '../../src/app/policy/policy-file.ts';
import type { Chat } from '../../src/app/ports.ts';
import type { InboundMessage, OutboundMessage } from '../../src/chat/message.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/engine/glossary.ts';
import { openStore } from '../../src/store/store.ts';
import { sentences } from '../../src/text/zh-cn.ts';
import { createMetrics } from '../../src/web/metrics.ts';
import { type Row, round } from '../measures.ts';
import { messageOf } from '../rig.ts';
import { dayTalk, dayTown, NETWORK, type Said } from './town.ts';

export interface DayOptions {
  database: string;
  lines: number;
  reports: number;
}

const START = Date.parse('2026-06-02T00:00:00+08:00');
const CLAIM_AFTER_MS = 20 * MINUTE_MS;
const FINISH_AFTER_MS = 3 * HOUR_MS;
const QUARTER_HOURS = 6;
const log = {
  info: () => {},
  warn: () => {},
  error: (data: object, text: string) => console.error(text, data),
};

// cast: a bench's own process, started by the bench.
await liveADay(JSON.parse(process.argv[2] ?? '{}') as DayOptions);
process.disconnect?.();

interface Day {
  bot: Linli;
  /** Where the clock stands. */
  time: { now: number };
  /** What workers will write, by when. */
  work: Map<number, Said[]>;
  /** Tickets that somebody has taken on. */
  taken: Set<string>;
  heard: number;
  said: number;
}

async function liveADay({ database, lines, reports }: DayOptions): Promise<void> {
  const { day, close } = await openDay(database);
  // The day before, with less talk: what a bot remembers of the last 2,000 tickets is no growth.
  for (const talk of dayTalk({ lines: lines / 5, reports })) await live(day, talk);
  Object.assign(day, { heard: 0, said: 0 });
  const samples: Memory[] = [];
  let minute = 0;
  for (const talk of dayTalk({ lines, reports })) {
    await live(day, talk);
    minute += 1;
    if (minute % 60 === 0) samples.push(await memoryNow());
    if (minute % (60 * QUARTER_HOURS) !== 0) continue;
    const { heard, said } = day;
    tell({ quarter: minute / 60 / QUARTER_HOURS, ...meanOf(samples.splice(0)), heard, said });
  }
  await close();
}

function tell(row: Row): void {
  process.send?.(row);
}

/** A minute of it. */
async function live(day: Day, talk: readonly Said[]): Promise<void> {
  const { bot, work } = day;
  const { now } = day.time;
  const all = [...talk, ...(work.get(now) ?? [])];
  work.delete(now);
  await Promise.all(all.map((said) => bot.receive(inbound(said, now))));
  await bot.tick(now);
  await bot.flush();
  day.heard += all.length;
  day.time.now += MINUTE_MS;
}

function inbound({ chatId, senderId, text }: Said, sentAt: number): InboundMessage {
  return { ...messageOf(chatId, text), network: NETWORK, senderId, sentAt };
}

interface Memory {
  heapMb: number;
  residentMb: number;
}

async function memoryNow(): Promise<Memory> {
  for (let pass = 0; pass < 3; pass += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapMb: (heapUsed + external) / 1024 / 1024, residentMb: rss / 1024 / 1024 };
}

function meanOf(samples: readonly Memory[]): { heapMb: number; residentMb: number } {
  const mean = (name: keyof Memory) =>
    round(samples.reduce((sum, sample) => sum + sample[name], 0) / samples.length);
  return { heapMb: mean('heapMb'), residentMb: mean('residentMb') };
}

async function openDay(url: string): Promise<{ day: Day; close(): Promise<void> }> {
  const time = { now: START };
  const clock = { now: () => time.now };
  const opened = await openStore({ url, log, clock, exclusive: true });
  const policy = loadPolicy('policies/default.yaml');
  if (!opened.ok || !policy.ok) throw new Error('the day could not begin');
  const { store } = opened;
  await store.saveOrganisation(dayTown(), START);
  const parts = { store, clock, log, policy: policy.policy, commands: COMMANDS, sentences };
  const { meter } = createMetrics({ store, owner: 'bench', now: clock.now });
  const bot = createLinli({ ...parts, meter, newCode: () => '000000', chats: [chatFor(() => day)] });
  const day: Day = { bot, time, work: new Map(), taken: new Set(), heard: 0, said: 0 };
  await bot.start();
  const close = async () => {
    await bot.stop();
    await store.close();
  };
  return { day, close };
}

/** Takes everything; where a worker is asked by name, the worker takes the ticket on and does it. */
function chatFor(given: () => Day): Chat {
  const count = (): Day => {
    const day = given();
    day.said += 1;
    return day;
  };
  return {
    network: NETWORK,
    cards: true,
    limits: { overall: [{ count: 5000, perMs: 1000 }], perChat: [{ count: 500, perMs: 1000 }] },
    start: async ({ status }) => status({ state: 'connected', reason: 'connected' }),
    stop: async () => {},
    edit: async () => void count(),
    send: async (message) => {
      const day = count();
      const remoteId = `r-${message.key}`;
      answerOf(message, day);
      return { remoteId };
    },
  };
}

function answerOf({ chatId, mentions, ticketId, card }: OutboundMessage, day: Day): void {
  const [senderId] = mentions;
  if (senderId === undefined || ticketId === null || card?.type !== 'ticket' || day.taken.has(ticketId))
    return;
  const claim = card.actions.find(({ command }) => command.startsWith('接单'))?.command;
  if (!claim) return;
  day.taken.add(ticketId);
  const later = (ms: number, text: string) => {
    const at = day.time.now + ms;
    day.work.set(at, [...(day.work.get(at) ?? []), { chatId, senderId, text }]);
  };
  later(CLAIM_AFTER_MS, claim);
  later(FINISH_AFTER_MS, `${claim.replace('接单', '办结')} 已更换,试运行正常`);
}
