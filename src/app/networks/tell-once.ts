import type { AppParts } from '../incoming/batch.ts';
import { outboxKey } from '../keys.ts';
import type { Target } from '../outgoing/address.ts';
import type { OutboxRecord } from '../ports.ts';

/** One sentence for several chats. */
export interface Told {
  /** The same cause is said once, whichever process comes first and however often it is tried. */
  cause: string;
  code: string;
  text: string;
}

/** Whether it was this call that said it: row keys are made of the cause, so a second one finds them taken. */
export async function tellOnce(
  told: Told,
  targets: readonly Target[],
  parts: Pick<AppParts, 'store' | 'clock' | 'offer'>,
): Promise<boolean> {
  const now = parts.clock.now();
  const outbox = targets.map(
    ({ network, chatId, roomId }): OutboxRecord => ({
      key: outboxKey(`${told.cause}@${network}:${chatId}`, 0),
      network,
      chatId,
      roomId,
      text: told.text,
      replyTo: null,
      mentions: [],
      ticketIds: [],
      code: told.code,
      createdAt: now,
      notBefore: now,
      urgent: true,
    }),
  );
  if (outbox.length === 0) return false;
  const committed = await parts.store.commit({ inbound: [], tickets: [], outbox, org: [] });
  if (committed !== 'committed') return false;
  parts.offer(outbox);
  return true;
}
