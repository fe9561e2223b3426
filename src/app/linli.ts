import type { InboundMessage } from '../chat/message.ts';
import { type Instant, type Network, SECOND_MS } from '../engine/glossary.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import type { Command } from './command.ts';
import { createDueWork } from './due-work.ts';
import type { AppParts, BallotPages } from './incoming/batch.ts';
import { runBatch, surroundings } from './incoming/batch.ts';
import { buildRegistry } from './incoming/parse.ts';
import { createPump } from './incoming/pump.ts';
import { createLearnt, type Learnt } from './learning/learnt.ts';
import { noMeter } from './meter.ts';
import { createIdentities } from './networks/identities.ts';
import { createNetworks, type Networks } from './networks/networks.ts';
import { offerTo } from './outgoing/pictures.ts';
import { createCardRefresher, type Speak } from './outgoing/refresh-cards.ts';
import { createSender } from './outgoing/sender.ts';
import type { Chat, Clock, LinkStatus, Log, Meter, Mine, Store } from './ports.ts';
import type { LanguageModel } from './proposing/language-model.ts';
import { createProposer, type Proposer } from './proposing/proposer.ts';
import type { Sentences } from './reply.ts';
import { createDuty, type Duty } from './sharing/duty.ts';
import { createSharing, type SharingOptions } from './sharing/sharing.ts';
import { realTimer, type Timer } from './timer.ts';
import { within } from './within.ts';

/** The bot: one way in, one way out, one clock. */
export interface Linli {
  /** Starts the edges, then takes up what waits in the outbox; anything new is said behind it. */
  start(): Promise<void>;
  /** Stops listening, finishes what is under way, says what was decided. */
  stop(): Promise<void>;
  /** Resolves once the message and its effects are committed; only then may an edge acknowledge it. */
  receive(message: InboundMessage): Promise<void>;
  /** Says and does what has fallen due by `now`. Safe to call twice, late, or with a clock that went back. */
  tick(now: Instant): Promise<void>;
  /** Ticks at every instant up to `until` at which something falls due. Needs a clock that can be set. */
  runTo(until: Instant): Promise<void>;
  /** Resolves when everything that can be said now has been said. */
  flush(): Promise<void>;
}

export interface LinliParts {
  store: Store;
  chats: readonly Chat[];
  /** One that can be moved is for replays and the playground; `runTo` needs it. */
  clock: Clock & { moveTo?(at: Instant): void };
  log: Log;
  policy: ServicePolicy;
  commands: readonly Command[];
  sentences: Sentences;
  /** A fresh one-time code of six digits. */
  newCode(): string;
  /** Where voters find their page; left out: ballots are filled in by message alone. */
  ballotPages?: BallotPages | undefined;
  /** How it shares the work with other processes on its database; left out: it is alone there. */
  sharing?: SharingOptions | undefined;
  /** This process, for whoever watches over it; left out: as it shares. */
  owner?: string | undefined;
  /** How the edges stand, as they tell it. */
  told?: ((network: Network, status: LinkStatus) => void) | undefined;
  /** Networks out of reach just now; left out: as their edges report. */
  down?(): ReadonlySet<Network>;
  /** What people call a network: `飞书`; left out: its own name. */
  networkName?: ((network: Network) => string) | undefined;
  meter?: Meter | undefined;
  /** Asked about unsure lines; left out: everything works without. */
  languageModel?: { model: LanguageModel; instruction: string } | undefined;
  /** For pacing, retries and leases; left out: the real one. */
  timer?: Timer | undefined;
  /** From 0 up to 1, for waits that must not look regular. */
  random?: (() => number) | undefined;
}

/** What waits is taken together up to here: enough that a burst of talk shares its reads and its disk flush. */
const BATCH_SIZE = 512;

export function createLinli(given: LinliParts): Linli {
  const changed = () => {
    cards.wakeSoon();
    duty.look();
  };
  const { learnt, reading } = withLearnt(given);
  const speaking = createSpeaking(reading, { networks: () => networks, changed });
  const { share, sender, cards } = speaking;
  const { parts, proposer } = withProposer(given, speaking.parts);
  const work = createDueWork(parts, share.ticks);
  const hearing = { ...parts, monthMoved: work.wake };
  const pump = createPump<InboundMessage>(BATCH_SIZE, (batch) => runBatch(batch, hearing));
  const heard = () => pump.idle().then(work.idle);
  const networks = createNetworks({ ...parts, ...speaking.edges, push: pump.push });
  const duty = createDuty({ ticks: share.ticks, due: () => work.run(given.clock.now()), log: given.log });
  const poll = async (now: Instant) => {
    await learnt.refresh();
    await networks.tick(now);
    await sender.poll();
    cards.wake();
  };
  const said = () => sender.idle().then(cards.refresh);
  return {
    ...createLife({ networks, duty, proposer, learnt, heard }, speaking),
    receive: (message) => pump.push(message),
    tick: async (now) => {
      if (share.ticks()) await work.run(now);
      await poll(now);
    },
    flush: async () => {
      await networks.idle();
      await heard();
      await sender.poll();
      await said();
    },
    runTo: (until) =>
      runTo(until, {
        ...given,
        mine: share.mine,
        nextDueAt: work.nextDueAt,
        step: async (now) => {
          await work.run(now);
          await poll(now);
          await said();
        },
      }),
  };
}

