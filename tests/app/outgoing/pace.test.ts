import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Asked, choose, createPace, divided } from '../../../src/app/outgoing/pace.ts';
import type { RateWindow, SendingLimits } from '../../../src/app/ports.ts';

interface Wish {
  /** How long after the one before. */
  afterMs: number;
  chatId: string;
  urgent: boolean;
}

interface Waiting extends Asked {
  order: number;
  askedMs: number;
}

interface Grant {
  chatId: string;
  urgent: boolean;
  order: number;
  atMs: number;
  /** Chats of urgent ones that waited at that moment and could have gone as well. */
  urgentToo: readonly string[];
}

const rateWindow = fc.record({
  count: fc.integer({ min: 1, max: 5 }),
  perMs: fc.integer({ min: 1, max: 3000 }),
});
const wishes: fc.Arbitrary<Wish[]> = fc.array(
  fc.record({
    afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2000 })),
    chatId: fc.constantFrom('a', 'b', 'c', 'd'),
    urgent: fc.boolean(),
  }),
  { minLength: 1, maxLength: 40 },
);
interface Play {
  limits: SendingLimits;
  wishes: readonly Wish[];
  /** Where in its span each wait between chats falls. */
  shares: readonly number[];
  processes: number;
}
const plays: fc.Arbitrary<Play> = fc.record({
  limits: fc.record({
    overall: fc.array(rateWindow, { maxLength: 2 }),
    perChat: fc.array(rateWindow, { maxLength: 2 }),
    betweenChatsMs: fc.record({
      min: fc.integer({ min: 0, max: 500 }),
      max: fc.integer({ min: 500, max: 2000 }),
    }),
    sharedByProcesses: fc.boolean(),
  }),
  wishes,
  shares: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1 }),
  processes: fc.integer({ min: 1, max: 8 }),
});

/** Lets everybody ask at their time; who had their turn when. Time jumps from one thing that happens to the next. */
function run({ limits, wishes: asked, shares, processes }: Play): Grant[] {
  const pace = createPace(limits, () => processes);
  const coming = comingOf(asked);
  const waiting: Waiting[] = [];
  const grants: Grant[] = [];
  for (let nowMs = 0; coming.length + waiting.length > 0; ) {
    while (coming[0] && coming[0].askedMs <= nowMs) waiting.push(...coming.splice(0, 1));
    const choice = choose(waiting, pace, nowMs);
    if ('next' in choice) {
      waiting.splice(waiting.indexOf(choice.next), 1);
      const { chatId, order } = choice.next;
      const free = (one: Waiting) => {
        const { ownMs, sharedMs } = pace.freeAt(one.chatId);
        return ownMs <= nowMs && sharedMs <= nowMs;
      };
      const urgentToo = waiting.filter((one) => one.urgent() && free(one)).map((one) => one.chatId);
      grants.push({ chatId, order, urgent: choice.next.urgent(), atMs: nowMs, urgentToo });
      pace.spoke(chatId, nowMs, shares[grants.length % shares.length] ?? 0);
    } else {
      const next = Math.min(choice.wakeAtMs, coming[0]?.askedMs ?? Number.POSITIVE_INFINITY);
      if (!(next > nowMs && next < Number.POSITIVE_INFINITY)) throw new Error('nobody has a turn any more');
      nowMs = next;
    }
  }
  return grants;
}

function comingOf(asked: readonly Wish[]): Waiting[] {
  let atMs = 0;
  return asked.map(({ afterMs, chatId, urgent }, order) => {
    atMs += afterMs;
    return { chatId, order, askedMs: atMs, urgent: () => urgent };
  });
}

/** Any stretch of the window's length, begun at any grant, holds no more than it may. */
function keepsTo({ count, perMs }: RateWindow, moments: readonly number[]): boolean {
  return moments.every((from) => moments.filter((at) => at >= from && at < from + perMs).length <= count);
}

describe('whatever is asked for, and whenever', () => {
  test('no window of the network or of a chat is ever exceeded', () => {
    fc.assert(
      fc.property(plays, (play) => {
        const grants = run(play);
        const processes = play.limits.sharedByProcesses ? play.processes : 1;
        const all = grants.map((grant) => grant.atMs);
        for (const window of play.limits.overall) expect(keepsTo(divided(window, processes), all)).toBe(true);
        for (const chatId of new Set(grants.map((grant) => grant.chatId))) {
          const own = grants.filter((grant) => grant.chatId === chatId).map((grant) => grant.atMs);
          for (const window of play.limits.perChat) expect(keepsTo(window, own)).toBe(true);
        }
      }),
    );
  });

  test('everybody has their turn', () => {
    fc.assert(
      fc.property(plays, (play) => {
        expect(run(play)).toHaveLength(play.wishes.length);
      }),
    );
  });

  test('no ordinary message goes while an urgent one could', () => {
    fc.assert(
      fc.property(plays, (play) => {
        for (const grant of run(play)) if (!grant.urgent) expect(grant.urgentToo).toEqual([]);
      }),
    );
  });

  test('within a chat those of the same urgency go in the order they asked', () => {
    fc.assert(
      fc.property(plays, (play) => {
        const grants = run(play);
        for (const [index, grant] of grants.entries()) {
          const later = grants.slice(index + 1);
          const same = later.filter((one) => one.chatId === grant.chatId && one.urgent === grant.urgent);
          expect(same.every((one) => one.order > grant.order)).toBe(true);
        }
      }),
    );
  });

  test('between two chats there is the wait that was drawn', () => {
    fc.assert(
      fc.property(plays, (play) => {
        const grants = run(play);
        const { min } = play.limits.betweenChatsMs ?? { min: 0 };
        for (const [index, grant] of grants.entries()) {
          const before = grants[index - 1];
          if (before && before.chatId !== grant.chatId) {
            expect(grant.atMs - before.atMs).toBeGreaterThanOrEqual(min);
          }
        }
      }),
    );
  });
});

test('several processes together keep to a window they share', () => {
  fc.assert(
    fc.property(rateWindow, fc.integer({ min: 1, max: 20 }), (window, processes) => {
      const each = divided(window, processes);
      expect(each.count).toBeGreaterThanOrEqual(1);
      expect((processes * each.count) / each.perMs).toBeLessThanOrEqual(window.count / window.perMs + 1e-9);
    }),
  );
});

test('what many chats were told long ago is forgotten', () => {
  const pace = createPace({ overall: [], perChat: [{ count: 1, perMs: 1000 }] }, () => 1);
  for (let n = 0; n < 5000; n += 1) pace.spoke(`chat-${n}`, n * 10, 0);
  expect(pace.chats()).toBeLessThan(2000);
  expect(pace.freeAt('chat-4999').ownMs).toBe(49_990 + 1000);
});
