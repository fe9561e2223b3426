import { type FakeLark, startFakeLark } from '../fake-lark/server.ts';
import { openOrFail } from '../scratch.ts';
import { until } from '../until.ts';
import { audit, type Findings } from './audit.ts';
import { createChaos } from './chaos.ts';
import { type Crew, startCrew } from './crew.ts';
import { larkDistrict, settleIn, writePolicy } from './district.ts';
import { handled, type Ledger, readLedger, unfinished } from './ledger.ts';
import { createPeople, type Deed, type People } from './people.ts';
import type { Program } from './program.ts';
import { type Random, seeded } from './random.ts';

export interface DrivePlan {
  url: string;
  /** Processes of the bot. */
  processes: number;
  events: number;
  /** In which the events come, evenly. */
  overMs: number;
  neighbourhoods: number;
  /** The same seed draws the same events and the same faults, though not at the same moments. */
  seed: number;
  /** How long everything may take to come to rest afterwards. */
  restWithinMs: number;
}

export interface Driven {
  findings: Findings;
  ledger: Ledger;
  lark: FakeLark;
  deeds: readonly Deed[];
  /** Faults by name. */
  struck: Readonly<Record<string, number>>;
  kills: number;
  /** From the last event until nothing was left to say or to show. */
  restedInMs: number;
  /** What the processes told of themselves. */
  told: readonly string[];
}

const FAULT_EVERY_MS = 1000;
/**
 * Lark's 15 s, 5 min and 1 h, a hundredth as long; then the hour again and again, where Lark tries once more after 6 h. With a
 * process killed every 6 s it would give some up by bad luck, and what was said in private no history brings back.
 */
const PUSH_AGAIN_MS = [150, 3000, ...Array<number>(8).fill(36_000)];
/** For whoever has to claim: short, so that the clock has something to say as well. */
const RESPOND_MINUTES = 2;

/** The bot's real processes with Lark's real SDK against the loopback Lark, under a fault a second; and what came of it. */
export async function drive(program: Program, plan: DrivePlan): Promise<Driven> {
  const random = seeded(plan.seed);
  const lark = await startFakeLark({ pushAgainMs: PUSH_AGAIN_MS });
  const district = larkDistrict(plan.neighbourhoods);
  settleIn(district, lark);
  await prepare(plan.url, district.organisation);
  const policy = writePolicy(program.folder, RESPOND_MINUTES);
  const crew = startCrew({ program, lark, policy, url: plan.url, seats: plan.processes });
  try {
    await crew.ready();
    await until('the bot is connected', () => lark.socket.open === plan.processes, LOOKS);
    const people = createPeople({ lark, district, random, doubled: 0.03, contested: 0.2 });
    const chaos = createChaos({ lark, crew, random, url: plan.url, burst: () => burst(people) });
    await live(plan, { people, random, strike: chaos.strike });
    chaos.calm();
    const endedMs = performance.now();
    await chaos.settled();
    await until('the bot is connected again', () => lark.socket.open === plan.processes, {
      ...LOOKS,
      withinMs: plan.restWithinMs,
    });
    await rest(plan, { lark, deeds: people.deeds });
    const restedInMs = performance.now() - endedMs;
    return {
      ...(await judge(plan.url, lark, people.deeds)),
      struck: chaos.struck,
      restedInMs,
      ...toldBy(crew),
    };
  } finally {
    await crew.stop();
    await lark.stop();
  }
}

export async function prepare(
  url: string,
  organisation: Parameters<Awaited<ReturnType<typeof openOrFail>>['saveOrganisation']>[0],
): Promise<void> {
  const store = await openOrFail(url);
  await store.saveOrganisation(organisation, Date.now());
  await store.close();
}

async function judge(url: string, lark: FakeLark, deeds: readonly Deed[]) {
  const ledger = await readLedger(url);
  return { findings: audit({ ledger, deeds, lark }), ledger, lark, deeds };
}

function toldBy(crew: Crew) {
  return { kills: crew.kills, told: crew.told() };
}

interface Life {
  people: People;
  random: Random;
  strike(): void;
}

/** Events at an even pace, a fault each second. What a busy machine is late with comes at once. */
function live({ events, overMs }: DrivePlan, { people, random, strike }: Life): Promise<void> {
  const startedMs = performance.now();
  let faults = 0;
  return new Promise((resolve, reject) => {
    const step = () => {
      const passedMs = performance.now() - startedMs;
      const due = Math.min(events, Math.floor((passedMs / overMs) * events));
      while (people.deeds.length < due) happen(people, random);
      while ((faults + 1) * FAULT_EVERY_MS <= Math.min(passedMs, overMs)) {
        faults += 1;
        strike();
      }
      if (people.deeds.length < events) return;
      clearInterval(timer);
      resolve();
    };
    const timer = setInterval(() => {
      try {
        step();
      } catch (error) {
        clearInterval(timer);
        reject(error);
      }
    }, 10);
  });
}

/** Of a hundred lines some twenty concern the bot: as many as it may answer within Lark's 900 messages a minute. */
function happen(people: People, random: Random): void {
  const lot = random.next();
  if (lot < 0.07) people.report();
  else if (lot < 0.115) people.claim() ?? people.chatter();
  else if (lot < 0.14) people.finish() ?? people.chatter();
  else if (lot < 0.16) people.help();
  else people.chatter();
}

/** Private words and pressed buttons above all: no history has them, so only their acknowledgement keeps them. */
function burst(people: People): void {
  for (let times = 0; times < 3; times += 1) {
    people.help();
    people.report();
    people.claim();
  }
}

/** Until every event is acknowledged or given up, all are taken up, and nothing is left to be said or shown. */
export async function rest(
  { url, restWithinMs }: Pick<DrivePlan, 'url' | 'restWithinMs'>,
  { lark, deeds }: { lark: FakeLark; deeds: readonly Deed[] },
): Promise<void> {
  let waiting = 0;
  for (const outcome of deeds.flatMap(({ outcomes }) => outcomes)) {
    waiting += 1;
    void outcome.then(() => {
      waiting -= 1;
    });
  }
  const deadline = performance.now() + restWithinMs;
  const isQuiet = async () => {
    lark.hurry();
    return waiting === 0 && (await unfinished(url)) === 0;
  };
  // What never comes is for the audit to say, when everything else has come to rest.
  const isAll = async () => {
    lark.hurry();
    return (await handled(url)) >= deeds.length;
  };
  await until('all is taken up', isAll, { ...LOOKS, withinMs: restWithinMs }).catch(() => {});
  await until('nothing is left to say', isQuiet, {
    ...LOOKS,
    withinMs: Math.max(10_000, deadline - performance.now()),
  });
}

/** Each look asks a database that is under load. */
const LOOKS = { withinMs: 20_000, everyMs: 100 };
