import { describe, expect, it } from 'vitest';
import type { Action, Actor } from '../../../src/engine/ticket/action.ts';
import { announce } from '../../../src/engine/ticket/announce.ts';
import type { TicketEvent } from '../../../src/engine/ticket/event.ts';
import { evolve, fold } from '../../../src/engine/ticket/evolve.ts';
import type { Ticket } from '../../../src/engine/ticket/ticket.ts';
import { given } from '../../support/given.ts';
import {
  actors,
  days,
  filed,
  happened,
  makeEvent,
  makeFiling,
  makeFollower,
  minutes,
  stories,
  toChen,
  toLimei,
} from '../../support/make-ticket.ts';

const { zhang, wang, limei, chen, secretary, street, system } = actors;

/** `code → audience` of everything that these events owe. */
function owed(past: readonly TicketEvent[], events: readonly TicketEvent[]): string[] {
  let before: Ticket | null = past.length > 0 ? fold(past) : null;
  const said: string[] = [];
  for (const event of events) {
    const after = evolve(before, event);
    for (const { code, to } of announce({ before, after, event })) {
      said.push(`${code} → ${to.type === 'person' ? to.personId : to.type}`);
    }
    before = after;
  }
  return said;
}

function heard(past: readonly TicketEvent[], action: Action, by: Actor): string[] {
  return owed(past, given(past).when(action, by).history.slice(past.length));
}

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

describe('opening', () => {
  it('tells the residents once, with the worker, and the worker room', () => {
    expect(heard([], file(), zhang)).toEqual(['opened → residents', 'assigned → workers']);
  });

  it('tells the residents also when nobody was found, and only once', () => {
    const unassigned = given([]).when(file({ assign: null }), zhang).history;
    expect(owed([], unassigned)).toEqual(['opened → residents', 'unassigned → secretary']);
    expect(heard(unassigned, { type: 'assign', assign: toLimei }, secretary)).toEqual(['assigned → workers']);
  });

  it('asks for the place instead, and opens with the answer', () => {
    const asked = given([]).when(
      file({ askPlace: true, assign: null, filing: makeFiling({ place: null }) }),
      zhang,
    ).history;
    expect(owed([], asked)).toEqual(['asked-place → residents']);
    const place = makeFiling().place;
    expect(heard(asked, { type: 'correct', place, assign: toLimei }, zhang)).toEqual([
      'opened → residents',
      'assigned → workers',
    ]);
    expect(heard(asked, { type: 'claim' }, limei)).toEqual(['opened → residents', 'claimed → workers']);
  });

  it('says nothing to residents before staff confirm it', () => {
    const waiting = given([]).when(file({ confirm: true }), zhang).history;
    expect(owed([], waiting)).toEqual(['confirm-wanted → workers']);
    expect(heard(waiting, { type: 'confirm', number: 9, assign: toLimei }, limei)).toEqual([
      'opened → residents',
      'assigned → workers',
    ]);
    expect(heard(waiting, { type: 'reject', reason: '闲聊' }, limei)).toEqual([]);
  });

  it('of something critical tells the street at once and the resident the emergency number, in quiet hours too', () => {
    const critical = file({ filing: makeFiling({ urgency: 'critical' }) });
    expect(heard([], critical, zhang)).toEqual([
      'opened-critical → residents',
      'critical-to-street → street',
      'assigned → workers',
    ]);
    const [first] = given([]).when(critical, zhang).history;
    const notices = first ? announce({ before: null, after: fold([first]), event: first }) : [];
    expect(notices.map((notice) => notice.urgent)).toEqual([true, true]);
  });

  it('of what staff wrote down is no news for residents until somebody joins', () => {
    const patrol = makeFiling({
      source: 'patrol',
      reporter: { personId: 'chen', name: '陈强', roomId: 'r' },
    });
    expect(heard([], file({ filing: patrol }), chen)).toEqual(['assigned → workers']);
    const done = [makeEvent({ kind: 'filed', filing: patrol }, chen), happened.claimed];
    expect(owed(done, [happened.finished])).toEqual([]);
    expect(owed([...done, happened.joined], [happened.finished])).toEqual(['finished → residents']);
  });
});

