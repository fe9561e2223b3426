import { expect, test } from 'vitest';
import type {
  MonthPreview,
  MonthReply,
  OwnScore,
  RankingShown,
} from '../../../src/app/appraisal/month/month-replies.ts';
import type { Proposal } from '../../../src/engine/appraisal/month.ts';
import type { Rank, ScoreLine, ScoreSheet } from '../../../src/engine/appraisal/sheet.ts';
import { replyText } from '../../../src/text/replies.ts';
import { speaking } from '../speaking.ts';

const at = (text: string) => Date.parse(`${text}:00+08:00`);
const now = at('2026-11-02T09:00');
const say = (reply: MonthReply) => replyText(reply, { ...speaking(false), now });

function rank(name: string, place: number | null, change: Partial<Rank> = {}): Rank {
  const ranked = { place, unranked: null, total: '90.50', tied: false, closeToNext: false };
  return { subjectId: name, name, groupId: 'grid-workers', ...ranked, ...change };
}

const RANKS = [
  rank('李梅', 1, { total: '96.50' }),
  rank('王强', 2, { tied: true }),
  rank('孙燕', 2, { tied: true, closeToNext: true }),
  rank('周涛', null, { unranked: 'few-cases', total: null }),
];
const SHOWN: RankingShown = {
  monthKey: '2026-10',
  version: 1,
  groupName: '网格员',
  kind: 'person',
  ranks: RANKS,
  ranked: 3,
  of: null,
  isLate: false,
};

test('a ranking names ties, those who are close, and whoever is not ranked and why', () => {
  expect(say({ code: 'month-ranking', shown: SHOWN })).toBe(
    [
      '10月考核排名 · 网格员(3 人)',
      '1 李梅 96.5',
      '2 王强 90.5 并列',
      '2 孙燕 90.5 并列 ≈',
      '不排名:周涛(办件少)',
      '带「≈」的与前一名差距不明显',
    ].join('\n'),
  );
});

test('a long ranking is cut to what a phone shows; of a community it says so; a later version and a late one too', () => {
  const ranks = Array.from({ length: 30 }, (_, index) => rank(`网格员${index + 1}`, index + 1));
  const text = say({
    code: 'month-ranking',
    shown: { ...SHOWN, monthKey: '2025-12', version: 2, ranks, ranked: 80, of: '阳光社区', isLate: true },
  });
  const lines = text.split('\n');
  expect(lines[0]).toBe('【补发】2025年12月考核排名(第2版) · 网格员(阳光社区,名次是全街道 80 人里的)');
  expect(lines).toHaveLength(14);
  expect(lines.at(-1)).toBe('…还有 18 人,看图和表');
});

test('a group in which nobody has a place says so instead of counting them', () => {
  const ranks = [rank('王建国', null, { unranked: 'small-group' })];
  const told = (of: string | null) =>
    say({ code: 'month-ranking', shown: { ...SHOWN, groupName: '社区正职', ranks, ranked: 0, of } });
  expect(told(null)).toBe('10月考核排名 · 社区正职(没有可排的)\n不排名:王建国(组里人少)');
  expect(told('阳光社区').split('\n')[0]).toBe('10月考核排名 · 社区正职(阳光社区,没有可排的)');
});

const PREVIEW: MonthPreview = {
  monthKey: '2026-10',
  groups: [
    { name: '网格员', isWhole: true, ranked: 3, unranked: 1, first: rank('李梅', 1), last: rank('王强', 3) },
    { name: '社区', isWhole: true, ranked: 0, unranked: 2, first: null, last: null },
  ],
  missing: [{ item: '回访联系', count: 4 }],
  noQuorum: ['社区测评'],
  proposals: 2,
  publishAt: at('2026-11-04T09:00'),
  mayPublish: true,
  isLate: false,
};

test('a preview says who stands where, what is missing, and how it is published', () => {
  expect(say({ code: 'month-previewed', preview: PREVIEW })).toBe(
    [
      '10月考核算好了,先给您看,还没有公布',
      '网格员(3):第一 李梅 90.5,最后 王强 90.5,1 个不排名',
      '社区:没有可排的,2 个不排名',
      '缺数据:回访联系(4)',
      '没到法定人数的测评:社区测评',
      '有 2 条考核建议等答复,发「考核建议」看',
      '要公布请发「公布 10月」;不发就11月4日 09:00 自动公布',
    ].join('\n'),
  );
  const waiting = { ...PREVIEW, publishAt: null };
  expect(say({ code: 'month-previewed', preview: waiting })).toMatch(/要公布请发「公布 10月」$/);
});

function line(name: string, got: string | null, of: string): ScoreLine {
  const because = { type: 'no-data', what: 'no-cases' } as const;
  return { itemId: name, name, dimensionId: 'service', of, got, because, evidence: [], more: 0 };
}

