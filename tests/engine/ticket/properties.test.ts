import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/engine/glossary.ts';
import type { Action, Actor } from '../../../src/engine/ticket/action.ts';
import { announce } from '../../../src/engine/ticket/announce.ts';
import { decide } from '../../../src/engine/ticket/decide.ts';
import type { TicketEvent } from '../../../src/engine/ticket/event.ts';
import { evolve, fold } from '../../../src/engine/ticket/evolve.ts';
import { holdingOf, isTerminal, raters } from '../../../src/engine/ticket/standing.ts';
import type { Ticket } from '../../../src/engine/ticket/ticket.ts';
import { allowedMoves, moveOf, refuseFrom, refuseWho } from '../../../src/engine/ticket/transitions.ts';
import {
  actors,
  days,
  filed,
  makeEvent,
  makeFollower,
  makePolicy,
  minutes,
  STATUSES,
  stories,
  toChen,
  toLimei,
} from '../../support/make-ticket.ts';

const policy = makePolicy();
const people: readonly Actor[] = Object.values(actors);
const other = fold([filed({ id: 't9', number: 9 })]);

const text = fc.constantFrom('', ' ', '修好了', '等配件');
const until = fc.constantFrom(null, minutes(1), days(2), days(9), days(60));
const assign = fc.constantFrom(null, toLimei, toChen);
const yesNo = fc.constantFrom(null, true, false);
const person = fc.constantFrom(...people);
const kind = fc.constantFrom('return', 'transfer', 'pause', 'extension', 'exclusion' as const);
const department = fc.constantFrom('供电所', '派出所');

function of<T extends Action['type']>(type: T, fields: { [K in string]: fc.Arbitrary<unknown> } = {}) {
  return fc.record({ type: fc.constant(type), ...fields }) as fc.Arbitrary<Action>;
}

const anyAction: fc.Arbitrary<Action> = fc.oneof(
  of('confirm', { number: fc.constant(128), assign }),
  of('reject', { reason: text }),
  of('correct', {
    place: fc.constantFrom(null, { text: '梅园5号楼', key: 'k', gridId: 'yg-2', communityId: 'yanguang' }),
    gridId: fc.constantFrom('yg-1', 'yg-2'),
    urgency: fc.constantFrom('normal', 'critical'),
    assign,
  }),
  of('supplement', { text, images: fc.constant(['i']) }),
  person.map((one): Action => ({ type: 'join', follower: makeFollower({ personId: one.personId }) })),
  of('part', { personId: person.map((one) => one.personId) }),
  of('assign', { assign: fc.constantFrom(toLimei, toChen) }),
  of('claim'),
  of('arrive'),
  of('progress', { text, images: fc.constant([]) }),
  of('request', { kind, reason: text, to: fc.constant(null), until }),
  of('approve', { request: fc.oneof(fc.constant(null), kind), assign }),
  of('decline', { request: fc.constant(null), reason: text }),
  of('dispute', { reason: text }),
  of('transfer', {
    assign: fc.constantFrom(toLimei, toChen),
    communityId: fc.constant('heping'),
    gridId: fc.constant(null),
    reason: text,
  }),
  of('object', { text }),
  of('resume', { reason: text }),
  of('include', { reason: text }),
  of('whistle', { department, reason: text }),
  of('answer-whistle', { department, stage: fc.constantFrom('responded', 'arrived', 'resolved'), text }),
  of('rate-whistle', { department, score: fc.integer({ min: -1, max: 7 }) }),
  of('supervise', { text, assign }),
  of('urge', { text }),
  of('finish', { result: text, images: fc.constant([]) }),
  of('rate', {
    contacted: yesNo,
    solved: yesNo,
    satisfied: fc.constantFrom(null, 'satisfied', 'basically', 'dissatisfied'),
    text,
  }),
  of('reopen', { reason: text }),
  of('merge', { into: fc.constant(other) }),
  of('unmerge'),
  of('absorb', { from: fc.constant(other) }),
  of('release', { fromId: fc.constant('t9'), personIds: fc.constant([actors.wang.personId]) }),
  of('withdraw', { text }),
  of('restore'),
  of('link', { id: fc.constant('t0'), number: fc.constant(11), why: text }),
);