describe('the worker room', () => {
  it.each<[string, Action, Actor]>([
    ['claimed', { type: 'claim' }, limei],
    ['joined', { type: 'join', follower: makeFollower() }, wang],
    ['urged', { type: 'urge', text: '快点' }, zhang],
    ['supervised', { type: 'supervise', text: '快', assign: null }, secretary],
    ['withdrawn', { type: 'withdraw', text: '好了' }, zhang],
    ['supplemented-to-worker', { type: 'supplement', text: '里面有人', images: [] }, zhang],
  ])('alone hears of %s', (code, action, by) => {
    expect(heard(stories.assigned, action, by)).toEqual([`${code} → workers`]);
  });

  it('hears nothing of what its worker adds or of an unclaimed ticket that is withdrawn', () => {
    expect(heard(stories.working, { type: 'supplement', text: '已看', images: [] }, limei)).toEqual([]);
    expect(heard(stories.filed, { type: 'withdraw', text: '好了' }, zhang)).toEqual([]);
  });

  it('gets a restored ticket back', () => {
    expect(heard(stories.withdrawn, { type: 'restore' }, zhang)).toEqual(['assigned → workers']);
  });
});

describe('a correction', () => {
  const place = { text: '梅园5号楼', key: 'yg-1/梅园/5', gridId: 'yg-1', communityId: 'yanguang' };

  it('of the place reaches the one who may be on the way to the wrong one', () => {
    expect(heard(stories.claimed, { type: 'correct', place }, zhang)).toEqual(['place-corrected → limei']);
    expect(heard(stories.claimed, { type: 'correct', place }, limei)).toEqual([]);
    expect(heard(stories.filed, { type: 'correct', place }, zhang)).toEqual([]);
  });

  it('to critical is told like a critical opening, once', () => {
    const up: Action = { type: 'correct', urgency: 'critical' };
    const critical = ['opened-critical → residents', 'critical-to-street → street'];
    expect(heard(stories.claimed, up, secretary)).toEqual(critical);
    const raised = given(stories.claimed).when(up, secretary).history;
    expect(heard(raised, { type: 'correct', ticketKind: 'complaint' }, secretary)).toEqual([]);
  });
});

