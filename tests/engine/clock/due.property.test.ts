import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isQuiet } from '../../../src/engine/clock/calendar.ts';
import { deadlinesFor, nextUpdateBy } from '../../../src/engine/clock/deadlines.ts';
import { due, needsNextWorker, nextDueAt } from '../../../src/engine/clock/due.ts';
import { DAY_MS, type Instant, MINUTE_MS, URGENCIES, type Urgency } from '../../../src/engine/glossary.ts';
import type { Assignment } from '../../../src/engine/ticket/action.ts';
import type { EventBody, TicketEvent } from '../../../src/engine/ticket/event.ts';
import { evolve } from '../../../src/engine/ticket/evolve.ts';
import type { Ticket } from '../../../src/engine/ticket/ticket.ts';
import { actors, filed, makeEvent, makePolicy, toChen, toLimei } from '../../support/make-ticket.ts';

const policy = makePolicy({
  calendar: {
    ...makePolicy().calendar,
    quietParts: [
      { fromMinute: 720, toMinute: 840 },
      { fromMinute: 1200, toMinute: 480 },
    ],
  },
});

/** Thursday: the days below hold a weekend, working mornings and nights. */
const START = Date.parse('2026-06-04T00:00:00+08:00');
const DAYS = 7;
const WORKERS: readonly Assignment[] = [toLimei, toChen];

/** What people do to the ticket, at a minute after its opening. */
const MOVES = [
  'claim',
  'progress',
  'pause',
  'extend',
  'finish',
  'return',
  'request',
  'whistle',
  'confirm',
] as const;
type Move = (typeof MOVES)[number];
interface Scene {
  openedAt: Instant;
  urgency: Urgency;
  ask: boolean;
  draft: boolean;
  workers: number;
  moves: readonly { afterMinutes: number; move: Move }[];
}

/** The department's silence fell due while the ticket was paused, and the pause ended at night. */
const PAUSED_OVER_A_WHISTLE: Scene = {
  openedAt: START,
  urgency: 'normal',
  ask: false,
  draft: false,
  workers: 0,
  moves: [
    { afterMinutes: 1, move: 'claim' },
    { afterMinutes: 6720, move: 'whistle' },
    { afterMinutes: 6960, move: 'pause' },
  ],
};

const scenes: fc.Arbitrary<Scene> = fc.record({
  openedAt: fc.integer({ min: 0, max: 24 * 60 }).map((minute) => START + minute * MINUTE_MS),
  urgency: fc.constantFrom(...URGENCIES),
  ask: fc.boolean(),
  draft: fc.boolean(),
  workers: fc.integer({ min: 0, max: 2 }),
  moves: fc.array(
    fc.record({
      afterMinutes: fc.integer({ min: 1, max: 5 * 24 * 60 }),
      move: fc.constantFrom(...MOVES),
    }),
    { maxLength: 6 },
  ),
});

const ASKED = {
  kind: 'return',
  by: 'limei',
  reason: '不归我',
  to: null,
  until: null,
  firstKey: null,
} as const;

function bodyOf(move: Move, ticket: Ticket, at: Instant): EventBody {
  const updateBy = nextUpdateBy(ticket, policy, at);
  const bodies: Record<Move, EventBody> = {
    claim: { kind: 'claimed', assigneeId: 'limei', assigneeName: '李梅', updateBy },
    progress: { kind: 'progressed', text: '在等', images: [], updateBy },
    pause: { kind: 'paused', until: at + DAY_MS, reason: '等配件' },
    extend: { kind: 'extended', solveBy: ticket.deadlines.solveBy + DAY_MS, reason: '等厂家' },
    finish: { kind: 'finished', result: '好了', images: [] },
    return: { kind: 'returned', reason: '不归我管', by: 'limei' },
    request: { kind: 'requested', request: { ...ASKED, at } },
    whistle: { kind: 'whistled', department: `供电所${ticket.whistles.length}`, reason: '要断电' },
    confirm: { kind: 'confirmed', number: 128 },
  };
  return bodies[move];
}

