import { describe, it } from 'vitest';
import type { Action } from '../../../src/engine/ticket/action.ts';
import { given } from '../../support/given.ts';
import { actors, days, filed, happened, hours, stories } from '../../support/make-ticket.ts';

const { zhang, limei, chen, secretary, street, department } = actors;
const finish: Action = { type: 'finish', result: '换了门锁', images: [] };
const progress: Action = { type: 'progress', text: '等配件', images: [] };

describe('working', () => {
  it.each(['claimed', 'working', 'whistled', 'reopened'] as const)(
    'goes on from %s with a word',
    (status) => {
      given(stories[status]).when(progress, limei).thenTicket({ status: 'working', assigneeId: 'limei' });
    },
  );

  it('is under way when the worker is there', () => {
    given(stories.claimed).when({ type: 'arrive' }, limei).thenTicket({ status: 'working' });
  });

  it('gives time to the next word', () => {
    given(stories.working)
      .when(progress, limei, { at: days(1) })
      .thenHappens({ kind: 'progressed', updateBy: days(3) })
      .thenTicket({ deadlines: { updateBy: days(3), solveBy: days(7) } });
  });

  it('claims what was only assigned, so that nobody is stuck for want of a word', () => {
    given(stories.assigned)
      .when(progress, limei)
      .thenHappens({ kind: 'claimed', assigneeId: 'limei' }, { kind: 'progressed' });
  });

  it('is the holder’s, and another worker hears whose it is', () => {
    given(stories.claimed).when(progress, chen).thenRefused('not-yours', { holder: '李梅' });
    given(stories.claimed).when({ type: 'arrive' }, secretary).thenRefused('not-yours');
    given(stories.claimed).when(progress, zhang).thenRefused('not-permitted');
  });
});

describe('finishing', () => {
  it.each(['claimed', 'working', 'whistled', 'reopened'] as const)('ends work that is %s', (status) => {
    given(stories[status])
      .when(finish, limei)
      .thenHappens({ kind: 'finished', result: '换了门锁' })
      .thenTicket({ status: 'finished', result: '换了门锁', assigneeId: 'limei' });
  });

  it('during a pause gives the paused time back first', () => {
    given(stories.paused)
      .when(finish, limei, { at: days(1) })
      .thenHappens({ kind: 'resumed' }, { kind: 'finished' })
      .thenTicket({ status: 'finished' });
  });

  it('claims what was only assigned', () => {
    given(stories.assigned).when(finish, limei).thenHappens({ kind: 'claimed' }, { kind: 'finished' });
  });

  it.each([secretary, street])('may be told by $name on behalf of the holder', (actor) => {
    given(stories.working).when(finish, actor).thenTicket({ status: 'finished', assigneeId: 'limei' });
  });

  it('is the holder’s', () => {
    given(stories.working).when(finish, chen).thenRefused('not-yours', { holder: '李梅' });
  });

  it.each(['', ' ', '好', '　好 '])('needs a result, and 「%s」 is none', (result) => {
    given(stories.working)
      .when({ ...finish, result }, limei)
      .thenRefused('result-missing');
  });

  it('needs photos where the category asks for them', () => {
    const manhole = [filed({ category: ['公共设施', '井盖'] }), happened.assigned, happened.claimed];
    given(manhole).when(finish, limei).thenRefused('photos-missing', { category: '井盖' });
    given(manhole)
      .when({ ...finish, images: ['after'] }, limei)
      .thenTicket({ resultImages: ['after'] });
  });

  it('settles requests that are still open, but not an exclusion', () => {
    const asks = (kind: 'pause' | 'exclusion') =>
      ({ type: 'request', kind, reason: '等', to: null, until: days(2) }) as const;
    const paused = given(stories.working).when(asks('pause'), limei).history;
    given(paused).when(finish, limei).thenTicket({ pending: null });
    const excluded = given(stories.working).when(asks('exclusion'), secretary).history;
    given(excluded)
      .when(finish, limei)
      .thenTicket({ pending: { kind: 'exclusion' } });
  });
});

describe('whistling', () => {
  const whistle: Action = { type: 'whistle', department: '供电所', reason: '要断电' };
  const answer = (stage: 'responded' | 'arrived' | 'resolved'): Action => ({
    type: 'answer-whistle',
    department: '供电所',
    stage,
    text: '',
  });

  it('calls a department to the ticket', () => {
    given(stories.working)
      .when(whistle, secretary)
      .thenTicket({
        status: 'whistled',
        whistles: [{ department: '供电所', respondedAt: null, score: null }],
      });
  });

  it('leaves a ticket that nobody claimed to be claimed', () => {
    given(stories.assigned)
      .when(whistle, secretary)
      .thenTicket({ status: 'assigned', whistles: [{}] });
  });

  it('calls each department once at a time', () => {
    given(stories.whistled).when(whistle, secretary).thenRefused('already-pending', { request: '供电所' });
    given(stories.whistled)
      .when({ ...whistle, department: '燃气公司' }, secretary)
      .thenTicket({ whistles: [{}, {}] });
  });

  it('is for leaders and for whoever has it in hand', () => {
    given(stories.working)
      .when(whistle, limei)
      .thenTicket({ whistles: [{ department: '供电所' }] });
    given(stories.working).when(whistle, chen).thenRefused('not-yours');
  });

  it('times response, arrival and result; a later stage implies the earlier', () => {
    given(stories.whistled)
      .when(answer('arrived'), department, { at: hours(4) })
      .thenTicket({
        status: 'whistled',
        whistles: [{ respondedAt: hours(4), arrivedAt: hours(4), resolvedAt: null }],
      });
  });

  it('goes back to work when the last department is done', () => {
    const answered = given(stories.whistled).when(answer('responded'), department).history;
    given(answered)
      .when(answer('resolved'), department)
      .thenTicket({ status: 'working', whistles: [{ department: '供电所' }] });
  });

  it('keeps the list when the holder goes on meanwhile', () => {
    given(stories.whistled)
      .when(progress, limei)
      .thenTicket({ status: 'working', whistles: [{ resolvedAt: null }] });
  });

  it('says no stage twice, and none for a department that was not called', () => {
    const arrived = given(stories.whistled).when(answer('arrived'), department).history;
    given(arrived).when(answer('responded'), department).thenRefused('nothing-pending');
    given(stories.working).when(answer('arrived'), department).thenRefused('nothing-pending');
  });

  it('is rated once by the callers, from one to five', () => {
    const rate = (score: number): Action => ({ type: 'rate-whistle', department: '供电所', score });
    const rated = given(stories.whistled)
      .when(rate(4), secretary)
      .thenTicket({ whistles: [{ score: 4 }] }).history;
    given(rated).when(rate(5), secretary).thenRefused('already-rated');
    given(stories.whistled).when(rate(6), secretary).thenRefused('bad-arguments');
    given(stories.working).when(rate(5), secretary).thenRefused('nothing-pending');
    given(stories.whistled).when(rate(5), department).thenRefused('not-permitted');
  });
});
