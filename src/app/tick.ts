import { due, needsNextWorker } from '../engine/clock/due.ts';
import { DAY_MS, type Instant } from '../engine/glossary.ts';
import type { Ticket } from '../engine/ticket/ticket.ts';
import type { AppParts } from './incoming/batch.ts';
import { surroundings } from './incoming/batch.ts';
import { workersFor } from './incoming/filing.ts';
import { NO_NEEDS } from './incoming/needs.ts';
import type { Workspace } from './incoming/workspace.ts';
import { createWorkspace } from './incoming/workspace.ts';
import { quietAndBudget } from './outgoing/quiet.ts';
import { createSpeech } from './outgoing/speech.ts';

const TICKETS_AT_ONCE = 200;
/** Enough for any backlog; a ticket that stays due without changing ends the round at once. */
const MAX_ROUNDS = 10_000;

/** Everything that has fallen due by `now`: said once, lost never, however often or late it is called. */
export async function runTick(now: Instant, parts: AppParts): Promise<void> {
  let before = '';
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const tickets = await parts.store.dueTickets(now, TICKETS_AT_ONCE);
    const these = tickets.map((ticket) => `${ticket.id}@${ticket.version}`).join();
    if (these === '' || these === before) break;
    await settleDue(tickets, now, parts);
    before = these;
  }
}

async function settleDue(tickets: readonly Ticket[], now: Instant, parts: AppParts): Promise<void> {
  const around = await surroundings(parts);
  const openCounts = [...new Set(tickets.map((ticket) => ticket.communityId))];
  const loaded = await parts.store.load({ ...NO_NEEDS, tickets: [], openCounts });
  const workspace = createWorkspace({
    now,
    policy: parts.policy,
    directory: around.directory,
    loaded: { ...loaded, tickets },
    reach: parts.reach?.(),
  });
  const speech = createSpeech({
    workspace,
    sentences: parts.sentences,
    cause: `tick:${now}:${tickets[0]?.id ?? ''}:${tickets[0]?.version ?? 0}`,
    answering: null,
    notBefore: await quietAndBudget(now, parts),
  });
  for (const ticket of tickets) {
    for (const notice of moveOn(ticket, workspace)) speech.notice(notice);
  }
  speech.flush();
  const plan = workspace.plan();
  if ((await parts.store.commit(plan)) === 'committed') parts.offer(plan.outbox);
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