/** Some actor, more often one who may: a walk of refusals reaches nothing. */
const step = fc.record({
  action: anyAction,
  by: person,
  willing: fc.boolean(),
  waitMinutes: fc.constantFrom(0, 5, 60, 600, 2880),
});
const status = fc.constantFrom(...STATUSES);
const walk = fc.record({ status, steps: fc.array(step, { minLength: 5, maxLength: 60 }) });
type Walk = typeof walk extends fc.Arbitrary<infer W> ? W : never;

interface Passed {
  before: Ticket;
  event: TicketEvent;
  after: Ticket;
  by: Actor;
}

function go({ status, steps }: Walk): {
  history: readonly TicketEvent[];
  ticket: Ticket;
  passed: readonly Passed[];
} {
  const history = [...stories[status]];
  const passed: Passed[] = [];
  let ticket = fold(history);
  let now = days(1);
  for (const { action, by, willing, waitMinutes } of steps) {
    now += waitMinutes * MINUTE_MS;
    const able = people.find((one) => action.type !== 'file' && !refuseWho(ticket, moveOf(action), one));
    const actor = willing ? (able ?? by) : by;
    const result = decide(ticket, action, { now, actor, messageId: null, policy });
    for (const event of result.ok ? result.value : []) {
      const after = evolve(ticket, event);
      passed.push({ before: ticket, event, after, by: actor });
      history.push(event);
      ticket = after;
    }
  }
  return { history, ticket, passed };
}

const UNDOES: Partial<Record<Ticket['status'], readonly string[]>> = {
  closed: ['reopened'],
  merged: ['unmerged'],
  withdrawn: ['restored'],
  rejected: [],
};

describe('any sequence of moves by anybody', () => {
  it('gives the same ticket when folded again, and the version counts its events', () => {
    fc.assert(
      fc.property(walk, (path) => {
        const { history, ticket } = go(path);
        expect(fold(history)).toEqual(ticket);
        expect(ticket.version).toBe(history.length);
      }),
    );
  });

  it('leaves the ends of its life only by their opposites', () => {
    fc.assert(
      fc.property(walk, (path) => {
        for (const { before, event, after } of go(path).passed) {
          if (!isTerminal(before) || before.status === after.status) continue;
          expect(UNDOES[before.status]).toContain(event.kind);
        }
      }),
    );
  });

  it('has one responsible person at most, and a holder changes only by a named move', () => {
    const moves = [
      'claimed',
      'transferred',
      'assigned',
      'returned',
      'reopened',
      'merged',
      'withdrawn',
      'unmerged',
      'restored',
    ];
    fc.assert(
      fc.property(walk, (path) => {
        for (const { before, event, after } of go(path).passed) {
          if (holdingOf(before)?.assigneeId !== holdingOf(after)?.assigneeId)
            expect(moves).toContain(event.kind);
          if (event.kind === 'claimed') expect(holdingOf(before)).toBeNull();
        }
      }),
    );
  });

  it('never lets staff rate what they had in hand, nor turn both keys', () => {
    fc.assert(
      fc.property(walk, (path) => {
        for (const { before, event } of go(path).passed) {
          if (event.kind === 'rated') {
            expect(before.tried).not.toContain(event.actorId);
            expect(raters(before).map((party) => party.personId)).toContain(event.actorId);
          }
          if (event.kind === 'excluded') expect(event.keys[0]).not.toBe(event.keys[1]);
        }
      }),
    );
  });

  it('changes nothing but the version and the time when an event only counts', () => {
    fc.assert(
      fc.property(walk, fc.constantFrom(...Object.values(stories).flat()), (path, event) => {
        const { ticket } = go(path);
        const after = evolve(ticket, event);
        expect(after.version).toBe(ticket.version + 1);
        expect(isTerminal(after) && after.nextDueAt !== null).toBe(false);
      }),
    );
  });

  it('says nothing to residents that they do not wait for', () => {
    const waitedFor = [
      'filed',
      'confirmed',
      'asked',
      'corrected',
      'assigned',
      'transferred',
      'claimed',
      'paused',
      'extended',
      'finished',
      'reopened',
      'merged',
      'escalated',
    ];
    fc.assert(
      fc.property(walk, (path) => {
        for (const told of go(path).passed) {
          const toResidents = announce(told).some(({ to }) => to.type === 'residents');
          if (toResidents) expect(waitedFor).toContain(told.event.kind);
        }
      }),
    );
  });

  it('is refused wherever the table does not allow it, and the side panel offers nothing that it forbids', () => {
    fc.assert(
      fc.property(walk, anyAction, person, (path, action, by) => {
        const { ticket } = go(path);
        if (action.type === 'file') return;
        const result = decide(ticket, action, { now: days(30), actor: by, messageId: null, policy });
        const move = moveOf(action);
        const forbidden = refuseWho(ticket, move, by) ?? refuseFrom(ticket, move);
        if (forbidden) expect(result.ok).toBe(false);
        if (result.ok && !['absorb', 'release', 'link'].includes(action.type)) {
          expect(allowedMoves(ticket, by)).toContain(action.type);
        }
      }),
    );
  });
});

