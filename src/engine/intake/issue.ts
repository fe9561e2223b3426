import { MINUTE_MS } from '../glossary.ts';
import type { ServicePolicy } from '../policy.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { sameIssue } from './same.ts';
import { areOtherMatters } from './same-matter.ts';
import { placeLink } from './same-place.ts';
import { isOpen, isParty, type Scene, says } from './scene.ts';
import type { Demand } from './talk.ts';

/** Two lines this near in one room speak of one matter even if their words fall into neighbouring classes. */
const NEAR_MS = 30 * MINUTE_MS;

/**
 * The ticket that a demand is already: an open one, else one ended so recently that it is taken up again. The speaker's
 * own comes first, so that who was split off does not fall back into what they were split from.
 */
export function knownTicket(scene: Scene, demand: Demand): Ticket | null {
  const same = scene.ctx.tickets.filter((one) => isWithinReach(scene, one) && isSame(scene, demand, one));
  const newest = same.toSorted((a, b) => b.lastActivityAt - a.lastActivityAt);
  const open = newest.filter(isOpen);
  return open.find((one) => isParty(one, scene.me)) ?? open[0] ?? newest[0] ?? null;
}

/** Open ones for `sameIssueMs` after they last moved, ended ones for `reopenMs` (rules.md 3.1, 3.2). */
function isWithinReach(scene: Scene, ticket: Ticket): boolean {
  const { now, policy } = scene.ctx;
  if (isOpen(ticket)) return now - ticket.lastActivityAt <= policy.timing.sameIssueMs;
  if (ticket.status !== 'finished' && ticket.status !== 'closed') return false;
  return now - ticket.finishedAt <= policy.timing.reopenMs;
}

/** Same matter at the same place; without a place, only right after it was told in this room. */
function isSame(scene: Scene, demand: Demand, ticket: Ticket): boolean {
  if ((demand.kind === 'question') !== (ticket.kind === 'question')) return false;
  const { same } = sameIssue(demand, ticket, scene.ctx.policy);
  if (same >= scene.ctx.policy.thresholds.sameAt) return true;
  if (says(scene.words, 'another') || areOtherMatters(demand, ticket, scene.ctx.policy)) return false;
  const near = scene.ctx.now - ticket.lastActivityAt <= NEAR_MS;
  const where = placeLikeness(demand, ticket, scene.ctx.policy);
  const alike = classLikeness(demand, ticket);
  if (where === 'same') return alike === 'other' ? isAgain(scene, demand) : near || alike === 'same';
  return (
    where === 'unknown' &&
    alike === 'same' &&
    (isParty(ticket, scene.me) || (near && inThisRoom(scene, ticket)))
  );
}

/** 「那根水管又漏了」 at the place of a ticket, without a word of another class: the same again. */
function isAgain(scene: Scene, demand: Demand): boolean {
  const last = scene.ctx.policy.categories.at(-1);
  return says(scene.words, 'talkAgain') && demand.category[0] === last?.level1;
}

/** `near`: one level-1 class, and one of the two is only its 「其他」. */
function classLikeness(demand: Demand, ticket: Ticket): 'same' | 'near' | 'other' {
  const [a1, a2] = demand.category;
  const [b1, b2] = ticket.category;
  if (a1 !== b1) return 'other';
  if (a2 === b2) return 'same';
  return a2.endsWith('其他') || b2.endsWith('其他') ? 'near' : 'other';
}

/** Another entrance's lift is another place, though of the same building. */
function placeLikeness(demand: Demand, ticket: Ticket, policy: ServicePolicy): 'same' | 'unknown' | 'other' {
  const key = ticket.place?.key;
  const found = demand.place;
  if (key === undefined || found === null) return 'unknown';
  if (found.place) return placeLink(demand, ticket, policy)[0] >= SAME_SPOT ? 'same' : 'other';
  if (found.candidates.length === 0) return 'unknown';
  return found.candidates.some((one) => one.key === key) ? 'same' : 'other';
}

const SAME_SPOT = 0.85;

export function inThisRoom(scene: Scene, ticket: Ticket): boolean {
  return (
    ticket.reporter.roomId === scene.line.roomId ||
    ticket.followers.some((one) => one.roomId === scene.line.roomId)
  );
}
