import { expect } from 'vitest';
import { type Instant, MINUTE_MS } from '../../src/engine/glossary.ts';
import type { ServicePolicy } from '../../src/engine/policy.ts';
import type { RefusalCode } from '../../src/engine/refusal.ts';
import type { Action, Actor } from '../../src/engine/ticket/action.ts';
import { decide } from '../../src/engine/ticket/decide.ts';
import type { EventBody, TicketEvent } from '../../src/engine/ticket/event.ts';
import { evolve } from '../../src/engine/ticket/evolve.ts';
import type { Ticket } from '../../src/engine/ticket/ticket.ts';
import { MONDAY_9, makePolicy } from './make-ticket.ts';

/** Unless a test says when: a while after what happened last. */
const LATER_MS = 10 * MINUTE_MS;

interface Setting {
  at?: Instant;
  policy?: ServicePolicy;
  messageId?: string;
}

type Expected = { kind: EventBody['kind'] } & Record<string, unknown>;

export interface Outcome {
  /** Exactly these events, in this order; fields that are not named may be anything. */
  thenHappens(...expected: readonly Expected[]): Outcome;
  /** Nobody minds, and nothing changes. */
  thenNothing(): Outcome;
  thenRefused(code: RefusalCode, data?: Record<string, unknown>): Outcome;
  /** The ticket as these events leave it. */
  thenTicket(expected: Record<string, unknown>): Outcome;
  /** All events so far, to go on from. */
  history: readonly TicketEvent[];
  ticket: Ticket;
}

/** `given(what happened).when(action, by, { at }).thenHappens({ kind }, …)`: the engine's tests in our words. */
export function given(past: readonly TicketEvent[]) {
  return {
    when: (action: Action, by: Actor, setting: Setting = {}) => outcome(past, action, { by, ...setting }),
  };
}

function outcome(
  past: readonly TicketEvent[],
  action: Action,
  { by, ...setting }: Setting & { by: Actor },
): Outcome {
  const before = past.reduce<Ticket | null>(evolve, null);
  const {
    at = (past.at(-1)?.at ?? MONDAY_9) + LATER_MS,
    policy = makePolicy(),
    messageId = 'playground:now',
  } = setting;
  const result = decide(before, action, { now: at, actor: by, messageId, policy });
  const events = result.ok ? result.value : [];
  const after = events.reduce<Ticket | null>(evolve, before);
  const self: Outcome = {
    thenHappens: (...expected) => {
      expect(result.ok ? events : result.refusal).toMatchObject(expected);
      return self;
    },
    thenNothing: () => {
      expect(result).toEqual({ ok: true, value: [] });
      return self;
    },
    thenRefused: (code, data = {}) => {
      expect(result).toMatchObject({ ok: false, refusal: { code, ...data } });
      return self;
    },
    thenTicket: (expected) => {
      expect(after).toMatchObject(expected);
      return self;
    },
    history: [...past, ...events],
    get ticket() {
      if (!after) throw new Error('there is no ticket');
      return after;
    },
  };
  return self;
}
