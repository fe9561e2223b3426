import type { Card, TicketCard } from '../chat/card.ts';
import type { Instant, IntakeMode, PostKind } from '../engine/glossary.ts';
import type { AnswerLead } from '../engine/knowledge/answer.ts';
import type { Knowledge } from '../engine/knowledge/entry.ts';
import type { Notice } from '../engine/notice.ts';
import type { Directory } from '../engine/org/lookup.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import type { Refusal } from '../engine/refusal.ts';
import type { TicketEvent } from '../engine/ticket/event.ts';
import type { Ticket } from '../engine/ticket/ticket.ts';
import type { BallotReply } from './appraisal/ballot/ballot-replies.ts';
import type { MonthReply } from './appraisal/month/month-replies.ts';
import type { ReportReply } from './appraisal/month/report-replies.ts';
import type { ScoreReply } from './appraisal/score-replies.ts';
import type { NetworkSentences } from './networks/sentences.ts';
import type { IdentityProposal, LeaveRequest } from './ports.ts';
import type { ReminderReply } from './reminders/replies.ts';

/** What a command answers besides the notices its act caused. Sentences: src/text. */
export type Reply =
  | MonthReply
  | ScoreReply
  | BallotReply
  | ReportReply
  | ReminderReply
  | { code: 'greeting' }
  | { code: 'done'; number: number; what: DoneWhat }
  /** Its receipt had named another place. */
  | { code: 'place-moved'; ticket: Ticket }
  | { code: 'ticket-shown'; ticket: Ticket; history: readonly TicketEvent[]; full: boolean }
  | { code: 'tickets-listed'; title: string; tickets: readonly Ticket[]; empty: string }
  | { code: 'help'; lines: readonly string[] }
  | { code: 'help-command'; lines: readonly string[] }
  | { code: 'confirm-first'; preview: string; repeat: string }
  | { code: 'room-bound'; name: string; kind: string; scope: string }
  | { code: 'room-shown'; name: string; kind: string; scope: string; intake: string }
  | { code: 'account-bound'; name: string; posts: readonly PostShown[] }
  | { code: 'code-issued'; name: string; oneTimeCode: string; hours: number }
  | { code: 'administrator-made'; name: string }
  | { code: 'staff-listed'; title: string; staff: readonly StaffShown[] }
  | { code: 'leave-asked'; request: LeaveRequest; name: string }
  | {
      code: 'leave-answered';
      request: LeaveRequest;
      name: string;
      approved: boolean;
      handover: readonly Ticket[];
    }
  | { code: 'leave-ended'; name: string }
  | { code: 'handed-over'; from: string; to: string; numbers: readonly number[] }
  /** Whatever the room: only staff can ask for it, and only for their own. */
  | { code: 'todo-listed'; name: string; tickets: readonly Ticket[] }
  | { code: 'mine-listed'; open: readonly Ticket[]; toRate: readonly Ticket[] }
  | { code: 'room-unbound'; name: string }
  | { code: 'room-waits'; examples: readonly string[] }
  | { code: 'intake-set'; name: string; intake: IntakeMode }
  | { code: 'leave-needed' }
  | { code: 'nothing-found' }
  | { code: 'code-sent'; name: string }
  /** Rooms and accounts whose ids may have changed, waiting for a yes or no. */
  | { code: 'identities-listed'; proposals: readonly IdentityProposal[] }
  /** An entry that answers a question, with whose word it is and how long it counts. */
  | { code: 'answered'; entry: Knowledge; lead: AnswerLead }
  | { code: 'which-answer'; entries: readonly Knowledge[] }
  | {
      code: 'knowledge-kept';
      entry: Knowledge;
      what: 'added' | 'changed' | 'withdrawn' | 'posted';
      told: KnowledgeTold;
    }
  | { code: 'knowledge-listed'; kind: Knowledge['kind']; entries: readonly Knowledge[] }
  | { code: 'knowledge-shown'; entry: Knowledge }
  /** Many rooms would get it: only once that is confirmed. */
  | { code: 'post-first'; rooms: readonly string[]; repeat: string }
  /** In residents' rooms. */
  | { code: 'notice-posted'; entry: Knowledge; withdrawn: boolean }
  | { code: 'identity-answered'; proposal: IdentityProposal; same: boolean };

/** What its keeper hears beside the entry itself. */
export interface KnowledgeTold {
  /** Names of the rooms it was posted to; null: nobody asked for that. */
  rooms: readonly string[] | null;
  /** A phone or ID number was left out. */
  masked: boolean;
  /** Another entry that asks nearly the same. */
  alike: number | null;
  /** It was to count for longer than anything may. */
  isCut: boolean;
}

/** What was done where no notice says it to the one who did it. */
export const DONE_WHATS = [
  'supplemented',
  'same-added',
  'urged',
  'rated',
  'objected',
  'followed',
  'arrived',
  'progressed',
  'requested',
  'confirmed',
  'rejected',
  'corrected',
  'linked',
  'parted',
  'unmerged',
  'restored',
  'resumed',
  'included',
  'supervised',
  'whistled',
  'whistle-answered',
  'whistle-rated',
  'declined',
  'approved',
  'disputed',
  'finished',
  'reopened',
  'withdrawn',
  'merged',
  'assigned',
  'transferred',
  'claimed',
  'first-key',
  'excluded',
] as const;
export type DoneWhat = (typeof DONE_WHATS)[number];

/** A post with the name of its place. */
export interface PostShown {
  post: PostKind;
  at: string;
}

export interface StaffShown {
  name: string;
  posts: readonly PostShown[];
  /** Tickets in hand. */
  open: number;
  onLeave: boolean;
  isBound: boolean;
}

export type ReplyCode = Reply['code'];

/** For whom and when a sentence is written: times and names depend on it. */
export interface Speaking {
  now: Instant;
  zone: string;
  directory: Directory;
  policy: ServicePolicy;
  /** Residents' rooms never show what staff may see. */
  toResidents: boolean;
  /** To one person alone: there are no neighbours who could join. */
  inPrivate?: boolean;
}

/** The sentence table as the app sees it; src/text implements it. */
export interface Sentences {
  refusal(refusal: Refusal, speaking: Speaking): string;
  notice(notice: Notice, speaking: Speaking): string;
  reply(reply: Reply, speaking: Speaking): string;
  networks: NetworkSentences;
  /** What is shown of a notice where the network has cards; null: its sentence will do. */
  noticeCard(notice: Notice, speaking: Speaking): Card | null;
  replyCard(reply: Reply, speaking: Speaking): Card | null;
  /** The ticket with what can be done to it. Without a text: how it stands, for a card that is shown again. */
  ticketCard(ticket: Ticket, text: string | null, speaking: Speaking): TicketCard;
}
