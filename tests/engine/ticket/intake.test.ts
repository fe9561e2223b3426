import { describe, expect, it } from 'vitest';
import type { Action } from '../../../src/engine/ticket/action.ts';
import { given } from '../../support/given.ts';
import {
  actors,
  days,
  filed,
  happened,
  hours,
  MONDAY_9,
  makeFiling,
  makeFollower,
  makePolicy,
  minutes,
  stories,
  toChen,
  toLimei,
} from '../../support/make-ticket.ts';

const { zhang, wang, passer, limei, chen, secretary } = actors;

function file(overrides: Partial<Extract<Action, { type: 'file' }>> = {}): Action {
  return {
    type: 'file',
    filing: makeFiling(),
    confirm: false,
    askPlace: false,
    assign: toLimei,
    ...overrides,
  };
}

describe('filing', () => {
  it('gives a ticket to the worker who was found, at once', () => {
    given([])
      .when(file(), zhang, { at: MONDAY_9 })
      .thenHappens({ kind: 'filed', actorId: zhang.personId }, { kind: 'assigned', actorId: 'system' })
      .thenTicket({
        status: 'assigned',
        assigneeId: 'limei',
        tried: ['limei'],
        version: 2,
        openedAt: MONDAY_9,
      });
  });

  it('tells the secretary when nobody was found', () => {
    given([])
      .when(file({ assign: null }), zhang)
      .thenHappens({ kind: 'filed' }, { kind: 'escalated', to: 'secretary', key: 'unassigned' })
      .thenTicket({ status: 'filed', tried: [] });
  });

  it('asks for the place once and assigns nobody until it is answered', () => {
    given([])
      .when(
        file({ askPlace: true, assign: null, filing: makeFiling({ place: null, gridId: null }) }),
        zhang,
        {
          at: MONDAY_9,
        },
      )
      .thenHappens({ kind: 'filed' }, { kind: 'asked', what: 'place', until: minutes(30) })
      .thenTicket({ status: 'filed', ask: { what: 'place', at: MONDAY_9, until: minutes(30) } });
  });

  it('keeps what the place could be with the question', () => {
    const places = ['晨光花园3号楼', '柳河里3号楼'].map((text) => ({
      text,
      key: text,
      gridId: null,
      communityId: null,
    }));
    const filing = makeFiling({ place: null, gridId: null });
    given([])
      .when(file({ askPlace: true, choices: places, assign: null, filing }), zhang)
      .thenHappens({ kind: 'filed' }, { kind: 'asked', what: 'place', choices: places })
      .thenTicket({ status: 'filed', ask: { what: 'place', choices: places } });
  });

  it('gives what cannot wait to a worker while it asks for the place', () => {
    given([])
      .when(file({ askPlace: true, filing: makeFiling({ place: null, gridId: null }) }), zhang)
      .thenHappens({ kind: 'filed' }, { kind: 'asked' }, { kind: 'assigned', assigneeId: 'limei' })
      .thenTicket({ status: 'assigned', ask: { what: 'place' } });
  });

  it('waits for staff without a number that residents could say', () => {
    given([])
      .when(file({ confirm: true, filing: makeFiling({ number: 7, draftNumber: 3 }) }), zhang)
      .thenHappens({ kind: 'filed', filing: { number: null, draftNumber: 3 } })
      .thenTicket({ status: 'waiting-confirm', number: null, draftNumber: 3 });
  });
});

describe('confirming', () => {
  it('opens it with the number and starts its limits then, as nothing was promised before', () => {
    given(stories['waiting-confirm'])
      .when({ type: 'confirm', number: 129, assign: toLimei }, limei, { at: hours(24) })
      .thenHappens(
        { kind: 'confirmed', number: 129 },
        { kind: 'assigned', deadlines: { respondBy: hours(26) } },
      )
      .thenTicket({ status: 'assigned', number: 129 });
  });

  it('is not for residents, whatever they call themselves', () => {
    given(stories['waiting-confirm'])
      .when({ type: 'confirm', number: 129, assign: null }, { ...passer, name: '社区书记' })
      .thenRefused('not-permitted');
  });

  it('ends what staff take for chatter', () => {
    given(stories['waiting-confirm'])
      .when({ type: 'reject', reason: '闲聊' }, limei)
      .thenTicket({ status: 'rejected', reason: '闲聊', nextDueAt: null });
  });

  it('happens once', () => {
    given(stories.assigned)
      .when({ type: 'confirm', number: 129, assign: null }, limei)
      .thenRefused('wrong-status', { number: 128, status: 'assigned', action: 'confirm' });
  });
});

