import { describe, it } from 'vitest';
import { HOUR_MS, type Instant, MINUTE_MS } from '../../../src/engine/glossary.ts';
import type { Action } from '../../../src/engine/ticket/action.ts';
import type { RequestKind } from '../../../src/engine/ticket/ticket.ts';
import { given } from '../../support/given.ts';
import {
  actors,
  days,
  filed,
  happened,
  hours,
  makeEvent,
  minutes,
  stories,
  toChen,
} from '../../support/make-ticket.ts';

const { zhang, wang, limei, chen, secretary, secretary2, street, both } = actors;

function request(kind: RequestKind, until: Instant | null = null, reason = '等配件'): Action {
  return { type: 'request', kind, reason, to: null, until };
}

function asked(kind: RequestKind, until: Instant | null = null) {
  return given(stories.claimed).when(request(kind, until), limei).history;
}

const approve: Action = { type: 'approve', request: null, assign: null };
const decline: Action = { type: 'decline', request: null, reason: '再想想' };

describe('requesting', () => {
  it.each(['return', 'transfer', 'pause', 'extension'] as const)('a %s needs a reason', (kind) => {
    given(stories.claimed)
      .when(request(kind, days(8), ' '), limei)
      .thenRefused('reason-missing');
  });

  it('waits for an answer, one at a time', () => {
    given(asked('pause', days(2)))
      .when(request('return'), limei)
      .thenRefused('already-pending', { request: 'pause' });
  });

  it('is the holder’s or a leader’s', () => {
    given(stories.claimed).when(request('return'), chen).thenRefused('not-yours');
    given(stories.claimed).when(request('return'), zhang).thenRefused('not-permitted');
    given(stories.claimed).when(request('return'), secretary).thenHappens({ kind: 'requested' });
  });

  it('keeps what was asked for', () => {
    given(stories.claimed)
      .when({ type: 'request', kind: 'transfer', reason: '不会修', to: 'chen', until: null }, limei)
      .thenTicket({ status: 'claimed', pending: { kind: 'transfer', by: 'limei', to: 'chen', until: null } });
  });
});

describe('returning', () => {
  it('is possible within the policy’s time after claiming', () => {
    given(stories.claimed)
      .when(request('return'), limei, { at: days(2) })
      .thenHappens({ kind: 'requested' });
  });

  it('is too late after it, and the refusal says until when it was', () => {
    given(stories.claimed)
      .when(request('return'), limei, { at: days(2) + 11 * MINUTE_MS })
      .thenRefused('return-too-late', { number: 128 });
  });

  it('may be asked for by who was only assigned', () => {
    given(stories.assigned).when(request('return'), limei).thenHappens({ kind: 'requested' });
  });

  it('puts it into nobody’s hands, or right into the next worker’s', () => {
    given(asked('return'))
      .when(approve, secretary)
      .thenHappens({ kind: 'returned', by: 'limei', reason: '等配件' })
      .thenTicket({ status: 'returned', returnedBy: 'limei', pending: null });
    given(asked('return'))
      .when({ ...approve, assign: toChen }, secretary)
      .thenHappens({ kind: 'returned' }, { kind: 'assigned', assigneeId: 'chen' })
      .thenTicket({ status: 'assigned', assigneeId: 'chen' });
  });
});

describe('approving and declining', () => {
  it('is for secretary and street', () => {
    given(asked('return')).when(approve, chen).thenRefused('not-permitted');
    given(asked('return')).when(approve, zhang).thenRefused('not-permitted');
    given(asked('return')).when(approve, street).thenTicket({ status: 'returned' });
  });

  it('needs something to answer', () => {
    given(stories.claimed).when(approve, secretary).thenRefused('nothing-pending', { number: 128 });
    given(asked('return'))
      .when({ ...approve, request: 'pause' }, secretary)
      .thenRefused('nothing-pending');
  });

  it('leaves all as it was when declined, with a reason', () => {
    given(asked('return')).when(decline, secretary).thenTicket({ status: 'claimed', pending: null });
    given(asked('return'))
      .when({ ...decline, reason: '' }, secretary)
      .thenRefused('reason-missing');
  });

  it('of one’s own request as holder is for the street, not for oneself', () => {
    const own = [
      ...stories.filed,
      makeEvent(
        { kind: 'claimed', assigneeId: 'zhao', assigneeName: '赵书记', updateBy: days(2) },
        secretary,
        minutes(5),
      ),
    ];
    const history = given(own).when(request('return'), secretary).history;
    given(history).when(approve, secretary).thenRefused('not-permitted');
    given(history).when(approve, street).thenTicket({ status: 'returned' });
  });

  it('of a request that a secretary made for a worker may be the secretary’s', () => {
    const history = given(stories.claimed).when(request('pause', days(2)), secretary).history;
    given(history).when(approve, secretary).thenTicket({ status: 'paused' });
  });

  it('of a transfer needs the receiver', () => {
    given(asked('transfer')).when(approve, secretary).thenRefused('no-such-person');
    given(asked('transfer'))
      .when({ ...approve, assign: toChen }, secretary)
      .thenHappens({ kind: 'transferred', from: 'limei', to: 'chen' })
      .thenTicket({ status: 'assigned', assigneeId: 'chen', pending: null });
  });
});

