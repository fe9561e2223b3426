import { beforeAll, describe, expect, test } from 'vitest';
import { loadPolicy } from '../../../src/app/policy/policy-file.ts';
import type { BallotResult } from '../../../src/engine/appraisal/ballot.ts';
import { type Proposed, proposals } from '../../../src/engine/appraisal/consequences.ts';
import type { LedgerEntry } from '../../../src/engine/appraisal/entry.ts';
import type { Load, Subject, SubjectFacts, Window } from '../../../src/engine/appraisal/facts.ts';
import type { AppraisalPolicy } from '../../../src/engine/appraisal/policy.ts';
import { scoreMonth } from '../../../src/engine/appraisal/score.ts';
import type { FrozenSubject, MonthScores } from '../../../src/engine/appraisal/sheet.ts';
import { keyAt } from '../../../src/engine/appraisal/window.ts';
import { aSubject, entry, facts, votes } from './scoring-kit.ts';

/**
 * A street by policies/kunlunlu.yaml, with every figure worked out on paper. People are invented. Three grid workers show all 38 items
 * and the allocation coefficient, three heads the post coefficient and the rule of two months last, three deputies the rule of the
 * ballots, and the weakest grid worker the rule of three months below 60.
 */
let policy: AppraisalPolicy;
let months: readonly MonthScores[];

const MONTHS: readonly (readonly [string, Window])[] = [
  ['2026-08', { from: at('2026-08-01'), until: at('2026-09-01') }],
  ['2026-09', { from: at('2026-09-01'), until: at('2026-10-01') }],
  ['2026-10', { from: at('2026-10-01'), until: at('2026-11-01') }],
];

beforeAll(() => {
  const loaded = loadPolicy('policies/kunlunlu.yaml');
  if (!loaded.ok || !loaded.policy.appraisal) throw new Error('policies/kunlunlu.yaml');
  policy = loaded.policy.appraisal;
  months = MONTHS.map(([key, window]) =>
    scoreMonth(policy, { key, window, subjects: SUBJECTS, entries: writtenIn(window.from) }),
  );
});

const NO_LOAD: Load = { households: null, population: null, areaM2: null, tickets: 0 };

function who(id: string, change: Partial<Subject>, rest: Partial<FrozenSubject>): FrozenSubject {
  return { subject: aSubject(id, { load: NO_LOAD, ...change }), facts: {}, ballots: [], ...rest };
}

// Ten cases each, so that (s + 10 · p) ÷ (10 + 10) is half own rate, half the mean of the group.
const LI_FACTS = facts({
  ...{ 'responded-on-time': 10, 'responded-late': 0, 'contacted-yes': 10, 'contacted-no': 0 },
  ...{ 'solved-yes': 10, 'solved-no': 0, satisfied: 8, basically: 2, dissatisfied: 0 },
  ...{ 'on-time': 10, late: 0, finished: 10, rework: 0, repeated: 0, claimed: 10, returned: 0 },
  ...{ progress: 20, patrol: 10 },
});
const ZHANG_FACTS = facts({
  ...{ 'responded-on-time': 8, 'responded-late': 2, 'contacted-yes': 9, 'contacted-no': 1 },
  ...{ 'solved-yes': 8, 'solved-no': 2, satisfied: 6, basically: 2, dissatisfied: 2 },
  ...{ 'on-time': 9, late: 1, finished: 10, rework: 1, repeated: 1, claimed: 10, returned: 1 },
  ...{ progress: 12, patrol: 5 },
});
const ZHOU_FACTS = facts({
  ...{ 'responded-on-time': 6, 'responded-late': 4, 'contacted-yes': 8, 'contacted-no': 2 },
  ...{ 'solved-yes': 6, 'solved-no': 4, satisfied: 4, basically: 2, dissatisfied: 4 },
  ...{ 'on-time': 5, late: 5, finished: 10, rework: 3, repeated: 2, claimed: 10, returned: 2 },
  ...{ progress: 4, patrol: 0 },
});
/** Everything went well: all rates are 1, in the whole group. */
const PERFECT = facts({
  ...{ 'responded-on-time': 20, 'contacted-yes': 20, 'solved-yes': 20, satisfied: 20, 'on-time': 20 },
  ...{ finished: 20, claimed: 20, progress: 20, patrol: 10 },
});

