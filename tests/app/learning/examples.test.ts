import { describe, expect, test } from 'vitest';
import { examplesOf } from '../../../src/app/learning/examples.ts';
import type { EventBody, TicketEvent } from '../../../src/engine/ticket/event.ts';
import { actors, filed, happened, hours, makeEvent, makePolicy, minutes } from '../../support/make-ticket.ts';

const policy = makePolicy({ lexicon: { talkLearnKnown: ['重复'], talkLearnNone: ['不是诉求'] } });
const DRAFT = { number: null, draftNumber: 3, text: '梅园那个东西又不动了' };
const ELEVATOR = ['物业服务', '电梯'] as const;
const COVER = ['公共设施', '井盖'] as const;

function made(filing: Parameters<typeof filed>[0], ...later: readonly TicketEvent[]) {
  return examplesOf([[filed(filing), ...later]], policy);
}
const byLimei = (body: EventBody, at = minutes(10)) => makeEvent(body, actors.limei, at);
const byZhang = (body: EventBody) => makeEvent(body, actors.zhang, minutes(10));
const confirmed = byLimei({ kind: 'confirmed', number: 5 });

describe('an example', () => {
  test('is a draft that staff confirmed', () => {
    expect(made(DRAFT, confirmed)).toEqual([
      {
        ticketId: 't1',
        text: DRAFT.text,
        request: true,
        category: null,
        because: 'confirmed',
        by: 'limei',
        at: minutes(10),
      },
    ]);
  });

  test('is a draft that staff ignored', () => {
    const [example] = made(DRAFT, byLimei({ kind: 'rejected', reason: '邻居说着玩' }));
    expect(example).toMatchObject({ request: false, category: null, because: 'rejected' });
  });

  test('has the class that staff gave it, the last one', () => {
    const [example] = made(
      DRAFT,
      byLimei({ kind: 'corrected', category: ELEVATOR }),
      confirmed,
      byLimei({ kind: 'corrected', category: COVER }, hours(2)),
    );
    expect(example).toMatchObject({ request: true, category: COVER, because: 'corrected', at: hours(2) });
  });

  test('has the class that stood when the work was done', () => {
    const [example] = made({ category: ELEVATOR }, happened.assigned, happened.claimed, happened.finished);
    expect(example).toMatchObject({ request: true, category: ELEVATOR, because: 'taken-up' });
    expect(made({ category: ELEVATOR }, happened.assigned, happened.claimed)[0]?.category).toBeNull();
  });

  test('is what was reported by hand and taken up, whatever the reading made of it', () => {
    const [example] = made({ source: 'command', text: '东西不动了' }, happened.assigned, happened.claimed);
    expect(example).toMatchObject({ text: '东西不动了', request: true });
  });

  test('is a ticket that staff took back as none', () => {
    const gone = makeEvent({ kind: 'withdrawn', text: '不是诉求' }, actors.secretary, minutes(9));
    expect(made({}, happened.assigned, gone)[0]).toMatchObject({
      request: false,
      because: 'called-none',
      by: actors.secretary.personId,
    });
  });
});

describe('no example', () => {
  test.each([
    ['a draft nobody answered', [makeEvent({ kind: 'rejected', reason: '' }, actors.system)]],
    ['one ignored because it was known', [byLimei({ kind: 'rejected', reason: '重复了' })]],
    ['one still waiting', []],
    ['one taken back by its sender', [confirmed, byZhang({ kind: 'withdrawn', text: '不是诉求' })]],
    ['one taken back for another reason', [confirmed, byLimei({ kind: 'withdrawn', text: '住户搬走了' })]],
    ['what its sender corrected', [byZhang({ kind: 'corrected', category: COVER })]],
    [
      'what two keys called unreasonable',
      [confirmed, byLimei({ kind: 'excluded', reason: '', keys: ['a', 'b'] })],
    ],
  ])('is %s', (_what, later) => {
    expect(made(DRAFT, ...later)).toEqual([]);
  });

  test('is a ticket without words', () => {
    expect(made({ ...DRAFT, text: ' ' }, confirmed)).toEqual([]);
  });

  test('has a class that the policy has no more', () => {
    const [example] = made(DRAFT, byLimei({ kind: 'corrected', category: ['老类', '老小类'] }), confirmed);
    expect(example).toMatchObject({ request: true, category: null });
  });

  test('has the class its sender gave it, until staff have done the work with it', () => {
    const given = byZhang({ kind: 'corrected', category: COVER });
    expect(made(DRAFT, given, confirmed)[0]?.category).toBeNull();
    expect(made(DRAFT, given, confirmed, happened.finished)[0]?.category).toEqual(COVER);
  });

  test('is filled in by a language model', () => {
    const filled = makeEvent({ kind: 'corrected', category: COVER }, actors.system);
    expect(made(DRAFT, filled, confirmed)[0]?.category).toBeNull();
  });
});

test('a withdrawal that was taken back again leaves what staff said before', () => {
  const later = [confirmed, byLimei({ kind: 'withdrawn', text: '不是诉求' }), byLimei({ kind: 'restored' })];
  expect(made(DRAFT, ...later)[0]).toMatchObject({ request: true, because: 'confirmed' });
});

test('of the same words the newest verdict holds', () => {
  const old = [filed(DRAFT), confirmed];
  const fresh = [filed({ ...DRAFT, id: 't2' }), byLimei({ kind: 'rejected', reason: '' }, hours(3))];
  expect(examplesOf([fresh, old], policy)).toMatchObject([{ ticketId: 't2', request: false }]);
});
