import type { Clock, Loaded, Log, Needs, Plan, Store } from '../app/ports.ts';
import { loadCodes, loadLeaveRequests, loadTries } from './codes.ts';
import {
  adapterFor,
  type Database,
  isConflict,
  openDatabase,
  type Provider,
  providerOf,
  turnFor,
} from './database.ts';
import { loadFacts } from './facts.ts';
import { readHealth } from './health.ts';
import { forgetChatter, inboundStatements, loadLines, loadTalk } from './inbound.ts';
import { type MigrationResult, migrate } from './migrate.ts';
import { changesOrganisation, importStatements, orgStatements } from './organisation.ts';
import { createOrganisationCache, type OrganisationCache } from './organisation-cache.ts';
import { outboxOf, outboxStatements, promptsSince } from './outbox.ts';
import { createTicketMemory, type TicketMemory } from './ticket-memory.ts';
import { ticketStatements } from './ticket-rows.ts';
import { dueTickets, loadHistories, loadOpenCounts, loadTickets, nextDueAt } from './tickets.ts';

export interface StoreOptions {
  /** `file:data/linli.db` or `postgresql://…`. */
  url: string;
  log: Log;
  clock?: Clock;
}

/** `unreachable`: no such server, folder or right. `url-unknown`: neither of the two databases. */
export type OpenResult =
  | { ok: true; store: Store }
  | Extract<MigrationResult, { ok: false }>
  | { ok: false; code: 'unreachable' | 'url-unknown'; detail: string };

/** Opens the database, bringing it up to date first; refuses one that it does not fully know. */
export async function openStore({ url, log }: StoreOptions): Promise<OpenResult> {
  const provider = providerOf(url);
  if (provider === null) return { ok: false, code: 'url-unknown', detail: schemeOf(url) };
  try {
    const turn = turnFor(url, provider);
    const migrated = await turn(() => migrate(adapterFor(url, provider), provider));
    if (!migrated.ok) return migrated;
    if (migrated.applied.length > 0) log.info({ migrations: migrated.applied }, 'database migrated');
    return { ok: true, store: storeOver(await openDatabase(url, provider)) };
  } catch (error) {
    return { ok: false, code: 'unreachable', detail: reasonOf(error, provider) };
  }
}

/** Never the whole address: it may hold a password. */
function schemeOf(url: string): string {
  return url.slice(0, Math.max(0, url.indexOf(':'))).slice(0, 20);
}

function reasonOf(error: unknown, provider: Provider): string {
  const reason = error instanceof Error ? error.message || String(error.cause ?? error.name) : String(error);
  return `${provider}: ${reason.slice(0, 300)}`;
}

function storeOver(database: Database): Store {
  const memory = createTicketMemory();
  const cache = createOrganisationCache(database);
  return {
    organisation: () => cache.get(),
    saveOrganisation: async (next, at) => {
      await database.write(importStatements(next, at));
      cache.drop();
    },
    load: (needs) => load({ database, memory, cache }, needs),
    commit: (plan) => commit({ database, memory, cache }, plan),
    dueTickets: (now, limit) => dueTickets(database, memory, { now, limit }),
    nextDueAt: () => nextDueAt(database),
    outbox: outboxOf(database),
    talk: (chat, limit) => loadTalk(database, chat, limit),
    promptsSince: (since) => promptsSince(database, since),
    forgetChatter: (olderThan) => forgetChatter(database, olderThan),
    health: () => readHealth(database),
    close: () => database.close(),
  };
}

interface Parts {
  database: Database;
  memory: TicketMemory;
  cache: OrganisationCache;
}

/** One query a kind of need, however many messages the batch has; a need nobody has costs nothing. */
async function load({ database, memory, cache }: Parts, needs: Needs): Promise<Loaded> {
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
  const { handled, numbers, organisationVersion } = facts;
  await cache.notice(organisationVersion);
  return { handled, lines, tickets, numbers, codes, tries, leaveRequests, histories, openCounts };
}

async function commit({ database, memory, cache }: Parts, plan: Plan): Promise<'committed' | 'conflict'> {
  try {
    await database.write([
      ...inboundStatements(plan.inbound),
      ...ticketStatements(plan.tickets),
      ...outboxStatements(plan.outbox),
      ...orgStatements(plan.org),
    ]);
  } catch (error) {
    if (!isConflict(error)) throw error;
    cache.drop();
    return 'conflict';
  }
  if (changesOrganisation(plan.org)) cache.drop();
  for (const { ticket, events } of plan.tickets) if (events.length > 0) memory.keep(ticket);
  return 'committed';
}
