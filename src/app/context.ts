import type { PersonId, TicketId } from '../engine/glossary.ts';
import { read } from '../engine/intake/read.ts';
import type { Demand } from '../engine/intake/talk.ts';
import type { Result } from '../engine/refusal.ts';
import { accept, refuse } from '../engine/refusal.ts';
import type { Action, Actor } from '../engine/ticket/action.ts';
import { decide } from '../engine/ticket/decide.ts';
import type { Party, Ticket } from '../engine/ticket/ticket.ts';
import { scopeOfTicket } from './address.ts';
import type { CommandContext, Report } from './command.ts';
import { demandOfAnyText, fileAction, workersFor } from './filing.ts';
import type { Hearing, Surroundings } from './hearing.ts';
import { roomId } from './keys.ts';
import type { Sentences } from './reply.ts';
import type { Speech } from './speech.ts';
import { chatsFor, speakingTo } from './speech.ts';
import type { Workspace } from './workspace.ts';

/** Everything one message is handled with. */
export interface Handling {
  hearing: Hearing;
  around: Surroundings;
  workspace: Workspace;
  speech: Speech;
  sentences: Sentences;
  /** A fresh one-time code; randomness comes from outside. */
  newCode(): string;
  /** Tickets this message changed, in order. */
  touched: Set<TicketId>;
}

/** The acting person's roles where the ticket lies, not where they speak. */
export function actorFor(
  ticket: Pick<Ticket, 'streetId' | 'communityId' | 'gridId'>,
  handling: Handling,
): Actor {
  const { hearing, workspace } = handling;
  const roles = workspace.directory.rolesAt(hearing.person.id, scopeOfTicket(ticket), workspace.now);
  return { personId: hearing.person.id, name: hearing.person.name, roles };
}

/** Decide, apply, announce. The one way a ticket changes because of a message. */
export function act(ticket: Ticket | null, action: Action, handling: Handling): Result<Ticket> {
  const { workspace, speech, hearing } = handling;
  const area = ticket ?? (action.type === 'file' ? action.filing : null);
  if (!area) throw new Error(`act: ${action.type} without a ticket`);
  const decided = decide(ticket, action, {
    now: workspace.now,
    actor: actorFor(area, handling),
    messageId: hearing.line.key,
    policy: workspace.policy,
  });
  if (!decided.ok) return decided;
  if (decided.value.length === 0 && ticket) return accept(ticket);
  const { ticket: after, notices } = workspace.apply(ticket, decided.value);
  for (const notice of notices) speech.notice(notice);
  handling.touched.add(after.id);
  return accept(after);
}

export function contextOf(handling: Handling): CommandContext {
  const { hearing, workspace, around } = handling;
  const { message, room, person, scope } = hearing;
  return {
    now: workspace.now,
    messageId: hearing.line.key,
    person,
    account: { network: message.network, accountId: message.senderId },
    roles: hearing.roles,
    room,
    chat: {
      roomId: roomId(message.network, message.chatId),
      chatId: message.chatId,
      kind: message.chatKind,
      name: room?.name ?? '',
    },
    scope,
    streetId: scope?.streetId ?? null,
    policy: workspace.policy,
    directory: workspace.directory,
    images: message.images,
    mentioned: mentionedStaff(handling),
    tickets: workspace.tickets(),
    repliedTo: repliedTo(handling),
    commands: around.registry.commands,
    leaveRequests: workspace.loaded.leaveRequests,
    bindCodes: workspace.loaded.codes,
    failedTries: workspace.loaded.tries.get(`${message.network}:${message.senderId}`) ?? 0,
    nextNumber: workspace.nextNumber,
    newCode: handling.newCode,
    ...ticketParts(handling),
    ...speakingParts(handling),
  };
}

type TicketParts = Pick<
  CommandContext,
  'read' | 'history' | 'find' | 'meant' | 'candidates' | 'act' | 'report' | 'change'
>;

function ticketParts(handling: Handling): TicketParts {
  const { hearing, workspace, around } = handling;
  const { scope } = hearing;
  return {
    read: (text) => read(text, { ...around, scope }),
    history: (id) => workspace.history(id),
    find: (number) => find(number, handling),
    meant: (number, fits) => (number === null ? meant(fits, handling) : find(number, handling)),
    candidates: (area, exclude) => workersFor(area, exclude, workspace),
    act: (ticket, action) => act(ticket, action, handling),
    report: (report) => fileReport(report, handling),
    change: (change) => workspace.change(change),
  };
}

