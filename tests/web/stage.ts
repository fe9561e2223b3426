import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMANDS } from '../../commands/index.ts';
import { createLinli } from '../../src/app/linli.ts';
import type { Log, Store } from '../../src/app/ports.ts';
import { createPictures } from '../../src/chat/pictures.ts';
import { createPlaygroundClock } from '../../src/chat/playground/clock.ts';
import { createPlaygroundChat } from '../../src/chat/playground/edge.ts';
import { createHub } from '../../src/chat/playground/hub.ts';
import { createHandClock } from '../../src/chat/simulator/group.ts';
import { importDemo } from '../../src/startup/playground.ts';
import { sentences } from '../../src/text/zh-cn.ts';
import { DEMO_RESIDENTS } from '../../src/web/playground/demo/residents.ts';
import type { PlaygroundDeps } from '../../src/web/playground/deps.ts';
import type { WebOptions } from '../../src/web/server.ts';
import { openOrFail } from '../support/databases.ts';
import { shippedPolicy } from '../support/shipped-policy.ts';

/** A Wednesday in working time. */
export const WEDNESDAY_9 = Date.parse('2026-06-03T09:00:00+08:00');

export interface Stage {
  deps: PlaygroundDeps;
  store: Store;
  log: Log;
  /** What was logged as an error. */
  errors: object[];
  /** Everything the bot has to say has been said. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/** The whole bot with the demo neighbourhood on a scratch folder, its time standing still. */
export async function setStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'linli-web-'));
  const errors: object[] = [];
  const log: Log = { info: () => {}, warn: () => {}, error: (data) => errors.push(data) };
  const policy = shippedPolicy();
  const store = await openOrFail(`file:${join(folder, 'linli.db')}`);
  const clock = createPlaygroundClock({ real: createHandClock(WEDNESDAY_9), file: join(folder, 'clock') });
  const hub = createHub('test');
  const chat = createPlaygroundChat({ clock, hub });
  await importDemo({ store, zone: policy.calendar.zone, clock, log });
  const bot = createLinli({
    store,
    chats: [chat],
    clock,
    log,
    policy,
    commands: COMMANDS,
    sentences,
    newCode: () => '123456',
  });
  await bot.start();
  let ids = 0;
  return {
    store,
    log,
    errors,
    flush: () => bot.flush(),
    deps: {
      store,
      chat,
      hub,
      pictures: createPictures(join(folder, 'pictures')),
      clock,
      movable: true,
      policy,
      residents: DEMO_RESIDENTS,
      log,
      runTo: (instant) => bot.runTo(instant),
      newId: () => `w${++ids}`,
    },
    async stop() {
      await bot.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the page's server is made of on a stage: no network, no figures. */
export function webParts({ store, log, deps }: Stage): Omit<WebOptions, 'local'> {
  const health = { store, networks: () => [], now: () => deps.clock.now() };
  return { log, health, metrics: null, chats: [], playground: deps };
}
