import { describe, expect, it } from 'vitest';
import type { TicketStatus } from '../../../src/engine/ticket/ticket.ts';
import { given } from '../../support/given.ts';
import { actors, days, hours, MONDAY_9, stories, toChen, toLimei } from '../../support/make-ticket.ts';

const { zhang, limei, chen, secretary, street, department, system } = actors;

describe('claiming', () => {
  it.each(['filed', 'assigned', 'returned'] as const)('takes a ticket that is %s', (status) => {
    given(stories[status])
      .when({ type: 'claim' }, limei)
      .thenHappens({ kind: 'claimed', assigneeId: 'limei', assigneeName: '李梅' })
      .thenTicket({ status: 'claimed', assigneeId: 'limei' });
  });

  it('is open to any worker of the community, not only to the one asked', () => {
    given(stories.assigned)
      .when({ type: 'claim' }, chen)
      .thenTicket({ assigneeId: 'chen', tried: ['limei', 'chen'] });
  });

  it('starts the time to the first news', () => {
    given(stories.assigned)
      .when({ type: 'claim' }, limei, { at: MONDAY_9 })
      .thenTicket({ claimedAt: MONDAY_9, deadlines: { updateBy: days(2), solveBy: days(7) } });
  });

  it.each(['claimed', 'working', 'whistled', 'reopened', 'paused'] as const)(
    'tells the loser who holds a ticket that is %s',
    (status) => {
      given(stories[status]).when({ type: 'claim' }, chen).thenRefused('already-claimed', { holder: '李梅' });
    },
  );

  it('is refused to the holder too, by their own name', () => {
    given(stories.claimed)
      .when({ type: 'claim' }, limei)
      .thenRefused('already-claimed', { holder: '李梅', number: 128 });
  });

  it.each([zhang, street, department])('is not for $name', (actor) => {
    given(stories.filed).when({ type: 'claim' }, actor).thenRefused('not-permitted');
  });

  it.each(['waiting-confirm', 'finished', 'closed', 'merged', 'withdrawn', 'rejected'] as const)(
    'does not take a ticket that is %s',
    (status) => {
      given(stories[status]).when({ type: 'claim' }, chen).thenRefused('wrong-status', { status });
    },
  );

  it('has one winner among a thousand, and everyone else hears the winner’s name', () => {
    let history = stories.assigned;
    const answers = Array.from({ length: 1000 }, (_, index) => {
      const worker = { personId: `w${index}`, name: `网格员${index}`, roles: ['worker'] as const };
      const outcome = given(history).when({ type: 'claim' }, worker);
      const won = outcome.history.length > history.length;
      if (!won) outcome.thenRefused('already-claimed', { holder: '网格员0' });
      history = outcome.history;
      return won;
    });
    expect(answers.filter(Boolean)).toHaveLength(1);
  });
});

describe('assigning', () => {
  it.each([secretary, street, system])('is for $name', (actor) => {
    given(stories.filed)
      .when({ type: 'assign', assign: toLimei }, actor)
      .thenTicket({ status: 'assigned', assigneeId: 'limei', assignedBecause: ['本网格'] });
  });

  it('replaces a worker who has not claimed it, with time to respond and the same date for the residents', () => {
    given(stories.assigned)
      .when({ type: 'assign', assign: toChen }, secretary, { at: hours(5) })
      .thenTicket({ assigneeId: 'chen', deadlines: { respondBy: hours(7), solveBy: days(7) } });
  });

  it('does not take a ticket from its holder: that is a transfer', () => {
    given(stories.claimed).when({ type: 'assign', assign: toChen }, secretary).thenRefused('wrong-status');
  });

  it('is not for workers or residents', () => {
    given(stories.assigned).when({ type: 'assign', assign: toChen }, chen).thenRefused('not-permitted');
    given(stories.assigned).when({ type: 'assign', assign: toChen }, zhang).thenRefused('not-permitted');
  });
});

describe('transferring', () => {
  const transfer = {
    type: 'transfer',
    assign: toChen,
    communityId: 'heping',
    gridId: 'hp-1',
    reason: '路那边归和平社区',
  } as const;

  it('takes it across communities in one step', () => {
    given(stories.working)
      .when(transfer, street)
      .thenHappens({ kind: 'transferred', from: 'limei', to: 'chen', communityId: 'heping' })
      .thenTicket({ status: 'assigned', assigneeId: 'chen', communityId: 'heping', gridId: 'hp-1' });
  });

  it('settles a dispute', () => {
    const disputed = given(stories.claimed)
      .when({ type: 'dispute', reason: '界在路中间' }, secretary)
      .thenTicket({ disputed: true }).history;
    given(disputed).when(transfer, street).thenTicket({ disputed: false });
  });

  it('to the holder is refused', () => {
    given(stories.working)
      .when({ ...transfer, assign: toLimei }, secretary)
      .thenRefused('already-claimed', { holder: '李梅' });
  });

  it('needs a request from a worker', () => {
    given(stories.working).when(transfer, limei).thenRefused('not-permitted');
  });
});

describe('supervising', () => {
  it('marks it and leaves it where it is', () => {
    given(stories.working)
      .when({ type: 'supervise', text: '今天必须有人到', assign: null }, street)
      .thenHappens({ kind: 'supervised' })
      .thenTicket({ status: 'working', supervised: true });
  });

  it('may name a new worker, whether it was claimed or not', () => {
    const supervise = { type: 'supervise', text: '换人', assign: toChen } as const;
    given(stories.working)
      .when(supervise, secretary)
      .thenHappens({ kind: 'supervised' }, { kind: 'transferred', to: 'chen' });
    given(stories.assigned)
      .when(supervise, secretary)
      .thenHappens({ kind: 'supervised' }, { kind: 'assigned', assigneeId: 'chen' });
    given(stories.paused).when(supervise, secretary).thenRefused('wrong-status');
  });

  it('naming the present worker only reminds them', () => {
    given(stories.working)
      .when({ type: 'supervise', text: '快', assign: toLimei }, secretary)
      .thenHappens({ kind: 'supervised' });
  });
});

describe('urging', () => {
  it.each(['filed', 'assigned', 'working', 'paused'] as TicketStatus[])('counts while %s', (status) => {
    given(stories[status]).when({ type: 'urge', text: '快点' }, zhang).thenTicket({ urges: 1, status });
  });

  it('is for those who wait', () => {
    given(stories.working).when({ type: 'urge', text: '' }, limei).thenRefused('not-reporter');
    given(stories.closed).when({ type: 'urge', text: '' }, zhang).thenRefused('wrong-status');
  });
});
