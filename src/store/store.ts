import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock, Loaded, Log, Needs, Plan, Store, TicketChange } from '../app/ports.ts';
import { appraisalOf } from './appraisal.ts';
import { appraisalStatements } from './appraisal-changes.ts';
import { loadAppraisal } from './appraisal-needs.ts';
import { type CardWriter, cardsOf, createCardWriter } from './cards.ts';
import { loadCodes, loadLeaveRequests, loadTries } from './codes.ts';
import {
  adapterFor,
  type Database,
  isConflict,
  isMissing,
  openDatabase,
  type Provider,
  pathOf,
  providerOf,
  turnFor,
} from './database.ts';
import { loadFacts } from './facts.ts';
import { readHealth, readPulse } from './health.ts';
import { forgetMessage, lastHeard } from './heard.ts';
import { forgetChatter, inboundStatements, linkedStatements, loadLines, loadTalk } from './inbound.ts';
import { changesKnowledge, createKnowledgeCache, type KnowledgeCache } from './knowledge.ts';
import { leasesOf } from './leases.ts';
import { linksOf } from './links.ts';
import { learningOf } from './local-model.ts';
import { type MigrationResult, migrate } from './migrate.ts';
import { type Notifier, nobodyElse, notifierFor } from './notify.ts';
import { changesOrganisation, importStatements, orgStatements } from './organisation.ts';
import { createOrganisationCache, type OrganisationCache } from './organisation-cache.ts';
import { giveLanes, outboxOf, outboxStatements, promptsSince } from './outbox.ts';
import { proposalsOf } from './proposals.ts';
import { sightingsOf } from './sightings.ts';
import { type SoleUse, takeSoleUse } from './sole-use.ts';
import { createTicketMemory, type TicketMemory } from './ticket-memory.ts';
import { ticketStatements } from './ticket-rows.ts';
import { dueTickets, loadHistories, loadOpenCounts, loadTickets, nextDueAt } from './tickets.ts';
import { inTurn } from './turns.ts';

export interface StoreOptions {
  /** `file:data/linli.db` or `postgresql://…`. */
  url: string;
  log: Log;
  clock?: Clock;
  /** To run the bot: a SQLite file takes one process that does. */
  exclusive?: boolean;
}

/** `in-use`: another process, by its number, runs the bot on this file. `unreachable`: no such server, folder or right. `url-unknown`: neither of the two databases. */
export type OpenResult =
  | { ok: true; store: Store }
  | Extract<MigrationResult, { ok: false }>
  | { ok: false; code: 'unreachable' | 'url-unknown' | 'in-use'; detail: string };

/** Opens the database, bringing it up to date first; refuses one that it does not fully know. */
export async function openStore(options: StoreOptions): Promise<OpenResult> {
  const { url } = options;
  const provider = providerOf(url);
  if (provider === null) return { ok: false, code: 'url-unknown', detail: schemeOf(url) };
  try {
    const alone = options.exclusive && provider === 'sqlite' ? aloneAt(pathOf(url)) : anybody;
    if (!alone.ok) return { ok: false, code: 'in-use', detail: String(alone.pid) };
    const opened = await openMigrated(options, provider).catch((error) => {
      alone.release();
      throw error;
    });
    return releasing(opened, alone.release);
  } catch (error) {
    return { ok: false, code: 'unreachable', detail: reasonOf(error, provider) };
  }
}

const anybody: SoleUse = { ok: true, release: () => {} };

function aloneAt(path: string): SoleUse {
  mkdirSync(dirname(path), { recursive: true });
  return takeSoleUse(path);
}

/** The right goes back when the store closes, or at once when it was not opened. */
function releasing(opened: OpenResult, release: () => void): OpenResult {
  if (!opened.ok) {
    release();
    return opened;
  }
  const { store } = opened;
  return { ok: true, store: { ...store, close: () => store.close().finally(release) } };
}

async function openMigrated({ url, log, exclusive }: StoreOptions, provider: Provider): Promise<OpenResult> {
  const turn = turnFor(url, provider);
  const migrated = await turn(() => migrate(adapterFor(url, provider), provider));
  if (!migrated.ok) return migrated;
  if (migrated.applied.length > 0) log.info({ migrations: migrated.applied }, 'database migrated');
  const database = await openDatabase(url, provider);
  await giveLanes(database);
  const notifier = provider === 'sqlite' ? nobodyElse : notifierFor(database, { url, log });
  const cards = await createCardWriter(database, { alone: exclusive === true && provider === 'sqlite' });
  return { ok: true, store: storeOver({ database, notifier, cards }) };
}

/** Never the whole address: it may hold a password. */
function schemeOf(url: string): string {
  return url.slice(0, Math.max(0, url.indexOf(':'))).slice(0, 20);
}

