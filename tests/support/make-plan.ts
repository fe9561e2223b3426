import type { InboundRecord, OutboxRecord, Plan, TicketChange } from '../../src/app/ports.ts';
import type { Instant } from '../../src/engine/glossary.ts';
import type { Line } from '../../src/engine/intake/talk.ts';
import type { EventBody, Filing, TicketEvent } from '../../src/engine/ticket/event.ts';
import { evolve, fold } from '../../src/engine/ticket/evolve.ts';
import type { Ticket } from '../../src/engine/ticket/ticket.ts';
import { actors, filed, MONDAY_9, makeEvent } from './make-ticket.ts';

export function makePlan(parts: Partial<Plan> = {}): Plan {
  return { inbound: [], tickets: [], outbox: [], org: [], ...parts };
}

/** A ticket as these events make it, all of them new. */
export function newTicket(events: readonly TicketEvent[], overrides: Partial<Ticket> = {}): TicketChange {
  return { ticket: { ...fold(events), ...overrides } as Ticket, fromVersion: 0, events };
}

/** A ticket just filed, `n` telling it and its number apart; opened `n` minutes after MONDAY_9. */
export function filedTicket(n: number, overrides: Partial<Filing> = {}): TicketChange {
  const key = `playground:m${n}`;
  const filing = { id: `t${n}`, number: n, messageIds: [key], ...overrides };
  return newTicket([{ ...filed(filing), at: MONDAY_9 + n * 60_000, messageId: key }]);
}

/** The next change of a stored ticket. */
export function changed(before: Ticket, ...bodies: readonly (EventBody & { at?: Instant })[]): TicketChange {
  const events = bodies.map((body) => ({ ...makeEvent(body, actors.limei), at: body.at ?? MONDAY_9 }));
  return { ticket: events.reduce<Ticket>(evolve, before), fromVersion: before.version, events };
}

export function makeLine(overrides: Partial<Line> = {}): Line {
  return {
    key: 'playground:m1',
    roomId: 'playground:yard',
    personId: 'playground:zhang',
    name: '张阿姨',
    at: MONDAY_9,
    text: '三号楼电梯不动了',
    images: [],
    replyTo: null,
    fromBot: false,
    fromStaff: false,
    ticketIds: [],
    outcome: 'none',
    ...overrides,
  };
}

/** A message taken in, `n` minutes after MONDAY_9, in the chat its room names. */
export function makeInbound(n: number, overrides: Partial<Line> = {}): InboundRecord {
  const line = makeLine({ key: `playground:m${n}`, at: MONDAY_9 + n * 60_000, ...overrides });
  return {
    key: line.key,
    line,
    network: 'playground',
    chatId: line.roomId.slice('playground:'.length),
    accountId: 'zhang',
    receivedAt: line.at,
  };
}

/** Something to say, `n` telling it and its moment apart. */
export function makeOutbox(n: number, overrides: Partial<OutboxRecord> = {}): OutboxRecord {
  const at = MONDAY_9 + n * 60_000;
  return {
    key: `k${n}`,
    network: 'playground',
    chatId: 'yard',
    roomId: 'playground:yard',
    text: `第${n}条`,
    replyTo: null,
    mentions: [],
    ticketIds: [],
    code: 'opened',
    createdAt: at,
    notBefore: at,
    urgent: false,
    ...overrides,
  };
}