function opened({ openedAt, urgency, ask, draft }: Scene): Ticket {
  const deadlines = deadlinesFor({ urgency, category: ['物业服务', '电梯'] }, policy, openedAt);
  const number = draft ? null : 128;
  const ticket = evolve(null, { ...filed({ urgency, deadlines, number, draftNumber: 3 }), at: openedAt });
  if (!ask || draft) return ticket;
  const until = openedAt + policy.timing.askBackMs;
  return evolve(ticket, makeEvent({ kind: 'asked', what: 'place', until }, actors.system, openedAt));
}

interface Played {
  ticket: Ticket;
  events: TicketEvent[];
}

/** Everything due at `now`, until nothing is. More than a few rounds would be a circle. */
function settle(played: Played, now: Instant, scene: Scene): void {
  for (let round = 0; round < 5; round += 1) {
    const { ticket } = played;
    const left = WORKERS.slice(0, scene.workers).filter((one) => !ticket.tried.includes(one.personId));
    const next = needsNextWorker(ticket, policy, now) ? (left[0] ?? null) : null;
    const events = due(ticket, { now, policy, next });
    const dueAt = nextDueAt(ticket, policy);
    if (events.length > 0 !== (dueAt !== null && dueAt <= now)) throw new Error('due and nextDueAt disagree');
    if (events.length === 0) return;
    played.events.push(...events);
    played.ticket = events.reduce<Ticket>(evolve, ticket);
  }
  throw new Error('it stays due');
}

/** Plays a scene; `ticks` says at which moments up to `until` the clock looks. */
function play(scene: Scene, ticks: (played: Played, until: Instant) => void): readonly string[] {
  const played: Played = { ticket: opened(scene), events: [] };
  const moves = scene.moves.toSorted((a, b) => a.afterMinutes - b.afterMinutes);
  for (const { afterMinutes, move } of moves) {
    const now = scene.openedAt + afterMinutes * MINUTE_MS;
    ticks(played, now);
    const event = makeEvent(bodyOf(move, played.ticket, now), actors.limei, now);
    played.ticket = evolve(played.ticket, event);
  }
  ticks(played, START + DAYS * DAY_MS);
  return played.events.map((event) => JSON.stringify(event));
}

function whenDue(scene: Scene) {
  return (played: Played, until: Instant) => {
    for (;;) {
      const now = nextDueAt(played.ticket, policy);
      if (now === null || now > until) return;
      settle(played, now, scene);
    }
  };
}

function everyMinute(scene: Scene) {
  let now = scene.openedAt;
  return (played: Played, until: Instant) => {
    // The minute of the last action is looked at once more: it may have made something due at once.
    for (; now <= until; now += MINUTE_MS) settle(played, now, scene);
    now = until;
  };
}

describe('whatever happens to a ticket', () => {
  it('looking every minute finds exactly what looking when something is due finds', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        expect(play(scene, everyMinute(scene))).toEqual(play(scene, whenDue(scene)));
      }),
      { numRuns: 8 },
    );
  });

  it('nothing is said twice, and of ordinary tickets nothing in quiet hours', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const played: TicketEvent[] = play(scene, whenDue(scene)).map((event) => JSON.parse(event));
        const said = played.filter((event) => event.kind === 'reminded' || event.kind === 'escalated');
        const keys = said.map((event) => `${event.key} ${event.at}`);
        expect(new Set(keys).size).toBe(keys.length);
        const loud = said.filter(
          (event) => event.key !== 'unassigned' && !isQuiet(policy.calendar, event.at),
        );
        const all = said.filter((event) => event.key !== 'unassigned');
        if (scene.urgency !== 'critical') expect(loud).toEqual(all);
      }),
      { numRuns: 200, examples: [[PAUSED_OVER_A_WHISTLE]] },
    );
  });

  it('one late look says at most one thing of each deadline and then waits', () => {
    const late = fc.integer({ min: 0, max: 60 * 24 * 60 });
    fc.assert(
      fc.property(scenes, late, (scene, minutes) => {
        const played: Played = { ticket: opened(scene), events: [] };
        const now = scene.openedAt + minutes * MINUTE_MS;
        settle(played, now, scene);
        const said = played.events.filter((event) => event.kind !== 'ask-lapsed');
        expect(said.length).toBeLessThanOrEqual(3);
        expect(nextDueAt(played.ticket, policy) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(now);
      }),
      { numRuns: 200 },
    );
  });
});
