import { describe, expect, it } from 'vitest';
import type { Deadlines } from '../../../src/engine/clock/calendar-types.ts';
import { due, needsNextWorker, nextDueAt } from '../../../src/engine/clock/due.ts';
import { HOUR_MS, type Instant, MINUTE_MS } from '../../../src/engine/glossary.ts';
import type { Assignment } from '../../../src/engine/ticket/action.ts';
import type { EventBody, Filing, TicketEvent } from '../../../src/engine/ticket/event.ts';
import { evolve, fold } from '../../../src/engine/ticket/evolve.ts';
import type { PendingRequest, Ticket } from '../../../src/engine/ticket/ticket.ts';
import {
  actors,
  filed,
  happened,
  makeEvent,
  makePolicy,
  makeTicket,
  STATUSES,
  stories,
  toChen,
} from '../../support/make-ticket.ts';

const policy = makePolicy();

/** `06-02 10:30` of 2026 in Shanghai; 06-01 is a Monday. */
function at(text: string): Instant {
  return Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`);
}

function shown(instant: Instant | null): string | null {
  return instant === null
    ? null
    : new Date(instant + 8 * HOUR_MS).toISOString().slice(5, 16).replace('T', ' ');
}

function story(events: readonly TicketEvent[], overrides: Partial<Filing> = {}): Ticket {
  return fold([filed({ deadlines: usual, ...overrides }), ...events]);
}

const usual = { respondBy: at('06-01 11:00'), updateBy: at('06-03 09:00'), solveBy: at('06-08 09:00') };
const assignedWith = (deadlines: Deadlines) =>
  makeEvent({ kind: 'assigned', assigneeId: 'limei', assigneeName: '李梅', because: [], deadlines });
const assigned = assignedWith(usual);
const claimed = makeEvent(
  { kind: 'claimed', assigneeId: 'limei', assigneeName: '李梅', updateBy: at('06-03 09:00') },
  actors.limei,
);

const PAUSE_ASKED: PendingRequest = {
  ...{ kind: 'pause', by: 'limei', at: 0, reason: '等配件' },
  ...{ to: null, until: at('06-10 09:00'), firstKey: null },
};

/** What one event says, and when. */
function brief(event: TicketEvent): string {
  const time = shown(event.at);
  switch (event.kind) {
    case 'reminded':
      return `${time} ${event.what} → ${event.to}`;
    case 'escalated':
      return `${time} escalated → ${event.to}`;
    case 'assigned':
      return `${time} assigned → ${event.assigneeId}`;
    default:
      return `${time} ${event.kind}`;
  }
}

/** Ticks whenever something falls due until `until`; `workers` are found one after the other. */
function run(start: Ticket, until: Instant, workers: readonly Assignment[] = []) {
  let ticket = start;
  const left = [...workers];
  const events: TicketEvent[] = [];
  for (let now = nextDueAt(ticket, policy); now !== null && now <= until; now = nextDueAt(ticket, policy)) {
    const next = needsNextWorker(ticket, policy, now) ? (left.shift() ?? null) : null;
    const happening = due(ticket, { now, policy, next });
    expect(happening.length).toBeGreaterThan(0);
    expect(events.length).toBeLessThan(50);
    ticket = happening.reduce<Ticket>(evolve, ticket);
    events.push(...happening);
  }
  return { ticket, said: events.map(brief) };
}

describe('a ticket that nobody claims', () => {
  it('is reminded of, handed to the next, and comes to the secretary when nobody is left', () => {
    const { said } = run(story([assigned]), at('06-03 08:00'), [toChen]);
    expect(said).toEqual([
      '06-01 11:00 claim → limei',
      '06-01 12:00 assigned → chen',
      '06-01 16:00 claim → chen',
      '06-01 17:00 escalated → secretary',
      '06-02 10:00 escalated → street',
    ]);
  });

  it('gives the next worker a whole response limit, while the resident’s date stays', () => {
    const [event] = due(story([assigned]), { now: at('06-01 12:00'), policy, next: toChen });
    expect(event).toMatchObject({
      kind: 'assigned',
      assigneeId: 'chen',
      because: toChen.because,
      deadlines: { respondBy: at('06-01 16:00'), solveBy: at('06-08 09:00') },
    });
  });

  it('with danger to life goes on through the night', () => {
    const deadlines = {
      respondBy: at('06-01 23:10'),
      updateBy: at('06-02 01:00'),
      solveBy: at('06-02 23:00'),
    };
    const critical = story([assignedWith(deadlines)], { urgency: 'critical', deadlines });
    expect(run(critical, at('06-02 00:00')).said).toEqual([
      '06-01 23:10 claim → limei',
      '06-01 23:15 escalated → secretary',
      '06-01 23:25 escalated → street',
    ]);
  });

  it('is not reminded of in quiet hours: the morning comes first', () => {
    const deadlines = {
      respondBy: at('06-01 21:00'),
      updateBy: at('06-03 09:00'),
      solveBy: at('06-08 09:00'),
    };
    const evening = story([assignedWith(deadlines)], { deadlines });
    expect(shown(nextDueAt(evening, policy))).toBe('06-02 08:00');
    expect(due(evening, { now: at('06-01 23:00'), policy, next: null })).toEqual([]);
  });
});

describe('a ticket with nobody to give it to', () => {
  it('goes to whoever is found by the response limit', () => {
    expect(run(story([]), at('06-01 12:00'), [toChen]).said[0]).toBe('06-01 11:00 assigned → chen');
  });

  it('else to the secretary and then to the street', () => {
    expect(run(story([]), at('06-03 12:00')).said).toEqual([
      '06-01 11:00 escalated → secretary',
      '06-01 15:00 escalated → street',
    ]);
  });

  it('after a return is counted from the return', () => {
    const returned = { ...happened.returned, at: at('06-02 09:30') };
    expect(run(story([assigned, returned]), at('06-02 18:00')).said).toEqual([
      '06-02 11:30 escalated → secretary',
      '06-02 15:30 escalated → street',
    ]);
  });
});

describe('a question asked back', () => {
  const asked = makeEvent({ kind: 'asked', what: 'place', until: at('06-01 09:30') });

  it('lapses, and the ticket goes to the next worker', () => {
    const { said, ticket } = run(story([asked]), at('06-01 10:00'), [toChen]);
    expect(said).toEqual(['06-01 09:30 ask-lapsed', '06-01 09:30 assigned → chen']);
    expect(ticket.ask).toBeNull();
  });

  it('lapses, and without a worker the secretary has to assign it', () => {
    expect(run(story([asked]), at('06-01 10:00')).said).toEqual([
      '06-01 09:30 ask-lapsed',
      '06-01 09:30 escalated → secretary',
    ]);
  });

  it('lapses quietly when somebody has it already', () => {
    expect(run(story([assigned, asked]), at('06-01 10:00')).said).toEqual(['06-01 09:30 ask-lapsed']);
  });

  it('lapses together with an overdue return: one worker gets it, once', () => {
    const returned = { ...happened.returned, at: at('06-01 09:10') };
    const ticket = story([assigned, returned, asked]);
    const events = due(ticket, { now: at('06-05 10:00'), policy, next: toChen });
    expect(events.map(brief)).toEqual(['06-05 10:00 ask-lapsed', '06-05 10:00 assigned → chen']);
  });

  it('needs a next worker only when it lapses', () => {
    const ticket = story([asked]);
    expect(needsNextWorker(ticket, policy, at('06-01 09:29'))).toBe(false);
    expect(needsNextWorker(ticket, policy, at('06-01 09:30'))).toBe(true);
  });
});

describe('what waits for somebody’s word', () => {
  const requested = (more: Partial<PendingRequest> = {}) =>
    makeEvent(
      { kind: 'requested', request: { ...PAUSE_ASKED, at: at('06-01 10:00'), ...more } },
      actors.limei,
      at('06-01 10:00'),
    );
  const whistled = (department: string, time: string) =>
    makeEvent({ kind: 'whistled', department, reason: '要断电' }, actors.secretary, at(time));

  it('a draft is reminded of once and lapses after a day, without becoming a ticket', () => {
    const { said, ticket } = run(fold(stories['waiting-confirm']), at('06-30 09:00'));
    expect(said).toEqual(['06-01 11:00 draft → secretary', '06-02 09:00 rejected']);
    expect(ticket).toMatchObject({ status: 'rejected', reason: '一直没有人确认' });
  });

  it('a draft that staff answered is not reminded of', () => {
    const { ticket } = run(fold(stories.rejected), at('06-30 09:00'));
    expect(nextDueAt(ticket, policy)).toBeNull();
  });

  it('a request comes to the secretary after the response limit, and then to the street, once each', () => {
    const { said } = run(story([assigned, claimed, requested()]), at('06-02 18:00'));
    expect(said).toEqual(['06-01 12:00 request → secretary', '06-01 16:00 request → street']);
  });

  it.each([{ answeredBy: 'street' }, { kind: 'exclusion', firstKey: 'zhao' }] as const)(
    'a request that only the street may answer comes to the street at once: %o',
    (more) => {
      const { said } = run(story([assigned, claimed, requested(more)]), at('06-01 15:00'));
      expect(said).toEqual(['06-01 12:00 request → street']);
    },
  );

  it('the second key of an exclusion is waited for from the first on', () => {
    const turned = makeEvent({ kind: 'key-turned', reason: '' }, actors.secretary, at('06-01 11:00'));
    const { said } = run(
      story([assigned, claimed, requested({ kind: 'exclusion' }), turned]),
      at('06-01 15:30'),
    );
    expect(said).toEqual(['06-01 15:00 request → street']);
  });

  it('an answered request is not reminded of', () => {
    const declined = makeEvent({ kind: 'declined', request: 'pause', reason: '不行' }, actors.secretary);
    expect(run(story([assigned, claimed, requested(), declined]), at('06-02 18:00')).said).toEqual([]);
  });

  it('a request is answered while the ticket is finished, too', () => {
    const finished = { ...happened.finished, at: at('06-01 10:30') };
    const exclusion = requested({ kind: 'exclusion', firstKey: 'zhao' });
    expect(run(story([assigned, claimed, finished, exclusion]), at('06-01 18:00')).said).toEqual([
      '06-01 12:00 request → street',
      '06-01 16:00 request → street',
    ]);
  });

  it('a silent department is reminded, then its caller hears; one that answered is not', () => {
    const answered = makeEvent(
      { kind: 'whistle-answered', department: '城管', stage: 'responded', text: '下午到' },
      actors.department,
      at('06-01 10:20'),
    );
    const ticket = story([
      ...[assigned, claimed],
      ...[whistled('供电所', '06-01 10:00'), whistled('城管', '06-01 10:10'), answered],
    ]);
    const { said } = run(ticket, at('06-02 18:00'));
    expect(said).toEqual(['06-01 12:00 whistle → street', '06-01 14:00 whistle-caller → zhao']);
    const [event] = due(ticket, { now: at('06-01 12:00'), policy, next: null });
    expect(event).toMatchObject({ kind: 'reminded', department: '供电所' });
  });

  it('each of two silent departments is reminded by itself', () => {
    const ticket = story([
      assigned,
      claimed,
      whistled('供电所', '06-01 09:30'),
      whistled('城管', '06-01 10:00'),
    ]);
    expect(run(ticket, at('06-01 12:30')).said).toEqual([
      '06-01 11:30 whistle → street',
      '06-01 12:00 whistle → street',
    ]);
  });
});

describe('silence', () => {
  const deadlines = { respondBy: at('06-01 09:10'), updateBy: at('06-01 11:00'), solveBy: at('06-08 09:00') };
  const urgent = story(
    [assignedWith(deadlines), { ...claimed, updateBy: at('06-01 11:00') } as TicketEvent],
    {
      urgency: 'critical',
      deadlines,
    },
  );

  it('is said again after twice the interval, then at most once a working day', () => {
    expect(run(urgent, at('06-04 12:00')).said.filter((line) => line.includes('update'))).toEqual([
      '06-01 11:00 update-due → limei',
      '06-01 15:00 update-due → limei',
      '06-02 15:00 update-due → limei',
      '06-03 15:00 update-due → limei',
    ]);
  });

  it('starts anew after progress', () => {
    const { ticket } = run(urgent, at('06-02 16:00'));
    const news = makeEvent(
      { kind: 'progressed', text: '在修', images: [], updateBy: at('06-03 10:00') },
      actors.limei,
      at('06-03 08:00'),
    );
    expect(run(evolve(ticket, news), at('06-03 18:00')).said).toEqual([
      '06-03 10:00 update-due → limei',
      '06-03 14:00 update-due → limei',
    ]);
  });
});

describe('work in hand', () => {
  it('is reminded of in silence, before and at its deadline, and escalated after it', () => {
    expect(run(story([assigned, claimed]), at('06-30 18:00')).said).toEqual([
      '06-03 09:00 update-due → limei',
      '06-05 09:00 solve-before → limei',
      '06-08 09:00 solve-due → limei',
      '06-08 18:00 escalated → secretary',
      '06-12 18:00 escalated → street',
    ]);
  });

  it('is reminded anew after news, from the new date on', () => {
    const news = makeEvent(
      { kind: 'progressed', text: '配件已订', images: [], updateBy: at('06-05 10:00') },
      actors.limei,
      at('06-03 10:00'),
    );
    const { ticket } = run(story([assigned, claimed]), at('06-03 09:30'));
    expect(run(evolve(ticket, news), at('06-05 17:00')).said).toEqual([
      '06-05 09:00 solve-before → limei',
      '06-05 10:00 update-due → limei',
    ]);
  });

  it('taken up late at night is reminded of in the morning, not at once', () => {
    const late = { ...claimed, at: at('06-09 23:00') };
    expect(shown(nextDueAt(story([assigned, late]), policy))).toBe('06-10 08:00');
  });

  it('after an extension is due at the new date only', () => {
    const { ticket } = run(story([assigned, claimed]), at('06-08 10:00'));
    const body: EventBody = { kind: 'extended', solveBy: at('06-15 09:00'), reason: '等厂家' };
    const extended = evolve(ticket, makeEvent(body, actors.secretary, at('06-08 11:00')));
    const { said } = run(extended, at('06-15 10:00'));
    expect(said.filter((line) => line.includes('solve'))).toEqual([
      '06-12 09:00 solve-before → limei',
      '06-15 09:00 solve-due → limei',
    ]);
  });
});

describe('a pause', () => {
  const paused = makeEvent(
    { kind: 'paused', until: at('06-04 09:00'), reason: '等配件' },
    actors.secretary,
    at('06-02 09:00'),
  );

  it('ends by itself, with the time given back', () => {
    const ticket = story([assigned, claimed, paused]);
    expect(nextDueAt(ticket, policy)).toBe(at('06-04 09:00'));
    const [event] = due(ticket, { now: at('06-04 09:00'), policy, next: null });
    expect(event).toMatchObject({
      kind: 'resumed',
      deadlines: { updateBy: at('06-05 09:00'), solveBy: at('06-10 09:00') },
    });
  });

  it('is silent while it lasts, however late the ticket was', () => {
    const late = story([assigned, claimed, { ...paused, at: at('06-20 09:00') }]);
    expect(due(late, { now: at('06-03 23:00'), policy, next: null })).toEqual([]);
  });
});

describe('a finished ticket', () => {
  it('is closed without an answer when nobody rates it, even at night', () => {
    const finished = { ...happened.finished, at: at('06-02 22:00') };
    const ticket = story([assigned, claimed, finished]);
    expect(run(ticket, at('06-30 00:00')).said).toEqual(['06-05 22:00 closed']);
    expect(run(ticket, at('06-30 00:00')).ticket).toMatchObject({ status: 'closed', closedHow: 'no-answer' });
  });
});

describe('what does not tick', () => {
  it.each(['closed', 'rejected', 'merged', 'withdrawn'] as const)('%s', (status) => {
    const ticket = makeTicket({ status });
    expect(nextDueAt(ticket, policy)).toBeNull();
    expect(due(ticket, { now: at('12-31 10:00'), policy, next: toChen })).toEqual([]);
  });
});

describe('downtime', () => {
  it('says only the newest of what was missed', () => {
    const ticket = story([assigned, claimed]);
    const now = at('06-09 10:00');
    const events = due(ticket, { now, policy, next: null });
    expect(events.map(brief)).toEqual(['06-09 10:00 escalated → secretary']);
    const after = events.reduce<Ticket>(evolve, ticket);
    expect(due(after, { now, policy, next: null })).toEqual([]);
    expect(shown(nextDueAt(after, policy))).toBe('06-12 18:00');
  });

  it('loses nothing: an unclaimed and late ticket goes to the next worker and to the street', () => {
    const events = due(story([assigned]), { now: at('06-30 10:00'), policy, next: toChen });
    expect(events.map(brief)).toContain('06-30 10:00 escalated → street');
  });
});

describe('time that goes back', () => {
  it.each(STATUSES)('makes nothing happen to a %s ticket', (status) => {
    const ticket = makeTicket({ status });
    const next = nextDueAt(ticket, policy);
    const earlier = (next ?? at('06-01 00:00')) - MINUTE_MS;
    expect(due(ticket, { now: earlier, policy, next: toChen })).toEqual([]);
  });
});
