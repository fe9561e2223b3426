import { setImmediate } from 'node:timers/promises';
import { COMMUNITIES, inParallel, messageOf, percentile, type Rig } from './rig.ts';
import { reportText, SMALL_TALK } from './town.ts';

export type Row = Record<string, string | number | boolean>;

/** Reports, so many under way at once: message in → committed → reply handed to the edge. */
export async function tickets(
  rig: Rig,
  given: { total: number; atOnce: number; from: number },
): Promise<Row> {
  const took: number[] = [];
  const ms = await inParallel(given.total, given.atOnce, async (n) => {
    const { chatId, text } = reportText(given.from + n, COMMUNITIES);
    const message = messageOf(chatId, text);
    const started = performance.now();
    await rig.linli.receive(message);
    // A turn of the event loop, as a network would give it: timers and other work have their chance.
    do await setImmediate();
    while (!rig.answeredAt.has(message.messageId));
    took.push((rig.answeredAt.get(message.messageId) ?? Number.NaN) - started);
    rig.answeredAt.delete(message.messageId);
  });
  const sorted = took.sort((a, b) => a - b);
  return {
    atOnce: given.atOnce,
    tickets: given.total,
    perSecond: Math.round((given.total / ms) * 1000),
    p50Ms: round(percentile(sorted, 0.5)),
    p99Ms: round(percentile(sorted, 0.99)),
  };
}

/** Lines nobody asked the bot about: read, remembered, passed over in silence. */
export async function chatter(rig: Rig, total: number, atOnce: number): Promise<Row> {
  const ms = await inParallel(total, atOnce, (n) => {
    const text = `${SMALL_TALK[n % SMALL_TALK.length] ?? ''}${n % 10}`;
    return rig.linli.receive(messageOf(`c${n % COMMUNITIES}-res`, text));
  });
  return { atOnce, lines: total, perSecond: Math.round((total / ms) * 1000) };
}

export function round(n: number): number {
  return Math.round(n * 100) / 100;
}

/** The slowest of the hostile texts, from arrival to commit, warmed up by one round. */
export async function hostile(rig: Rig, texts: readonly (readonly [string, string])[]): Promise<Row> {
  let slowest = { text: '', ms: 0 };
  for (const pass of [0, 1]) {
    for (const [name, text] of texts) {
      const message = messageOf('c0-res', text);
      const started = performance.now();
      await rig.linli.receive(message);
      const ms = performance.now() - started;
      if (pass === 1 && ms > slowest.ms) slowest = { text: name, ms };
    }
  }
  return { texts: texts.length, slowest: slowest.text, slowestMs: round(slowest.ms) };
}
