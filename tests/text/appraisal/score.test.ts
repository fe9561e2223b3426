import { describe, expect, test } from 'vitest';
import type {
  EntryShown,
  LineWhy,
  ScoreReply,
  SheetShown,
  TotalWhy,
} from '../../../src/app/appraisal/score-replies.ts';
import type { Move } from '../../../src/engine/appraisal/compare.ts';
import type { Item, Scoring } from '../../../src/engine/appraisal/policy.ts';
import type { Because, ScoreLine } from '../../../src/engine/appraisal/sheet.ts';
import { sentences } from '../../../src/text/zh-cn.ts';
import { makeSheet } from '../../support/make-appraisal.ts';
import { days } from '../../support/make-ticket.ts';
import { speaking } from '../speaking.ts';

const say = (reply: ScoreReply) => sentences.reply(reply, speaking(false)).split('\n');

const LATE: EntryShown = {
  number: 12,
  subjectName: '李梅',
  itemName: '出勤',
  points: '-1',
  on: days(-3),
  monthKey: '2026-05',
  authorName: '陈华',
  reason: '例会迟到20分钟',
  cancelled: false,
};

describe('written points', () => {
  test('to whoever wrote them: what, for which month, how to take them back', () => {
    expect(say({ code: 'entry-written', entry: LATE, masked: false })).toEqual([
      '记下了:记分12 李梅「出勤」-1 分(5月29日:例会迟到20分钟),计入5月。本人会收到;记错请发「记分 撤销 12 原因」',
    ]);
    const praised = { ...LATE, points: '1.50', on: days(0), monthKey: '2026-06', reason: '' };
    expect(say({ code: 'entry-written', entry: praised, masked: true })).toEqual([
      '记下了:记分12 李梅「出勤」+1.5 分(今天),计入6月。电话、证件号已略去。本人会收到;记错请发「记分 撤销 12 原因」',
    ]);
  });

  test('to whom they are about: by whom, and what can be done', () => {
    expect(say({ code: 'entry-told', entry: LATE })).toEqual([
      '陈华 给您记了一条:「出勤」-1 分(5月29日:例会迟到20分钟),计入5月。有出入请当面说明,月度公布后还可以发「申诉」',
    ]);
  });

  test('taken back, to both', () => {
    const reply = { code: 'entry-cancelled', entry: LATE, reason: '记错人了' } as const;
    expect(say({ ...reply, toSubject: false })).toEqual([
      '记分12已撤销:李梅「出勤」-1 分(5月29日:例会迟到20分钟)。本人会收到',
    ]);
    expect(say({ ...reply, toSubject: true })).toEqual([
      '您的记分12已撤销:「出勤」-1 分(5月29日:例会迟到20分钟)。撤销原因:记错人了',
    ]);
  });

  test('listed, and that there are none', () => {
    const entries = [{ ...LATE, number: 13, cancelled: true }, LATE];
    expect(say({ code: 'entries-listed', entries, more: 3 })).toEqual([
      '最近的记分:',
      '13 李梅「出勤」-1 分(5月29日:例会迟到20分钟)(已撤销)',
      '12 李梅「出勤」-1 分(5月29日:例会迟到20分钟)',
      '…还有 3 条',
    ]);
    expect(say({ code: 'entries-listed', entries: [], more: 0 })).toEqual([
      '最近没有记分。要记请发,例如「记分 王芳 出勤 -1 9月3日迟到20分钟」',
    ]);
  });
});

const RATED = [{ id: 'ability', name: '业务能力', bonus: false, got: '54.5', of: '60' }] as const;
const OWN: SheetShown = {
  monthKey: '2026-05',
  version: 1,
  state: 'published',
  sheet: makeSheet('limei', '87.50'),
  rank: {
    subjectId: 'limei',
    name: '李梅',
    groupId: 'grid-workers',
    place: 2,
    unranked: null,
    total: '87.50',
    tied: true,
    closeToNext: false,
  },
  groupName: '网格员',
  ranked: 9,
  own: true,
};

