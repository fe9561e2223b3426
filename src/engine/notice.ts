import type { PersonId, RoomId } from './glossary.ts';
import type { TicketEvent } from './ticket/event.ts';
import type { Ticket } from './ticket/ticket.ts';

/** Who is to hear of it; app/outgoing/address.ts turns it into rooms and accounts. */
export type Audience =
  /** The room it was reported in, and the rooms of followers in other rooms. */
  | { type: 'residents' }
  /** The worker room of the ticket's grid, community or (lacking both) street. */
  | { type: 'workers' }
  /** The worker room, naming the community's secretary. */
  | { type: 'secretary' }
  | { type: 'street' }
  | { type: 'person'; personId: PersonId }
  | { type: 'room'; roomId: RoomId };

export const NOTICE_CODES = [
  'opened',
  'opened-critical',
  'asked-place',
  'confirm-wanted',
  'assigned',
  'unassigned',
  'critical-to-street',
  'claimed',
  'joined',
  'place-corrected',
  'supplemented-to-worker',
  'request-made',
  'request-approved',
  'request-declined',
  'returned',
  'disputed',
  'transferred',
  'paused-to-residents',
  'objected',
  'resumed',
  'extended-to-residents',
  'whistled',
  'whistle-answered',
  'supervised',
  'urged',
  'finished',
  'reopened',
  'reopened-to-secretary',
  'rated-to-worker',
  'merged',
  'withdrawn',
  'excluded',
  'reminder',
  'escalated',
  'closed-no-answer',
] as const;
export type NoticeCode = (typeof NOTICE_CODES)[number];

/** Something to be said because something happened. The sentence is src/text's; this is its data. */
export interface Notice {
  code: NoticeCode;
  to: Audience;
  ticket: Ticket;
  event: TicketEvent;
  /** Goes out in quiet hours too. */
  urgent: boolean;
}
