import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PLAYGROUND_NETWORK } from '../app/import/known-networks.ts';
import { readNeighbourhood } from '../app/import/neighbourhood-file.ts';
import type { Clock, Log, Store } from '../app/ports.ts';
import { createPictures, type PictureFolder } from '../chat/pictures.ts';
import { createPlaygroundClock, type DrivenClock } from '../chat/playground/clock.ts';
import { createPlaygroundChat, type PlaygroundChat } from '../chat/playground/edge.ts';
import { createHub, type Hub } from '../chat/playground/hub.ts';
import type { Config } from '../config.ts';
import { isWorkingTime, nextWorking } from '../engine/clock/calendar.ts';
import type { ServicePolicy } from '../engine/policy.ts';

const DEMO_FILE = fileURLToPath(new URL('../web/playground/demo/neighbourhood.yaml', import.meta.url));
const DEFAULT_FOLDER = 'data';

export interface Playground {
  chat: PlaygroundChat;
  clock: DrivenClock;
  hub: Hub;
  pictures: PictureFolder;
  /** Whether the page may move the clock: not beside a real network, whose people live in real time. */
  movable: boolean;
}

/** The parts of the playground that stand before the bot does. Its clock can be moved on by a button. */
export function createPlayground(config: Config, policy: ServicePolicy, real: Clock): Playground {
  const clock = playgroundClock(config, policy, real);
  const hub = createHub(randomUUID());
  return {
    clock,
    hub,
    chat: createPlaygroundChat({ clock, hub }),
    pictures: createPictures(pictureFolder(config)),
    movable: config.networks.length === 0,
  };
}

/** Where pictures are kept, of whatever network they are. */
export function pictureFolder(config: Config): string {
  return join(dataFolder(config), 'pictures');
}

/**
 * The page's own clock, kept beside its database: another database in the folder has another. The tool uses it too,
 * or a code it hands out would be a day old when the page's clock looks at it. Beside a real network it is the real one.
 */
export function playgroundClock(config: Config, { calendar }: ServicePolicy, real: Clock): DrivenClock {
  if (config.networks.length > 0) return { now: () => real.now(), aheadMs: () => 0, moveTo: () => {} };
  return createPlaygroundClock({
    real,
    file: clockFile(config),
    firstNow: (now) => (isWorkingTime(calendar, now) ? now : nextWorking(calendar, now)),
  });
}

/** The demo street, when the database knows no street yet. Returns whether it was put in. */
export async function importDemo(given: {
  store: Store;
  zone: string;
  clock: Clock;
  log: Log;
}): Promise<boolean> {
  const { store, zone, clock, log } = given;
  const { organisation } = await store.organisation();
  if (organisation.streets.length > 0) return false;
  const demo = await readNeighbourhood(DEMO_FILE, { zone, networks: [PLAYGROUND_NETWORK] });
  if (!demo.ok) {
    log.error({ faults: demo.faults }, 'the demo neighbourhood is broken');
    return false;
  }
  await store.saveOrganisation(demo.organisation, clock.now());
  return true;
}

/** Beside the SQLite file; with PostgreSQL, `data/`. */
export function dataFolder({ database }: Config): string {
  return database.kind === 'sqlite' ? dirname(database.url.reveal().replace(/^file:/, '')) : DEFAULT_FOLDER;
}

function clockFile(config: Config): string {
  const { kind, url } = config.database;
  const name = kind === 'sqlite' ? basename(url.reveal().replace(/^file:/, '')) : 'playground';
  return join(dataFolder(config), `${name}.clock`);
}
