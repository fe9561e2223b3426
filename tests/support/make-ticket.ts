import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../../src/engine/glossary.ts';
import type { ServicePolicy } from '../../src/engine/policy.ts';
import type { Actor, Assignment } from '../../src/engine/ticket/action.ts';
import type { EventBody, Filing, TicketEvent } from '../../src/engine/ticket/event.ts';
import { fold } from '../../src/engine/ticket/evolve.ts';
import type { Follower, Ticket, TicketStatus } from '../../src/engine/ticket/ticket.ts';

/** Monday 2026-06-01 09:00 in Asia/Shanghai: a working morning. */
export const MONDAY_9: Instant = Date.UTC(2026, 5, 1, 1, 0);

export function minutes(amount: number): Instant {
  return MONDAY_9 + amount * MINUTE_MS;
}

export function hours(amount: number): Instant {
  return MONDAY_9 + amount * HOUR_MS;
}

export function days(amount: number): Instant {
  return MONDAY_9 + amount * DAY_MS;
}

/** Invented people, one for each relation to a ticket. */
export const actors = {
  zhang: { personId: 'playground:zhang', name: '张阿姨', roles: ['resident'] },
  wang: { personId: 'playground:wang', name: '王哥', roles: ['resident'] },
  passer: { personId: 'playground:passer', name: '过路人', roles: ['resident'] },
  limei: { personId: 'limei', name: '李梅', roles: ['worker'] },
  chen: { personId: 'chen', name: '陈强', roles: ['worker'] },
  secretary: { personId: 'zhao', name: '赵书记', roles: ['worker', 'secretary'] },
  secretary2: { personId: 'qian', name: '钱书记', roles: ['secretary'] },
  street: { personId: 'sun', name: '孙主任', roles: ['street'] },
  both: { personId: 'zhou', name: '周主任', roles: ['secretary', 'street'] },
  department: { personId: 'police', name: '派出所', roles: ['department'] },
  system: { personId: 'system', name: 'system', roles: [] },
} as const satisfies Record<string, Actor>;

export const toLimei: Assignment = { personId: 'limei', name: '李梅', because: ['本网格'] };
export const toChen: Assignment = { personId: 'chen', name: '陈强', because: ['下一位'] };

export function makePolicy(overrides: Partial<ServicePolicy> = {}): ServicePolicy {
  const working = (amount: number, unit: 'hour' | 'day') => ({ amount, unit, calendar: 'working' }) as const;
  const round = (amount: number, unit: 'minute' | 'hour') => ({ amount, unit, calendar: '24h' }) as const;
  return {
    id: 'test',
    models: { reading: null, issue: null },
    version: 'test-1',
    calendar: {
      zone: 'Asia/Shanghai',
      workingParts: [
        { fromMinute: 540, toMinute: 720 },
        { fromMinute: 840, toMinute: 1080 },
      ],
      workingWeekdays: [1, 2, 3, 4, 5],
      extraHolidays: [],
      extraWorkdays: [],
      quietParts: [{ fromMinute: 1200, toMinute: 480 }],
    },
    categories: [
      { level1: '物业服务', level2: '电梯', words: ['电梯'], photosToFinish: false, needsPlace: true },
      { level1: '公共设施', level2: '井盖', words: ['井盖'], photosToFinish: true, needsPlace: true },
    ],
    limits: [
      {
        urgency: 'critical',
        level1: '*',
        level2: '*',
        respond: round(10, 'minute'),
        update: round(2, 'hour'),
        solve: round(24, 'hour'),
      },
      {
        urgency: '*',
        level1: '*',
        level2: '*',
        respond: working(2, 'hour'),
        update: working(2, 'day'),
        solve: working(5, 'day'),
      },
    ],
    thresholds: { openAt: 0.8, confirmAt: 0.5, sameAt: 0.7, urgentAt: 0.5 },
    timing: {
      windowMs: 5 * MINUTE_MS,
      askBackMs: 30 * MINUTE_MS,
      sameIssueMs: 2 * DAY_MS,
      callBackMs: 72 * HOUR_MS,
      reopenMs: 7 * DAY_MS,
      returnWithin: working(2, 'day'),
      extensionMax: working(10, 'day'),
      remindBeforeShare: 0.2,
      claimNextAfterShare: 0.5,
      updateAgain: working(1, 'day'),
      draftRemindMs: 2 * HOUR_MS,
      draftLapseMs: DAY_MS,
      whistleRespondMs: 2 * HOUR_MS,
      promptBudgetPerDay: 6,
      tomorrowAtMinute: null,
      bindCodeMs: DAY_MS,
      chatterKeepMs: 7 * DAY_MS,
    },
    appraisal: null,
    languageModel: {
      from: 0.25,
      to: 0.8,
      draftAt: 0.7,
      callsPerDay: 300,
      tokensPerDay: 300_000,
      timeLimitMs: 2000,
    },
    knowledge: {
      noticeKeepMs: 7 * DAY_MS,
      faqKeepMs: 365 * DAY_MS,
      longestMs: 1095 * DAY_MS,
      answerAt: 0.65,
      unaskedAt: 0.8,
      unaskedEveryMs: HOUR_MS,
    },
    lexicon: {},
    publicNumbers: { '*': '110' },
    ...overrides,
  };
}

