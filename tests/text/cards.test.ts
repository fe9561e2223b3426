import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../commands/index.ts';
import { takeApart } from '../../src/app/incoming/params.ts';
import { buildRegistry, parseCommand } from '../../src/app/incoming/parse.ts';
import { NOTICE_CODES } from '../../src/engine/notice.ts';
import type { RequestKind, Ticket } from '../../src/engine/ticket/ticket.ts';
import { ticketCard } from '../../src/text/cards.ts';
import { sentences } from '../../src/text/zh-cn.ts';
import { days, happened, hours, makeFollower, makeTicket, STATUSES } from '../support/make-ticket.ts';
import { speaking } from './speaking.ts';

const PRIVATE = '联系13800001111,住3号楼2单元0502室,身份证110101190001011234';
const deadlines = { respondBy: hours(5), updateBy: days(1), solveBy: days(2) };
const made = (core: object): Ticket => makeTicket({ deadlines, ...core } as Partial<Ticket>);
const toStaff = (core: object, text: string | null = null) => ticketCard(made(core), text, speaking(false));
const toResidents = (core: object, text: string | null = null) =>
  ticketCard(made(core), text, speaking(true));
const labels = ({ actions }: { actions: readonly { label: string }[] }) => actions.map(({ label }) => label);

const pending = (kind: RequestKind) => ({
  kind,
  by: 'limei',
  at: hours(1),
  reason: '等配件',
  to: null,
  until: days(3),
  firstKey: null,
});
const REQUESTED = (['return', 'transfer', 'pause', 'extension', 'exclusion'] as const).map((kind) => ({
  status: 'claimed',
  pending: pending(kind),
}));
const EVERY_TICKET = [...STATUSES.map((status) => ({ status })), ...REQUESTED];

describe('buttons', () => {
  const registry = buildRegistry(COMMANDS);
  const actions = EVERY_TICKET.flatMap((core) => [...toStaff(core).actions, ...toResidents(core).actions]);
  const commands = [
    ...new Set(actions.map(({ command, input }) => command + (input ? ' 明天下午换,缓到6月9日' : ''))),
  ];

  test.each(commands)('「%s」 is what a person would type', (command) => {
    const parsed = parseCommand(command, registry, false);
    if (parsed.type !== 'command') throw new Error(`${command} is read as ${parsed.type}`);
    const raw = takeApart(parsed.rest, parsed.command.params);
    expect(raw).not.toHaveProperty('surplus');
    expect(parsed.command.args.safeParse(raw)).toMatchObject({ success: true });
    expect(parsed.rest).toMatch(/^(128|疑3)/);
  });

  test.each([
    ['waiting-confirm', ['立案', '忽略']],
    ['filed', ['接单', '派单']],
    ['assigned', ['接单', '退单']],
    ['working', ['办结', '进展', '缓办', '退单']],
    ['paused', ['恢复', '督办']],
    ['reopened', ['办结', '进展', '缓办', '退单', '督办']],
    ['finished', []],
    ['withdrawn', []],
  ] as const)('of staff, when it is %s', (status, expected) => {
    expect(labels(toStaff({ status }))).toEqual(expected);
  });

  test('of staff begin with the answer to a request; the second key of an exclusion has its own word', () => {
    const asked = toStaff({ status: 'claimed', pending: pending('return') });
    expect(asked.actions.slice(0, 2)).toEqual([
      { label: '同意', command: '批准 128', style: 'primary' },
      { label: '不同意', command: '驳回 128', style: 'danger', input: { label: '理由', required: true } },
    ]);
    const excluded = toStaff({ status: 'claimed', pending: pending('exclusion') });
    expect(excluded.actions[0]?.command).toBe('剔除 128');
  });

  test.each([
    ['assigned', ['我家也是', '不用办了']],
    ['working', ['我家也是', '催一催']],
    ['paused', ['异议', '我家也是', '催一催']],
    ['finished', ['满意', '基本满意', '不满意', '没解决']],
    ['closed', ['重办']],
    ['merged', []],
  ] as const)('of residents, when it is %s', (status, expected) => {
    expect(labels(toResidents({ status }))).toEqual(expected);
  });

  test('to rate are there for those who joined what staff wrote down, and for nobody else', () => {
    const found = {
      status: 'finished',
      source: 'patrol',
      reporter: { personId: 'limei', name: '李梅', roomId: 'r' },
    };
    expect(labels(toResidents(found))).toEqual([]);
    expect(labels(toResidents({ ...found, followers: [makeFollower()] }))).toContain('满意');
  });

  test('invite nobody to join where the reporter is alone with the bot', () => {
    expect(labels(toResidents({ status: 'assigned' }))).toContain('我家也是');
    const alone = ticketCard(made({ status: 'assigned' }), null, { ...speaking(true), inPrivate: true });
    expect(labels(alone)).toEqual(['不用办了']);
  });

  test('of a tip-off are nowhere among residents: who presses one is seen', () => {
    for (const status of STATUSES) expect(toResidents({ status, kind: 'tip-off' }).actions).toEqual([]);
    expect(labels(toStaff({ status: 'assigned', kind: 'tip-off' }))).toContain('接单');
  });

  test('are never more than a phone shows', () => {
    for (const core of EVERY_TICKET) expect(toStaff(core).actions.length).toBeLessThanOrEqual(5);
  });
});

