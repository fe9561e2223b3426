import type { PersonId } from '../glossary.ts';
import { accept, refuse } from '../refusal.ts';
import { type Case, type Deciders, did, just, wrongStatus } from './decide-kit.ts';
import type { TicketEvent } from './event.ts';
import { isFollower, isOpen, isParty, isStaffFiled, numberOf } from './standing.ts';
import type { Follower, Ticket } from './ticket.ts';

const OWN_WORDS_CHARS = 200;

/** Two tickets that are one, and one that is two again. */
export const linkDeciders = {
  merge: ({ ticket, action: { into }, ctx }) => {
    if (into.id === ticket.id) return refuse({ code: 'same-ticket', number: numberOf(ticket) });
    if (!isOpen(into) || into.number === null) return refuse(wrongStatus(into, 'merge'));
    return just(ctx, { kind: 'merged', intoId: into.id, intoNumber: into.number });
  },
  unmerge: ({ ctx }) => just(ctx, { kind: 'unmerged' }),
  absorb: (one) => {
    const { id, number, draftNumber } = one.action.from;
    if (id === one.ticket.id) return refuse({ code: 'same-ticket', number: numberOf(one.ticket) });
    const fromNumber = number ?? draftNumber ?? 0;
    return just(one.ctx, { kind: 'absorbed', fromId: id, fromNumber, followers: brought(one) });
  },
  release: ({ ticket, action: { fromId, personIds }, ctx }) => {
    const here = personIds.filter((personId) => isFollower(ticket, personId));
    return accept([did(ctx, { kind: 'released', fromId, personIds: here })]);
  },
  link: ({ ticket, action: { id, number, why }, ctx }) => {
    if (id === ticket.id) return refuse({ code: 'same-ticket', number });
    return just(ctx, { kind: 'linked', id, number, why });
  },
} satisfies Deciders<'merge' | 'unmerge' | 'absorb' | 'release' | 'link'>;

/** Who came with a merged ticket, for `release` when it is split off again: read from the history of the other. */
export function broughtBy(history: readonly TicketEvent[], fromId: string): readonly PersonId[] {
  const absorbed = history.findLast((event) => event.kind === 'absorbed' && event.fromId === fromId);
  return absorbed?.kind === 'absorbed' ? absorbed.followers.map((follower) => follower.personId) : [];
}

/** Its reporter and followers, but for staff who only wrote it down and those who are here already. */
function brought({ ticket, action: { from }, ctx }: Case<'absorb'>): readonly Follower[] {
  const reporter = isStaffFiled(from) ? [] : [asFollower(from, ctx.messageId)];
  return [...reporter, ...from.followers].filter((one) => !isParty(ticket, one.personId));
}

function asFollower(from: Ticket, messageId: string | null): Follower {
  const said = from.messageIds[0] ?? messageId ?? '';
  const text = from.text.slice(0, OWN_WORDS_CHARS).toWellFormed();
  return { ...from.reporter, at: from.openedAt, messageId: said, why: `合并 #${numberOf(from)}`, text };
}