describe('a score', () => {
  test('of one’s own: total, place, every line, and what can be asked next', () => {
    expect(say({ code: 'score-shown', shown: OWN })).toEqual([
      '您5月考核:87.5 分,网格员第2名(并列),共 9 人',
      '【劳动纪律 9/10】',
      '出勤 9/10',
      '问缘由发「为什么 出勤」,有异议发「申诉 出勤 理由」',
    ]);
  });

  test('to who leads them, before it is published, after a correction, with ballots and coefficients', () => {
    const [line] = OWN.sheet.lines;
    if (!line) throw new Error('the sheet has no line');
    const sheet = {
      ...OWN.sheet,
      lines: [line, { ...line, itemId: 'on-time', name: '按时率', dimensionId: 'ability', got: null }],
      dimensions: [
        ...RATED,
        ...OWN.sheet.dimensions,
        { id: 'x', name: '特别奖励', bonus: true, got: '0', of: '10' },
      ],
      ballots: '91',
      ballotParts: [
        { ruleId: 'a', name: '社区测评', weight: '1', got: '91', voted: 3, voters: 3 },
        { ruleId: 'b', name: '同事互评', weight: '1', got: null, voted: 1, voters: 8 },
      ],
      postCoefficient: '1.1',
    };
    expect(
      say({ code: 'score-shown', shown: { ...OWN, own: false, state: 'previewed', version: 2, sheet } }),
    ).toEqual([
      '李梅5月考核(第2版,未公布):87.5 分,网格员第2名(并列),共 9 人',
      '【业务能力 54.5/60】',
      '按时率 无数据',
      '【劳动纪律 9/10】',
      '出勤 9/10',
      '【测评 91】',
      '社区测评 91、同事互评 票数不够(1/8),不计',
      '岗位系数 1.1,业务分配系数 1',
      '问缘由发「为什么 李梅 出勤」',
    ]);
  });

  test('that is not ranked, or not there', () => {
    const rank = OWN.rank && { ...OWN.rank, place: null, unranked: 'few-cases' as const };
    expect(say({ code: 'score-shown', shown: { ...OWN, rank } })[0]).toBe('您5月考核:87.5 分,不排名(办件少)');
    const sheet = { ...OWN.sheet, total: null };
    expect(say({ code: 'score-shown', shown: { ...OWN, rank: null, sheet } })[0]).toBe(
      '您5月考核:没有可算的数据',
    );
    expect(say({ code: 'told-alone' })).toEqual(['私聊发给您了']);
  });
});

const RATE: Because = {
  type: 'rate',
  metric: 'on-time-rate',
  good: '19',
  of: 20,
  rate: '0.95',
  shrunk: null,
  interval: ['0.7639', '0.9911'],
};
const item = (scoring: Scoring, more: Partial<Item> = {}): Item => ({
  id: 'on-time',
  name: '按时率',
  dimension: 'ability',
  points: '10',
  groups: [],
  source: { type: 'metric', metric: 'on-time-rate', scoring, shrink: false },
  missing: 'share',
  origin: 'assumption',
  ...more,
});
const line = (because: Because, got: string | null, more: Partial<ScoreLine> = {}): ScoreLine => ({
  itemId: 'on-time',
  name: '按时率',
  dimensionId: 'ability',
  of: '10',
  got,
  because,
  evidence: [],
  more: 0,
  ...more,
});
const why = (of: ScoreLine, given: Item | null, more: Partial<LineWhy> = {}) =>
  say({
    code: 'line-explained',
    why: {
      monthKey: '2026-05',
      subjectName: '李梅',
      own: true,
      line: of,
      dimensionName: '业务能力',
      item: given,
      entries: [],
      ...more,
    },
  });

