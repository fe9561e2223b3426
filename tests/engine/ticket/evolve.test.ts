import { describe, expect, it } from 'vitest';
import { evolve, fold } from '../../../src/engine/ticket/evolve.ts';
import { HELD_STATUSES } from '../../../src/engine/ticket/standing.ts';
import { given } from '../../support/given.ts';
import {
  actors,
  days,
  filed,
  happened,
  hours,
  makeEvent,
  makeTicket,
  minutes,
  STATUSES,
  stories,
} from '../../support/make-ticket.ts';

const { zhang, limei, system, secretary } = actors;

describe('folding', () => {
  it.each(STATUSES)('reaches %s by its story', (status) => {
    expect(fold(stories[status])).toMatchObject({ status, version: stories[status].length });
  });

  it('begins with filing, and nothing else', () => {
    expect(() => fold([])).toThrow('at least one event');
    expect(() => evolve(null, happened.claimed)).toThrow('begins with filed');
  });

  it('leaves nothing of an old status behind', () => {
    expect(fold([...stories.claimed, happened.returned])).not.toHaveProperty('assigneeId');
    expect(fold(stories.reopened)).not.toHaveProperty('result');
    expect(fold([...stories.paused, happened.finished])).not.toHaveProperty('pausedUntil');
  });

  it('only counts an event that the status has no place for', () => {
    for (const status of STATUSES) {
      const before = makeTicket({ status });
      const after = evolve(before, filed({ text: '又一次' }));
      expect(after).toEqual({ ...before, version: before.version + 1 });
    }
  });

  it('takes reminders of the clock for no activity', () => {
    const reminded = makeEvent(
      { kind: 'reminded', key: 'claim@1', what: 'claim', to: 'limei' },
      system,
      hours(3),
    );
    const ticket = fold([...stories.assigned, reminded, reminded]);
    expect(ticket.lastActivityAt).toBe(filed().at);
    expect(ticket.reminded).toEqual(['claim@1']);
  });

  it.each([
    ['closed', stories.finished, happened.closed],
    ['rejected', stories['waiting-confirm'], happened.rejected],
    ['merged', stories.working, happened.merged],
    ['withdrawn', stories.working, happened.withdrawn],
  ] as const)('waits for nothing any more when %s', (status, story, event) => {
    const waiting = { ...fold(story), nextDueAt: days(9) };
    expect(evolve(waiting, happened.joined).nextDueAt).toBe(days(9));
    expect(evolve(waiting, event)).toMatchObject({ status, nextDueAt: null });
  });

  it('leaves a ticket with the first of two who claim it', () => {
    const second = { ...happened.claimed, assigneeId: 'chen', assigneeName: '陈强' };
    for (const status of [...HELD_STATUSES, 'paused'] as const) {
      expect(fold([...stories[status], second])).toMatchObject({ status, assigneeId: 'limei' });
    }
  });

  it('remembers everyone who was asked or took it, in order and once', () => {
    const chen = { assigneeId: 'chen', assigneeName: '陈强' };
    const { tried } = fold([
      ...stories.returned,
      { ...happened.assigned, ...chen },
      { ...happened.claimed, ...chen },
    ]);
    expect(tried).toEqual(['limei', 'chen']);
  });
});

describe('what was reminded of', () => {
  const remind = (key: string) =>
    makeEvent({ kind: 'reminded', key, what: 'claim', to: 'secretary' }, system, minutes(40));
  const all = ['claim', 'respond', 'update-due', 'solve-before', 'solve-due'].map(remind);

  it.each([
    ['claimed', stories.assigned, happened.claimed, ['solve-before', 'solve-due']],
    ['assigned', stories.assigned, happened.assigned, ['solve-before', 'solve-due']],
    ['reopened', stories.finished, happened.reopened, []],
    [
      'extended',
      stories.claimed,
      makeEvent({ kind: 'extended', solveBy: days(9), reason: '' }, secretary),
      ['claim', 'respond', 'update-due'],
    ],
    [
      'finished',
      stories.working,
      happened.finished,
      all.map((event) => (event.kind === 'reminded' ? event.key : '')),
    ],
  ])('may be said again in the period that %s begins', (...[, story, event, kept]) => {
    expect(fold([...story, ...all, event]).reminded).toEqual(kept);
  });
});

describe('a request', () => {
  const pending = given(stories.claimed).when(
    { type: 'request', kind: 'pause', reason: '等配件', to: null, until: days(2) },
    limei,
  ).history;

  it('lapses when the ticket changes hands', () => {
    const chen = { assigneeId: 'chen', assigneeName: '陈强' };
    expect(fold([...pending, { ...happened.assigned, ...chen }]).pending).toBeNull();
  });

  it('is hidden while the ticket is merged or withdrawn, and comes back with it', () => {
    const merged = fold([...pending, happened.merged]);
    expect(merged.pending).toBeNull();
    expect(evolve(merged, makeEvent({ kind: 'unmerged' }, secretary)).pending).toMatchObject({
      kind: 'pause',
    });
  });
});

describe('a question back', () => {
  const asked = makeEvent({ kind: 'asked', what: 'place', until: minutes(30) }, system);

  it('lapses unanswered', () => {
    expect(fold([filed(), asked, makeEvent({ kind: 'ask-lapsed' }, system, minutes(30))]).ask).toBeNull();
  });

  it('is over when somebody has claimed the ticket', () => {
    expect(fold([filed(), asked, happened.claimed]).ask).toBeNull();
  });

  it('stays while somebody is only assigned: the answer still says where to go', () => {
    expect(fold([filed(), asked, happened.assigned]).ask).not.toBeNull();
  });
});

describe('holding', () => {
  it.each(HELD_STATUSES)('has one holder while %s', (status) => {
    expect(makeTicket({ status })).toMatchObject({ assigneeId: 'limei', assigneeName: '李梅' });
  });

  it('keeps the messages of residents, not those of staff who wrote the ticket down', () => {
    const patrol = filed({
      source: 'patrol',
      reporter: { personId: 'limei', name: '李梅', roomId: 'r' },
      messageIds: [],
    });
    const note = {
      ...makeEvent({ kind: 'supplemented', text: '已拍照', images: [] }, limei),
      messageId: 'playground:m5',
    };
    expect(fold([patrol, note]).messageIds).toEqual([]);
    expect(fold([filed(), { ...note, actorId: zhang.personId }]).messageIds).toEqual([
      'playground:m1',
      'playground:m5',
    ]);
  });
});