function withLearnt(given: LinliParts): { learnt: Learnt; reading: LinliParts & Reading } {
  const learnt = createLearnt(given);
  return { learnt, reading: { ...given, readingPolicy: learnt.policy } };
}

/** Its proposals go out like everything else that was decided. */
function withProposer(
  { languageModel, timer }: LinliParts,
  app: AppParts,
): { parts: AppParts; proposer: Proposer | null } {
  if (!languageModel) return { parts: app, proposer: null };
  const proposer = createProposer({ ...languageModel, app, timer });
  return { parts: { ...app, propose: proposer.offer }, proposer };
}

interface Living {
  networks: Networks;
  duty: Duty;
  proposer: Proposer | null;
  learnt: Learnt;
  /** Resolves when everything taken in is handled. */
  heard(): Promise<void>;
}

/** Rights before edges before words, and the other way round. */
function createLife(
  { networks, duty, proposer, learnt, heard }: Living,
  { given, share, sender, cards }: ReturnType<typeof createSpeaking>,
): Pick<Linli, 'start' | 'stop'> {
  const { timer = realTimer, log } = given;
  let stopListening = async () => {};
  const unsaid = (error: unknown) => log.error({ error }, 'what was decided is said after the next start');
  return {
    start: async () => {
      await share.start();
      await learnt.refresh();
      duty.begin();
      await networks.start();
      stopListening = await given.store.outbox.onNew(() => {
        sender.pollSoon();
        cards.wake();
      });
      await sender.poll();
    },
    stop: async () => {
      // An edge that has stopped says nothing: what has been decided is said first.
      await heard();
      await proposer?.stop();
      await within(DRAIN_MS, sender.idle().then(cards.refresh).catch(unsaid), timer);
      await Promise.all([networks.stop(), duty.end()]);
      await heard();
      await stopListening();
      await Promise.all([cards.stop(), sender.stop()]);
      await share.stop();
    },
  };
}

/** What is decided when a stop is asked for is said within this; the rest waits for the next start. */
const DRAIN_MS = 3 * SECOND_MS;

type Reading = Pick<AppParts, 'readingPolicy'>;

/** The way out: rows to the sender, cards to their refresher, and what a plan has to know of the networks. */
function createSpeaking(
  given: LinliParts & Reading,
  { networks, changed }: { networks(): Networks; changed(): void },
) {
  const { store, log, policy, meter = noMeter, timer = realTimer, random = Math.random } = given;
  const identities = createIdentities(given.chats, store);
  const { share, chats } = createSharing({
    options: given.sharing,
    leases: store.leases,
    chats: identities.chats,
    timer,
    log,
    meter,
    inHand: (lane) => sender.inHand(lane),
    changed: () => {
      sender.pollSoon();
      changed();
    },
    beaten: () => sender.pollSoon(),
  });
  const sender = createSender({
    ...given,
    outbox: store.outbox,
    chats,
    share,
    calendar: policy.calendar,
    timer,
    random,
    meter,
    ...askingOf(networks),
    onSaid: () => cards.wakeSoon(),
  });
  const offer = offerTo(sender);
  const parts: AppParts = {
    ...given,
    registry: buildRegistry(given.commands),
    reach: reachOf(given, networks),
    identities,
    offer: (records) => {
      offer(records);
      cards.wake();
    },
  };
  const directory = async () => (await surroundings(parts)).directory;
  const speak: Speak = ({ network, chatId }, work) => sender.speakNow(network, chatId, work);
  const cards = createCardRefresher({ ...given, chats, directory, speak, mine: share.mine, timer });
  const owner = given.owner ?? given.sharing?.owner ?? ALONE;
  const edges = { chats, identities, meter, owner, networkName: given.networkName, told: given.told };
  return { given, share, sender, cards, parts, edges };
}

/** What the sender asks and tells of how the networks stand. */
function askingOf(networks: () => Networks) {
  return {
    onBudgetSpent: (network: Network) => networks().budgetSpent(network),
    isAway: (network: Network) => networks().downNetworks().has(network),
  };
}

/** What every part that speaks asks: where cards are shown, and which networks to avoid. */
function reachOf({ chats, down }: LinliParts, networks: () => Networks): NonNullable<AppParts['reach']> {
  const cards = new Set(chats.filter((chat) => chat.cards).map((chat) => chat.network));
  return () => ({ cards, down: down?.() ?? networks().downNetworks() });
}

/** The owner of whatever has one in a process that shares with nobody. */
const ALONE = 'alone';

interface Driven {
  store: Store;
  clock: LinliParts['clock'];
  mine(): Mine;
  nextDueAt(): Promise<Instant | null>;
  /** Ticks and waits until what it made to be said has been said. */
  step(now: Instant): Promise<void>;
}

/** Steps from one due instant to the next, so that what a night would have brought comes in its order. */
async function runTo(until: Instant, { store, clock, mine, nextDueAt, step }: Driven): Promise<void> {
  const moveTo = (at: Instant) => clock.moveTo?.(Math.max(at, clock.now()));
  let before = Number.NEGATIVE_INFINITY;
  for (;;) {
    const [dueAt, readyAt] = await Promise.all([nextDueAt(), store.outbox.nextReadyAt(mine())]);
    const next = Math.min(dueAt ?? Infinity, readyAt ?? Infinity);
    // What stays due although its moment has come is a bug elsewhere and no reason to spin here.
    if (next > until || next <= before) break;
    moveTo(next);
    await step(Math.max(next, clock.now()));
    before = next;
  }
  moveTo(until);
  await step(until);
}
