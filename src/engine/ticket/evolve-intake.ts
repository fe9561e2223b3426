import type { EventHead } from './event.ts';
import { coreOf, type Folds, withOnce } from './evolve-kit.ts';
import { isParty, isStaffFiled } from './standing.ts';
import type { Ticket, TicketCore } from './ticket.ts';

/** rules.md 3.1: a ticket's text is shown in rooms and cards. */
const TEXT_LENGTH = 500;
const HIGH_SURROGATE_AT_END = /[\ud800-\udbff]$/;

/** From filing to the facts being right, and who else has the same trouble. */
export const intakeFolds = {
  /** `evolve` makes the ticket; a second filing changes nothing. */
  filed: (ticket) => ticket,
  confirmed: (ticket, { number }) =>
    ticket.status === 'waiting-confirm' ? { ...coreOf(ticket), number, status: 'filed' } : ticket,
  rejected: (ticket, { reason }) =>
    ticket.status === 'waiting-confirm' ? { ...coreOf(ticket), reason, status: 'rejected' } : ticket,
  asked: (ticket, { what, at, until, choices }) => ({
    ...ticket,
    ask: { what, at, until, ...(choices && { choices }) },
  }),
  'ask-lapsed': (ticket) => ({ ...ticket, ask: null }),
  corrected: (ticket, event) => ({
    ...ticket,
    ...messageOfParty(ticket, event),
    place: event.place === undefined ? ticket.place : event.place,
    gridId: event.gridId === undefined ? ticket.gridId : event.gridId,
    communityId: event.communityId ?? ticket.communityId,
    category: event.category ?? ticket.category,
    kind: event.ticketKind ?? ticket.kind,
    urgency: event.urgency ?? ticket.urgency,
    deadlines: event.deadlines ?? ticket.deadlines,
    ask: event.place ? null : ticket.ask,
  }),
  supplemented: (ticket, event) => ({
    ...ticket,
    ...messageOfParty(ticket, event),
    text: joinText(ticket.text, event.text),
    images: [...ticket.images, ...event.images],
  }),
  joined: (ticket, { follower }) =>
    isParty(ticket, follower.personId)
      ? ticket
      : {
          ...ticket,
          followers: [...ticket.followers, follower],
          messageIds: withOnce(ticket.messageIds, follower.messageId),
        },
  parted: (ticket, { personId }) => without(ticket, [personId]),
  absorbed: (ticket, { followers }) => ({
    ...ticket,
    followers: [...ticket.followers, ...followers.filter((one) => !isParty(ticket, one.personId))],
  }),
  released: (ticket, { personIds }) => without(ticket, personIds),
} satisfies Folds<
  | 'filed'
  | 'confirmed'
  | 'rejected'
  | 'asked'
  | 'ask-lapsed'
  | 'corrected'
  | 'supplemented'
  | 'joined'
  | 'parted'
  | 'absorbed'
  | 'released'
>;

/** Only what residents said belongs to the ticket's messages; a command of staff is in the events. */
function messageOfParty(ticket: Ticket, { actorId, messageId }: EventHead): Pick<TicketCore, 'messageIds'> {
  const fromStaff = isStaffFiled(ticket) && actorId === ticket.reporter.personId;
  if (messageId === null || fromStaff || !isParty(ticket, actorId)) return { messageIds: ticket.messageIds };
  return { messageIds: withOnce(ticket.messageIds, messageId) };
}

function joinText(before: string, added: string): string {
  const joined = [before, added].filter((text) => text !== '').join('\n');
  return joined.slice(0, TEXT_LENGTH).replace(HIGH_SURROGATE_AT_END, '');
}

function without(ticket: Ticket, personIds: readonly string[]): Ticket {
  const gone = ticket.followers.filter((follower) => personIds.includes(follower.personId));
  return {
    ...ticket,
    followers: ticket.followers.filter((follower) => !gone.includes(follower)),
    messageIds: ticket.messageIds.filter((id) => !gone.some((follower) => follower.messageId === id)),
  };
}
