import { describe, expect, it } from 'vitest';
import { broughtBy } from '../../../src/engine/ticket/decide-link.ts';
import { fold } from '../../../src/engine/ticket/evolve.ts';
import { given } from '../../support/given.ts';
import { actors, filed, happened, makeFollower, makeTicket, stories } from '../../support/make-ticket.ts';

const { zhang, wang, limei, secretary } = actors;
const other = { personId: 'playground:liu', name: '刘姐', roomId: 'playground:yard' };
const into = [filed({ id: 't9', number: 9, reporter: other, messageIds: ['playground:m9'] })];

describe('merging', () => {
  it('ends one ticket in another', () => {
    given(stories.assigned)
      .when({ type: 'merge', into: fold(into) }, secretary)
      .thenHappens({ kind: 'merged', intoId: 't9', intoNumber: 9 })
      .thenTicket({ status: 'merged', intoNumber: 9 });
  });

  it('brings its reporter and followers along, who then rate for themselves', () => {
    given(into)
      .when({ type: 'absorb', from: fold([...stories.assigned, happened.joined]) }, secretary)
      .thenHappens({ kind: 'absorbed', fromId: 't1', fromNumber: 128 })
      .thenTicket({
        followers: [
          { personId: zhang.personId, messageId: 'playground:m1', why: '合并 #128' },
          { personId: wang.personId },
        ],
      });
  });

  it('brings nobody twice, and no staff who only wrote it down', () => {
    const known = [filed({ source: 'patrol', reporter: { ...other, personId: 'chen' } }), happened.joined];
    given([...into, happened.joined])
      .when({ type: 'absorb', from: fold(known) }, secretary)
      .thenTicket({ followers: [{ personId: wang.personId }] });
  });

  it('is into another, open ticket', () => {
    given(stories.assigned)
      .when({ type: 'merge', into: fold(stories.working) }, secretary)
      .thenRefused('same-ticket');
    given(stories.assigned)
      .when({ type: 'merge', into: makeTicket({ status: 'closed', id: 't9', number: 9 }) }, secretary)
      .thenRefused('wrong-status', { number: 9, status: 'closed' });
    given(stories.finished)
      .when({ type: 'merge', into: fold(into) }, secretary)
      .thenRefused('wrong-status');
    given(into)
      .when({ type: 'absorb', from: fold(into) }, secretary)
      .thenRefused('same-ticket');
  });

  it('is the secretary’s', () => {
    given(stories.assigned)
      .when({ type: 'merge', into: fold(into) }, limei)
      .thenRefused('not-permitted');
    given(stories.assigned)
      .when({ type: 'merge', into: fold(into) }, zhang)
      .thenRefused('not-permitted');
  });
});

describe('splitting', () => {
  const absorbed = given([...into, happened.joined]).when(
    { type: 'absorb', from: fold(stories.assigned) },
    secretary,
  );

  it('gives a merged ticket its life back', () => {
    const merged = given(stories.working).when({ type: 'merge', into: fold(into) }, secretary).history;
    given(merged).when({ type: 'unmerge' }, secretary).thenTicket({ status: 'working', assigneeId: 'limei' });
    given(stories.working).when({ type: 'unmerge' }, secretary).thenRefused('wrong-status');
  });

  it('takes back exactly those who came with it', () => {
    const personIds = broughtBy(absorbed.history, 't1');
    expect(personIds).toEqual([zhang.personId]);
    given(absorbed.history)
      .when({ type: 'release', fromId: 't1', personIds: [...personIds, 'nobody'] }, secretary)
      .thenHappens({ kind: 'released', personIds: [zhang.personId] })
      .thenTicket({ followers: [makeFollower()] });
  });

  it('of what never came finds nobody', () => {
    expect(broughtBy(into, 't1')).toEqual([]);
  });
});

describe('linking', () => {
  const link = { type: 'link', id: 't0', number: 11, why: '同一处又坏' } as const;

  it('names the earlier ticket once', () => {
    const linked = given(stories.filed).when(link, zhang).history;
    given(linked)
      .when({ ...link, why: '续' }, secretary)
      .thenTicket({ linkedTo: [{ id: 't0', number: 11, why: '续' }] });
  });

  it('is not to itself', () => {
    given(stories.filed)
      .when({ ...link, id: 't1' }, secretary)
      .thenRefused('same-ticket');
  });

  it('of a merged ticket outlives the merging', () => {
    const linked = given(stories.merged).when(link, secretary).history;
    given(linked)
      .when({ type: 'unmerge' }, secretary)
      .thenTicket({ status: 'filed', linkedTo: [{ id: 't0' }] });
  });
});
