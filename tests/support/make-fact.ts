import type { CallBack, FactId, SubjectFacts, TicketFact, Window } from '../../src/engine/appraisal/facts.ts';
import { windowOf } from '../../src/engine/appraisal/window.ts';

export const ZONE = 'Asia/Shanghai';
export const OCTOBER: Window = windowOf({ type: 'calendar-month' }, ZONE, '2026-10');
export const NOVEMBER: Window = windowOf({ type: 'calendar-month' }, ZONE, '2026-11');

/** `10-31 23:59:59` of 2026 in Shanghai. */
export function local(text: string): number {
  const [day = '', time = '00:00'] = text.split(' ');
  return Date.parse(`2026-${day}T${time}+08:00`);
}

/** A ticket that brings nothing to any month until a test says so. */
export function makeFact(overrides: Partial<TicketFact> = {}): TicketFact {
  const long = Date.parse('2020-01-01T00:00:00+08:00');
  return {
    id: `t${overrides.number ?? 128}`,
    number: 128,
    communityId: 'yanguang',
    gridId: 'yg-1',
    assigneeId: 'limei',
    reporterId: 'playground:zhang',
    source: 'talk',
    issueKey: 'yg-1/梅园/3 电梯',
    category1: '物业服务',
    category2: '电梯',
    openedAt: long,
    respondBy: null,
    claimedAt: null,
    solveBy: null,
    paused: false,
    finishedAt: null,
    closedAt: null,
    excluded: false,
    void: false,
    ratings: [],
    rework: 0,
    returns: [],
    progress: [],
    followers: 0,
    ...overrides,
  };
}

export function makeCallBack(at: string, answers: Partial<CallBack> = {}): CallBack {
  return { at: local(at), contacted: null, solved: null, satisfied: null, ...answers };
}

/** `{ finished: 2 }` of a subject's facts. */
export function countsOf(facts: SubjectFacts | undefined): Partial<Record<FactId, number>> {
  return Object.fromEntries(Object.entries(facts ?? {}).map(([id, { count }]) => [id, count]));
}
