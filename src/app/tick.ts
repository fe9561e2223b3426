import { isQuiet, nextLoud } from '../engine/clock/calendar.ts';
import { due, needsNextWorker } from '../engine/clock/due.ts';
import { DAY_MS, type Instant } from '../engine/glossary.ts';
import type { Ticket } from '../engine/ticket/ticket.ts';
import type { AppParts } from './batch.ts';
import { surroundings } from './batch.ts';
import { workersFor } from './filing.ts';
import { NO_NEEDS } from './needs.ts';
import { createSpeech } from './speech.ts';
import type { Workspace } from './workspace.ts';
import { createWorkspace } from './workspace.ts';

const TICKETS_AT_ONCE = 200;
/** More rounds than any backlog needs; a ticket that stays due for ever is a bug, not a reason to spin. */
const MAX_ROUNDS = 1000;

/** Everything that has fallen due by `now`: said once, lost never, however often or late it is called. */
export async function runTick(now: Instant, parts: AppParts): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const tickets = await parts.store.dueTickets(now, TICKETS_AT_ONCE);
    if (tickets.length === 0) return;
    const progressed = await settleDue(tickets, now, parts);
    if (!progressed) return;
  }
  parts.log.error({ now }, 'tickets stay due after a thousand rounds');
}

/** False when nothing could be settled: then asking again would only spin. */
async function settleDue(tickets: readonly Ticket[], now: Instant, parts: AppParts): Promise<boolean> {
  const around = await surroundings(parts);
  const openCounts = [...new Set(tickets.map((ticket) => ticket.communityId))];
  const loaded = await parts.store.load({ ...NO_NEEDS, tickets: [], openCounts });
  const workspace = createWorkspace({
    now,
    policy: parts.policy,
    directory: around.directory,
    loaded: { ...loaded, tickets },
  });
  const speech = createSpeech({
    workspace,
    sentences: parts.sentences,
    cause: `tick:${now}:${tickets[0]?.id ?? ''}:${tickets[0]?.version ?? 0}`,
    answering: null,
    notBefore: () => (isQuiet(parts.policy.calendar, now) ? nextLoud(parts.policy.calendar, now) : now),
  });
  for (const ticket of tickets) {
    for (const notice of moveOn(ticket, workspace)) speech.notice(notice);
  }
  speech.flush();
  const plan = workspace.plan();
  if (plan.tickets.length === 0) return false;
  if ((await parts.store.commit(plan)) === 'committed') parts.offer(plan.outbox);
  return true;
}

/** A ticket that only has to be looked at again later gets its new time written all the same. */
function moveOn(ticket: Ticket, workspace: Workspace) {
  const { policy, now } = workspace;
  const next = needsNextWorker(ticket, policy, now)
    ? (workersFor(ticket, ticket.tried, workspace)[0] ?? null)
    : null;
  const events = due(ticket, { now, policy, next });
  return workspace.apply(ticket, events).notices;
}

/** Chatter is forgotten when the policy says so. */
export async function forgetOldTalk(now: Instant, parts: AppParts): Promise<number> {
  return parts.store.forgetChatter(now - Math.max(parts.policy.timing.chatterKeepMs, DAY_MS));
}