function workers(): FrozenSubject[] {
  const of = { groupId: 'grid-workers', post: 'grid-worker' } as const;
  const load = (households: number, population: number, tickets: number): Load => ({
    ...{ households, population, areaM2: null, tickets },
  });
  return [
    who('li', { ...of, name: '李梅', load: load(500, 1200, 12) }, { facts: LI_FACTS, ballots: liBallots() }),
    who(
      'zhang',
      { ...of, name: '张强', load: load(400, 1000, 10) },
      { facts: ZHANG_FACTS, ballots: zhangBallots() },
    ),
    who(
      'zhou',
      { ...of, name: '周敏', load: load(300, 800, 8) },
      { facts: ZHOU_FACTS, ballots: zhouBallots() },
    ),
  ];
}

/** So many residents gave so much for attitude and for service; of 20 asked. */
function residents(voted: number, attitude: number, service: number): BallotResult {
  return votes('residents-review', { voters: 20, voted }, [
    ['attitude', attitude, voted],
    ['service', service, voted],
  ]);
}

/** One vote on 德能勤绩廉. */
function one(ruleId: string, values: readonly number[]): BallotResult {
  const aspects = ['morality', 'capability', 'diligence', 'achievement', 'integrity'];
  const counts = aspects.map((aspect, index) => [aspect, values[index] ?? 0, 1] as const);
  return votes(ruleId, { voters: 1, voted: 1 }, counts);
}

/** Two peers are all there are: below the quorum of three, so what they said is neither counted nor shown. */
const TWO_PEERS = votes('peer-review', { voters: 2, voted: 2 }, [['morality', 1, 2]]);

function liBallots(): BallotResult[] {
  return [
    residents(5, 10, 9),
    TWO_PEERS,
    one('self-review', [9, 9, 9, 9, 9]),
    one('community-review', [9, 9, 9, 8, 9]),
  ];
}

function zhangBallots(): BallotResult[] {
  return [
    residents(6, 8, 8),
    TWO_PEERS,
    one('self-review', [10, 9, 9, 10, 9]),
    one('community-review', [8, 8, 8, 8, 8]),
  ];
}

function zhouBallots(): BallotResult[] {
  return [
    residents(3, 2, 2),
    TWO_PEERS,
    one('self-review', [10, 10, 10, 10, 10]),
    one('community-review', [6, 6, 5, 6, 7]),
  ];
}

function cadres(): FrozenSubject[] {
  const head = (id: string, subject: Pick<Subject, 'name' | 'post'>, street: number) =>
    who(
      id,
      { ...subject, groupId: 'heads' },
      { facts: PERFECT, ballots: [one('street-review', Array(5).fill(street))] },
    );
  const deputy = (id: string, name: string, community: readonly number[]) =>
    who(
      id,
      { name, post: 'deputy', groupId: 'deputies' },
      { facts: PERFECT, ballots: [one('community-review', community)] },
    );
  return [
    head('hou', { name: '侯岚', post: 'head' }, 9),
    head('chen', { name: '陈刚', post: 'head-both' }, 8),
    head('ma', { name: '马骏', post: 'head' }, 7),
    deputy('yan', '严平', [9, 9, 9, 9, 9]),
    deputy('wang', '方圆', [6, 6, 6, 6, 6]),
    deputy('wu', '吴涛', [6, 6, 6, 6, 5]),
    // Alone in the group: scored, not ranked.
    who('yu', { name: '于红', post: 'community-worker', groupId: 'staff' }, { facts: PERFECT }),
  ];
}

/** Nanyuan is what the three workers did together, Beiyuan ten cases that all went well. */
function communities(): FrozenSubject[] {
  const of = { kind: 'community', groupId: 'communities', post: null } as const;
  const together: SubjectFacts = Object.fromEntries(
    Object.keys(LI_FACTS).map((id) => {
      const count = [LI_FACTS, ZHANG_FACTS, ZHOU_FACTS].reduce((n, one) => n + countIn(one, id), 0);
      return [id, { count, tickets: [] }];
    }),
  );
  const ten = facts({
    ...{ 'responded-on-time': 10, 'contacted-yes': 10, 'solved-yes': 10, satisfied: 10, 'on-time': 10 },
    ...{ finished: 10, claimed: 10 },
  });
  return [
    who('nanyuan', { ...of, name: '南苑社区' }, { facts: together }),
    who('beiyuan', { ...of, name: '北苑社区' }, { facts: ten }),
  ];
}

function countIn(of: SubjectFacts, id: string): number {
  return Object.entries(of).find(([fact]) => fact === id)?.[1]?.count ?? 0;
}

