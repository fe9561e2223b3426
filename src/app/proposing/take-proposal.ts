import { isQuiet, nextLoud } from '../../engine/clock/calendar.ts';
import { HOUR_MS, type MessageKey } from '../../engine/glossary.ts';
import { type Filled, filledIn, type Proposal, proposedDemand } from '../../engine/intake/proposed.ts';
import { sameIssue } from '../../engine/intake/same.ts';
import type { Demand, Line } from '../../engine/intake/talk.ts';
import type { Scope } from '../../engine/org/directory.ts';
import type { Action } from '../../engine/ticket/action.ts';
import { decide } from '../../engine/ticket/decide.ts';
import { SYSTEM } from '../../engine/ticket/event.ts';
import { isOpen } from '../../engine/ticket/standing.ts';
import type { Ticket } from '../../engine/ticket/ticket.ts';
import type { AppParts } from '../incoming/batch.ts';
import { surroundings } from '../incoming/batch.ts';
import { fileAction } from '../incoming/filing.ts';
import type { Surroundings } from '../incoming/hearing.ts';
import { NO_NEEDS } from '../incoming/needs.ts';
import { createWorkspace, type Workspace } from '../incoming/workspace.ts';
import { roomId } from '../keys.ts';
import { createSpeech } from '../outgoing/speech.ts';
import type { InboundRecord, Needs, Plan } from '../ports.ts';
import type { Unsure } from './unsure.ts';

const MAX_TRIES = 5;
const RECENT_TICKETS = 30;
/** Whoever told of the same thing lately has made it known. */
const RECENT_MS = 12 * HOUR_MS;

export type Taken = 'drafted' | 'filled' | 'dropped';

/**
 * A proposal comes in as an event does: once, decided on what stands now, in one transaction. All it can do is to make
 * staff look (a draft), or to fill in a draft that nobody has answered.
 */
export async function takeProposal(unsure: Unsure, proposal: Proposal, parts: AppParts): Promise<Taken> {
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const taken = await attempt(unsure, proposal, parts);
    if (taken !== null) return taken;
  }
  throw new Error('the same rows were changed by others, again and again');
}

/** What a proposal is decided on. */
interface Scene {
  unsure: Unsure;
  proposal: Proposal;
  around: Surroundings;
  scope: Scope;
  workspace: Workspace;
  line: Line;
}

/** Null: a lost race, to be decided again. */
async function attempt(unsure: Unsure, proposal: Proposal, parts: AppParts): Promise<Taken | null> {
  const key: MessageKey = `${unsure.line}>proposal`;
  const scene = await sceneOf({ unsure, proposal, key }, parts);
  const change = scene && (unsure.draftId === null ? drafted(scene) : filled(scene));
  if (!scene || !change) return 'dropped';
  const { workspace } = scene;
  const speech = createSpeech({
    workspace,
    sentences: parts.sentences,
    cause: key,
    answering: null,
    notBefore: () => loudFrom(workspace),
  });
  const decided = decide(change.ticket, change.action, {
    now: workspace.now,
    actor: { personId: SYSTEM, name: SYSTEM, roles: [] },
    messageId: unsure.line,
    policy: workspace.policy,
  });
  if (!decided.ok) return 'dropped';
  const { ticket, notices } = workspace.apply(change.ticket, decided.value);
  for (const notice of notices) speech.notice(notice);
  speech.flush();
  const linked = change.ticket ? [] : [{ key: unsure.line, ticketIds: [ticket.id] }];
  const plan: Plan = { ...workspace.plan(), inbound: [recordOf(unsure, key, workspace.now)], linked };
  if ((await parts.store.commit(plan)) !== 'committed') return null;
  parts.offer(plan.outbox);
  return change.ticket ? 'filled' : 'drafted';
}

/** A program's idea waits for the morning. */
function loudFrom({ now, policy: { calendar } }: Workspace): number {
  return isQuiet(calendar, now) ? nextLoud(calendar, now) : now;
}

