import type { PendingSend } from '../ports.ts';

/** A joined message still has to be read on a phone. */
const JOINED_LENGTH = 1500;

/**
 * How many of the rows waiting for a chat, from the first on, go out as one message. What was refused before goes alone,
 * so that it takes nobody along. What may have been said already goes as it went then, so that its echo is known again.
 */
export function joinedCount(rows: readonly PendingSend[]): number {
  const [first] = rows;
  if (!first || first.picture) return 1;
  const together = first.uncertain ? wentWith(first) : goesWith(first);
  const end = rows.findIndex((row, index) => index > 0 && !together(row));
  return end < 0 ? rows.length : end;
}

function wentWith(first: PendingSend): (row: PendingSend) => boolean {
  const at = first.startedAt ?? null;
  return (row) => at !== null && row.startedAt === at && !row.picture;
}

function goesWith(first: PendingSend): (row: PendingSend) => boolean {
  if (first.attempts > 0) return () => false;
  let length = first.text.length;
  return (row) => {
    length += row.text.length + 1;
    return !row.picture && !row.uncertain && row.attempts === 0 && length <= JOINED_LENGTH;
  };
}

/** One message of several, under the first one's key. */
export function joinRows(first: PendingSend, others: readonly PendingSend[]): PendingSend {
  if (others.length === 0) return first;
  const rows = [first, ...others];
  const agree = <T>(of: (row: PendingSend) => T) =>
    rows.every((row) => of(row) === of(first)) ? of(first) : null;
  return {
    ...first,
    text: rows.map((row) => row.text).join('\n'),
    mentions: [...new Set(rows.flatMap((row) => row.mentions))],
    replyTo: agree((row) => row.replyTo),
    ticketId: agree((row) => row.ticketId),
    urgent: rows.some((row) => row.urgent),
    card: null,
  };
}