describe('correcting', () => {
  const asked = given([]).when(
    file({ askPlace: true, assign: null, filing: makeFiling({ place: null, gridId: null }) }),
    zhang,
    { at: MONDAY_9 },
  ).history;
  const place = { text: '梅园5号楼', key: 'yg-2/梅园/5', gridId: 'yg-2', communityId: 'yanguang' };

  it('answers the question back and assigns the worker of the place', () => {
    given(asked)
      .when({ type: 'correct', place, gridId: 'yg-2', assign: toChen }, zhang)
      .thenHappens({ kind: 'corrected', place }, { kind: 'assigned', assigneeId: 'chen' })
      .thenTicket({ status: 'assigned', ask: null, gridId: 'yg-2' });
  });

  it('tells the secretary when the answered place has no worker', () => {
    given(asked)
      .when({ type: 'correct', place, gridId: 'yg-2', assign: null }, zhang)
      .thenHappens({ kind: 'corrected' }, { kind: 'escalated', key: 'unassigned' });
  });

  it('keeps the question open when something else was corrected', () => {
    given(asked)
      .when({ type: 'correct', ticketKind: 'complaint' }, zhang)
      .thenHappens({ kind: 'corrected' })
      .thenTicket({ kind: 'complaint', ask: { what: 'place' } });
  });

  it('moves an unclaimed ticket to the worker of the right grid, who gets time to respond', () => {
    given(stories.assigned)
      .when({ type: 'correct', place, gridId: 'yg-2', assign: toChen }, zhang, { at: hours(5) })
      .thenHappens({ kind: 'corrected' }, { kind: 'assigned', assigneeId: 'chen' })
      .thenTicket({ assigneeId: 'chen', tried: ['limei', 'chen'], deadlines: { respondBy: hours(7) } });
  });

  it('leaves it with whoever claimed it', () => {
    given(stories.claimed)
      .when({ type: 'correct', place, gridId: 'yg-2', assign: toChen }, zhang)
      .thenHappens({ kind: 'corrected' })
      .thenTicket({ status: 'claimed', assigneeId: 'limei', gridId: 'yg-2' });
  });

  it('within the same grid leaves it with the worker who was asked', () => {
    given(stories.assigned)
      .when({ type: 'correct', place: { ...place, gridId: 'yg-1' }, gridId: 'yg-1', assign: toChen }, zhang)
      .thenHappens({ kind: 'corrected' });
  });

  it('of the urgency gives the stricter limits from now on, so that nobody is late by a correction', () => {
    given(stories.assigned)
      .when({ type: 'correct', urgency: 'critical' }, secretary, { at: hours(1) })
      .thenTicket({ urgency: 'critical', deadlines: { respondBy: minutes(70), solveBy: hours(25) } });
  });

  it('of the urgency and back restores the first limits: no clock is washed by correcting', () => {
    const up = given([
      filed({ deadlines: { respondBy: hours(2), updateBy: days(2), solveBy: days(7) } }),
    ]).when({ type: 'correct', urgency: 'critical' }, secretary, { at: hours(1) }).history;
    given(up)
      .when({ type: 'correct', urgency: 'normal' }, secretary, { at: hours(24) })
      .thenTicket({ deadlines: { respondBy: hours(2), updateBy: days(2), solveBy: days(7) } });
  });

  it('is not for strangers', () => {
    given(stories.assigned)
      .when({ type: 'correct', place: null }, passer)
      .thenRefused('not-reporter', { number: 128 });
  });
});

describe('supplementing', () => {
  it('adds words, photos and the message', () => {
    given(stories.claimed)
      .when({ type: 'supplement', text: '里面有人', images: ['i1'] }, zhang, { messageId: 'playground:m7' })
      .thenTicket({
        text: '梅园三号楼电梯不动了\n里面有人',
        images: ['i1'],
        messageIds: ['playground:m1', 'playground:m7'],
      });
  });

  it('keeps a note of staff out of the messages of residents', () => {
    given(stories.claimed)
      .when({ type: 'supplement', text: '物业已知', images: [] }, chen)
      .thenTicket({ messageIds: ['playground:m1'] });
  });

  it('never makes the text longer than a card can show, nor cuts a character in half', () => {
    const long = '😀'.repeat(400);
    const { text } = given(stories.claimed).when(
      { type: 'supplement', text: long, images: [] },
      zhang,
    ).ticket;
    expect(text.length).toBeLessThanOrEqual(500);
    expect(text).toMatch(/😀$/u);
  });
});

describe('following', () => {
  const join: Action = { type: 'join', follower: makeFollower() };

  it('lets a neighbour join, with the message', () => {
    given(stories.assigned)
      .when(join, wang)
      .thenHappens({ kind: 'joined' })
      .thenTicket({ followers: [makeFollower()], messageIds: ['playground:m1', 'playground:m2'] });
  });

  it('counts nobody twice', () => {
    given([...stories.assigned, happened.joined])
      .when(join, wang)
      .thenRefused('already-follows', { number: 128 });
  });

  it('does not count the reporter as a follower of their own', () => {
    const follower = makeFollower({ personId: zhang.personId });
    given(stories.assigned).when({ type: 'join', follower }, zhang).thenRefused('already-follows');
  });

  it('lets nobody but staff join somebody else', () => {
    given(stories.assigned).when(join, passer).thenRefused('not-permitted');
    given(stories.assigned).when(join, limei).thenHappens({ kind: 'joined' });
  });

  it('lets one leave by oneself, or be split off by staff, but not by a stranger', () => {
    const followed = [...stories.assigned, happened.joined];
    const part: Action = { type: 'part', personId: wang.personId };
    given(followed)
      .when(part, wang)
      .thenTicket({ followers: [], messageIds: ['playground:m1'] });
    given(followed).when(part, limei).thenTicket({ followers: [] });
    given(followed).when(part, passer).thenRefused('not-permitted');
  });

  it('names the followers when staff split off somebody who is none', () => {
    given([...stories.assigned, happened.joined])
      .when({ type: 'part', personId: 'nobody' }, limei)
      .thenRefused('no-such-person', { near: ['王哥'] });
  });

  it('is too late when it is closed', () => {
    given(stories.closed).when(join, wang).thenRefused('wrong-status');
  });
});

describe('a policy of its own', () => {
  it('decides how long the question back waits', () => {
    const policy = makePolicy();
    const timing = { ...policy.timing, askBackMs: 60_000 };
    given([])
      .when(file({ askPlace: true, assign: null }), zhang, { at: MONDAY_9, policy: { ...policy, timing } })
      .thenTicket({ ask: { until: minutes(1) } });
  });
});
