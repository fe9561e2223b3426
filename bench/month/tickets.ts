import type { TicketChange } from '../../src/app/ports.ts';
import { DAY_MS, HOUR_MS } from '../../src/engine/glossary.ts';
import type { Filing, TicketEvent } from '../../src/engine/ticket/event.ts';
import { fold } from '../../src/engine/ticket/evolve.ts';
import { GRIDS_EACH, gridId, STREET, workerOf } from './town.ts';

const ISSUES = [
  ['物业服务', '电梯'],
  ['公共设施', '路灯'],
  ['环境卫生', '垃圾清运'],
  ['城市管理', '占道经营'],
] as const;
const SATISFIED = ['satisfied', 'satisfied', 'satisfied', 'basically', 'dissatisfied'] as const;

export interface TicketsGiven {
  count: number;
  communities: number;
  /** The first instant of the month. */
  from: number;
}

/** The n-th ticket of the month: reported, claimed, noted, finished, rated and closed; one in nine was given back first. */
export function ticketOf(n: number, { count, communities, from }: TicketsGiven): TicketChange {
  const openedAt = from + Math.floor((n / count) * 26 * DAY_MS);
  const community = n % communities;
  const grid = gridId(community, Math.floor(n / communities) % GRIDS_EACH);
  const events = eventsOf(n, openedAt, filingOf(n, { community, grid, openedAt }));
  return { ticket: { ...fold(events), nextDueAt: null }, fromVersion: 0, events };
}

function eventsOf(n: number, at: number, filing: Filing): TicketEvent[] {
  const reporter = { actorId: `past:${n}`, actorName: '居民', messageId: `past:${n}` };
  const assigneeId = workerOf(filing.gridId ?? '');
  const worker = { actorId: assigneeId, actorName: '网格员', messageId: null };
  const held = { assigneeId, assigneeName: '网格员' };
  const { deadlines } = filing;
  const assigned = { kind: 'assigned', ...held, because: ['网格'], deadlines } as const;
  const later = (hours: number) => ({ ...worker, at: at + hours * HOUR_MS });
  const back: TicketEvent[] =
    n % 9 === 0
      ? [
          { ...later(0.4), kind: 'returned', reason: '不归我管', by: assigneeId },
          { ...later(0.5), ...assigned },
        ]
      : [];
  return [
    { ...reporter, at, kind: 'filed', filing },
    { ...later(0), ...assigned },
    ...back,
    { ...later(1 + (n % 4)), kind: 'claimed', ...held, updateBy: deadlines.updateBy },
    { ...later(6), kind: 'progressed', text: '看过了,在等配件', images: [], updateBy: deadlines.updateBy },
    { ...later(20 + (n % 50)), kind: 'finished', result: '已更换,试运行正常', images: [] },
    { ...reporter, at: at + 72 * HOUR_MS, kind: 'rated', rating: ratingOf(n, at + 72 * HOUR_MS) },
    { ...later(72), kind: 'closed', how: 'rated' },
  ];
}

function ratingOf(n: number, at: number) {
  const satisfied = SATISFIED[n % SATISFIED.length] ?? 'satisfied';
  const solved = satisfied !== 'dissatisfied';
  return { personId: `past:${n}`, at, contacted: n % 11 !== 0, solved, satisfied, text: '' };
}

function filingOf(
  n: number,
  { community, grid, openedAt }: { community: number; grid: string; openedAt: number },
): Filing {
  const building = (n * 7) % 40;
  return {
    id: `month-${n}`,
    streetId: STREET,
    communityId: `c${community}`,
    gridId: grid,
    number: n + 1,
    draftNumber: null,
    kind: 'help',
    category: ISSUES[n % ISSUES.length] ?? ISSUES[0],
    urgency: 'normal',
    place: {
      text: `${community}号苑${building}号楼`,
      key: `${grid}/苑/${building}`,
      gridId: grid,
      communityId: `c${community}`,
    },
    text: '电梯坏了,老人上不去',
    source: n % 20 === 0 ? 'patrol' : 'talk',
    reporter: { personId: `past:${n}`, name: '居民', roomId: `playground:c${community}-res` },
    onBehalfOf: null,
    messageIds: [`past:${n}`],
    images: [],
    why: ['电梯', '坏了'],
    policyVersion: 'bench',
    deadlines: {
      respondBy: openedAt + 2 * HOUR_MS,
      updateBy: openedAt + DAY_MS,
      solveBy: openedAt + 2 * DAY_MS,
    },
  };
}