function speakingParts(handling: Handling): Pick<CommandContext, 'reply' | 'tell'> {
  const { workspace, speech, sentences, hearing } = handling;
  const here = chatsFor({ roomId: hearing.line.roomId }, workspace);
  const say = (targets: typeof here, reply: Parameters<CommandContext['reply']>[0]) => {
    for (const target of targets) {
      const text = sentences.reply(reply, speakingTo(target, workspace));
      speech.line(target, { text, code: reply.code, ticketIds: [], urgent: true });
    }
  };
  return { reply: (reply) => say(here, reply), tell: (to, reply) => say(chatsFor(to, workspace), reply) };
}

function find(number: number, { hearing, workspace }: Handling): Result<Ticket> {
  const ticket = hearing.scope ? workspace.byNumber(hearing.scope.streetId, number) : null;
  return ticket ? accept(ticket) : refuse({ code: 'no-such-ticket', number });
}

/** The ticket replied to, or the only one that fits; never a guess between two. */
function meant(fits: (ticket: Ticket) => boolean, handling: Handling): Result<Ticket> {
  const { workspace, hearing } = handling;
  const command = hearing.parsed.type === 'command' ? hearing.parsed.command.name : '';
  const replied = repliedTo(handling).flatMap((id) => workspace.ticket(id) ?? []);
  const choice = replied.length > 0 ? replied : workspace.tickets();
  const fitting = choice.filter((ticket) => inScope(ticket, handling) && fits(ticket));
  const only = fitting[0];
  if (only && fitting.length === 1) return accept(only);
  if (!only) return refuse({ code: 'no-ticket-meant', command });
  const numbers = fitting.flatMap((ticket) => ticket.number ?? ticket.draftNumber ?? []).slice(0, 8);
  return refuse({ code: 'which-ticket', command, numbers });
}

function inScope(ticket: Ticket, { hearing }: Handling): boolean {
  const { scope, room } = hearing;
  if (!scope || ticket.streetId !== scope.streetId) return false;
  return room === null || scope.communityId === null || ticket.communityId === scope.communityId;
}

function repliedTo({ hearing, workspace }: Handling): readonly TicketId[] {
  return hearing.line.replyTo === null ? [] : (workspace.line(hearing.line.replyTo)?.ticketIds ?? []);
}

function mentionedStaff({ hearing, workspace }: Handling): readonly PersonId[] {
  const { message } = hearing;
  return message.mentions.flatMap((id) => workspace.directory.staffByAccount(message.network, id)?.id ?? []);
}

/** Opens a ticket for each demand of a report; a text in which none is found is one demand all the same. */
function fileReport(report: Report, handling: Handling): Result<readonly Ticket[]> {
  const { hearing, around } = handling;
  const { scope, message, line } = hearing;
  if (!scope) return refuse({ code: 'room-not-bound' });
  const reading = read(report.text, { ...around, scope });
  const demands =
    reading.demands.length > 0 ? reading.demands : [demandOfAnyText(report.text, reading, around.policy)];
  return fileDemands(demands, handling, {
    source: report.source,
    onBehalfOf: report.onBehalfOf,
    messageIds: [line.key],
    images: message.images,
    confirm: false,
    ...(report.reporter && { reporter: report.reporter }),
  });
}

export interface FilingManner {
  source: Report['source'];
  onBehalfOf: string | null;
  messageIds: readonly string[];
  images: readonly string[];
  confirm: boolean;
  /** The speaker, unless said otherwise. */
  reporter?: Party;
}

/** One ticket a demand; all or the first refusal. */
export function fileDemands(
  demands: readonly Demand[],
  handling: Handling,
  manner: FilingManner,
): Result<readonly Ticket[]> {
  const { hearing, workspace } = handling;
  const { scope, person, line } = hearing;
  if (!scope) return refuse({ code: 'room-not-bound' });
  const speaker = { personId: person.id, name: person.name, roomId: line.roomId };
  const reporter = manner.reporter ?? speaker;
  const opened: Ticket[] = [];
  for (const [ordinal, demand] of demands.entries()) {
    const action = fileAction({ ...manner, demand, ordinal, cause: line.key, reporter, scope }, workspace);
    if (!action)
      return refuse({ code: 'text-missing', command: '报事', example: '报事 阳光花园3号楼2单元电梯坏了' });
    const filed = act(null, action, handling);
    if (!filed.ok) return filed;
    opened.push(filed.value);
  }
  return accept(opened);
}