describe('requests', () => {
  const ask = (kind: 'return' | 'pause' | 'extension' | 'transfer' | 'exclusion', by: Actor = limei) => {
    const until = kind === 'extension' ? days(8) : days(2);
    return given(stories.claimed).when({ type: 'request', kind, reason: '等', to: null, until }, by).history;
  };
  const approve: Action = { type: 'approve', request: null, assign: null };

  it('go to the secretary', () => {
    expect(owed(stories.claimed, ask('return').slice(-1))).toEqual(['request-made → secretary']);
  });

  it('of a secretary who holds the ticket go to the street, the only one to say yes', () => {
    const own = [filed(), { ...happened.assigned, assigneeId: secretary.personId } as TicketEvent];
    const held = [...own, { ...happened.claimed, assigneeId: secretary.personId } as TicketEvent];
    const pause: Action = { type: 'request', kind: 'pause', reason: '等', to: null, until: days(2) };
    expect(heard(held, pause, secretary)).toEqual(['request-made → street']);
    expect(heard(stories.claimed, pause, secretary)).toEqual(['request-made → secretary']);
  });

  it('for an exclusion with one key turned go to the street', () => {
    expect(owed(stories.claimed, ask('exclusion', secretary).slice(-1))).toEqual(['request-made → street']);
    expect(heard(ask('exclusion'), approve, secretary)).toEqual(['request-made → street']);
    expect(heard(ask('exclusion', secretary), approve, street)).toEqual(['excluded → secretary']);
  });

  it('are answered to who asked; residents hear of a pause and of a new date', () => {
    expect(heard(ask('pause'), approve, secretary)).toEqual([
      'request-approved → limei',
      'paused-to-residents → residents',
    ]);
    expect(heard(ask('extension'), approve, secretary)).toEqual([
      'request-approved → limei',
      'extended-to-residents → residents',
    ]);
    expect(heard(ask('return'), approve, secretary)).toEqual([
      'request-approved → limei',
      'returned → secretary',
    ]);
    expect(heard(ask('transfer'), { ...approve, assign: toChen }, secretary)).toEqual([
      'request-approved → limei',
      'transferred → workers',
    ]);
    expect(heard(ask('pause'), { type: 'decline', request: null, reason: '不' }, secretary)).toEqual([
      'request-declined → limei',
    ]);
  });

  it('that residents object to come back to the secretary', () => {
    expect(heard(stories.paused, { type: 'object', text: '等不了' }, zhang)).toEqual([
      'objected → secretary',
    ]);
    expect(heard(stories.paused, { type: 'resume', reason: '' }, secretary)).toEqual(['resumed → workers']);
  });

  it('that two communities refuse go to the street', () => {
    expect(heard(stories.claimed, { type: 'dispute', reason: '不归' }, secretary)).toEqual([
      'disputed → street',
    ]);
  });
});

describe('the end', () => {
  const rate = (satisfied: 'satisfied' | 'dissatisfied'): Action => ({
    type: 'rate',
    contacted: null,
    solved: null,
    satisfied,
    text: '',
  });

  it('tells residents that it is done, and asks them', () => {
    expect(heard(stories.working, { type: 'finish', result: '修好了', images: [] }, limei)).toEqual([
      'finished → residents',
    ]);
  });

  it('tells the worker in private what people said', () => {
    expect(heard(stories.finished, rate('satisfied'), zhang)).toEqual(['rated-to-worker → limei']);
  });

  it('sends a bad rating back as one notice, the second time to the secretary', () => {
    expect(heard(stories.finished, rate('dissatisfied'), zhang)).toEqual([
      'reopened → workers',
      'reopened → residents',
    ]);
    const again = [...stories.reopened, { ...happened.finished, at: days(1) }];
    expect(heard(again, rate('dissatisfied'), zhang)).toEqual(['reopened-to-secretary → secretary']);
  });

  it('without an answer is told to the worker alone', () => {
    const closed = makeEvent({ kind: 'closed', how: 'no-answer' }, system, days(4));
    expect(owed(stories.finished, [closed])).toEqual(['closed-no-answer → limei']);
  });

  it('in another ticket is told to those who wait for this one', () => {
    expect(owed(stories.assigned, [happened.merged])).toEqual(['merged → residents']);
  });
});

describe('the clock', () => {
  it.each([
    ['limei', 'update-due', 'reminder → limei'],
    ['secretary', 'claim', 'reminder → secretary'],
    ['street', 'solve-after', 'reminder → street'],
    ['playground:zhang', 'call-back', 'reminder → residents'],
  ] as const)('reminds %s of %s', (to, what, said) => {
    const reminded = makeEvent({ kind: 'reminded', key: 'k', what, to }, system, minutes(60));
    expect(owed(stories.finished, [reminded])).toEqual([said]);
  });

  it('escalates upwards', () => {
    const escalated = makeEvent({ kind: 'escalated', key: 'k', to: 'street' }, system, minutes(60));
    expect(owed(stories.assigned, [escalated])).toEqual(['escalated → street']);
  });

  it.each(['arrived', 'whistled', 'joined'] as const)('and %s owe residents nothing', (kind) => {
    expect(owed([filed(), happened.claimed], [happened[kind]]).join()).not.toContain('residents');
  });
});
