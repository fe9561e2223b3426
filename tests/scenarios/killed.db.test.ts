import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { NO_NEEDS } from '../../src/app/incoming/needs.ts';
import type { InboundMessage } from '../../src/chat/message.ts';
import { openStore } from '../../src/store/store.ts';
import type { FromBot, ToBot } from '../support/bot-process.ts';
import { scratchSqlite } from '../support/databases.ts';
import { makeMessage } from '../support/make-message.ts';
import { smallTown } from '../support/small-town.ts';

/**
 * The point of this file: whatever moment the process dies at, each message has its effect exactly once, and each
 * reply reaches the network at least once, always under the same key, so that the network's own idempotency makes
 * it once.
 */
const MESSAGES = 1000;
const KILLS = 20;
const WRONGS = ['门禁坏了', '水管漏水', '停电了', '电梯坏了', '路灯不亮', '垃圾没人收', '下水道堵了'];
const program = join(import.meta.dirname, '../support/bot-process.ts');

let child: ChildProcess | null = null;
afterEach(() => {
  child?.kill('SIGKILL');
});

/** The network: redelivers until acknowledged, keeps what was said by its key. */
class Network {
  readonly waiting: Map<string, InboundMessage>;
  readonly said = new Map<string, string>();
  saidAgainDifferently = 0;
  flushed = false;
  private wake: () => void = () => {};

  constructor(messages: readonly InboundMessage[]) {
    this.waiting = new Map(messages.map((message) => [message.messageId, message]));
  }

  attach(bot: ChildProcess): void {
    bot.on('message', (told: FromBot) => {
      if (told.type === 'ready')
        for (const message of this.waiting.values()) tell(bot, { type: 'message', message });
      if (told.type === 'flushed') this.flushed = true;
      if (told.type === 'acknowledged') this.waiting.delete(told.messageId);
      if (told.type === 'says') this.hear(bot, told.message.key, told.message.text);
      this.wake();
    });
  }

  private hear(bot: ChildProcess, key: string, text: string): void {
    const before = this.said.get(key);
    if (before !== undefined && before !== text) this.saidAgainDifferently += 1;
    this.said.set(key, text);
    tell(bot, { type: 'taken', key });
  }

  /** Resolves at the next sign of life for which `reached` holds. */
  async until(reached: () => boolean): Promise<void> {
    while (!reached()) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

function tell(bot: ChildProcess, message: ToBot): void {
  if (bot.connected) bot.send(message, () => {});
}

function start(url: string, network: Network): ChildProcess {
  child = fork(program, [url], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  network.attach(child);
  return child;
}

function died(bot: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    bot.once('exit', () => resolve());
  });
}

test(`killed ${KILLS} times during ${MESSAGES} messages, every effect is there exactly once`, {
  timeout: 240_000,
}, async () => {
  const url = scratchSqlite();
  await smallTown(url);
  const messages = Array.from({ length: MESSAGES }, (_, n) =>
    makeMessage({
      messageId: `burst-${n}`,
      senderId: `wx-${n}`,
      senderName: `居民${n}`,
      text: `报修 ${(n % 12) + 1}号楼${WRONGS[n % WRONGS.length]}`,
    }),
  );
  const network = new Network(messages);
  // Moments spread over the burst: after so many signs of life of the network each time, never by the wall clock.
  const step = MESSAGES / (KILLS + 1);
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const bot = start(url, network);
    const gone = died(bot);
    const target = Math.max(0, MESSAGES - Math.floor(kill * step + ((kill * 7919) % 13)));
    await network.until(() => network.waiting.size <= target);
    bot.kill('SIGKILL');
    await gone;
  }
  const last = start(url, network);
  await network.until(() => network.waiting.size === 0);
  tell(last, { type: 'flush' });
  await network.until(() => network.flushed);
  const gone = died(last);
  last.kill('SIGTERM');
  await gone;

  const opened = await openStore({ url, log: { info: () => {}, warn: () => {}, error: () => {} } });
  if (!opened.ok) throw new Error(opened.code);
  const { store } = opened;
  const health = await store.health();
  expect(health.outboxWaiting).toBe(0);
  expect(network.saidAgainDifferently).toBe(0);
  const talk = await store.talk({ network: 'playground', chatId: 'yanguang-res' }, MESSAGES * 3);
  const fromPeople = talk.filter((entry) => !entry.fromBot);
  expect(new Set(fromPeople.map((entry) => entry.messageId)).size).toBe(MESSAGES);
  expect(fromPeople).toHaveLength(MESSAGES);
  // Each of the thousand people is a party of exactly one ticket, by exactly one message.
  const area = { streetId: 'kunlun', communityId: 'yanguang' };
  const loaded = await store.load({ ...NO_NEEDS, tickets: [{ by: 'open', ...area, limit: MESSAGES }] });
  const parties = loaded.tickets.flatMap((ticket) => [ticket.reporter, ...ticket.followers]);
  expect(parties).toHaveLength(MESSAGES);
  expect(new Set(parties.map((party) => party.personId)).size).toBe(MESSAGES);
  expect(loaded.tickets.map((ticket) => ticket.number).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
    loaded.tickets.map((_, at) => at + 1),
  );
  // Nothing is left unsaid, and nothing was said that is not in the outbox.
  expect(network.said.size).toBe(health.outboxSent);
  await store.close();
});
