import { describe, expect, test } from 'vitest';
import { NOTICE_CODES, type NoticeCode } from '../../src/engine/notice.ts';
import type { EventBody, TicketEvent } from '../../src/engine/ticket/event.ts';
import type { Ticket, TicketCore } from '../../src/engine/ticket/ticket.ts';
import { noticeText } from '../../src/text/notices.ts';
import { REMINDERS } from '../../src/text/notices-ending.ts';
import { actors, days, hours, makeEvent, makeFollower, makeTicket } from '../support/make-ticket.ts';
import { speaking } from './speaking.ts';

const PRIVATE = '联系13800001111,住3号楼2单元0502室,身份证110101190001011234';
const deadlines = { respondBy: hours(5), updateBy: days(1), solveBy: days(2) };

const request = (kind: 'return' | 'transfer' | 'pause' | 'extension' | 'exclusion', text = '等配件') => ({
  kind,
  by: 'limei',
  at: hours(1),
  reason: text,
  to: kind === 'transfer' ? 'wangqiang' : null,
  until: kind === 'pause' || kind === 'extension' ? days(3) : null,
  firstKey: null,
});

const reminded: Extract<TicketEvent, { kind: 'reminded' }> = {
  ...{ at: hours(3), actorId: 'system', actorName: 'system', messageId: null },
  ...{ kind: 'reminded', key: 'whistle@1#供电所', what: 'whistle', to: 'secretary', department: '供电所' },
};

interface Case {
  status: Ticket['status'];
  event: (text: string) => EventBody;
  core?: Partial<TicketCore>;
  residents?: string;
  staff?: string;
}

