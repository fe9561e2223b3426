import { z } from 'zod';
import type { Line, Wire } from './connections.ts';
import { SERVICE } from './connections.ts';
import type { FakeEvent } from './events.ts';
import { DATA, type Frame } from './frame.ts';
import type { FakeSettings, WebhookTarget } from './options.ts';
import { postEvent } from './webhook.ts';

/** What came of an event in the end. */
export interface Outcome {
  /** False: given up after the last attempt. */
  acked: boolean;
  /** What the bot's handler answered, if anything. */
  answer: unknown;
}

export interface Pushed {
  eventId: string;
  /** How often it has gone out. */
  pushes(): number;
  outcome: Promise<Outcome>;
}

export interface Pusher {
  push(event: FakeEvent): Pushed;
  /** Reads the next acknowledgements and forgets them. */
  loseAcks(times: number): void;
  /** Keeps events back. */
  hold(): void;
  /** Lets go of what was kept back, in another order if told so. */
  release(order?: 'same' | 'reversed'): void;
  /** Events are this late. */
  delay(ms: number): void;
  /** Whatever waits to be pushed again is pushed now, as if the hours until then had passed. */
  hurry(): void;
  /** Events given up and never acknowledged. */
  readonly lost: readonly FakeEvent[];
  stop(): void;
}

interface Attempt {
  event: FakeEvent;
  pushes: number;
  settle(outcome: Outcome): void;
  timer?: NodeJS.Timeout;
  line?: Line | undefined;
}

export interface PusherParts {
  wire: Wire;
  settings: FakeSettings;
  /** Where events go by HTTP; null: over the long connection. */
  webhook(): WebhookTarget | null;
}

const ackBody = z.object({ code: z.number(), data: z.string().optional() });

export function createPusher({ wire, settings, webhook }: PusherParts): Pusher {
  const onWire = new Map<string, Attempt>();
  /** Those that will be pushed again. */
  const resting = new Set<Attempt>();
  const waiting = new Set<Attempt>();
  const lost: FakeEvent[] = [];
  let held: (() => void)[] | null = null;
  let lose = 0;
  let delayMs = 0;
  let frames = 0;

  const fail = (attempt: Attempt) => {
    clearTimeout(attempt.timer);
    const pause = settings.pushAgainMs[attempt.pushes - 1];
    if (pause === undefined) {
      waiting.delete(attempt);
      lost.push(attempt.event);
      attempt.settle({ acked: false, answer: null });
      return;
    }
    resting.add(attempt);
    attempt.timer = setTimeout(() => go(attempt), pause);
  };

  const settle = (attempt: Attempt, answer: unknown) => {
    clearTimeout(attempt.timer);
    waiting.delete(attempt);
    attempt.settle({ acked: true, answer });
  };

  const go = (attempt: Attempt) => {
    resting.delete(attempt);
    attempt.pushes += 1;
    const target = webhook();
    if (target) {
      postEvent(attempt.event, { target, timeoutMs: settings.ackTimeoutMs }).then(
        (answer) => settle(attempt, answer),
        () => fail(attempt),
      );
      return;
    }
    const frameId = `fr-${++frames}`;
    const line = wire.send(framesOf(attempt.event, { frameId, fragmentBytes: settings.fragmentBytes }));
    if (!line) return fail(attempt);
    attempt.line = line;
    onWire.set(frameId, attempt);
    attempt.timer = setTimeout(() => {
      onWire.delete(frameId);
      fail(attempt);
    }, settings.ackTimeoutMs);
  };

  wire.onAck((frame) => {
    const frameId = frame.headers['message_id'] ?? '';
    const attempt = onWire.get(frameId);
    if (!attempt) return;
    if (lose > 0) {
      lose -= 1;
      return;
    }
    onWire.delete(frameId);
    const { code, data } = ackBody.parse(JSON.parse(frame.payload?.toString('utf8') ?? '{}'));
    if (code !== 200) return fail(attempt);
    settle(attempt, data ? JSON.parse(Buffer.from(data, 'base64').toString('utf8')) : null);
  });

  wire.onGone((line) => {
    for (const [frameId, attempt] of onWire) {
      if (attempt.line !== line) continue;
      onWire.delete(frameId);
      fail(attempt);
    }
  });

  return {
    push(event) {
      let settled: (outcome: Outcome) => void = () => {};
      const outcome = new Promise<Outcome>((resolve) => {
        settled = resolve;
      });
      const attempt: Attempt = { event, pushes: 0, settle: settled };
      waiting.add(attempt);
      const start = () => {
        if (delayMs > 0) attempt.timer = setTimeout(() => go(attempt), delayMs);
        else go(attempt);
      };
      if (held) held.push(start);
      else start();
      return { eventId: event.header.event_id, pushes: () => attempt.pushes, outcome };
    },
    loseAcks(times) {
      lose = times;
    },
    hold() {
      held ??= [];
    },
    release(order = 'same') {
      const kept = held ?? [];
      held = null;
      if (order === 'reversed') kept.reverse();
      for (const start of kept) start();
    },
    delay(ms) {
      delayMs = ms;
    },
    hurry() {
      for (const attempt of [...resting]) {
        clearTimeout(attempt.timer);
        go(attempt);
      }
    },
    lost,
    stop() {
      for (const attempt of waiting) clearTimeout(attempt.timer);
      waiting.clear();
      resting.clear();
      onWire.clear();
    },
  };
}

function framesOf(
  event: FakeEvent,
  { frameId, fragmentBytes }: { frameId: string; fragmentBytes: number },
): Frame[] {
  const payload = Buffer.from(JSON.stringify(event));
  const sum = Math.max(1, Math.ceil(payload.length / fragmentBytes));
  return Array.from({ length: sum }, (_, seq) => ({
    seqId: 1,
    logId: 1,
    service: SERVICE,
    method: DATA,
    headers: {
      type: 'event',
      message_id: frameId,
      sum: String(sum),
      seq: String(seq),
      trace_id: `tr-${frameId}`,
      timestamp: event.header.create_time,
    },
    payload: sum === 1 ? payload : payload.subarray(seq * fragmentBytes, (seq + 1) * fragmentBytes),
  }));
}