export function makeFiling(overrides: Partial<Filing> = {}): Filing {
  return {
    id: 't1',
    streetId: 'kunlun',
    communityId: 'yanguang',
    gridId: 'yg-1',
    number: 128,
    draftNumber: null,
    kind: 'help',
    category: ['物业服务', '电梯'],
    urgency: 'normal',
    place: { text: '梅园3号楼', key: 'yg-1/梅园/3', gridId: 'yg-1', communityId: 'yanguang' },
    text: '梅园三号楼电梯不动了',
    onBehalfOf: null,
    messageIds: ['playground:m1'],
    images: [],
    why: ['电梯'],
    policyVersion: 'test-1',
    deadlines: { respondBy: hours(2), updateBy: days(2), solveBy: days(7) },
    source: 'talk',
    reporter: { personId: actors.zhang.personId, name: '张阿姨', roomId: 'playground:yard' },
    ...overrides,
  };
}

export function makeFollower(overrides: Partial<Follower> = {}): Follower {
  return {
    personId: actors.wang.personId,
    name: '王哥',
    roomId: 'playground:yard',
    at: minutes(5),
    messageId: 'playground:m2',
    why: '同楼同类',
    ...overrides,
  };
}

/** An event by `by` at `at`, with a message of its own. */
export function makeEvent(body: EventBody, by: Actor = actors.zhang, at: Instant = MONDAY_9): TicketEvent {
  return { at, actorId: by.personId, actorName: by.name, messageId: null, ...body };
}

export const filed = (overrides: Partial<Filing> = {}) =>
  makeEvent({ kind: 'filed', filing: makeFiling(overrides) });

const { deadlines } = makeFiling();

/** What usually happens, one event each. */
export const happened = {
  assigned: makeEvent(
    { kind: 'assigned', assigneeId: 'limei', assigneeName: '李梅', because: ['本网格'], deadlines },
    actors.system,
  ),
  claimed: makeEvent(
    { kind: 'claimed', assigneeId: 'limei', assigneeName: '李梅', updateBy: days(2) },
    actors.limei,
    minutes(10),
  ),
  arrived: makeEvent({ kind: 'arrived' }, actors.limei, minutes(20)),
  joined: makeEvent({ kind: 'joined', follower: makeFollower() }, actors.wang, minutes(5)),
  whistled: makeEvent(
    { kind: 'whistled', department: '供电所', reason: '要断电' },
    actors.secretary,
    minutes(30),
  ),
  paused: makeEvent({ kind: 'paused', until: days(3), reason: '等配件' }, actors.secretary, hours(2)),
  returned: makeEvent({ kind: 'returned', reason: '不归我管', by: 'limei' }, actors.secretary, hours(1)),
  finished: makeEvent({ kind: 'finished', result: '换了门锁', images: [] }, actors.limei, hours(5)),
  reopened: makeEvent(
    { kind: 'reopened', reason: '又坏了', deadlines, to: 'same-worker' },
    actors.zhang,
    hours(6),
  ),
  closed: makeEvent({ kind: 'closed', how: 'rated' }, actors.system, hours(7)),
  rejected: makeEvent({ kind: 'rejected', reason: '闲聊' }, actors.limei, minutes(3)),
  merged: makeEvent({ kind: 'merged', intoId: 't9', intoNumber: 9 }, actors.secretary, minutes(3)),
  withdrawn: makeEvent({ kind: 'withdrawn', text: '好了' }, actors.zhang, minutes(3)),
};

const taken = [filed(), happened.assigned, happened.claimed];
const done = [...taken, happened.finished];

/** A history that leads to each status. */
export const stories: Record<TicketStatus, readonly TicketEvent[]> = {
  'waiting-confirm': [filed({ number: null, draftNumber: 3 })],
  filed: [filed()],
  assigned: [filed(), happened.assigned],
  claimed: taken,
  working: [...taken, happened.arrived],
  whistled: [...taken, happened.whistled],
  paused: [...taken, happened.paused],
  returned: [filed(), happened.assigned, happened.returned],
  finished: done,
  reopened: [...done, happened.reopened],
  closed: [...done, happened.closed],
  rejected: [filed({ number: null, draftNumber: 3 }), happened.rejected],
  merged: [filed(), happened.merged],
  withdrawn: [filed(), happened.assigned, happened.withdrawn],
};

export const STATUSES = Object.keys(stories) as TicketStatus[];

/** A ticket in a status, reached by its story; `core` changes facts that no story has. */
export function makeTicket(core: Partial<Ticket> = {}): Ticket {
  return { ...fold(stories[core.status ?? 'filed']), ...core } as Ticket;
}