const CASES: Record<NoticeCode, Case> = {
  opened: {
    status: 'assigned',
    event: () => ({ kind: 'confirmed', number: 128 }),
    residents: '已受理 #128 电梯 · 梅园3号楼 · 李梅 14:00 前回应。同样受影响请回复「+1」',
  },
  'opened-critical': {
    status: 'assigned',
    event: () => ({ kind: 'confirmed', number: 128 }),
    core: { urgency: 'critical', category: ['水电气', '燃气'] },
    residents:
      '【特急】已受理 #128 燃气 · 梅园3号楼,已通知 李梅 和街道。请先保证自己安全,并拨打 燃气抢修电话',
  },
  'asked-place': {
    status: 'filed',
    event: () => ({ kind: 'asked', what: 'place', until: hours(1) }),
    residents: '@张阿姨 已记下 #128 电梯。请问是哪栋楼/哪个位置?',
  },
  'confirm-wanted': {
    status: 'waiting-confirm',
    event: () => ({ kind: 'confirmed', number: 128 }),
    staff:
      '疑3 「梅园三号楼电梯不动了」(张阿姨),像是求助:电梯 梅园3号楼。要办请回复「立案 疑3」,不办请回复「忽略 疑3」',
  },
  assigned: {
    status: 'assigned',
    event: () => ({ kind: 'arrived' }),
    core: { followers: [makeFollower(), makeFollower({ personId: 'p2', name: '刘姐' })] },
    staff: '#128 电梯(3户) 梅园3号楼 → @李梅。「梅园三号楼电梯不动了」,请在 今天 14:00 前回复「接单 128」',
  },
  unassigned: {
    status: 'filed',
    event: () => ({ kind: 'arrived' }),
    staff: '@陈华 #128 电梯 梅园3号楼 还没有合适的人接。「梅园三号楼电梯不动了」。请回复「派单 128 姓名」',
  },
  'critical-to-street': {
    status: 'assigned',
    event: () => ({ kind: 'arrived' }),
    core: { urgency: 'critical' },
    staff: '【特急】#128 电梯 梅园3号楼(阳光社区)「梅园三号楼电梯不动了」。已通知 李梅,请街道关注',
  },
  claimed: {
    status: 'claimed',
    event: () => ({ kind: 'claimed', assigneeId: 'limei', assigneeName: '李梅', updateBy: days(1) }),
    residents: '#128 电梯:李梅 已接单,6月3日 09:00 前办好',
    staff: '李梅 已接 #128,解决时限 6月3日 09:00',
  },
  joined: {
    status: 'claimed',
    event: () => ({ kind: 'joined', follower: makeFollower() }),
    core: { followers: [makeFollower()] },
    residents: '@王哥 记上了,#128 现有 2 户,有进展告诉您',
    staff: '#128 电梯 又有一户反映:王哥(同楼同类),现有 2 户。不是同一件请回复「拆分 128 王哥」',
  },
  'place-corrected': {
    status: 'claimed',
    event: () => ({ kind: 'corrected', gridId: 'yg-2' }),
    staff: '#128 地点已更正:梅园3号楼,请 @李梅 留意',
  },
  'supplemented-to-worker': {
    status: 'claimed',
    event: (text) => ({ kind: 'supplemented', text, images: ['p1', 'p2'] }),
    staff: '@李梅 #128 有补充:等配件,2 张照片',
  },
  'request-made': {
    status: 'claimed',
    event: (text) => ({ kind: 'requested', request: request('pause', text) }),
    staff: '@陈华 李梅 申请缓办 #128 电梯 到 6月4日:等配件。请回复「批准 128」或「驳回 128 原因」',
  },
  'request-approved': {
    status: 'paused',
    event: () => ({ kind: 'paused', until: days(3), reason: '等配件' }),
    staff: '@李梅 #128 缓办已批准,到 6月4日',
  },
  'request-declined': {
    status: 'claimed',
    event: (reason) => ({ kind: 'declined', request: 'return', reason }),
    staff: '@李梅 #128 的退单没有批准:等配件。请继续办理',
  },
  returned: {
    status: 'returned',
    event: (reason) => ({ kind: 'returned', reason, by: 'limei' }),
    staff: '#128 电梯 已退单:等配件。@陈华 请重新派单:「派单 128 姓名」',
  },
  disputed: {
    status: 'returned',
    event: (reason) => ({ kind: 'disputed', reason }),
    staff: '#128 电梯 梅园3号楼(阳光社区)归哪个社区有争议:等配件。请街道定:「转派 128 姓名 原因」',
  },
  transferred: {
    status: 'assigned',
    event: (reason) => ({
      kind: 'transferred',
      from: 'wangqiang',
      to: 'limei',
      toName: '李梅',
      communityId: 'yanguang',
      gridId: 'yg-1',
      reason,
      deadlines,
    }),
    residents: '#128 电梯 已转给 李梅 办,14:00 前回应',
    staff: '#128 电梯 梅园3号楼 → @李梅:等配件。请回复「接单 128」',
  },
  'paused-to-residents': {
    status: 'paused',
    event: (reason) => ({ kind: 'paused', until: days(3), reason }),
    residents: '#128 电梯 要缓到 6月4日:等配件。不同意请回复「异议 128 原因」',
  },
  objected: {
    status: 'paused',
    event: (text) => ({ kind: 'objected', text }),
    staff: '@陈华 #128 居民不同意缓办:等配件。要继续办请回复「恢复 128」',
  },
  resumed: {
    status: 'working',
    event: (reason) => ({ kind: 'resumed', reason, deadlines }),
    residents: '#128 电梯 已恢复办理,6月3日 09:00 前办好',
    staff: '@李梅 #128 已恢复办理,解决时限 6月3日 09:00',
  },
  'extended-to-residents': {
    status: 'working',
    event: (reason) => ({ kind: 'extended', solveBy: days(4), reason }),
    residents: '#128 电梯 要延到 6月5日 办好:等配件',
  },
  whistled: {
    status: 'whistled',
    event: (reason) => ({ kind: 'whistled', department: '供电所', reason }),
    staff: '【吹哨】#128 电梯 梅园3号楼,请 供电所 到场:等配件。回应请发「响应 128 供电所 情况」',
  },
  'whistle-answered': {
    status: 'whistled',
    event: (text) => ({ kind: 'whistle-answered', department: '供电所', stage: 'arrived', text }),
    staff: '#128 供电所 已到场:等配件',
  },
  supervised: {
    status: 'claimed',
    event: (text) => ({ kind: 'supervised', text }),
    staff: '【督办】#128 电梯 梅园3号楼:等配件。@李梅 请尽快处理并回复「进展 128 情况」',
  },
  urged: {
    status: 'claimed',
    event: (text) => ({ kind: 'urged', text }),
    core: { urges: 2 },
    staff: '@李梅 #128 居民第 2 次催办:等配件',
  },
  finished: {
    status: 'finished',
    event: (result) => ({ kind: 'finished', result, images: [] }),
    core: { followers: [makeFollower()] },
    residents: '#128 已修好:等配件(李梅)。@张阿姨 @王哥 请评价:满意 / 基本满意 / 不满意',
  },
  reopened: {
    status: 'reopened',
    event: (reason) => ({ kind: 'reopened', reason, deadlines, to: 'same-worker' }),
    residents: '#128 电梯 重新办理,还是 李梅 负责,6月3日 09:00 前办好',
    staff: '@李梅 #128 电梯 梅园3号楼 居民说没办好:等配件。请返工,6月3日 09:00 前办好',
  },
  'reopened-to-secretary': {
    status: 'reopened',
    event: (reason) => ({ kind: 'reopened', reason, deadlines, to: 'secretary' }),
    core: { rework: 2 },
    staff:
      '@陈华 #128 电梯 梅园3号楼 返工后居民仍不满意(第 2 次):等配件。请督办或改派:「督办 128 要求」「转派 128 姓名 原因」',
  },
  'rated-to-worker': {
    status: 'finished',
    event: (text) => ({
      kind: 'rated',
      rating: { personId: 'p1', at: hours(2), contacted: true, solved: null, satisfied: 'basically', text },
    }),
    staff: '#128 电梯 居民评价:联系过,基本满意:等配件',
  },
  merged: {
    status: 'merged',
    event: () => ({ kind: 'merged', intoId: 't9', intoNumber: 9 }),
    residents: '#128 电梯 · 梅园3号楼 和 #9 是同一件事,已并到 #9 一起办,进展看 #9',
  },
  withdrawn: {
    status: 'withdrawn',
    event: (text) => ({ kind: 'withdrawn', text }),
    staff: '#128 电梯 梅园3号楼 已由李梅撤回,不用再办',
  },
  excluded: {
    status: 'claimed',
    event: (reason) => ({ kind: 'excluded', reason, keys: ['chenhua', 'xujing'] }),
    staff: '#128 已由书记和街道两方确认,不计入考核:等配件。撤销请回复「恢复 128」',
  },
  reminder: {
    status: 'finished',
    event: () => ({ kind: 'reminded', key: 'call-back', what: 'call-back', to: 'x' }),
    residents: '@张阿姨 #128 电梯 办好了吗?请评价:满意 / 基本满意 / 不满意',
  },
  escalated: {
    status: 'assigned',
    event: () => ({ kind: 'escalated', key: 'unclaimed', to: 'street' }),
    staff: '请街道关注 #128 电梯 梅园3号楼(阳光社区) 一直没人接。可回复「派单 128 姓名」',
  },
  'closed-no-answer': {
    status: 'closed',
    event: () => ({ kind: 'closed', how: 'no-answer' }),
    staff: '#128 电梯 没有收到评价,已按“未评价”结案',
  },
};

