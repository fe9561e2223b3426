/** What a ticket brings to a month: each thing in the window in which it happened, for the person whose doing it is. */
import type { Instant, PersonId } from '../glossary.ts';
import type { CallBack, FactId, TicketFact, Window } from './facts.ts';
import { isWithin } from './window.ts';

export interface Occurrence {
  fact: FactId;
  /** Null: nobody's; counts for the community alone. */
  personId: PersonId | null;
}

/** Drafts and void tickets bring nothing; an excluded one nothing that a rate is made of (rules.md 3.2). */
export function occurrences(ticket: TicketFact, window: Window): readonly Occurrence[] {
  if (ticket.number === null || ticket.void) return [];
  const work = [...found(ticket, window), ...noted(ticket, window)];
  if (ticket.excluded) return work;
  return [...work, ...inHand(ticket, window), ...held(ticket, window)];
}

function found(ticket: TicketFact, window: Window): readonly Occurrence[] {
  if (!isWithin(window, ticket.openedAt)) return [];
  const { source, assigneeId, reporterId } = ticket;
  const opened: Occurrence = { fact: 'opened', personId: assigneeId };
  const isFind = source === 'patrol' || source === 'visit';
  return isFind ? [opened, { fact: source, personId: reporterId }] : [opened];
}

function noted({ progress }: TicketFact, window: Window): readonly Occurrence[] {
  return progress
    .filter(({ at }) => isWithin(window, at))
    .map(({ personId }) => ({ fact: 'progress', personId }));
}

/** Who had it in hand in the window, and who gave it away: whoever returns it has had it, so that no return rate exceeds 1. */
function inHand({ returns, claimedAt, assigneeId }: TicketFact, window: Window): readonly Occurrence[] {
  const gaveAway = new Set(returns.filter(({ at }) => isWithin(window, at)).map(({ personId }) => personId));
  const hands = new Set(gaveAway);
  if (assigneeId !== null && happened(claimedAt, window)) hands.add(assigneeId);
  return [
    ...[...hands].map((personId): Occurrence => ({ fact: 'claimed', personId })),
    ...[...gaveAway].map((personId): Occurrence => ({ fact: 'returned', personId })),
  ];
}

/** Counts for whoever holds it. */
function held(ticket: TicketFact, window: Window): readonly Occurrence[] {
  const facts = [
    ...responses(ticket, window),
    ...solutions(ticket, window),
    ...endings(ticket, window),
    ...ticket.ratings.filter(({ at }) => isWithin(window, at)).flatMap(answers),
  ];
  return facts.map((fact) => ({ fact, personId: ticket.assigneeId }));
}

/** Settled by the claim or by the limit, whichever comes first: that decides the window, so that it counts once. */
function responses({ claimedAt, respondBy }: TicketFact, window: Window): readonly FactId[] {
  if (respondBy === null) return [];
  if (claimedAt !== null && claimedAt <= respondBy) {
    return isWithin(window, claimedAt) ? ['responded-on-time'] : [];
  }
  return isWithin(window, respondBy) ? ['responded-late'] : [];
}

/** Due in the window, finished by then or not. While a pause is approved the clock stands still. */
function solutions({ solveBy, paused, finishedAt }: TicketFact, window: Window): readonly FactId[] {
  if (paused || !happened(solveBy, window)) return [];
  return finishedAt !== null && finishedAt <= solveBy ? ['on-time'] : ['late'];
}

function endings({ closedAt, rework }: TicketFact, window: Window): readonly FactId[] {
  if (!happened(closedAt, window)) return [];
  return rework > 0 ? ['finished', 'rework'] : ['finished'];
}

/** Of the three questions those that were answered: no answer is never taken for one. */
function answers(given: CallBack): readonly FactId[] {
  const { contacted, satisfied } = given;
  const solved = wasSolved(given);
  const found: FactId[] = [];
  if (contacted !== null) found.push(contacted ? 'contacted-yes' : 'contacted-no');
  if (solved !== null) found.push(solved ? 'solved-yes' : 'solved-no');
  if (satisfied !== null) found.push(satisfied);
  return found;
}

/**
 * As it was said; else as the ticket itself takes the grade (ticket/standing.ts): whoever is content lets it rest, whoever is not
 * sends it back. If only those counted who say so, they would be those who complain, and the rate would be 0.
 */
function wasSolved({ solved, satisfied }: CallBack): boolean | null {
  if (solved !== null || satisfied === null) return solved;
  return satisfied !== 'dissatisfied';
}

function happened(at: Instant | null, window: Window): at is Instant {
  return at !== null && isWithin(window, at);
}
