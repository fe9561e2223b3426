import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { Hub, LiveEvent, NumberedEvent } from '../../chat/playground/hub.ts';
import type { PlaygroundPerson } from './people.ts';
import { belongsTo } from './people.ts';

const HEARTBEAT_MS = 15_000;

interface LiveGiven {
  hub: Hub;
  person: PlaygroundPerson;
  /** What goes over the wire; asked in order, one after another. */
  show(event: LiveEvent): Promise<object>;
}

/**
 * Server-sent events for one page. Ids are `run-number`: a page that comes back gets what it missed, or, when that
 * is no longer known (a restart), the one event `reload`.
 */
export function streamLive(c: Context, given: LiveGiven): Response {
  const missed = missedSince(c.req.header('last-event-id') ?? c.req.query('after'), given.hub);
  c.header('x-accel-buffering', 'no');
  return streamSSE(c, async (stream) => {
    if (missed === null) await stream.writeSSE({ event: 'reload', data: '{}' });
    await pump(stream, given, missed ?? []);
  });
}

function missedSince(lastEventId: string | undefined, hub: Hub): readonly NumberedEvent[] | null {
  if (!lastEventId) return [];
  const cut = lastEventId.lastIndexOf('-');
  const number = Number(lastEventId.slice(cut + 1));
  if (lastEventId.slice(0, cut) !== hub.run || !Number.isSafeInteger(number)) return null;
  return hub.since(number);
}

/** Writes events in order until the page goes away or the hub closes. */
async function pump(
  stream: SSEStreamingApi,
  { hub, person, show }: LiveGiven,
  missed: readonly NumberedEvent[],
): Promise<void> {
  const waiting = [...missed];
  const bell = createBell();
  let open = true;
  const end = () => {
    open = false;
    bell.ring();
  };
  const unsubscribe = hub.subscribe((numbered) => {
    waiting.push(numbered);
    bell.ring();
  }, end);
  stream.onAbort(end);
  // With missed lines still to come the page must not think that it has them.
  const upToDate = missed.length === 0 ? { id: `${hub.run}-${hub.lastId()}` } : {};
  await stream.writeSSE({ event: 'hello', data: '{}', ...upToDate });
  while (open) {
    const next = waiting.shift();
    if (next) await write(stream, { next, run: hub.run, show, person });
    else if (!(await bell.heard(HEARTBEAT_MS)) && open) await stream.write(': 在\n\n');
  }
  unsubscribe();
}

interface Writing extends Pick<LiveGiven, 'show' | 'person'> {
  next: NumberedEvent;
  run: string;
}

/** Of other rooms a page hears only that something stirred: a ticket it shows may have changed. */
async function write(stream: SSEStreamingApi, { next, run, show, person }: Writing): Promise<void> {
  const mine = concerns(next.event, person);
  const data = mine ? JSON.stringify(await show(next.event)) : '{}';
  await stream.writeSSE({ event: mine ? next.event.type : 'stir', data, id: `${run}-${next.id}` });
}

function concerns(event: LiveEvent, person: PlaygroundPerson): boolean {
  const about = event.type === 'message' || event.type === 'retracted';
  return !about || belongsTo(person, event.chatId);
}

interface Bell {
  ring(): void;
  /** True when it rang before the time was over. */
  heard(withinMs: number): Promise<boolean>;
}

function createBell(): Bell {
  let rung = false;
  let wake: (() => void) | null = null;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    async heard(withinMs) {
      if (!rung) await new Promise<void>((resolve) => listen(resolve, withinMs));
      wake = null;
      const heard = rung;
      rung = false;
      return heard;
    },
  };
  function listen(resolve: () => void, withinMs: number): void {
    const timer = setTimeout(resolve, withinMs);
    timer.unref();
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  }
}