async function sceneOf(
  given: { unsure: Unsure; proposal: Proposal; key: MessageKey },
  parts: AppParts,
): Promise<Scene | null> {
  const { unsure, proposal, key } = given;
  const around = await surroundings(parts);
  const room = around.directory.room(unsure.roomId);
  const scope = room && around.directory.scopeOf(room.scope);
  if (!scope || room.intake === 'mention-only') return null;
  const now = parts.clock.now();
  const loaded = await parts.store.load(needsOf(unsure, key, { scope, since: unsure.at, now }));
  const line = loaded.lines.find((one) => one.key === unsure.line);
  // Taken back, forgotten, or proposed for before.
  if (!line || line.text === '' || loaded.handled.has(key)) return null;
  const reach = parts.reach?.();
  const workspace = createWorkspace({
    now,
    policy: around.policy,
    directory: around.directory,
    loaded,
    reach,
  });
  return { unsure, proposal, around, scope, workspace, line };
}

function needsOf(
  { line, draftId }: Unsure,
  key: MessageKey,
  { scope, since, now }: { scope: Scope; since: number; now: number },
): Needs {
  const { streetId, communityId } = scope;
  const reach = Math.min(since, now);
  return {
    ...NO_NEEDS,
    messages: [key],
    lines: [line],
    tickets: [
      { by: 'recent', streetId, communityId, since: reach - RECENT_MS, limit: RECENT_TICKETS },
      ...(draftId === null ? [] : [{ by: 'id' as const, id: draftId }]),
    ],
    numbers: [streetId],
    histories: draftId === null ? [] : [draftId],
  };
}

interface Change {
  ticket: Ticket | null;
  action: Action;
}

/** A line that nobody took up becomes a draft, unless it was joined to something or told again meanwhile. */
function drafted(scene: Scene): Change | null {
  const { unsure, proposal, around, scope, workspace, line } = scene;
  const demand = proposedDemand(line.text, proposal, { ...around, scope });
  if (!demand || line.ticketIds.length > 0 || isKnown(demand, scene)) return null;
  const { personId, name } = line;
  const action = fileAction(
    {
      demand,
      ordinal: 0,
      cause: unsure.line,
      messageIds: [unsure.line],
      images: line.images,
      reporter: { personId, name, roomId: line.roomId },
      source: 'proposal',
      onBehalfOf: null,
      confirm: true,
      scope,
    },
    workspace,
  );
  return action && { ticket: null, action };
}

function isKnown(demand: Demand, { unsure, workspace }: Scene): boolean {
  const { policy } = workspace;
  return workspace.tickets().some((ticket) => {
    if (ticket.messageIds.includes(unsure.line)) return true;
    const own = ticket.reporter.roomId === unsure.roomId && ticket.openedAt >= unsure.at;
    const same = () => isOpen(ticket) && sameIssue(demand, ticket, policy).same >= policy.thresholds.sameAt;
    return (own && ticket.reporter.personId === unsure.personId) || same();
  });
}

/** A draft gets what it lacks, as long as no person has said anything of it. */
function filled({ unsure, proposal, around, scope, workspace }: Scene): Change | null {
  const ticket = unsure.draftId === null ? null : workspace.ticket(unsure.draftId);
  if (ticket?.status !== 'waiting-confirm' || workspace.history(ticket.id).length > 1) return null;
  const facts = filledIn(ticket, proposal, { ...around, scope });
  return facts && { ticket, action: { type: 'correct', ...facts, ...gridOf(facts) } };
}

function gridOf({ place }: Filled): { gridId?: string } {
  const gridId = place?.gridId ?? null;
  return gridId === null ? {} : { gridId };
}

/** Kept beside the room's talk, as an event is: nobody said anything. */
function recordOf({ network, chatId, at }: Unsure, key: MessageKey, receivedAt: number): InboundRecord {
  const line: Line = {
    key,
    roomId: roomId(network, 'events'),
    personId: `${network}:events`,
    name: '',
    at,
    text: '',
    images: [],
    replyTo: null,
    fromBot: false,
    fromStaff: false,
    ticketIds: [],
    outcome: 'event:proposal',
  };
  return { key, line, network, chatId, chatKind: 'private', accountId: '', receivedAt };
}
