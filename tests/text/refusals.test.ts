import { describe, expect, test } from 'vitest';
import type { Refusal, RefusalCode } from '../../src/engine/refusal.ts';
import { refusalText } from '../../src/text/refusals.ts';

type ByCode = { [C in RefusalCode]: Extract<Refusal, { code: C }> };

/** One of each; a new code without an example does not compile. */
const REFUSALS: { [C in RefusalCode]: ByCode[C] } = {
  'not-permitted': { code: 'not-permitted', command: '派单' },
  'wrong-room': { code: 'wrong-room', command: '名单', rooms: 'worker street private' },
  'staff-rates-own': { code: 'staff-rates-own' },
  'not-yours': { code: 'not-yours', number: 128, holder: '李梅' },
  'not-reporter': { code: 'not-reporter', number: 128 },
  'no-such-ticket': { code: 'no-such-ticket', number: 999 },
  'which-ticket': { code: 'which-ticket', command: '办结', numbers: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
  'no-ticket-meant': { code: 'no-ticket-meant', command: '办结' },
  'no-such-draft': { code: 'no-such-draft', number: 99, command: '立案', waiting: [1, 2] },
  'which-draft': { code: 'which-draft', command: '立案', numbers: [1, 2] },
  'draft-settled': {
    code: 'draft-settled',
    draft: 3,
    command: '忽略',
    how: 'rejected',
    by: '李梅',
    number: null,
    namesake: 3,
  },
  'no-such-person': { code: 'no-such-person', name: '王方', near: ['王芳'] },
  'which-person': { code: 'which-person', name: '王', candidates: ['王芳', '王强'] },
  'no-such-grid': { code: 'no-such-grid', name: '第九网格' },
  'not-the-worker': { code: 'not-the-worker', name: '孙燕' },
  'category-unclear': {
    code: 'category-unclear',
    number: 128,
    because: 'coarse',
    name: '水电气',
    names: ['停水', '停电', '燃气'],
  },
  'wrong-status': { code: 'wrong-status', number: 128, status: 'closed', action: 'claim' },
  'already-claimed': { code: 'already-claimed', number: 128, holder: '李梅' },
  'already-rated': { code: 'already-rated', number: 128 },
  'already-follows': { code: 'already-follows', number: 128 },
  'already-pending': { code: 'already-pending', number: 128, request: 'pause' },
  'nothing-pending': { code: 'nothing-pending', number: 128 },
  'return-too-late': { code: 'return-too-late', number: 128, untilText: '昨天 18:00' },
  'extended-before': { code: 'extended-before', number: 128 },
  'extension-too-long': { code: 'extension-too-long', number: 128, latestText: '6月20日 18:00' },
  'date-in-past': { code: 'date-in-past', text: '5月1日' },
  'date-unclear': { code: 'date-unclear', text: '过几天', example: '5月15日、明天' },
  'reason-missing': { code: 'reason-missing', command: '退单', example: '退单 128 不归我管' },
  'result-missing': { code: 'result-missing', number: 128, example: '办结 128 修好了' },
  'photos-missing': { code: 'photos-missing', number: 128, category: '井盖' },
  'reopen-too-late': { code: 'reopen-too-late', number: 128, days: 7 },
  'same-ticket': { code: 'same-ticket', number: 128 },
  'second-key-same-person': { code: 'second-key-same-person', number: 128 },
  conflict: { code: 'conflict', number: 128 },
  'unknown-command': { code: 'unknown-command', text: '结单', near: ['接单'] },
  'bad-arguments': {
    code: 'bad-arguments',
    command: '派单',
    problem: '请写上编号',
    example: '派单 128 王芳',
  },
  'place-needed': { code: 'place-needed', candidates: ['阳光花园3号楼', '湖滨新村3号楼'] },
  'no-such-entry': { code: 'no-such-entry', command: '通知', number: 9 },
  'text-too-long': { code: 'text-too-long', most: 500, chars: 812 },
  'entry-not-yours': { code: 'entry-not-yours', command: '问答', number: 2, at: '昆仑街道' },
  'scope-unclear': {
    code: 'scope-unclear',
    because: 'unknown',
    name: '第九网格',
    names: ['第一网格', '第二网格', '阳光社区'],
  },
  'text-missing': { code: 'text-missing', command: '报事', example: '报事 3号楼电梯坏了' },
  'code-wrong': { code: 'code-wrong' },
  'code-expired': { code: 'code-expired' },
  'code-used': { code: 'code-used' },
  'too-many-tries': { code: 'too-many-tries', waitMinutes: 10 },
  'account-bound': { code: 'account-bound', name: '李梅' },
  'room-not-bound': { code: 'room-not-bound' },
  'room-scope-unknown': { code: 'room-scope-unknown', text: '月亮社区', examples: ['本群 阳光社区 居民群'] },
  'not-scored': { code: 'not-scored', name: '李梅', monthKey: null },
  'item-unclear': { code: 'item-unclear', because: 'unknown', name: '早退', names: ['迟到'] },
  'entry-not-permitted': { code: 'entry-not-permitted', item: '迟到' },
  'points-missing': { code: 'points-missing', item: '迟到', least: '-2', most: '0' },
  'points-out': { code: 'points-out', item: '迟到', least: '-2', most: '0' },
  'entry-reason': { code: 'entry-reason', item: '迟到' },
  'entry-ahead': { code: 'entry-ahead' },
  'entry-too-late': { code: 'entry-too-late', monthKey: '2026-10' },
  'no-such-score-entry': { code: 'no-such-score-entry', number: 12 },
  'entry-settled': { code: 'entry-settled', number: 12 },
  'score-not-yours': { code: 'score-not-yours', name: '李梅' },
  'no-scores': { code: 'no-scores', monthKey: '2026-10', state: 'computed' },
  'month-ahead': { code: 'month-ahead' },
  'ranking-off': { code: 'ranking-off' },
  'report-off': { code: 'report-off' },
  'no-such-line': { code: 'no-such-line', name: '早退', names: ['按时率', '迟到'] },
  'value-out': { code: 'value-out', name: '按时率', value: '-3', most: '1000' },
  'no-appraisal': { code: 'no-appraisal' },
  'ballot-none': { code: 'ballot-none' },
  'ballot-closed': { code: 'ballot-closed', ballot: '同事互评' },
  'ballot-not-yours': { code: 'ballot-not-yours', subject: '孙燕', names: ['王强', '赵磊'] },
  'which-ballot': {
    code: 'which-ballot',
    subject: '陈华',
    ballots: [
      { number: 3, name: '街道测评' },
      { number: 4, name: '考核组测评' },
    ],
  },
  'voted-before': { code: 'voted-before', subject: '王强' },
  'votes-wrong': { code: 'votes-wrong', subject: '王强', aspects: ['德', '能', '勤', '绩', '廉'], most: 10 },
  'votes-unread': { code: 'votes-unread' },
  'month-none': { code: 'month-none', monthKey: '2025-10' },
  'month-not-over': { code: 'month-not-over', monthKey: '2026-10', untilText: '11月1日 00:00' },
  'month-not-ready': { code: 'month-not-ready', monthKey: '2026-10', state: 'computed', move: 'publish' },
  'month-past': { code: 'month-past', monthKey: '2026-10', state: 'published', move: 'publish' },
  'month-frozen': { code: 'month-frozen', monthKey: '2026-10', move: 'appeal' },
  'appeal-too-late': { code: 'appeal-too-late', monthKey: '2026-10', untilText: '11月9日 09:00' },
  'ballots-open': { code: 'ballots-open', monthKey: '2026-10', untilText: '今天 18:00' },
  'no-such-appeal': { code: 'no-such-appeal', number: 3, open: [4, 5] },
  'no-own-appeal': { code: 'no-own-appeal', number: 3 },
  'appeal-settled': { code: 'appeal-settled', number: 3 },
  'appeal-open': { code: 'appeal-open', number: 3 },
  'review-not-yours': { code: 'review-not-yours', number: 3 },
  'no-such-proposal': { code: 'no-such-proposal', number: null, open: [4] },
  'proposal-settled': { code: 'proposal-settled', number: 3 },
  'proposal-not-yours': { code: 'proposal-not-yours', number: 3 },
  'publish-not-yours': { code: 'publish-not-yours' },
  broken: { code: 'broken' },
};

describe('a refusal', () => {
  test.each(Object.values(REFUSALS))('$code says what to do next, in words', (refusal) => {
    const text = refusalText(refusal);
    expect(text).toMatch(/「.+」|请|谢谢|有进展会告诉您|可以写/);
    expect(text).not.toMatch(/undefined|null|NaN|\[object|[a-z]{4,}/);
    expect(text.length).toBeLessThan(120);
  });

  test('names states and actions as people do', () => {
    expect(refusalText(REFUSALS['wrong-status'])).toBe('#128 现在是「已结案」,不能接单。发「查 128」看详情');
    expect(refusalText({ code: 'not-permitted', command: 'approve' })).toContain('「批准」');
    expect(refusalText(REFUSALS['wrong-room'])).toBe('「名单」请到工作群、街道群、私聊里发');
    expect(refusalText({ ...REFUSALS['already-pending'], request: '供电所' })).toContain('「供电所」');
  });

  test('names a month with its year and its state in words', () => {
    expect(refusalText(REFUSALS['month-not-ready'])).toBe(
      '2026年10月的分还没有公布(已算分),请等算好、书记预览过再公布',
    );
    expect(refusalText(REFUSALS['month-past'])).toBe(
      '2026年10月已经公布过了(已公布),不用再来一次。发「排行」可以看',
    );
    expect(refusalText({ ...REFUSALS['month-past'], state: 'previewed', move: 'close' })).toBe(
      '2026年10月已经月结(等公布),不用再来一次。发「排行」可以看',
    );
  });

  test('lists at most eight tickets to choose from', () => {
    expect(refusalText(REFUSALS['which-ticket'])).toContain('#8 等。');
  });

  test('an argument that a schema refused in English is explained by its example', () => {
    const text = refusalText({ ...REFUSALS['bad-arguments'], problem: 'Invalid input: expected string' });
    expect(text).toBe('「派单」没看懂。例如「派单 128 王芳」');
  });

  test('repeats what was typed short and without private numbers', () => {
    const text = refusalText({ code: 'no-such-person', name: '13800001111', near: [] });
    expect(text).not.toContain('13800001111');
    expect(refusalText({ ...REFUSALS['date-unclear'], text: '很长'.repeat(400) }).length).toBeLessThan(80);
    const typed = `13812345678${'啊'.repeat(3000)}`;
    const unknown = [
      refusalText({ code: 'no-such-line', name: typed, names: ['出勤'] }),
      refusalText({ code: 'item-unclear', because: 'unknown', name: typed, names: ['出勤'] }),
    ];
    for (const said of unknown) {
      expect(said.length).toBeLessThan(120);
      expect(said).not.toContain('13812345678');
    }
  });
});
