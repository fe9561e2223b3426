import type { PersonId, TicketId } from '../../engine/glossary.ts';
import { read } from '../../engine/intake/read.ts';
import type { Result } from '../../engine/refusal.ts';
import { accept, refuse } from '../../engine/refusal.ts';
import type { Ticket } from '../../engine/ticket/ticket.ts';
import type { CommandContext } from '../command.ts';
import { roomId } from '../keys.ts';
import { chatsFor } from '../outgoing/speech.ts';
import { workersFor } from './filing.ts';
import { act, type Handling } from './handling.ts';
import { fileReport } from './report.ts';

export function contextOf(handling: Handling): CommandContext {
  const { hearing, workspace, around } = handling;
  const { message, room, person, scope } = hearing;
  return {
    now: workspace.now,
    messageId: hearing.line.key,
    ...typedWord(hearing),
    person,
    account: { network: message.network, accountId: message.senderId },
    roles: hearing.roles,
    room,
    chat: {
      roomId: roomId(message.network, message.chatId),
      chatId: message.chatId,
      kind: message.chatKind,
      name: room?.name || (workspace.loaded.chatNames?.get(hearing.line.roomId) ?? ''),
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
    proposals: workspace.loaded.proposals ?? [],
    failedTries: workspace.loaded.tries.get(`${message.network}:${message.senderId}`) ?? 0,
    nextNumber: workspace.nextNumber,
    appraisal: workspace.appraisal,
    nextAppraisalNumber: workspace.nextAppraisalNumber,
    appraise: workspace.appraise,
    ...knowledgePart(handling),
    newCode: handling.newCode,
    ...ticketParts(handling),
    ...speakingParts(handling),
  };
}

function typedWord({ parsed }: Handling['hearing']): Pick<CommandContext, 'typed'> {
  return parsed.type === 'command' && parsed.word !== undefined ? { typed: parsed.word } : {};
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

function knowledgePart({ hearing, workspace }: Handling): Pick<CommandContext, 'knowledge' | 'nextEntry'> {
  const book = workspace.knowledge(hearing.scope?.streetId ?? '');
  return { knowledge: book.entries, nextEntry: (kind) => book.numbers[kind] + 1 };
}

type SpeakingParts = Pick<CommandContext, 'reply' | 'attach' | 'tell' | 'isToldHere'>;

function speakingParts({ workspace, speech, hearing }: Handling): SpeakingParts {
  const { message } = hearing;
  const here = chatsFor({ roomId: hearing.line.roomId }, workspace);
  const say = (targets: typeof here, reply: Parameters<CommandContext['reply']>[0]) => {
    for (const target of targets) speech.reply(target, reply);
  };
  return {
    reply: (reply) => say(here, reply),
    attach: (reference, to) => {
      const targets = to && message.chatKind !== 'private' ? chatsFor(to, workspace) : here;
      for (const target of targets) speech.attach(target, reference, hearing.line.key);
    },
    tell: (to, reply) => say(chatsFor(to, workspace), reply),
    isToldHere: () => here.some(speech.speaksIn),
  };
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
