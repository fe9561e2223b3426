import type { Instant } from '../../src/engine/glossary.ts';
import type { Demand, Intent, Line } from '../../src/engine/intake/talk.ts';
import type { PendingRequest, Ticket } from '../../src/engine/ticket/ticket.ts';
import { makeTicket } from './make-ticket.ts';

/** Tickets as a script of talk leaves them: only what `understand` looks at is kept up to date. */
export interface TicketBook {
  all(): readonly Ticket[];
  byNumber(number: number): Ticket;
  open(demand: Demand, line: Line, confirm: boolean): Ticket;
  change(number: number, changes: Partial<Ticket> | object): void;
  /** What a command in its short or long form does to it, as far as later talk depends on it. */
  obey(command: string, rest: string, line: Line): readonly Ticket[];
  follow(intent: Intent, line: Line): readonly Ticket[];
}

export function ticketBook(): TicketBook {
  const tickets: Ticket[] = [];
  const byNumber = (number: number): Ticket => {
    const found = tickets.find((one) => one.number === number);
    if (!found) throw new Error(`the script has no ticket ${number}`);
    return found;
  };
  const replace = (ticket: Ticket, changes: object): Ticket => {
    const next = { ...ticket, ...changes } as Ticket;
    tickets[tickets.findIndex((one) => one.id === ticket.id)] = next;
    return next;
  };
  const book: TicketBook = {
    all: () => tickets.toReversed(),
    byNumber,
    change: (number, changes) => void replace(byNumber(number), changes),
    open: (demand, line, confirm) => {
      const number = tickets.length + 1;
      const ticket = {
        ...ticketOf(demand, line, number),
        ...(confirm ? { status: 'waiting-confirm' } : {}),
      } as Ticket;
      tickets.push(ticket);
      return ticket;
    },
    obey: (command, rest, line) => {
      const ticket = tickets.find((one) => one.number === Number(/\d+/.exec(rest)?.[0]));
      const changes = ticket ? changesBy(command, rest, { ticket, line }) : null;
      return ticket && changes ? [replace(ticket, { ...changes, lastActivityAt: line.at })] : [];
    },
    follow: (intent, line) => {
      if (!('ticketId' in intent)) return [];
      const ticket = tickets.find((one) => one.id === intent.ticketId);
      if (!ticket) throw new Error(`an intent names the unknown ticket ${intent.ticketId}`);
      return [replace(ticket, { ...followed(ticket, intent, line), lastActivityAt: line.at })];
    },
  };
  return book;
}

function ticketOf(demand: Demand, line: Line, number: number): Ticket {
  const place = demand.place?.place ?? null;
  return makeTicket({
    status: 'filed',
    id: `t${number}`,
    number,
    kind: demand.kind,
    category: demand.category,
    urgency: demand.urgency,
    place,
    gridId: place?.gridId ?? null,
    text: demand.text,
    messageIds: [line.key],
    reporter: { personId: line.personId, name: line.name, roomId: line.roomId },
    openedAt: line.at,
    lastActivityAt: line.at,
  });
}

type Told = Exclude<Intent, { type: 'none' | 'greeting' | 'command' | 'open' }>;

function followed(ticket: Ticket, intent: Told, line: Line): object {
  const messageIds = [...ticket.messageIds, line.key];
  if (intent.type === 'supplement') {
    const status = intent.sure ? 'filed' : ticket.status;
    const urgency = intent.urgency ?? ticket.urgency;
    return { messageIds, place: intent.place ?? ticket.place, ask: null, status, urgency };
  }
  const follower = {
    personId: line.personId,
    name: line.name,
    roomId: line.roomId,
    at: line.at,
    messageId: line.key,
    why: '',
  };
  const followers = intent.type === 'reopen' ? ticket.followers : [...ticket.followers, follower];
  return intent.type === 'join' ? { messageIds, followers } : { messageIds, followers, status: 'reopened' };
}

interface Doing {
  ticket: Ticket;
  line: Line;
}

function changesBy(command: string, rest: string, { ticket, line }: Doing): object | null {
  const held = { assigneeId: line.personId, assigneeName: line.name, claimedAt: line.at };
  const pending = (kind: PendingRequest['kind']) => ({ pending: request(kind, rest, line) });
  const changes: Record<string, () => object> = {
    接单: () => ({ status: 'claimed', ...held }),
    办结: () => ({ status: 'finished', ...held, finishedAt: line.at, result: rest, resultImages: [] }),
    退单: () => pending('return'),
    缓办: () => pending('pause'),
    延期: () => pending('extension'),
    转派: () => pending('transfer'),
    批准: () => approved(ticket, line.at),
    驳回: () => ({ pending: null }),
    恢复: () => ({ status: 'working' }),
    异议: () => ({ objected: true }),
    撤回: () => ({ status: 'withdrawn', withdrawnAt: line.at, was: ticket }),
    评价: () => rated(ticket, rest, line),
    吹哨: () => ({ status: 'whistled', whistles: [whistle(rest, line)] }),
    争议: () => ({ disputed: true }),
  };
  return changes[command]?.() ?? null;
}

function request(kind: PendingRequest['kind'], reason: string, line: Line): PendingRequest {
  return { kind, by: line.personId, at: line.at, reason, to: null, until: null, firstKey: null };
}

function approved(ticket: Ticket, at: Instant): object {
  const kind = ticket.pending?.kind;
  if (kind === 'pause') {
    return {
      pending: null,
      status: 'paused',
      pausedAt: at,
      pausedUntil: at,
      pauseReason: '',
      objected: false,
    };
  }
  return kind === 'return'
    ? { pending: null, status: 'returned', returnReason: '', returnedBy: '' }
    : { pending: null };
}

function rated(ticket: Ticket, rest: string, line: Line): object {
  const satisfied = rest.includes('不满意') ? 'dissatisfied' : 'satisfied';
  const rating = {
    personId: line.personId,
    at: line.at,
    contacted: null,
    solved: null,
    satisfied,
    text: rest,
  };
  const status = satisfied === 'dissatisfied' ? 'reopened' : 'closed';
  return {
    ratings: [...ticket.ratings, rating],
    ...(ticket.reporter.personId === line.personId ? { status } : {}),
  };
}

function whistle(rest: string, line: Line) {
  const department = rest.split(/\s+/)[1] ?? '';
  return {
    department,
    by: line.personId,
    at: line.at,
    reason: rest,
    respondedAt: null,
    arrivedAt: null,
    resolvedAt: null,
    score: null,
  };
}
