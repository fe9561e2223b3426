import type { Store, TicketChange } from '../src/app/ports.ts';
import { DAY_MS, HOUR_MS } from '../src/engine/glossary.ts';
import type { Filing, TicketEvent } from '../src/engine/ticket/event.ts';
import { fold } from '../src/engine/ticket/evolve.ts';
import { COMMUNITIES } from './rig.ts';

const AT_ONCE = 500;

/** Fills the database with tickets that were opened and closed in the past, by the store's own commit. */
export async function fillPast(store: Store, count: number, now: number): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE) {
    const size = Math.min(AT_ONCE, count - from);
    const tickets = Array.from({ length: size }, (_, n) => pastTicket(from + n, count, now));
    const done = await store.commit({ inbound: [], tickets, outbox: [], org: [] });
    if (done !== 'committed') throw new Error('the past could not be written');
  }
}

function pastTicket(n: number, count: number, now: number): TicketChange {
  const openedAt = now - 700 * DAY_MS + Math.floor((n / count) * 690) * DAY_MS;
  const events = eventsOf(n, openedAt);
  return { ticket: { ...fold(events), nextDueAt: null }, fromVersion: 0, events };
}

function eventsOf(n: number, at: number): TicketEvent[] {
  const head = { at, actorId: `past:${n}`, actorName: '居民', messageId: `past:${n}` };
  const worker = { ...head, actorId: 'w', actorName: '网格员', messageId: null };
  const deadlines = { respondBy: at + HOUR_MS, updateBy: at + DAY_MS, solveBy: at + 2 * DAY_MS };
  const rating = {
    personId: `past:${n}`,
    at,
    contacted: true,
    solved: true,
    satisfied: 'satisfied' as const,
    text: '',
  };
  return [
    { ...head, kind: 'filed', filing: filingOf(n, deadlines) },
    { ...worker, kind: 'assigned', assigneeId: 'w', assigneeName: '网格员', because: ['网格'], deadlines },
    { ...worker, kind: 'claimed', assigneeId: 'w', assigneeName: '网格员', updateBy: deadlines.updateBy },
    { ...worker, kind: 'finished', result: '已更换,试运行正常', images: [] },
    { ...head, kind: 'rated', rating },
    { ...worker, kind: 'closed', how: 'rated' },
  ];
}

function filingOf(n: number, deadlines: Filing['deadlines']): Filing {
  const community = `c${n % COMMUNITIES}`;
  const gridId = `${community}-g${n % 10}`;
  return {
    id: `past-${n}`,
    streetId: 's',
    communityId: community,
    gridId,
    number: 1_000_000 + n,
    draftNumber: null,
    kind: 'help',
    category: ['物业服务', '电梯'],
    urgency: 'normal',
    place: { text: `${n % 300}号楼`, key: `${gridId}//${n % 300}`, gridId, communityId: community },
    text: '电梯坏了,老人上不去',
    source: 'talk',
    reporter: { personId: `past:${n}`, name: '居民', roomId: `playground:${community}-res` },
    onBehalfOf: null,
    messageIds: [`past:${n}`],
    images: [],
    why: ['电梯', '坏了'],
    policyVersion: 'bench',
    deadlines,
  };
}