describe('pausing', () => {
  const paused = given(asked('pause', days(3))).when(approve, secretary, { at: hours(1) }).history;

  it('needs a date to come, when asked for and when approved', () => {
    given(stories.claimed).when(request('pause'), limei).thenRefused('date-unclear');
    given(stories.claimed)
      .when(request('pause', minutes(1)), limei)
      .thenRefused('date-in-past');
    given(asked('pause', days(1)))
      .when(approve, secretary, { at: days(2) })
      .thenRefused('date-in-past');
  });

  it('counts only once approved', () => {
    given(asked('pause', days(3)))
      .when(approve, secretary, { at: hours(1) })
      .thenHappens({ kind: 'paused', until: days(3) })
      .thenTicket({ status: 'paused', pausedUntil: days(3), pauseReason: '等配件', objected: false });
  });

  it('stops the clock: working time left is the same after it', () => {
    // Paused Monday 10:00 to Wednesday 10:00: two working days more to Monday the 8th, 10:00.
    const mid = filed({ deadlines: { respondBy: hours(2), updateBy: days(2), solveBy: days(7) + HOUR_MS } });
    given([mid, happened.claimed, { ...happened.paused, at: hours(1) }])
      .when({ type: 'resume', reason: '配件到了' }, limei, { at: days(2) + HOUR_MS })
      .thenTicket({ status: 'working', deadlines: { solveBy: days(9) + HOUR_MS } });
  });

  it('may be objected to by those who wait', () => {
    given(paused)
      .when({ type: 'object', text: '等不了' }, zhang)
      .thenTicket({ status: 'paused', objected: true });
    given(paused).when({ type: 'object', text: '等不了' }, wang).thenRefused('not-reporter');
    given(stories.working).when({ type: 'object', text: '' }, zhang).thenRefused('wrong-status');
  });

  it.each([limei, secretary, street])('is ended by $name', (actor) => {
    given(paused)
      .when({ type: 'resume', reason: '' }, actor)
      .thenTicket({ status: 'working', assigneeId: 'limei' });
  });

  it('is not ended by another worker', () => {
    given(paused).when({ type: 'resume', reason: '' }, chen).thenRefused('not-yours');
  });
});

describe('extending', () => {
  it('moves the date, once', () => {
    const extended = given(asked('extension', days(10)))
      .when(approve, secretary)
      .thenHappens({ kind: 'extended', solveBy: days(10) })
      .thenTicket({ extended: true, deadlines: { solveBy: days(10) } }).history;
    given(extended)
      .when(request('extension', days(11)), limei)
      .thenRefused('extended-before');
  });

  it('goes no further than the policy’s most, in working days from the old date', () => {
    // Old date Monday 8th; the 19th is Dragon Boat Festival, so ten working days end on Tuesday 23rd.
    given(stories.claimed)
      .when(request('extension', days(22)), limei)
      .thenHappens({ kind: 'requested' });
    given(stories.claimed)
      .when(request('extension', days(22) + 1), limei)
      .thenRefused('extension-too-long', { latestText: '6月23日 09:00' });
  });

  it('to before the old date is none', () => {
    given(stories.claimed)
      .when(request('extension', days(6)), limei)
      .thenRefused('date-in-past');
    given(stories.claimed).when(request('extension'), limei).thenRefused('date-unclear');
  });
});

describe('excluding an unreasonable demand', () => {
  const first = given(stories.finished).when(request('exclusion'), secretary).history;

  it('needs two keys, the second from the street', () => {
    given(first)
      .when(approve, street)
      .thenHappens({ kind: 'excluded', keys: ['zhao', 'sun'], reason: '等配件' })
      .thenTicket({ status: 'finished', excluded: true, pending: null });
  });

  it('is not done by two secretaries', () => {
    given(first).when(approve, secretary2).thenRefused('not-permitted');
  });

  it('is not done by one person with two posts', () => {
    const history = given(stories.finished).when(request('exclusion'), both).history;
    given(history).when(approve, both).thenRefused('second-key-same-person');
    given(history).when(approve, street).thenTicket({ excluded: true });
  });

  it('proposed by the worker still needs both keys', () => {
    const proposed = given(stories.claimed).when(request('exclusion'), limei).history;
    given(proposed).when(approve, street).thenRefused('not-permitted');
    const turned = given(proposed).when(approve, secretary).thenHappens({ kind: 'key-turned' }).history;
    given(turned).when(approve, street).thenTicket({ excluded: true, status: 'claimed' });
  });

  it('is not for residents or other workers to ask', () => {
    given(stories.claimed).when(request('exclusion'), zhang).thenRefused('not-permitted');
    given(stories.claimed).when(request('exclusion'), chen).thenRefused('not-yours');
  });

  it('is undone by including it again', () => {
    const excluded = given(first).when(approve, street).history;
    given(excluded).when(request('exclusion'), secretary).thenRefused('already-pending');
    given(excluded).when({ type: 'include', reason: '复核' }, secretary).thenTicket({ excluded: false });
    given(stories.working).when({ type: 'include', reason: '' }, secretary).thenRefused('nothing-pending');
  });
});

describe('disputing', () => {
  it('is the secretary’s, with a reason', () => {
    given(stories.claimed).when({ type: 'dispute', reason: '' }, secretary).thenRefused('reason-missing');
    given(stories.claimed).when({ type: 'dispute', reason: '不归我们' }, limei).thenRefused('not-permitted');
  });
});