const SUBJECTS: readonly FrozenSubject[] = [...communities(), ...cadres(), ...workers()];

/** What was written in every one of the months. */
const WRITTEN: readonly (readonly [string, string, string])[] = [
  ['li', 'emergencies', '2'],
  ['li', 'emergencies', '1'],
  ['li', 'campaigns', '1.5'],
  ['li', 'thanks', '0.5'],
  ['li', 'hidden-danger', '1'],
  ['zhang', 'visits', '-1'],
  ['zhang', 'punctuality', '-1'],
  ['zhang', 'assigned-speed', '-1'],
  ['zhou', 'visits', '-2'],
  ['zhou', 'ledgers', '-1'],
  ['zhou', 'ledgers', '-1'],
  ['zhou', 'knowledge', '-0.5'],
  ['zhou', 'punctuality', '-1'],
  ['zhou', 'punctuality', '-1'],
  // The third time takes more than is left: 0, and the sheet says that it was cut.
  ['zhou', 'punctuality', '-1'],
  ['zhou', 'absence', '-3'],
  ['zhou', 'at-post', '-1'],
  ['zhou', 'assigned-quality', '-2'],
  ['zhou', 'cooperation', '-0.5'],
  ['chen', 'conduct', '-2'],
  ['ma', 'conduct', '-3'],
  ['ma', 'secrecy', '-2'],
];

function writtenIn(from: number): LedgerEntry[] {
  return WRITTEN.map(([subjectId, itemId, points], n) =>
    entry(n + 1, { subjectId, itemId, points, on: from }),
  );
}

