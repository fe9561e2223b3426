import { localPart } from '../../app/keys.ts';
import type { Instant, MessageKey, PersonId } from '../../engine/glossary.ts';
import type { Staff } from '../../engine/org/directory.ts';
import type { TicketEvent } from '../../engine/ticket/event.ts';
import { SYSTEM } from '../../engine/ticket/event.ts';
import type { Ticket } from '../../engine/ticket/ticket.ts';
import { localIso } from '../local-iso.ts';
import type { ReplayResult } from './run.ts';

/** The log's own words for people and times. */
interface Words {
  time(at: Instant): string;
  /** The `from` of the log. */
  account(personId: PersonId): string;
}

/** One JSON object a line, by `type`: every ticket, everything said, one summary. Fields: design.md section 1. */
export function jsonLines(result: ReplayResult): string[] {
  const words = wordsOf(result);
  const opened = result.tickets.filter(({ number }) => number !== null);
  const rows = [
    ...opened.map((ticket) => ticketRow(ticket, result.histories.get(ticket.id) ?? [], words)),
    ...result.said.map(({ at, chatId, text, replyTo }) => ({
      type: 'said',
      at: words.time(at),
      room: chatId,
      text,
      inReplyTo: replyTo,
    })),
    { type: 'summary', ...figures(result) },
  ];
  return rows.map((row) => JSON.stringify(row));
}

/** `drafts`: what staff were asked to confirm and have not; they have no number and are no tickets yet. */
function figures({ messages, tickets, said, silent }: ReplayResult) {
  const drafts = tickets.filter(({ number }) => number === null).length;
  return {
    messages: messages.length,
    tickets: tickets.length - drafts,
    drafts,
    botLines: said.length,
    silent,
  };
}

function ticketRow(ticket: Ticket, history: readonly TicketEvent[], words: Words): object {
  return {
    type: 'ticket',
    number: ticket.number,
    messageIds: ticket.messageIds.map(localPart),
    kind: ticket.kind,
    category: ticket.category,
    place: ticket.place?.text ?? null,
    grid: ticket.gridId,
    community: ticket.communityId,
    urgency: ticket.urgency,
    status: ticket.status,
    assignee: holderOf(ticket),
    reporter: words.account(ticket.reporter.personId),
    followers: ticket.followers.map(({ personId }) => words.account(personId)),
    openedAt: words.time(ticket.openedAt),
    dueAt: words.time(ticket.deadlines.solveBy),
    why: ticket.why,
    events: history.map((event) => eventRow(event, words)),
  };
}

function eventRow({ at, kind, actorId, messageId }: TicketEvent, words: Words): object {
  return { at: words.time(at), kind, actor: words.account(actorId), messageId: localKey(messageId) };
}

function localKey(key: MessageKey | null): string | null {
  return key === null ? null : localPart(key);
}

/** Staff id of whoever has it or is asked to take it. */
function holderOf(ticket: Ticket): PersonId | null {
  return 'assigneeId' in ticket ? ticket.assigneeId : null;
}

function wordsOf({ policy, organisation, messages }: ReplayResult): Words {
  const heard = new Set(messages.map(({ from }) => from));
  const accounts = new Map(organisation.staff.map((person) => [person.id, accountOf(person, heard)]));
  return {
    time: (at) => localIso(policy.calendar.zone, at),
    account: (personId) => (personId === SYSTEM ? SYSTEM : (accounts.get(personId) ?? localPart(personId))),
  };
}

/** Of several networks, the one that the log was written in. */
function accountOf({ accounts }: Staff, heard: ReadonlySet<string>): string | undefined {
  const ids = accounts.map(({ accountId }) => accountId);
  return ids.find((id) => heard.has(id)) ?? ids[0];
}

/** The same for people: what was opened, who has it, and how much the bot talked. */
export function summaryLines(result: ReplayResult): string[] {
  const { messages, tickets, drafts, botLines, silent } = figures(result);
  const words = wordsOf(result);
  return [
    ...result.tickets.map((ticket) => ticketLine(ticket, words)),
    '',
    `${messages} 条消息,${tickets} 件工单,${drafts} 件待确认;机器人说了 ${botLines} 句,${silent} 条消息后没有说话。`,
  ];
}

function ticketLine(ticket: Ticket, words: Words): string {
  const name = ticket.number === null ? `疑${ticket.draftNumber}` : `#${ticket.number}`;
  const parts = [
    words.time(ticket.openedAt).slice(0, 16).replace('T', ' '),
    name,
    ticket.category.join('/'),
    ticket.urgency,
    ticket.place?.text ?? '地点未知',
    `${ticket.status} ${holderOf(ticket) ?? '无人'}`,
    `附议 ${ticket.followers.length}`,
    ticket.text.replaceAll('\n', ' ').slice(0, 40),
  ];
  return parts.join(' · ');
}
