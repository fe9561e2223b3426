import { setTimeout as wait } from 'node:timers/promises';
import type { InboundMessage } from '../../chat/message.ts';
import type { Instant } from '../../engine/glossary.ts';
import { buildPlaceIndex } from '../../engine/intake/places.ts';
import type { PlaceIndex } from '../../engine/intake/talk.ts';
import type { Directory } from '../../engine/org/lookup.ts';
import { indexOrganisation } from '../../engine/org/lookup.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import { Overloaded } from '../errors.ts';
import { noMeter } from '../meter.ts';
import type { Identities } from '../networks/identities.ts';
import type { Reach } from '../outgoing/address.ts';
import { createSpeech, speakingTo } from '../outgoing/speech.ts';
import type { Clock, Log, Meter, OutboxRecord, Plan, Store } from '../ports.ts';
import { type Unsure, unsureLines } from '../proposing/unsure.ts';
import type { Sentences } from '../reply.ts';
import { loadFollowUp } from './follow-up.ts';
import { handleMessage, inboundRecord } from './handle-message.ts';
import type { Handling } from './handling.ts';
import type { Hearing, Surroundings } from './hearing.ts';
import { hear } from './hearing.ts';
import { NOTHING_LOADED, needsOf } from './needs.ts';
import type { CommandRegistry } from './parse.ts';
import type { Workspace } from './workspace.ts';
import { createWorkspace } from './workspace.ts';

/** What the message path and the clock's path both need. */
export interface AppParts {
  store: Store;
  clock: Clock;
  log: Log;
  policy: ServicePolicy;
  registry: CommandRegistry;
  sentences: Sentences;
  newCode(): string;
  /** Where voters find their page. Left out: there is none, ballots are filled in by message. */
  ballotPages?: BallotPages | undefined;
  /** What the networks show, and which are out of reach just now. */
  reach?(): Reach;
  /** Left out: no figures. */
  meter?: Meter | undefined;
  /** Ids that change with a log-in. Left out: none do. */
  identities?: Pick<Identities, 'refresh' | 'renamed'>;
  /** How texts are read just now: with what was learnt on the spot. Left out: as shipped. */
  readingPolicy?(): ServicePolicy;
  /** Asks a language model about lines that were not clear. Left out: there is none. */
  propose?(lines: readonly Unsure[]): void;
  /** A command has moved a month of the appraisal. Left out: the clock finds it. */
  monthMoved?(): void;
  /** Committed rows to be said now. */
  offer(records: readonly OutboxRecord[]): void;
}

/** The page on which a ballot is filled in by whoever has its link. */
export interface BallotPages {
  /** Without a slash at its end; null: not served now. */
  address(): string | null;
  /** 32 fresh random bytes as text that fits into an address. */
  newToken(): string;
}

const MAX_TRIES = 5;

/**
 * Handles a batch in one transaction. A lost race is decided again; one bad message never takes others with it. Rejects
 * while the database is away: whoever brought the messages brings them again.
 */
export async function runBatch(batch: readonly InboundMessage[], parts: AppParts): Promise<void> {
  try {
    await attemptBatch(batch, parts);
  } catch {
    const only = batch[0];
    if (batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      await runBatch(batch.slice(0, half), parts);
      await runBatch(batch.slice(half), parts);
    } else if (only) {
      await runAlone(only, parts);
    }
  }
}

/** Once more, for it may have been the database: at fault is only what breaks while that answers before and after. */
async function runAlone(message: InboundMessage, parts: AppParts): Promise<void> {
  await parts.store.pulse();
  try {
    await attemptBatch([message], parts);
  } catch (error) {
    if (error instanceof LostRaces || error instanceof Overloaded) throw error;
    await parts.store.pulse();
    const { network, messageId } = message;
    parts.log.error({ error, network, messageId }, 'a message broke its handling');
    await recordBroken(message, parts);
  }
}

/** No fault of the message: it is to be brought again. */
class LostRaces extends Error {
  constructor() {
    super('the same rows were changed by others, again and again');
  }
}

/** Somebody outside of the turn may still come first. */
const APART_MS = 20;

/** After a lost race others will be met again: for so long everything is done in turn, which costs less than losing. */
const CROWDED_MS = 10_000;
const crowdedUntilMs = new WeakMap<Store, number>();

async function attemptBatch(batch: readonly InboundMessage[], parts: AppParts): Promise<void> {
  const crowded = performance.now() < (crowdedUntilMs.get(parts.store) ?? 0);
  if (!crowded && (await decideOnce(batch, parts))) return;
  await parts.store.inTurn(async () => {
    for (let tries = 1; !(await decideOnce(batch, parts)); tries += 1) {
      if (tries >= MAX_TRIES) throw new LostRaces();
      await wait(Math.random() * APART_MS * tries);
    }
  });
}

/** Whether it is done; false: others have changed something meanwhile, and everything has to be decided again. */
async function decideOnce(batch: readonly InboundMessage[], parts: AppParts): Promise<boolean> {
  const { meter = noMeter } = parts;
  const began = performance.now();
  const around = await surroundings(parts);
  const messages = (await parts.identities?.renamed(batch)) ?? batch;
  const now = parts.clock.now();
  const hearings = messages.map((message) => hear(message, around, now));
  const plan = await planFor(hearings, { around, now, parts });
  // What was loaded may have shown that another process has bound a room or a person.
  if ((await surroundings(parts)).directory !== around.directory) return false;
  const planned = performance.now();
  const outcome = plan.inbound.length === 0 ? 'committed' : await parts.store.commit(plan);
  if (outcome === 'conflict') {
    meter.count('commit_conflicts');
    crowdedUntilMs.set(parts.store, performance.now() + CROWDED_MS);
    return false;
  }
  meter.observe('commit', performance.now() - planned);
  meter.observe('handling', performance.now() - began);
  const known = batch.length - plan.inbound.length;
  if (known > 0) meter.count('messages_duplicate', {}, known);
  await settled(plan, parts);
  parts.propose?.(unsureLines(hearings, plan, parts.policy));
  return true;
}