describe('why a line has its points', () => {
  test('a rate: the cases, what chance leaves open, the formula, the tickets', () => {
    const evidence = [9, 4].map((number) => ({ type: 'ticket', number }) as const);
    expect(
      why(line(RATE, '9.5', { evidence, more: 18 }), item({ type: 'share' }, { origin: '实施办法第六条' })),
    ).toEqual([
      '您5月「按时率」(业务能力)得 9.5 分,满分 10',
      '到期的单 20 件,按时 19,按时率 95.0%(按件数看,真实水平大约在 76.4% 到 99.1%)',
      '算式:10 × 95.0% = 9.5',
      '工单(影响得分的在前):#9、#4 等 20 件',
      '依据:实施办法第六条',
    ]);
  });

  test('few cases lean on the group', () => {
    const shrunk = { to: '0.9', mean: '0.85' };
    expect(why(line({ ...RATE, shrunk }, '9'), item({ type: 'share' })).slice(2)).toEqual([
      '件数少时向全组平均 85.0% 靠拢,按 90.0% 算',
      '算式:10 × 90.0% = 9',
    ]);
  });

  test.each<[Scoring, Because, string, string]>([
    [{ type: 'inverse' }, { ...RATE, rate: '0.05' }, '9.5', '算式:10 ×(1 − 5.0%) = 9.5'],
    [{ type: 'share' }, { ...RATE, rate: '0.7888' }, '7.8878', '算式:10 × 78.9% ≈ 7.8878'],
    [{ type: 'target', target: '0.95' }, RATE, '10', '算式:10 × 95.0% ÷ 95.0%(最多满分) = 10'],
    [
      { type: 'target', target: '20' },
      { type: 'count', metric: 'finished-count', count: 8 },
      '4',
      '算式:10 × 8 ÷ 20(最多满分) = 4',
    ],
    [
      { type: 'each', each: '0.5' },
      { type: 'count', metric: 'patrol-count', count: 3 },
      '1.5',
      '算式:3 × 0.5(最多满分) = 1.5',
    ],
    [
      { type: 'each', each: '-0.5' },
      { type: 'count', metric: 'late-count', count: 3 },
      '8.5',
      '算式:10 − 3 × 0.5(扣完为止) = 8.5',
    ],
    [
      {
        type: 'bands',
        bands: [
          { atLeast: '0.95', points: '10' },
          { atLeast: '0.8', points: '6' },
        ],
      },
      RATE,
      '10',
      '算式:95.0% 对照分档(95.0% 起 10 分、80.0% 起 6 分) = 10',
    ],
  ])('the formula of %o', (...[scoring, because, got, wanted]) => {
    expect(why(line(because, got), item(scoring)).at(-1)).toBe(wanted);
  });

  test('an upheld appeal stands in the formula', () => {
    expect(why(line(RATE, '10', { corrected: '0.5' }), item({ type: 'share' })).slice(2)).toEqual([
      '申诉成立,更正 +0.5 分',
      '算式:10 × 95.0%,再更正 +0.5 分 = 10',
    ]);
  });

  test('written points: what was written, by whom, what was taken back', () => {
    const written = line({ type: 'entries', start: 'full', sum: '-1', count: 1, capped: false }, '9', {
      name: '出勤',
    });
    const entries = [{ ...LATE, number: 13, cancelled: true }, LATE];
    expect(why(written, null, { own: false, dimensionName: '劳动纪律', entries })).toEqual([
      '李梅5月「出勤」(劳动纪律)得 9 分,满分 10',
      '从满分起扣,1 条记分合计 -1 分',
      '记分13 5月29日 -1 分:例会迟到20分钟(陈华 记)(已撤销,不算)',
      '记分12 5月29日 -1 分:例会迟到20分钟(陈华 记)',
    ]);
    expect(
      why(line({ type: 'entries', start: 'empty', sum: '0', count: 0, capped: false }, '0'), null)[1],
    ).toBe('从 0 分起加,这个月没有记分');
  });

  test('no data is not nothing, unless the policy says so', () => {
    const none: Because = { type: 'no-data', what: 'no-cases' };
    expect(why(line(none, null), item({ type: 'share' }))).toEqual([
      '您5月「按时率」(业务能力)没有数据,不算',
      '这个月没有这样的单,没有就不算,不当 0 分',
    ]);
    expect(why(line(none, '0'), item({ type: 'share' }, { missing: 'zero' }))[1]).toBe(
      '这个月没有这样的单,按制度算 0 分',
    );
    expect(why(line(none, '10'), item({ type: 'share' }, { missing: 'full' }))[1]).toBe(
      '这个月没有这样的单,按制度算满分',
    );
  });
});

const TOTAL: TotalWhy = {
  monthKey: '2026-05',
  subjectName: '李梅',
  own: true,
  sheet: makeSheet('limei', '87.50'),
  result: { differentiated: '70', ballots: '30', postCoefficients: {}, allocation: null },
  rounding: { rule: 'half-up', places: 2 },
  policyVersion: '2026-05-01',
};