function at(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`);
}

function sheet(subjectId: string) {
  const found = months[2]?.sheets.find(({ subject }) => subject.id === subjectId);
  if (!found) throw new Error(subjectId);
  return found;
}

function got(subjectId: string, dimension: string): string {
  const lines = sheet(subjectId).lines.filter(({ dimensionId }) => dimensionId === dimension);
  return lines.map(({ itemId, got: points }) => `${itemId} ${points ?? '-'}`).join(', ');
}

test('the document: 38 items in four dimensions, and windows that are months', () => {
  const items = (dimension: string) => policy.items.filter((item) => item.dimension === dimension).length;
  expect(policy.items).toHaveLength(38);
  expect(policy.dimensions.map(({ name, id }) => [name, items(id)])).toEqual([
    ['业务能力', 16],
    ['劳动纪律', 10],
    ['临时交办', 6],
    ['特别奖励', 6],
  ]);
  for (const [key, { from }] of MONTHS) expect(keyAt(policy.window, 'Asia/Shanghai', from)).toBe(key);
});

describe('the 38 items of a grid worker', () => {
  test('ability: rates drawn half to the mean of 30 cases, counts, bands, entries, a ballot', () => {
    // Means: first response 24 ÷ 30 = 0.8, contact 27 ÷ 30 = 0.9, solved 0.8, satisfied (18 + 0.9 · 6) ÷ 30 = 0.78, on time 24 ÷ 30 = 0.8.
    // 李梅: 5 · (1 + 0.8) ÷ 2, 3 · (1 + 0.9) ÷ 2, 6 · 0.9, 6 · (0.98 + 0.78) ÷ 2, 6 · 0.9; 10 of 20 cases; nothing late;
    // service 9 of 10.
    expect(got('li', 'ability')).toBe(
      'first-response 4.5, contact 2.85, solved 5.4, satisfied 5.28, on-time 5.4, rework 3, returned 2, repeated 3, ' +
        'workload 2, late 3, progress 3, patrol 4, visits 4, ledgers 3, knowledge 3, residents-work 1.8',
    );
    // 张强: 5 · (0.8 + 0.8) ÷ 2, 3 · 0.9, 6 · 0.8, 6 · (0.78 + 0.78) ÷ 2, 6 · (0.9 + 0.8) ÷ 2; one of ten again, back, repeated.
    expect(got('zhang', 'ability')).toBe(
      'first-response 4, contact 2.7, solved 4.8, satisfied 4.68, on-time 5.1, rework 2.7, returned 1.8, repeated 2.7, ' +
        'workload 2, late 2.5, progress 2, patrol 2.5, visits 3, ledgers 3, knowledge 3, residents-work 1.6',
    );
    // 周敏: 5 · (0.6 + 0.8) ÷ 2, 3 · (0.8 + 0.9) ÷ 2, 6 · 0.7, 6 · (0.58 + 0.78) ÷ 2, 6 · (0.5 + 0.8) ÷ 2; 3 − 5 · 0.5 late; four notes
    // reach no band; three residents are no quorum.
    expect(got('zhou', 'ability')).toBe(
      'first-response 3.5, contact 2.55, solved 4.2, satisfied 4.08, on-time 3.9, rework 2.1, returned 1.6, repeated 2.4, ' +
        'workload 2, late 0.5, progress 0, patrol 0, visits 2, ledgers 1, knowledge 2.5, residents-work -',
    );
  });

  test('discipline: all points, less what was written', () => {
    const all =
      'leave-rules 2, at-post 2, shifts 2, meetings 1, conduct 3, secrecy 2, reachable 1, property 2';
    expect(got('li', 'discipline')).toBe(`punctuality 2, absence 3, ${all}`);
    expect(got('zhang', 'discipline')).toBe(`punctuality 1, absence 3, ${all}`);
    expect(got('zhou', 'discipline')).toBe(
      `punctuality 0, absence 0, ${all.replace('at-post 2', 'at-post 1')}`,
    );
    expect(sheet('zhou').lines.find(({ itemId }) => itemId === 'punctuality')?.because).toEqual({
      ...{ type: 'entries', start: 'full', sum: '-3', count: 3, capped: true },
    });
  });

  test('temporary work: who was given none of a kind is not judged by it', () => {
    expect(got('li', 'assigned')).toBe(
      'assigned-speed 4, assigned-quality 4, inspections 3, emergencies 3, cooperation 2, campaigns 1.5',
    );
    expect(got('zhang', 'assigned')).toBe(
      'assigned-speed 3, assigned-quality 4, inspections 3, emergencies -, cooperation 2, campaigns -',
    );
    expect(got('zhou', 'assigned')).toBe(
      'assigned-speed 4, assigned-quality 2, inspections 3, emergencies -, cooperation 1.5, campaigns -',
    );
  });

  test('special reward: on top', () => {
    const none = 'commendation 0, thanks 0, innovation 0, courage 0, hidden-danger 0, mentoring 0';
    expect(got('li', 'reward')).toBe(none.replace('thanks 0', 'thanks 0.5').replace('danger 0', 'danger 1'));
    expect(got('zhou', 'reward')).toBe(none);
  });
});

describe('the monthly result', () => {
  test('of the grid workers', () => {
    // 李梅: 55.23 + 20 + 17.5 of 60 + 20 + 20, and 1.5. Ballots (95 · 0.4 + 90 · 0.1 + 88 · 0.3) ÷ 0.8, the peers left out.
    // (94.23 · 0.7 + 91.75 · 0.3) · 1.2 = 93.486 · 1.2
    expect(sheet('li')).toMatchObject({ differentiated: '94.23', ballots: '91.75', total: '112.18' });
    // 张强: 48.08 + 19 + 12 of 60 + 20 + 13. Ballots (80 · 0.4 + 94 · 0.1 + 80 · 0.3) ÷ 0.8.
    // 85.0323 · 0.7 + 81.75 · 0.3 = 84.04761
    expect(sheet('zhang')).toMatchObject({ differentiated: '85.0323', ballots: '81.75', total: '84.05' });
    // 周敏: 32.33 + 14 + 10.5 of 58 + 20 + 13. Ballots (100 · 0.1 + 60 · 0.3) ÷ 0.4, residents and peers left out.
    // (62.4505 · 0.7 + 70 · 0.3) · 0.8 = 64.71535 · 0.8
    expect(sheet('zhou')).toMatchObject({ differentiated: '62.4505', ballots: '70', total: '51.77' });
  });

  test('the allocation coefficient: own load by mean load, within 0.8 and 1.2, mean 1', () => {
    // Nobody knows an area, so the others count a third each: (1.25 + 1.2 + 1.2) ÷ 3 = 1.22 is held at 1.2, (0.75 + 0.8 + 0.8) ÷ 3 = 0.78
    // lifted to 0.8, and 1 is what is left for the second.
    const allocation = ['li', 'zhang', 'zhou'].map((id) => sheet(id).allocationCoefficient);
    expect(allocation).toEqual(['1.2', '1', '0.8']);
    expect(sheet('li').loads).toEqual([
      { by: 'households', own: 500, mean: '400' },
      { by: 'population', own: 1200, mean: '1000' },
      { by: 'tickets', own: 12, mean: '10' },
    ]);
  });

  test('of the heads: the post coefficient is 1.2, and 1.25 for who is both', () => {
    // All full but residents-work, which nobody voted on, and two kinds of temporary work that nobody was given: 91 points.
    // (100 · 0.7 + 90 · 0.3) · 1.2
    expect(sheet('hou')).toMatchObject({
      differentiated: '100',
      ballots: '90',
      postCoefficient: '1.2',
      total: '116.4',
    });
    // (97.8022 · 0.7 + 80 · 0.3) · 1.25 = 92.46154 · 1.25
    expect(sheet('chen')).toMatchObject({
      differentiated: '97.8022',
      ballots: '80',
      postCoefficient: '1.25',
      total: '115.58',
    });
    // (94.5055 · 0.7 + 70 · 0.3) · 1.2 = 87.15385 · 1.2
    expect(sheet('ma')).toMatchObject({
      differentiated: '94.5055',
      ballots: '70',
      postCoefficient: '1.2',
      total: '104.58',
    });
  });

  test('of the communities: eight items of what residents got, nothing that is written of people', () => {
    // Means of 40 cases: 0.85, 0.925, 0.85, 0.835, 0.85. Nanyuan has 30: (24 + 8.5) ÷ 40 = 0.8125, (27 + 9.25) ÷ 40 = 0.90625,
    // (23.4 + 8.35) ÷ 40 = 0.79375. 4.0625 + 2.7188 + 4.875 + 4.7625 + 4.875 + 2.6 + 1.8 + 2.7 = 28.3938 of 34
    expect(sheet('nanyuan')).toMatchObject({
      differentiated: '83.5112',
      ballots: null,
      total: '83.51',
      cases: 30,
    });
    // Beiyuan has 10: (10 + 8.5) ÷ 20 = 0.925, 0.9625, 0.9175. 4.625 + 2.8875 + 5.55 + 5.505 + 5.55 + 3 + 2 + 3 = 32.1175 of 34
    expect(sheet('beiyuan')).toMatchObject({ differentiated: '94.4632', total: '94.46' });
  });

  test('each group has its ranking, and who is alone has no place', () => {
    const places = months[2]?.rankings.map(({ groupName, ranks }) => [
      groupName,
      ranks.map(({ name, place, unranked }) => `${place ?? unranked} ${name}`).join(' '),
    ]);
    expect(places).toEqual([
      ['社区正职', '1 侯岚 2 陈刚 3 马骏'],
      // (100 · 0.7 + 90 · 0.3) · 1.1 = 106.7; 60 and 58 give 96.8 and 96.14.
      ['社区副职', '1 严平 2 方圆 3 吴涛'],
      ['一般工作人员', 'small-group 于红'],
      ['网格员', '1 李梅 2 张强 3 周敏'],
      ['社区', '1 北苑社区 2 南苑社区'],
    ]);
  });
});

describe('the three consequences, each a proposal that a person answers', () => {
  const short = ({ ruleId, subjectName, answeredBy, because }: Proposed) =>
    `${ruleId} ${subjectName} → ${answeredBy}: ${because.map(({ monthKey, place, total }) => `${monthKey} ${place} ${total}`).join(', ')}`;
  const proposedAfter = (count: number) => proposals(policy, months.slice(0, count)).map(short);

  test('after one month: only the deputy whose ballots are below 60', () => {
    // 吴涛: (6 + 6 + 6 + 6 + 5) ÷ 5 = 5.8 of 10. 方圆 has 60, which is not below.
    expect(proposedAfter(1)).toEqual(['deputy-unqualified 吴涛 → street: 2026-08 3 58']);
  });

  test('after two: the head who was last twice', () => {
    expect(proposedAfter(2)).toEqual([
      'head-last-twice 马骏 → street: 2026-08 3 104.58, 2026-09 3 104.58',
      'deputy-unqualified 吴涛 → street: 2026-09 3 58',
    ]);
  });

  test('after three: the grid worker below 60 all the while', () => {
    expect(proposedAfter(3)).toEqual([
      'head-last-twice 马骏 → street: 2026-09 3 104.58, 2026-10 3 104.58',
      'deputy-unqualified 吴涛 → street: 2026-10 3 58',
      'weak-staff 周敏 → secretary: 2026-08 3 51.77, 2026-09 3 51.77, 2026-10 3 51.77',
    ]);
  });
});