async function settled(plan: Plan, parts: AppParts): Promise<void> {
  if (plan.org.some((change) => change.type === 'identity-changed')) await parts.identities?.refresh();
  if (plan.appraisal?.some((change) => change.type === 'month-saved')) parts.monthMoved?.();
  // Talk that moved nothing leaves nothing to say and no card to change.
  if (plan.outbox.length > 0 || plan.tickets.length > 0) parts.offer(plan.outbox);
}

interface Moment {
  around: Surroundings;
  now: Instant;
  parts: AppParts;
}

/** Loads what the lines need and handles them; once more where talk turned out to be a command that needs more. */
async function planFor(hearings: readonly Hearing[], moment: Moment): Promise<Plan> {
  const { around, now, parts } = moment;
  const slices = await parts.store.load(needsOf(hearings, around, now));
  const loaded = await loadFollowUp(slices, hearings, parts.store);
  const { directory } = around;
  const reach = parts.reach?.();
  const workspace = createWorkspace({ now, policy: around.policy, directory, loaded, reach });
  const again: Handling['again'] = new Map();
  for (const hearing of hearings) handleMessage(handlingOf(hearing, { around, workspace, parts, again }));
  if (again.size === 0) return workspace.plan();
  const understood = hearings.map((hearing) => {
    const parsed = again.get(hearing.line.key);
    return parsed ? { ...hearing, parsed, inferred: true } : hearing;
  });
  return planFor(understood, moment);
}

function handlingOf(
  hearing: Hearing,
  given: { around: Surroundings; workspace: Workspace; parts: AppParts; again: Handling['again'] },
): Handling {
  const { around, workspace, parts, again } = given;
  const { network, chatId, messageId, pressed } = hearing.message;
  const speech = createSpeech({
    workspace: hearing.message.late ? saidLate(hearing, workspace, parts.sentences) : workspace,
    sentences: parts.sentences,
    cause: hearing.line.key,
    answering: { network, chatId, messageId, calls: pressed ? hearing.person.id : null },
    notBefore: () => workspace.now,
  });
  return {
    hearing,
    around,
    workspace,
    speech,
    sentences: parts.sentences,
    newCode: parts.newCode,
    again,
    touched: new Set(),
  };
}

/** Whatever it makes the bot say begins with when the message was written. */
function saidLate({ line }: Hearing, workspace: Workspace, sentences: Sentences): Workspace {
  const speaking = speakingTo({ toResidents: true }, workspace);
  const opening = sentences.networks.late(line.at, speaking);
  return {
    ...workspace,
    say: (record) => {
      const { text, card } = record;
      if (text === '') return workspace.say(record);
      const shown = card ? { card: { ...card, text: `${opening}${card.text}` } } : {};
      return workspace.say({ ...record, text: `${opening}${text}`, ...shown });
    },
  };
}

/** The message is kept as taken in, so that its sender stops sending it; what broke is in the log. */
async function recordBroken(message: InboundMessage, parts: AppParts): Promise<void> {
  const around = await surroundings(parts);
  const hearing = hear({ ...message, text: '' }, around, parts.clock.now());
  const line = { ...hearing.line, outcome: 'broken' };
  const inbound = [inboundRecord(hearing, line, parts.clock.now())];
  const apology = apologyFor(hearing, around, parts);
  const plan = { inbound, tickets: [], outbox: apology, org: [] };
  if ((await parts.store.commit(plan)) === 'committed') parts.offer(apology);
}

/** Silence in residents' rooms unless spoken to; elsewhere the sender hears that nothing was done. */
function apologyFor(hearing: Hearing, around: Surroundings, parts: AppParts): readonly OutboxRecord[] {
  const resident = hearing.room?.kind === 'resident' || hearing.room?.kind === 'merchant';
  if (!hearing.addressed && (hearing.room === null || resident)) return [];
  const now = parts.clock.now();
  const loaded = NOTHING_LOADED;
  const workspace = createWorkspace({ now, policy: parts.policy, directory: around.directory, loaded });
  const { speech, sentences } = handlingOf(hearing, { around, workspace, parts, again: new Map() });
  const { network, chatId } = hearing.message;
  const target = { network, chatId, roomId: hearing.room?.id ?? null, mentions: [], toResidents: resident };
  const speaking = {
    now,
    zone: parts.policy.calendar.zone,
    directory: around.directory,
    policy: parts.policy,
    toResidents: resident,
  };
  speech.line(target, {
    text: sentences.refusal({ code: 'broken' }, speaking),
    code: 'refusal:broken',
    ticketIds: [],
    urgent: true,
  });
  return speech.flush();
}

interface Cached {
  version: number;
  directory: Directory;
  places: PlaceIndex;
}
const cache = new WeakMap<Store, Cached>();

/** The organisation, indexed once per version. */
export async function surroundings(
  parts: Pick<AppParts, 'store' | 'policy' | 'readingPolicy' | 'registry'>,
): Promise<Surroundings> {
  const { version, organisation } = await parts.store.organisation();
  let cached = cache.get(parts.store);
  if (cached?.version !== version) {
    cached = { version, directory: indexOrganisation(organisation), places: buildPlaceIndex(organisation) };
    cache.set(parts.store, cached);
  }
  const { directory, places } = cached;
  const policy = parts.readingPolicy?.() ?? parts.policy;
  return { policy, registry: parts.registry, directory, places };
}