describe('what a card shows', () => {
  test('to staff: who reported it, who has it, until which day', () => {
    const card = toStaff({ status: 'working', followers: [makeFollower()] }, '请报进展');
    expect(card).toMatchObject({ type: 'ticket', title: '#128 电梯', tone: 'working', text: '请报进展' });
    expect(card.fields).toEqual([
      { label: '状态', value: '办理中' },
      { label: '地点', value: '梅园3号楼' },
      { label: '报事人', value: '张阿姨' },
      { label: '户数', value: '2 户' },
      { label: '负责', value: '李梅' },
      { label: '时限', value: '6月3日 09:00 前办好' },
    ]);
  });

  test('to residents: where it stands and with whom, no more', () => {
    const card = toResidents({ status: 'working', followers: [makeFollower()], supervised: true });
    expect(card.fields.map(({ label }) => label)).toEqual(['状态', '地点', '负责', '户数']);
    expect(card.text).toBe('李梅 在办,6月3日 09:00 前办好');
  });

  test.each(EVERY_TICKET)('nothing private of anybody, $status', (core) => {
    const place = { text: `梅园3号楼 ${PRIVATE}`, key: 'k', gridId: 'yg-1', communityId: 'yanguang' };
    const told = { ...core, place, text: PRIVATE, pauseReason: PRIVATE, result: PRIVATE, reason: PRIVATE };
    for (const card of [toStaff(told), toResidents(told)]) {
      expect(JSON.stringify(card)).not.toMatch(/13800001111|0502|110101190001011234/);
    }
    const { reporter } = made(core);
    expect(JSON.stringify(toResidents(told))).not.toContain(reporter.name);
  });

  test('of a tip-off tells residents neither what was found nor how many told it, and staff no name', () => {
    const tip = { kind: 'tip-off', status: 'closed', result: '已查处', followers: [makeFollower()] };
    const shown = JSON.stringify(toResidents(tip));
    expect(shown).not.toMatch(/已查处|户/);
    expect(JSON.stringify(toStaff(tip))).not.toMatch(/张阿姨|王哥/);
    expect(toResidents({ ...tip, status: 'finished' }).text).toBe('李梅 已办结');
  });

  test.each([
    ['normal', 'assigned', 'waiting'],
    ['urgent', 'assigned', 'urgent'],
    ['critical', 'working', 'urgent'],
    ['critical', 'finished', 'done'],
    ['normal', 'withdrawn', 'plain'],
  ] as const)('%s and %s is %s', (urgency, status, tone) => {
    expect(toStaff({ urgency, status }).tone).toBe(tone);
  });

  test.each(STATUSES)('how it stands is said in one line, %s', (status) => {
    expect(toStaff({ status }).text).toMatch(/^「梅园三号楼电梯不动了」 .*\p{Script=Han}/u);
    expect(toResidents({ status }).text).not.toContain('梅园三号楼电梯不动了');
    expect(toResidents({ status }).text).not.toMatch(/今天|undefined|null|\n/);
  });
});

