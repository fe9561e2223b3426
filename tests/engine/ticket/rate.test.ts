import { describe, expect, it } from 'vitest';
import type { Action } from '../../../src/engine/ticket/action.ts';
import type { TicketEvent } from '../../../src/engine/ticket/event.ts';
import { given } from '../../support/given.ts';
import { actors, days, filed, happened, hours, makeFollower, stories } from '../../support/make-ticket.ts';

const { zhang, wang, passer, limei, chen, secretary } = actors;

function rate(answer: Partial<Extract<Action, { type: 'rate' }>>): Action {
  return { type: 'rate', contacted: null, solved: null, satisfied: null, text: '', ...answer };
}

const content = rate({ satisfied: 'satisfied' });
const unhappy = rate({ satisfied: 'dissatisfied', text: '又停了' });
const followed: readonly TicketEvent[] = [filed(), happened.joined, happened.claimed, happened.finished];

describe('rating', () => {
  it('closes a ticket when all who were asked are content', () => {
    given(stories.finished)
      .when(content, zhang)
      .thenHappens(
        { kind: 'rated', actorId: zhang.personId },
        { kind: 'closed', how: 'rated', actorId: 'system' },
      )
      .thenTicket({ status: 'closed', closedHow: 'rated', nextDueAt: null });
  });

  it('keeps it open for the followers who have not answered', () => {
    const first = given(followed).when(content, zhang).thenTicket({ status: 'finished' }).history;
    given(first)
      .when(rate({ satisfied: 'basically' }), wang)
      .thenHappens({ kind: 'rated' }, { kind: 'closed' });
  });

  it('takes no answer for a yes: who only says that somebody called has not said that all is well', () => {
    given(stories.finished)
      .when(rate({ contacted: true }), zhang)
      .thenHappens({ kind: 'rated', rating: { contacted: true, solved: null, satisfied: null } })
      .thenTicket({ status: 'finished' });
  });

  it('keeps the three answers apart and adds them up when they come one by one', () => {
    const first = given(stories.finished).when(rate({ contacted: false }), zhang).history;
    given(first)
      .when(rate({ satisfied: 'satisfied', text: '谢谢' }), zhang)
      .thenTicket({ ratings: [{ contacted: false, solved: null, satisfied: 'satisfied', text: '谢谢' }] });
  });

  it('may be changed while others are still asked', () => {
    const first = given(followed).when(content, zhang).history;
    given(first)
      .when(rate({ satisfied: 'basically' }), zhang)
      .thenTicket({ ratings: [{ satisfied: 'basically' }] });
  });

  it('is over when it is closed', () => {
    given(given(stories.finished).when(content, zhang).history)
      .when(unhappy, zhang)
      .thenRefused('already-rated', { number: 128 });
    given(stories.closed).when(content, zhang).thenRefused('wrong-status');
    given(stories.working).when(content, zhang).thenRefused('wrong-status');
  });

  it('is for those who waited', () => {
    given(stories.finished).when(content, passer).thenRefused('not-reporter');
    given(stories.finished).when(content, secretary).thenRefused('not-reporter');
  });
});

describe('a bad rating', () => {
  it('sends it back to the same worker the first time', () => {
    given(stories.finished)
      .when(unhappy, zhang, { at: hours(6) })
      .thenHappens({ kind: 'rated' }, { kind: 'reopened', to: 'same-worker', reason: '又停了' })
      .thenTicket({ status: 'reopened', assigneeId: 'limei', rework: 1, deadlines: { respondBy: hours(8) } });
  });

  it('counts 「没解决」 the same, however satisfied', () => {
    given(stories.finished)
      .when(rate({ solved: false, satisfied: 'satisfied' }), zhang)
      .thenTicket({ status: 'reopened' });
  });

  it('goes to the secretary the second time, in nobody’s hands', () => {
    const again = given(stories.finished).when(unhappy, zhang).history;
    const finished = given(again).when({ type: 'finish', result: '再修一次', images: [] }, limei).history;
    given(finished)
      .when(unhappy, zhang)
      .thenHappens({ kind: 'rated' }, { kind: 'reopened', to: 'secretary' })
      .thenTicket({ status: 'returned', rework: 2, ratings: [{}, {}] });
  });

  it('of one follower reopens it for all', () => {
    given(followed).when(unhappy, wang).thenTicket({ status: 'reopened' });
  });

  it('makes the answers of the others old: all are asked anew', () => {
    const half = given(followed).when(content, zhang).history;
    const again = given(half).when(unhappy, wang).history;
    const finished = given(again).when({ type: 'finish', result: '再修一次', images: [] }, limei).history;
    given(finished).when(content, wang).thenHappens({ kind: 'rated' }).thenTicket({ status: 'finished' });
  });

  it('is asked anew after the next finishing', () => {
    const again = given(stories.finished).when(unhappy, zhang).history;
    const finished = given(again).when({ type: 'finish', result: '再修一次', images: [] }, limei).history;
    given(finished)
      .when(content, zhang)
      .thenTicket({ status: 'closed', ratings: [{}, { satisfied: 'satisfied' }] });
  });
});

