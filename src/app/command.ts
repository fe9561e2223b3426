import type { z } from 'zod';
import type {
  Instant,
  Kind,
  MessageKey,
  PersonId,
  Role,
  RoomId,
  RoomKind,
  StreetId,
  TicketId,
} from '../engine/glossary.ts';
import type { Reading } from '../engine/intake/talk.ts';
import type { Knowledge } from '../engine/knowledge/entry.ts';
import type { Room, Scope } from '../engine/org/directory.ts';
import type { Directory } from '../engine/org/lookup.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import type { Refusal, Result } from '../engine/refusal.ts';
import type { Action, Assignment } from '../engine/ticket/action.ts';
import type { TicketEvent } from '../engine/ticket/event.ts';
import type { Party, Ticket, TicketSource } from '../engine/ticket/ticket.ts';
import type { Param } from './incoming/params.ts';
import type {
  AppraisalChange,
  AppraisalLoaded,
  BindCode,
  IdentityProposal,
  LeaveRequest,
  Needs,
  OrgChange,
} from './ports.ts';
import type { Reply } from './reply.ts';

export type CommandRoom = RoomKind | 'private';

/** `null`: carried out (or answered). A refusal: said to the person, nothing changed. */
export type Outcome = Refusal | null;

/**
 * One command, one file, one declaration. Help, the README's table, argument errors and the example tests all
 * come from it.
 */
export interface Command<Args = unknown> {
  name: string;
  aliases: readonly string[];
  /** One line of Chinese: what it does for whoever types it. */
  summary: string;
  /** Any of these, at the room's place in the tree. */
  roles: readonly Role[];
  rooms: readonly CommandRoom[];
  params: readonly Param[];
  args: z.ZodType<Args>;
  /** Each is parsed by its own schema in a test. */
  examples: readonly string[];
  /** `always`: shows what would happen first; the same line with 「确认」 at its end carries it out. */
  confirm: 'never' | 'always';
  /** Works in rooms that are not bound yet (only 本群 and 绑定). */
  unbound?: boolean;
  /** Begins ordinary talk as well (「通知:周五开会」): outside its rooms, or with a colon, only when spoken to the bot. */
  talkToo?: true;
  /** What is typed with it is not kept, only that it was typed. */
  secret?: true;
  /** In a private chat: whether a text that does not name it can be nothing else. */
  isMeantBy?(text: string, directory: Directory): boolean;
  /** Tells or undoes what happened: the histories of the tickets it names are loaded. */
  withHistory?: true;
  /** Is about ids that may have changed: the proposals are loaded. */
  withProposals?: true;
  /** Names chats: what they were seen to be called is loaded. */
  withChatNames?: true;
  /** What it needs loaded beyond the usual (own tickets, numbers named, the community's recent and waiting ones). */
  needs?(rest: string, asking: Asking): Partial<Needs>;
  /** With `confirm: 'always'`: what would happen, in one sentence. */
  preview?(ctx: CommandContext, args: Args): Result<string>;
  handle(ctx: CommandContext, args: Args): Outcome;
}

/** Who asks and where, before anything is loaded. */
export interface Asking {
  now: Instant;
  personId: PersonId;
  accountId: string;
  network: Room['network'];
  scope: Scope | null;
  policy: ServicePolicy;
  directory: Directory;
}

/** Checks the declaration's types against each other; `args` flows into `handle`. */
export function defineCommand<Args>(command: Command<Args>): Command<Args> {
  return command;
}

/** A report as a command or staff find gives it. */
export interface Report {
  text: string;
  source: TicketSource;
  onBehalfOf: string | null;
  /** Whose it is when not the speaker's: a follower's part split off. */
  reporter?: Party;
  /** As said by whoever reports; else what the text says. */
  kind?: Kind;
}

/** Everything a command may use. `reply` goes to the conversation it came from and nowhere else. */
export interface CommandContext {
  now: Instant;
  messageId: MessageKey;
  /** The command's name or the alias that was typed; absent when understood from talk. */
  typed?: string;
  person: { id: PersonId; name: string };
  account: { network: Room['network']; accountId: string };
  /** Roles at the room's place in the tree (anywhere, in a private chat). */
  roles: readonly Role[];
  room: Room | null;
  chat: { roomId: RoomId; chatId: string; kind: 'group' | 'private'; name: string };
  scope: Scope | null;
  policy: ServicePolicy;
  directory: Directory;
  images: readonly string[];
  /** Staff named by mention. */
  mentioned: readonly PersonId[];
  /** Every ticket loaded for this message, newest first. */
  tickets: readonly Ticket[];
  /** Tickets spoken of by the message this one replies to. */
  repliedTo: readonly TicketId[];
  commands: readonly Command[];
  leaveRequests: readonly LeaveRequest[];
  bindCodes: readonly BindCode[];
  /** Ids that may have changed, whatever the answer; only for a command `withProposals`. */
  proposals: readonly IdentityProposal[];
  failedTries: number;
  /** What this street answers from. */
  knowledge: readonly Knowledge[];
  /** The next number of a notice or kept answer. */
  nextEntry(kind: Knowledge['kind']): number;
  read(text: string): Reading;
  history(id: TicketId): readonly TicketEvent[];
  /** By number in this street. */
  find(number: number): Result<Ticket>;
  /** By number, or the one meant: replied to, or the only one that fits. */
  meant(number: number | null, fits: (ticket: Ticket) => boolean): Result<Ticket>;
  /** Who could take a ticket there, best first. */
  candidates(
    ticket: Pick<Ticket, 'communityId' | 'gridId' | 'streetId'>,
    exclude: readonly PersonId[],
  ): readonly Assignment[];
  /** Decides, applies and announces; the changed ticket, or why not. */
  act(ticket: Ticket, action: Action): Result<Ticket>;
  /** Opens one ticket per demand found in the text (at least one). */
  report(report: Report): Result<readonly Ticket[]>;
  change(change: OrgChange): void;
  /** Months, scores and ballots that `needs` asked for. */
  appraisal: AppraisalLoaded;
  /** The next 记分, 测评, 申诉 or 建议 number, taken once asked for; `needs` has to have asked for something of the street. */
  nextAppraisalNumber(kind: keyof AppraisalLoaded['numbers']): number;
  /** Changes a score, month or ballot in the same transaction as everything else. */
  appraise(change: AppraisalChange): void;
  /** The next ticket number of a street, taken once asked for. */
  nextNumber(streetId: StreetId): number;
  /** A fresh one-time code of six digits. */
  newCode(): string;
  reply(reply: Reply): void;
  /** A picture or file of a month behind the words (reports/reference.ts), in the conversation it came from or to one person alone. */
  attach(reference: string, to?: { personId: PersonId }): void;
  /** Whether this chat is told something of what was done, without a reply. */
  isToldHere(): boolean;
  /** A message to another room or a person's private chat. */
  tell(to: { personId: PersonId } | { roomId: RoomId }, reply: Reply): void;
  streetId: StreetId | null;
}
