import { MINUTE_MS } from '../glossary.ts';
import type { ServicePolicy } from '../policy.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { traceOf } from './heard-home.ts';
import { homeOf } from './place-home.ts';
import { locatePlaces } from './places.ts';
import { repliedTickets } from './refs.ts';
import { sameIssue } from './same.ts';
import { areOtherMatters } from './same-matter.ts';
import { placeLink } from './same-place.ts';
import { isOpen, isParty, type Scene, says } from './scene.ts';
import type { Demand } from './talk.ts';
import { isContrary, toldAlong } from './told-along.ts';

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
  const known = open.find((one) => isParty(one, scene.me)) ?? open[0] ?? newest[0];
  return known ?? toldInOtherWords(scene, demand);
}

/** What others told within minutes, in other words: 「冰箱里的菜要坏了 11栋」 after 「11栋还黑着」. */
function toldInOtherWords(scene: Scene, demand: Demand): Ticket | null {
  if (demand.kind === 'question' || demand.kind === 'tip-off') return null;
  const along = toldAlong(scene, demand);
  if (!along || along.ticket.kind === 'question' || isContrary(scene, along.ticket)) return null;
  return along.common >= IN_COMMON && along.points >= ALONG ? along.ticket : null;
}

const IN_COMMON = 1.5;
const ALONG = 2.5;

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
  if (where !== 'unknown' || alike !== 'same') return false;
  return isParty(ticket, scene.me) || (near && inThisRoom(scene, ticket) && couldBeAt(scene, demand, ticket));
}

/** A ticket that has no place takes none from a neighbour, unless they speak to it or its reporter lives there. */
function couldBeAt(scene: Scene, { place }: Demand, ticket: Ticket): boolean {
  if (ticket.place !== null || !place?.place) return true;
  if (says(scene.words, 'talkJoin') || repliedTickets(scene).includes(ticket)) return true;
  const { policy, places, tickets, recent } = scene.ctx;
  const about = { policy, places, scope: scene.heard.scope };
  const home = homeOf(traceOf(ticket.reporter, { tickets, lines: recent }), (told) =>
    locatePlaces(told, about),
  );
  return home?.building.key === place.place.key;
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