describe('opposites', () => {
  const same = (after: Ticket, before: Ticket) => {
    const { version, lastActivityAt } = before;
    expect({ ...after, version, lastActivityAt }).toEqual(before);
  };
  const openWalk = walk.map(go).filter(({ ticket }) => refuseFrom(ticket, 'withdraw') === null);

  it.each([
    ['merging and splitting', { kind: 'merged', intoId: 't9', intoNumber: 9 }, { kind: 'unmerged' }],
    ['withdrawing and restoring', { kind: 'withdrawn', text: '' }, { kind: 'restored' }],
  ] as const)('%s give the same ticket back', (_name, there, back) => {
    fc.assert(
      fc.property(openWalk, ({ ticket }) => {
        const away = evolve(ticket, makeEvent(there, actors.secretary, days(40)));
        same(evolve(away, makeEvent(back, actors.secretary, days(41))), ticket);
      }),
    );
  });

  it('joining and parting give the same ticket back', () => {
    fc.assert(
      fc.property(openWalk, ({ ticket }) => {
        const follower = makeFollower({ personId: 'playground:new', messageId: 'playground:new' });
        const joined = evolve(ticket, makeEvent({ kind: 'joined', follower }, actors.wang, days(40)));
        const parted = makeEvent({ kind: 'parted', personId: follower.personId }, actors.wang, days(41));
        same(evolve(joined, parted), ticket);
      }),
    );
  });

  it('absorbing and releasing give the same ticket back', () => {
    fc.assert(
      fc.property(openWalk, ({ ticket }) => {
        const followers = [makeFollower({ personId: 'playground:new', messageId: 'playground:new' })];
        const absorbed = { kind: 'absorbed', fromId: 't9', fromNumber: 9, followers } as const;
        const released = { kind: 'released', fromId: 't9', personIds: ['playground:new'] } as const;
        const with9 = evolve(ticket, makeEvent(absorbed, actors.secretary, days(40)));
        same(evolve(with9, makeEvent(released, actors.secretary, days(41))), ticket);
      }),
    );
  });
});

it('the walks reach every status, or these properties would say nothing', () => {
  const reached = new Set(fc.sample(walk, 1000).map((path) => go(path).ticket.status));
  expect([...reached].sort()).toEqual([...STATUSES].sort());
});
