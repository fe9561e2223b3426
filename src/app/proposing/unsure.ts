import type { Instant, MessageKey, Network, PersonId, RoomId, TicketId } from '../../engine/glossary.ts';
import { isUnsure } from '../../engine/intake/proposed.ts';
import { ORDINARY_TALK } from '../../engine/intake/understand.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import type { Hearing } from '../incoming/hearing.ts';
import type { Plan } from '../ports.ts';

/** A line that the reading was not sure of, as it was left. */
export interface Unsure {
  line: MessageKey;
  network: Network;
  chatId: string;
  roomId: RoomId;
  personId: PersonId;
  at: Instant;
  /** Masked. */
  text: string;
  /** The draft that staff were asked about; null: nothing came of the line. */
  draftId: TicketId | null;
}

/**
 * Lines of a batch that a language model may be asked about: residents' free talk among themselves, now, in rooms where talk is
 * taken up. What was said to the bot, by staff, or long ago never is.
 */
export function unsureLines(
  hearings: readonly Hearing[],
  plan: Pick<Plan, 'inbound' | 'tickets'>,
  policy: ServicePolicy,
): readonly Unsure[] {
  const taken = new Map(plan.inbound.map(({ key, line }) => [key, line]));
  const drafts = new Set(
    plan.tickets.flatMap(({ ticket }) => (ticket.status === 'waiting-confirm' ? [ticket.id] : [])),
  );
  return hearings.flatMap((hearing) => {
    const line = taken.get(hearing.line.key);
    if (!line || line.text === '' || !isFreeTalk(hearing) || !isUnsure(hearing.reading, policy)) return [];
    const [draftId = null, ...others] = line.ticketIds;
    const silent = line.outcome === `none:${ORDINARY_TALK}` && draftId === null;
    const drafted = draftId !== null && others.length === 0 && drafts.has(draftId);
    if (!silent && !(line.outcome === 'opened' && drafted)) return [];
    const { network, chatId } = hearing.message;
    const { key, roomId, personId, at, text } = line;
    return [{ line: key, network, chatId, roomId, personId, at, text, draftId }];
  });
}

function isFreeTalk({ room, parsed, inferred, addressed, isStaff, message }: Hearing): boolean {
  if (room?.kind !== 'resident' && room?.kind !== 'merchant') return false;
  if (room.intake === 'mention-only' || message.late) return false;
  return parsed.type === 'talk' && !inferred && !addressed && !isStaff;
}
