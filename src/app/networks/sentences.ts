import type { Instant } from '../../engine/glossary.ts';
import type { Ticket } from '../../engine/ticket/ticket.ts';
import type { IdentityProposal, LinkRecord } from '../ports.ts';
import type { Speaking } from '../reply.ts';

/** What the bot says of chats and networks rather than of tickets. */
export type NetworkSaid =
  /** In a room nobody has bound yet; `place` is an example of whose it could be. */
  | { code: 'joined-unbound'; place: string | null }
  | { code: 'joined-bound'; scope: string; toResidents: boolean }
  | { code: 'bot-left'; room: string; scope: string }
  | { code: 'staff-left'; room: string; names: readonly string[] }
  /** The reporter took back a message of a ticket that somebody works on. */
  | { code: 'taken-back'; ticket: Ticket }
  | { code: 'identities-proposed'; network: string; proposals: readonly IdentityProposal[] }
  | { code: 'link-down'; network: string; link: Pick<LinkRecord, 'state' | 'reason'>; since: Instant }
  /** `keepsHistory`: what was said meanwhile can be read afterwards. */
  | { code: 'link-back'; network: string; since: Instant; keepsHistory: boolean }
  | { code: 'budget-spent'; network: string };

/** Why a room or an account looks like one we know. */
export type WhySame =
  | { what: 'room'; people: number; same: number }
  | { what: 'account'; room: string; goesBy: string };

export interface NetworkSentences {
  say(said: NetworkSaid, speaking: Speaking): string;
  /** What stands before an answer to a message that was only read afterwards. */
  late(sentAt: Instant, speaking: Speaking): string;
  whySame(why: WhySame): string;
}