function own(change: Partial<ScoreSheet> = {}): OwnScore {
  const sheet: ScoreSheet = {
    subject: {
      id: 'limei',
      kind: 'person',
      name: '李梅',
      groupId: 'grid-workers',
      streetId: 'kunlun',
      communityId: 'yanguang',
      post: 'grid-worker',
      load: { households: null, population: null, areaM2: null, tickets: 3 },
    },
    lines: [line('满意率', '18.1234', '20'), line('按时办结', '5', '15'), line('解决率', null, '20')],
    dimensions: [
      { id: 'service', name: '办事', bonus: false, got: '23.1234', of: '35' },
      { id: 'reward', name: '加分', bonus: true, got: '0', of: '5' },
    ],
    differentiated: '66.0669',
    ballotParts: [],
    ballots: '88.8889',
    postCoefficient: '1.1',
    allocationCoefficient: '0.98',
    total: '79.22',
    cases: 9,
    margin: null,
    ...change,
  };
  const placed = { rank: rank('李梅', 2, { tied: true }), groupName: '网格员', ranked: 32 };
  return {
    monthKey: '2026-10',
    version: 1,
    sheet,
    ...placed,
    appealUntil: at('2026-11-11T09:00'),
    isLate: false,
  };
}

test('an own score says where most was lost, and what can be done about it', () => {
  expect(say({ code: 'month-own', own: own() })).toBe(
    [
      '您10月考核 79.22 分,网格员第2名(并列),共 32 人',
      '办事 23.12/35',
      '扣得多的:按时办结 5/15、满意率 18.12/20',
      '测评 88.89',
      '岗位系数 1.1,业务分配系数 0.98',
      '逐项看发「我的分」,问缘由发「为什么 按时办结」',
      '有异议请在 11月11日 09:00 前发「申诉 按时办结 理由」',
    ].join('\n'),
  );
  expect(say({ code: 'month-own', own: own({ total: null }) })).toBe('您10月考核没有可算的数据,不排名');
  expect(
    say({ code: 'month-own-changed', monthKey: '2026-10', from: '77.10', own: { ...own(), version: 2 } }),
  ).toMatch(/^10月考核有更正\(第2版\):77\.1 → 79\.22 分,网格员第2名/);
});

test('residents hear counts without a name; what there is none of is left out', () => {
  const figures = {
    monthKey: '2026-10',
    name: '阳光社区',
    finished: 32,
    contacted: null,
    solved: { good: 28, of: 30 },
    satisfied: { good: 29, of: 30 },
    onTime: null,
    isLate: false,
  };
  expect(say({ code: 'month-figures', figures })).toBe(
    '阳光社区10月:办结 32 件,解决率 93%(28/30),满意率 97%(29/30)。谢谢大家监督,有事直接在群里说',
  );
});

test('a new version says what changed', () => {
  const rows = [
    {
      name: '李梅',
      groupName: '网格员',
      from: { place: 3, total: '84.85' },
      to: { place: 1, total: '96.50' },
    },
    { name: '王强', groupName: '网格员', from: { place: 1, total: '90' }, to: { place: 2, total: '90' } },
    { name: '周涛', groupName: '网格员', from: { place: null, total: null }, to: { place: 4, total: '60' } },
  ];
  expect(say({ code: 'month-changed', changed: { monthKey: '2026-10', version: 2, of: null, rows } })).toBe(
    [
      '10月考核排名更正(第2版)',
      '李梅(网格员):84.85 → 96.5,第3名 → 第1名',
      '王强(网格员):90,第1名 → 第2名',
      '周涛(网格员):无数据 → 60,不排名 → 第4名',
    ].join('\n'),
  );
});

const PROPOSAL: Proposal = {
  id: 'p3',
  streetId: 'kunlun',
  monthKey: '2026-10',
  number: 3,
  ruleId: 'head-last',
  ruleName: '正职连续两个月末位',
  measure: '定为不合格,提出降职或免职',
  answeredBy: 'street',
  subjectId: 'wugang',
  subjectName: '吴刚',
  groupId: 'heads',
  because: [
    { monthKey: '2026-09', place: 9, members: 9, total: '71.20' },
    { monthKey: '2026-10', place: 9, members: 9, total: '70' },
  ],
  status: 'open',
  byId: null,
  at: now,
  answeredAt: null,
  reason: '',
};

test('a proposal names the months that led to it and waits for a person', () => {
  expect(say({ code: 'proposals-told', monthKey: '2026-10', proposals: [PROPOSAL] })).toBe(
    [
      '10月考核有 1 条建议,由您来定,不答复就不执行',
      '建议3 吴刚:定为不合格,提出降职或免职(正职连续两个月末位;9月 第9/9 71.2分,10月 第9/9 70分)',
      '回复「考核建议 3 确认」或「考核建议 3 驳回 理由」',
    ].join('\n'),
  );
  expect(say({ code: 'proposals-listed', proposals: [] })).toBe('没有等答复的考核建议');
  const rejected = { ...PROPOSAL, status: 'rejected', reason: '新到任两个月' } as const;
  expect(say({ code: 'proposal-answered', proposal: rejected })).toBe(
    '建议3(吴刚:定为不合格,提出降职或免职)已驳回,记入档案:新到任两个月',
  );
});