describe('staff', () => {
  it('do not rate what they hold or held', () => {
    given(stories.finished).when(content, limei).thenRefused('staff-rates-own');
    const moved = [
      ...stories.working,
      happened.returned,
      { ...happened.claimed, assigneeId: 'chen', assigneeName: '陈强' },
    ];
    given([...moved, happened.finished])
      .when(content, limei)
      .thenRefused('staff-rates-own');
  });

  it('do not rate what they finished for the holder, even when they live there', () => {
    const neighbour = makeFollower({ personId: secretary.personId });
    const joined = { ...happened.joined, follower: neighbour };
    const done = given([filed(), joined, happened.claimed]).when(
      { type: 'finish', result: '换了门锁', images: [] },
      secretary,
    ).history;
    given(done).when(content, secretary).thenRefused('staff-rates-own');
  });

  it('do not rate what they wrote down themselves', () => {
    const reporter = { personId: chen.personId, name: '陈强', roomId: 'playground:work' };
    for (const source of ['patrol', 'talk'] as const) {
      const patrol = [filed({ source, reporter }), happened.claimed, happened.finished];
      given(patrol).when(content, chen).thenRefused('staff-rates-own');
    }
  });

  it('may rate as a neighbour what they had no hand in', () => {
    const joined = { ...happened.joined, follower: makeFollower({ personId: chen.personId }) };
    given([filed(), joined, happened.claimed, happened.finished])
      .when(content, chen)
      .thenHappens({ kind: 'rated' });
  });
});

describe('reopening', () => {
  it.each(['finished', 'closed'] as const)('continues a ticket that is %s, as rework', (status) => {
    given(stories[status])
      .when({ type: 'reopen', reason: '又坏了' }, zhang)
      .thenHappens({ kind: 'reopened', to: 'same-worker' })
      .thenTicket({ status: 'reopened', rework: 1, assigneeId: 'limei' });
  });

  it('is possible as long as the policy says, and then it is a new ticket', () => {
    const reopen = { type: 'reopen', reason: '又坏了' } as const;
    given(stories.closed)
      .when(reopen, zhang, { at: hours(7 + 7 * 24) })
      .thenHappens({ kind: 'reopened' });
    given(stories.closed)
      .when(reopen, zhang, { at: hours(7 + 7 * 24) + 1 })
      .thenRefused('reopen-too-late', { days: 7 });
  });

  it.each(['finished', 'closed'] as const)(
    'by somebody new makes them a follower when it is %s',
    (status) => {
      const follower = makeFollower();
      given(stories[status])
        .when({ type: 'reopen', reason: '又坏了', follower }, wang)
        .thenHappens({ kind: 'joined' }, { kind: 'reopened', to: 'same-worker' })
        .thenTicket({ status: 'reopened', rework: 1 });
    },
  );

  it('by somebody who had joined before joins nobody again', () => {
    const joined = [filed(), happened.joined, happened.claimed, happened.finished];
    given(joined)
      .when({ type: 'reopen', reason: '又坏了', follower: makeFollower() }, wang)
      .thenHappens({ kind: 'reopened' });
  });

  it('is for those who waited and for staff', () => {
    given(stories.closed).when({ type: 'reopen', reason: '' }, chen).thenTicket({ status: 'reopened' });
    given(stories.closed).when({ type: 'reopen', reason: '' }, passer).thenRefused('not-reporter');
    given(stories.working).when({ type: 'reopen', reason: '' }, zhang).thenRefused('wrong-status');
  });
});

describe('withdrawing', () => {
  const withdraw = { type: 'withdraw', text: '好了' } as const;

  it('ends an open ticket for the reporter, and restoring brings it back', () => {
    const gone = given(stories.working).when(withdraw, zhang).thenTicket({ status: 'withdrawn' });
    given(gone.history)
      .when({ type: 'restore' }, zhang)
      .thenTicket({ status: 'working', assigneeId: 'limei' });
    expect(gone.ticket.nextDueAt).toBeNull();
  });

  it('is not for followers, and not when it is done', () => {
    given(followed.slice(0, 3)).when(withdraw, wang).thenRefused('not-reporter');
    given(stories.finished).when(withdraw, zhang).thenRefused('wrong-status');
  });

  it('is possible for the secretary', () => {
    given(stories.working).when(withdraw, secretary).thenTicket({ status: 'withdrawn' });
  });

  it('is undone only for so long', () => {
    given(stories.withdrawn)
      .when({ type: 'restore' }, zhang, { at: days(8) })
      .thenRefused('reopen-too-late');
  });
});