describe('which notices are cards', () => {
  const shown = NOTICE_CODES.filter((code) => {
    const notice = {
      code,
      to: { type: 'workers' },
      ticket: made({ status: 'claimed' }),
      event: happened.claimed,
      urgent: false,
    } as const;
    return sentences.noticeCard(notice, speaking(false)) !== null;
  });

  test('those that bring a ticket up or ask something', () => {
    expect(shown).toEqual(
      expect.arrayContaining(['opened', 'assigned', 'request-made', 'finished', 'reminder']),
    );
    expect(shown).not.toEqual(expect.arrayContaining(['joined']));
    expect(shown).not.toEqual(expect.arrayContaining(['withdrawn']));
  });
});

describe('lists are tables', () => {
  const many = Array.from({ length: 18 }, (_, index) => made({ status: 'claimed', number: index + 1 }));
  const listed = { code: 'tickets-listed', title: '在办:', tickets: many, empty: '没有' } as const;

  test('cut to what a phone shows, every row as wide as its head', () => {
    const table = sentences.replyCard(listed, speaking(false));
    if (table?.type !== 'table') throw new Error('no table');
    expect(table).toMatchObject({ title: '在办', text: '…还有 3 件' });
    expect(table.rows).toHaveLength(15);
    expect(table.rows[0]).toEqual(['#1', '电梯', '梅园3号楼', '已接单', '李梅', '还剩 1天21小时']);
    for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
  });

  test('without deadlines for residents, and none at all for an empty list', () => {
    expect(JSON.stringify(sentences.replyCard(listed, speaking(true)))).not.toContain('还剩');
    expect(sentences.replyCard({ ...listed, tickets: [] }, speaking(false))).toBeNull();
  });

  test('of what is to be done, of one’s own, of people', () => {
    const todo = sentences.replyCard(
      { code: 'todo-listed', name: '李梅', tickets: many.slice(0, 1) },
      speaking(false),
    );
    expect(todo).toMatchObject({
      title: '李梅 的待办 1 件',
      rows: [['#1', '电梯', '梅园3号楼', '已接单', '6月3日 09:00(还剩 1天21小时)']],
    });
    const toRate = [made({ status: 'finished', number: 7 })];
    const mine = sentences.replyCard({ code: 'mine-listed', open: [], toRate }, speaking(true));
    expect(mine).toMatchObject({
      text: '等您评价:「评价 7 满意」',
      rows: [['#7', '电梯', '梅园3号楼', '已办结,待评价', '李梅']],
    });
    const one = {
      name: '李梅',
      posts: [{ post: 'grid-worker', at: '第一网格' }],
      open: 3,
      onLeave: true,
      isBound: false,
    } as const;
    const staff = sentences.replyCard(
      { code: 'staff-listed', title: '阳光社区:', staff: [one] },
      speaking(false),
    );
    expect(staff).toMatchObject({
      title: '阳光社区',
      rows: [['李梅', '第一网格网格员', '3', '休假中 未绑定']],
    });
  });

  test('a ticket asked for is its card, unless whoever asks may only know where it stands', () => {
    const shown = { code: 'ticket-shown', ticket: made({ status: 'working' }), history: [] } as const;
    expect(sentences.replyCard({ ...shown, full: true }, speaking(false))).toMatchObject({ type: 'ticket' });
    expect(sentences.replyCard({ ...shown, full: false }, speaking(true))).toBeNull();
    expect(sentences.replyCard({ code: 'greeting' }, speaking(true))).toBeNull();
  });
});