function reasonOf(error: unknown, provider: Provider): string {
  const reason = error instanceof Error ? error.message || String(error.cause ?? error.name) : String(error);
  return `${provider}: ${reason.slice(0, 300)}`;
}

function storeOver(fixed: Pick<Parts, 'database' | 'notifier' | 'cards'>): Store {
  const { database, notifier } = fixed;
  const memory = createTicketMemory();
  const cache = createOrganisationCache(database);
  const books = createKnowledgeCache(database);
  return {
    organisation: () => cache.get(),
    saveOrganisation: async (next, at) => {
      await database.write(importStatements(next, at));
      cache.drop();
    },
    load: (needs) => load({ database, memory, cache, books }, needs),
    commit: (plan) => commit({ ...fixed, memory, cache, books }, plan),
    inTurn: (work) => inTurn(database, work),
    dueTickets: (now, limit) => dueTickets(database, memory, { now, limit }),
    nextDueAt: () => nextDueAt(database),
    outbox: outboxOf(database, notifier),
    cards: cardsOf(database),
    leases: leasesOf(database),
    links: linksOf(database),
    sightings: sightingsOf(database),
    learning: learningOf(database),
    proposals: proposalsOf(database),
    appraisal: appraisalOf(database),
    lastHeard: (network) => lastHeard(database, network),
    forgetMessage: (key) => forgetMessage(database, key),
    talk: (chat, limit) => loadTalk(database, chat, limit),
    promptsSince: (since) => promptsSince(database, since),
    forgetChatter: (olderThan) => forgetChatter(database, olderThan),
    health: () => readHealth(database),
    pulse: () => readPulse(database),
    close: async () => {
      await notifier.close();
      await database.close();
    },
  };
}

interface Parts {
  database: Database;
  memory: TicketMemory;
  cache: OrganisationCache;
  books: KnowledgeCache;
  notifier: Notifier;
  cards: CardWriter;
}

type LoadParts = Pick<Parts, 'database' | 'memory' | 'cache' | 'books'>;

/** One query a kind of need, however many messages the batch has; a need nobody has costs nothing. */
async function load({ database, memory, cache, books }: LoadParts, needs: Needs): Promise<Loaded> {
  const [facts, lines, tickets, codes, tries, leaveRequests, histories, openCounts] = await Promise.all([
    loadFacts(database, needs),
    loadLines(database, needs),
    loadTickets(database, memory, needs.tickets),
    loadCodes(database, needs.codes),
    loadTries(database, needs.tries),
    loadLeaveRequests(database, needs.leaveRequests),
    loadHistories(database, needs.histories),
    loadOpenCounts(database, needs.openCounts),
  ]);
  const appraisal = await loadAppraisal(database, needs.appraisal);
  const { handled, numbers, organisationVersion, knowledgeVersion } = facts;
  await cache.notice(organisationVersion);
  const knowledge = await books.get(needs.knowledge, knowledgeVersion);
  return {
    handled,
    lines,
    tickets,
    numbers,
    codes,
    tries,
    leaveRequests,
    histories,
    openCounts,
    knowledge,
    appraisal,
  };
}

async function commit(
  { database, memory, cache, books, notifier, cards }: Parts,
  plan: Plan,
): Promise<'committed' | 'conflict'> {
  try {
    await database.write([
      ...inboundStatements(plan.inbound),
      ...linkedStatements(plan.linked ?? []),
      ...ticketStatements(plan.tickets),
      ...outboxStatements(plan.outbox),
      ...cards.statementsOf(plan),
      ...orgStatements(plan.org),
      ...appraisalStatements(plan.appraisal ?? []),
    ]);
  } catch (error) {
    if (!isConflict(error) && !(breaksOnPurpose(plan) && isMissing(error))) throw error;
    cache.drop();
    books.drop();
    return 'conflict';
  }
  if (plan.outbox.length > 0 || plan.tickets.some(hasMoved)) notifier.tell();
  if (changesOrganisation(plan.org)) cache.drop();
  if (changesKnowledge(plan.org)) books.drop();
  for (const { ticket, events } of plan.tickets) if (events.length > 0) memory.keep(ticket);
  return 'committed';
}

/** A line that a ticket was to come of was taken back, or a month, answer or ballot has moved on: a NOT NULL is broken. */
function breaksOnPurpose({ linked = [], appraisal = [] }: Plan): boolean {
  return linked.length > 0 || appraisal.length > 0;
}

/** Its cards may be in chats that another process speaks in. */
function hasMoved({ fromVersion, events }: TicketChange): boolean {
  return fromVersion > 0 && events.length > 0;
}