describe('why a total is what it is', () => {
  test('parts, weights, coefficients and rounding', () => {
    const sheet = {
      ...TOTAL.sheet,
      differentiated: '90',
      ballots: '81.6667',
      ballotParts: [{ ruleId: 'a', name: '社区测评', weight: '1', got: '81.6667', voted: 3, voters: 3 }],
    };
    expect(say({ code: 'total-explained', why: { ...TOTAL, sheet } })).toEqual([
      '您5月总分 87.5',
      '月度差异化得分 90(劳动纪律 9/10;按有数据的项折成百分,加分项另加)',
      '多元测评 81.6667:社区测评 81.6667(权重 1,3 人里 3 人)',
      '算式:(90 × 70 + 81.6667 × 30)÷ 100 × 1 × 1 = 87.5',
      '岗位系数 1,业务分配系数 1(同组平均为 1)',
      '总分四舍五入到 2 位小数,每一项到 4 位;制度 2026-05-01 版,权重 70:30',
      '看某一项发「为什么 出勤」',
    ]);
  });

  test('without ballots, and without anything', () => {
    expect(say({ code: 'total-explained', why: TOTAL })).toContain('算式:87.5 × 1 × 1 = 87.5');
    const sheet = { ...TOTAL.sheet, total: null };
    expect(say({ code: 'total-explained', why: { ...TOTAL, own: false, sheet } })).toEqual([
      '李梅5月没有可算的数据,所以没有总分',
    ]);
  });
});

test('several months by their mean, with the one that is missing named', () => {
  const ranked = {
    groupName: '网格员',
    monthKeys: ['2026-04', '2026-05'],
    missing: ['2026-06'],
    cut: true,
    of: '阳光社区',
    ranked: 8,
    kind: 'person' as const,
    rows: [
      { place: 1, name: '李梅', mean: '90.50', totals: ['91', '90.00'] },
      { place: null, name: '王强', mean: null, totals: [null, null] },
    ],
  };
  expect(say({ code: 'span-ranked', ranked })).toEqual([
    '4月、5月考核平均 · 网格员(阳光社区,名次是全街道 8 人里的)',
    '1 李梅 平均 90.5(91/90)',
    '- 王强 平均 无(无/无)',
    '一次看最近三个月,更早的可以按季度问',
    '没有分的月份不算:6月',
  ]);
});

test('how much the bot itself burdens people', () => {
  const rows = [
    { name: '李梅', prompts: 6 },
    { name: '王强', prompts: 0 },
  ];
  const burden = { monthKey: '2026-06', days: 4, budgetPerDay: 6, rows, more: 2 };
  expect(say({ code: 'burden-shown', burden })).toEqual([
    '6月机器人提醒各人的次数(4 天;每人每天超过 6 次的普通提醒并到第二天早上):',
    '李梅 6 次,平均每天 1.5',
    '王强 0 次,平均每天 0.0',
    '…还有 2 人',
    '打卡、在线时长、活跃度一概不记,也不算分',
  ]);
});

describe('what another number would have done', () => {
  const change = { name: '按时率', from: '10', to: '20' };
  const groups = [{ groupId: 'g', groupName: '网格员', members: 3, moved: 2, pairs: 3, kept: 2 }];
  const standing = (place: number, total: string) => ({ place, total });

  test('who moves, the farthest first, and that nothing was changed', () => {
    const move = (name: string, from: Move['from'], to: Move['to']): Move => ({
      subjectId: name,
      name,
      groupId: 'g',
      groupName: '网格员',
      from,
      to,
      places: (from?.place ?? 0) - (to?.place ?? 0),
      points: null,
      lines: [],
    });
    const moves = [
      move('李梅', standing(2, '88'), standing(1, '90.50')),
      move('王强', standing(1, '89'), standing(3, '80')),
      move('孙燕', standing(3, '70'), standing(3, '72')),
    ];
    expect(say({ code: 'what-if', tried: { monthKey: '2026-05', change, moves, groups } })).toEqual([
      '试算5月:「按时率」从 10 改成 20(只是算算,什么都没有改)',
      '网格员排名的 3 个:2 个名次变,两两先后 67% 不变',
      '王强(网格员):第1 89 → 第3 80,降 2',
      '李梅(网格员):第2 88 → 第1 90.5,升 1',
      '要真改请运维改制度文件,新版从下个月起算',
    ]);
  });

  test('that nobody moves', () => {
    expect(
      say({ code: 'what-if', tried: { monthKey: '2026-05', change, moves: [], groups: [] } }).slice(1),
    ).toEqual(['名次都不变']);
  });
});