function say(code: NoticeCode, toResidents: boolean, text = '等配件'): string {
  const { status, event, core } = CASES[code];
  const made = makeTicket({ status, deadlines, ...core } as Partial<Ticket>);
  const ticket = { ...made, text: text === PRIVATE ? PRIVATE : made.text };
  const happened = makeEvent(event(text), actors.limei, hours(3));
  return noticeText(
    { code, to: { type: 'residents' }, ticket, event: happened, urgent: false },
    speaking(toResidents),
  );
}

describe('what the bot says', () => {
  test.each(NOTICE_CODES)('%s, word for word', (code) => {
    const { residents, staff } = CASES[code];
    if (residents !== undefined) expect(say(code, true)).toBe(residents);
    if (staff !== undefined) expect(say(code, false)).toBe(staff);
    expect(residents ?? staff).toBeDefined();
  });

  test.each(NOTICE_CODES)('%s repeats no phone, ID or door number in any room', (code) => {
    for (const toResidents of [true, false]) {
      expect(say(code, toResidents, PRIVATE)).not.toMatch(/13800001111|110101|0502/);
    }
  });

  test.each(NOTICE_CODES)('%s is short, and says nothing that only a program understands', (code) => {
    const text = say(code, false, '很长的话'.repeat(500));
    expect(text.length).toBeLessThan(260);
    expect(text).not.toMatch(/undefined|null|NaN|\[object|[a-z]{4,}/);
  });

  test.each(Object.entries(REMINDERS))(
    'the reminder %s names the next step or the question',
    (_what, sentence) => {
      const waiting = makeTicket({
        status: 'paused',
        pending: request('return', '不归我'),
      } as Partial<Ticket>);
      expect(sentence(waiting, speaking(false), reminded)).toMatch(/「.+」|请/);
    },
  );

  test('says whether the reporter took it back or somebody of the staff', () => {
    const ticket = makeTicket({ status: 'withdrawn' });
    const event = makeEvent({ kind: 'withdrawn', text: '好了' }, actors.zhang);
    const notice = { code: 'withdrawn', to: { type: 'workers' }, ticket, event, urgent: false } as const;
    expect(noticeText(notice, speaking(false))).toContain('已由报事人撤回');
  });

  test('tells apart what a language model made staff look at', () => {
    const ticket = makeTicket({ status: 'waiting-confirm', source: 'proposal' });
    const event = makeEvent({ kind: 'confirmed', number: 128 });
    const notice = { code: 'confirm-wanted', to: { type: 'workers' }, ticket, event, urgent: false } as const;
    const text = noticeText(notice, speaking(false));
    expect(text).toMatch(/^疑3 语言模型提议:「梅园三号楼电梯不动了」/);
  });

  test('tells apart who has to answer a request', () => {
    const waiting = makeTicket({ status: 'claimed', pending: request('pause') } as Partial<Ticket>);
    expect(REMINDERS.request(waiting, speaking(false), reminded)).toBe(
      '@陈华 #128 电梯 梅园3号楼 的缓办申请还没有答复:等配件。请回复「批准 128」或「驳回 128 原因」',
    );
    expect(REMINDERS.request(waiting, speaking(false), { ...reminded, to: 'street' })).toBe(
      '请街道答复 #128 电梯 梅园3号楼(阳光社区) 的缓办申请还没有答复:等配件。请回复「批准 128」或「驳回 128 原因」',
    );
  });

  test('names the street, not the secretary, for a request of the secretary’s own', () => {
    const own = { ...request('pause'), by: 'chenhua', answeredBy: 'street' } as const;
    const event = makeEvent({ kind: 'requested', request: own });
    const ticket = makeTicket({ status: 'claimed', pending: own } as Partial<Ticket>);
    const notice = { code: 'request-made', to: { type: 'street' }, ticket, event, urgent: false } as const;
    expect(noticeText(notice, speaking(false))).toBe(
      '陈华 申请缓办 #128 电梯 到 6月4日:等配件。请街道回复「批准 128」或「驳回 128 原因」',
    );
  });

  test('says by when a draft is given up', () => {
    const draft = makeTicket({ status: 'waiting-confirm' } as Partial<Ticket>);
    expect(REMINDERS.draft(draft, speaking(false), reminded)).toBe(
      '@陈华 疑3 还没有人确认:「梅园三号楼电梯不动了」。要办请回复「立案 疑3」,明天 09:00 前没有回复就不立案',
    );
  });

  test('asks whoever waits, but lists no crowd', () => {
    const followers = Array.from({ length: 9 }, (_, index) =>
      makeFollower({ personId: `p${index}`, name: `住户${index}` }),
    );
    const ticket = makeTicket({ status: 'finished', followers } as Partial<Ticket>);
    const event = makeEvent({ kind: 'finished', result: '修好了', images: [] });
    const text = noticeText(
      { code: 'finished', to: { type: 'residents' }, ticket, event, urgent: false },
      speaking(true),
    );
    expect(text).toContain('@张阿姨 @住户0 @住户1 @住户2 @住户3 @住户4 等10位 请评价');
  });

  test('does not name who tipped off, nor says that a question was repaired', () => {
    const event = makeEvent({ kind: 'finished', result: '已拆除', images: [] });
    const finished = (kind: Ticket['kind']) =>
      noticeText(
        {
          code: 'finished',
          to: { type: 'residents' },
          ticket: makeTicket({ status: 'finished', kind } as Partial<Ticket>),
          event,
          urgent: false,
        },
        speaking(true),
      );
    expect(finished('tip-off')).toBe('#128 已办好:已拆除(李梅)。请评价:满意 / 基本满意 / 不满意');
    expect(finished('question')).toMatch(/^#128 已答复:/);
  });

  test('a deadline reached is not told as no minutes left', () => {
    const ticket = makeTicket({
      status: 'assigned',
      deadlines: { ...deadlines, respondBy: hours(3) },
    } as Partial<Ticket>);
    expect(REMINDERS.claim(ticket, speaking(false), reminded)).toContain('还没人接,已到时限。');
  });
});
