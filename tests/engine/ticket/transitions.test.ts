import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/engine/ticket/action.ts';
import { decide } from '../../../src/engine/ticket/decide.ts';
import { allowedMoves, MOVES, refuseFrom, refuseWho } from '../../../src/engine/ticket/transitions.ts';
import { given } from '../../support/given.ts';
import { actors, MONDAY_9, makePolicy, makeTicket, STATUSES, stories } from '../../support/make-ticket.ts';

const { zhang, passer, limei, chen, secretary, street, department } = actors;

describe('what a person could do now', () => {
  it.each([
    ['filed', limei, ['correct', 'supplement', 'join', 'part', 'claim']],
    ['assigned', passer, ['join']],
    ['assigned', zhang, ['correct', 'supplement', 'urge', 'withdraw']],
    ['closed', zhang, ['reopen']],
    ['finished', zhang, ['supplement', 'rate', 'reopen']],
    ['working', chen, ['correct', 'supplement', 'join', 'part']],
    ['closed', department, []],
    ['withdrawn', zhang, ['restore']],
    ['merged', secretary, ['unmerge']],
    ['rejected', street, []],
  ] as const)('on a ticket that is %s', (status, actor, moves) => {
    const could = allowedMoves(makeTicket({ status }), actor);
    expect([...could].sort()).toEqual([...moves].sort());
  });

  it('names a request once, and none while one waits', () => {
    const ticket = makeTicket({ status: 'claimed' });
    expect(allowedMoves(ticket, limei).filter((move) => move === 'request')).toHaveLength(1);
    const asked = given(stories.claimed).when(
      { type: 'request', kind: 'return', reason: '不会', to: null, until: null },
      limei,
    ).ticket;
    expect(allowedMoves(asked, limei)).not.toContain('request');
    expect(allowedMoves(asked, secretary)).toContain('approve');
    expect(allowedMoves(ticket, secretary)).not.toContain('approve');
  });

  it('does not offer staff to rate their own', () => {
    const ticket = makeTicket({
      status: 'finished',
      reporter: { ...zhang, roomId: 'playground:yard' },
      tried: [zhang.personId],
    });
    expect(allowedMoves(ticket, zhang)).not.toContain('rate');
  });
});

describe('the table', () => {
  it('leads nowhere from a status that it does not name', () => {
    for (const status of STATUSES) {
      for (const [move, { from }] of Object.entries(MOVES)) {
        const refusal = refuseFrom(makeTicket({ status }), move as keyof typeof MOVES);
        expect(refusal === null, `${move} from ${status}`).toBe(from.includes(status));
      }
    }
  });

  it('gives a resident named 「社区书记」 a resident’s rights', () => {
    const pretender: Actor = { ...passer, name: '社区书记' };
    const moves = Object.keys(MOVES) as (keyof typeof MOVES)[];
    const open = moves.filter(
      (move) => refuseWho(makeTicket({ status: 'claimed' }), move, pretender) === null,
    );
    expect(open).toEqual(['join', 'reopen-joining']);
  });

  it('tells another worker whose it is, a resident that it is not theirs', () => {
    const ticket = makeTicket({ status: 'claimed' });
    expect(refuseWho(ticket, 'finish', chen)).toEqual({ code: 'not-yours', number: 128, holder: '李梅' });
    expect(refuseWho(ticket, 'withdraw', passer)).toEqual({ code: 'not-reporter', number: 128 });
    expect(refuseWho(ticket, 'merge', chen)).toEqual({ code: 'not-permitted', command: 'merge' });
  });
});

describe('a ticket that is not there', () => {
  it('is refused, whatever is wanted of it', () => {
    const ctx = { now: MONDAY_9, actor: limei, messageId: null, policy: makePolicy() };
    expect(decide(null, { type: 'claim' }, ctx)).toMatchObject({
      ok: false,
      refusal: { code: 'no-such-ticket' },
    });
  });
});
