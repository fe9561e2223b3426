import type { RoomId } from '../../engine/glossary.ts';
import type { Notice, NoticeCode } from '../../engine/notice.ts';
import type { OutboxRecord } from '../ports.ts';
import type { Sender } from './sender.ts';

/** More would bury the words on a phone, and every picture is a message of the day's share. */
export const MOST_PICTURES = 3;

/** Notices by which staff of a room first hear of a ticket: its pictures come along. */
const INTRODUCING: readonly NoticeCode[] = [
  'confirm-wanted',
  'assigned',
  'unassigned',
  'critical-to-street',
  'transferred',
  'disputed',
  'escalated',
];

/** A chat that a notice goes to. `answered`: the message that caused it was said there, its pictures with it. */
export interface There {
  roomId: RoomId;
  toResidents: boolean;
  answered: boolean;
}

/** Pictures to show with a notice in a chat where they were not posted. A room that has seen one is not shown it again. */
export function picturesWith({ code, ticket, event }: Notice, there: There): readonly string[] {
  const { roomId, toResidents, answered } = there;
  const ofEvent = code === 'finished' || (code === 'supplemented-to-worker' && !toResidents);
  if (ofEvent && 'images' in event) return answered ? [] : event.images.slice(0, MOST_PICTURES);
  const isNews = INTRODUCING.includes(code) && !toResidents && roomId !== ticket.reporter.roomId;
  return isNews ? ticket.images.slice(0, MOST_PICTURES) : [];
}

/**
 * Offers committed rows to the sender. Pictures are left to the database, with what their chat is told behind them: only there
 * it is known whether the chat has been shown one before.
 */
export function offerTo(sender: Pick<Sender, 'offer' | 'poll'>): (records: readonly OutboxRecord[]) => void {
  return (records) => {
    const words = beforePictures(records);
    sender.offer(words);
    // A database that fails now is asked again at the next tick.
    if (words.length < records.length) void sender.poll().catch(() => {});
  };
}

/** Of each chat the rows up to its first picture. */
function beforePictures(records: readonly OutboxRecord[]): readonly OutboxRecord[] {
  const pictured = new Set<string>();
  return records.filter(({ network, chatId, picture }) => {
    const chat = `${network}:${chatId}`;
    if (picture) pictured.add(chat);
    return !pictured.has(chat);
  });
}
