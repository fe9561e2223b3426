import { describe, expect, it } from 'vitest';
import { createTrial, lineOf, TRIAL } from './trial-appraisal.ts';

const trial = createTrial();

/** What is changed, into what, what is said, and at which line of the unchanged file. */
type Case = [before: string, after: string, said: string, at: string];

function expectFault([before, after, said, at]: Case) {
  const found = trial.faults(before, after);
  expect(found.map(({ message }) => message).join('\n')).toContain(said);
  const fault = found.find(({ message }) => message.includes(said));
  expect(fault?.line).toBe(lineOf(at));
}

describe('what is written wrongly is told with its line', () => {
  it.each<Case>([
    ['effective: 2026-03-01', 'effective: 2026-02-30', '真有这一天', '  effective:'],
    ['window: from day 19', 'window: from day 29', 'from day 19', '  window:'],
    ['places: 3', 'places: 9', '最多 4 位', '  rounding:'],
    ['id: heads, name: 正职', 'id: Heads, name: 正职', '小写字母', '    - { id: heads'],
    ['name: 正职', 'name: 正 职', '不含空格', '    - { id: heads'],
    ['posts: [head, head-both]', 'posts: [boss]', 'posts.0', '    - { id: heads'],
    ['points: 80', 'points: 5000', '应在', '    - { id: work,'],
    ['points: 80', 'points: eighty', '小数', '    - { id: work,'],
    ['basically: 0.9', 'basically: 0.1234567', '六位小数', '    basically:'],
    ['basically: 0.9', 'basically: 9', '0 到 1 之间', '    basically:'],
    ['by: [secretary]', 'by: []', '至少要有一种人', '    - { id: lateness'],
    ['by: [secretary]', 'by: [resident]', 'entry.by', '    - { id: lateness'],
    ['closesAt: 12:30', 'closesAt: 25:00', '09:00', '      closesAt: 12:30'],
    ['when: { last: { months: 2 } }', 'when: {}', '三种条件写一种', '    - { id: last'],
    ['last: { months: 2 }', 'last: { months: 2 }, topShare: { share: 0.1 }', '三种条件', '    - { id: last'],
    ['publishAfter: 2 working days', 'publishAfter: soon', 'never', '    publishAfter:'],
    ['digest: { weekday: 1', 'digest: { weekday: 8', '7 是周日', '    digest:'],
    ['digest: { weekday: 1, at: 09:30 }', 'digest: weekly', 'never', '    digest:'],
    ['raters: peers', 'rates: 1', '缺少这一项', '    - id: peers'],
    ['missingDay: 25', 'missingday: 25', '没有这个字段', '    missingDay:'],
    ['differentiated: 0.7\n    ', '', '缺少这一项', '  result:'],
  ])('%j as %j: %s', (...given) => expectFault(given));
});

describe('names of nothing and names written twice', () => {
  it.each<Case>([
    [
      'metric: solved-rate',
      'metric: solve-rate',
      '没有「solve-rate」这个指标,是不是「solved-rate」?',
      '    - { id: solved',
    ],
    [
      'dimension: order',
      'dimension: ordre',
      '没有「ordre」这个维度,是不是「order」?',
      '    - { id: lateness',
    ],
    [
      'groups: [heads, workers], metric',
      'groups: [heads, worker], metric',
      '是不是「workers」',
      '    - { id: late,',
    ],
    ['ballot: peers', 'ballot: pears', '没有「pears」这个测评', '    - { id: attitude'],
    ['aspect: ability', 'aspect: abilty', '没有「abilty」这个方面', '    - { id: attitude'],
    ['points: { work: 55 }', 'points: { wrk: 55 }', '没有「wrk」这个维度', '    - { id: places'],
    ['groups: [heads], when', 'groups: [head], when', '没有「head」这个组', '    - { id: last'],
    ['groups: [workers]\n', 'groups: [staff]\n', '可用的:heads、workers、places', '      groups: [workers]'],
    ['id: rework', 'id: solved', '「solved」前面已经有了', '    - { id: rework'],
    ['name: 返工', 'name: 解决', '「解决」前面已经有了', '    - { id: rework'],
    ['id: ability', 'id: virtue', '「virtue」前面已经有了', '      aspects:'],
  ])('%j as %j: %s', (...given) => expectFault(given));
});

describe('sums that do not add up', () => {
  it.each<Case>([
    ['name: 纪律, points: 20.00', 'name: 纪律, points: 19', '合计 99 分,应为 100 分', '  dimensions:'],
    [
      'points: 35',
      'points: 34',
      '「业务」是 80 分,但「正职、网格员」在这个维度的项目合计 79 分',
      '    - { id: work,',
    ],
    ['points: { work: 55 }', 'points: { work: 54 }', '合计 55 分,这里是 54 分', '    - { id: places'],
    [
      'points: { work: 55 }',
      'points: { order: 1, work: 55 }',
      '在「纪律」的项目合计 0 分',
      '    - { id: places',
    ],
    [
      'differentiated: 0.7',
      'differentiated: 0.75',
      'differentiated 和 ballots 合计 1.05',
      '    differentiated',
    ],
    ['response: 0.1', 'response: 0.2', '三率的比例合计 1.1', '    weights:'],
    ['by: households, weight: 0.5', 'by: households, weight: 0.4', '合计 0.9,应为 1', '      parts:'],
    [
      'weight: 0.6',
      'weight: 0.5',
      '评「正职、网格员」的测评合计 0.9,应为 1:互评 0.5、评议 0.4',
      '      weight: 0.6',
    ],
  ])('%j as %j: %s', (...given) => expectFault(given));

  it('are told for each group once, and groups with the same sum together', () => {
    const found = trial.faults('points: 35', 'points: 34').map(({ message }) => message);
    expect(found).toHaveLength(2);
  });
});

describe('points that nobody can get', () => {
  it.each<Case>([
    ['metric: solved-rate, shrink: true', 'shrink: true', '只写一样', '    - { id: solved'],
    ['metric: rework-rate', 'metric: rework-rate, entry: { start: full }', '只写一样', '    - { id: rework'],
    [
      'metric: solved-rate, shrink: true',
      'entry: { start: full }, each: 1',
      '只用在有 metric',
      '    - { id: solved',
    ],
    ['target: 30', 'target: 30, each: 1', '只能写一样', '    - { id: finished'],
    [
      'entry: { start: empty }',
      'entry: { start: empty }, aspect: all',
      '只用在有 ballot',
      '    - { id: praise',
    ],
    [
      'metric: finished-count, target: 30',
      'metric: finished-count',
      '是件数,不是比例',
      '    - { id: finished',
    ],
    ['target: 30', 'target: 30, shrink: true', '件数不能向平均靠拢', '    - { id: finished'],
    ['metric: rework-rate', 'metric: rework-rate, each: 1', '比例没有「每一件」', '    - { id: rework'],
    ['metric: rework-rate', 'metric: rework-rate, target: 2', '比例最多是 1', '    - { id: rework'],
    ['each: -0.50', 'each: 0', 'each 是 0', '    - { id: late,'],
    ['each: -0.50', 'each: 11', '超过了满分 10 分', '    - { id: late,'],
    ['atLeast: 10, points: 5', 'atLeast: 10, points: 4', '最好的一档是 4 分', '      bands:'],
    ['atLeast: 4,', 'atLeast: 10,', '永远轮不到这一档', '        - { atLeast: 4'],
    ['least: -2', 'least: 1', '比 most 0 大', '    - { id: lateness'],
    ['least: -2', 'least: -21', '不能低于 -20', '    - { id: lateness'],
    ['least: -2', 'least: 0', 'least 写成负数', '    - { id: lateness'],
    ['start: empty', 'start: empty, most: 6', '最多加满 5 分', '    - { id: praise'],
    ['start: empty', 'start: empty, least: -1, most: 0', 'most 写成正数', '    - { id: praise'],
    [
      'groups: [heads, workers], ballot',
      'groups: [heads, workers, places], ballot',
      '不评「社区」',
      '    - { id: attitude',
    ],
  ])('%j as %j: %s', (...given) => expectFault(given));
});

describe('groups, ballots and consequences that come to nothing', () => {
  it.each<Case>([
    ['posts: [grid-worker]', 'posts: []', '没有写 posts', '    - { id: workers'],
    ['posts: [grid-worker]', 'posts: [head-both, head]', '已经在前面的组里', '    - { id: workers'],
    ['subject: community', 'subject: community, posts: [deputy]', '社区没有岗位', '    - { id: places'],
    ['raters: group, raterPosts: [street-admin]', 'raters: group', '请写 raterPosts', '    - { id: review'],
    ['raters: group, raterPosts', 'raters: street, raterPosts', '只用在 raters: group', '    - { id: review'],
    ['fewest: 3, share: 0.5', 'fewest: 2, share: 0.5', '至少 3 票', '      quorum:'],
    ['trim: 1', 'trim: 2', 'fewest 要大于 4', '    - { id: review'],
    ['raters: peers', 'raters: self', '不能无记名', '      secret: true'],
    ['weight: 0.4, secret: false', 'weight: 0, secret: false', '评了也白评', '    - { id: review'],
    [
      'differentiated: 0.7\n    ballots: 0.3',
      'differentiated: 1\n    ballots: 0',
      '测评占 0',
      '    ballots: 0.3',
    ],
    [
      'postCoefficients: { head: 1.20 }',
      'postCoefficients: { deputy: 1.1 }',
      '这个系数用不上',
      '    postCoefficients',
    ],
    ['floor: 0.8', 'floor: 1.1', '平均是 1', '      cap:'],
    ['by: tickets', 'by: households', '「households」前面已经有了', '      parts:'],
    ['groups: [workers], when: { below', 'groups: [places], when: { below', '永远用不上', '    - { id: weak'],
  ])('%j as %j: %s', (...given) => expectFault(given));
});

describe('times that do not fit', () => {
  it.each<Case>([
    [
      'opensDaysBefore: 3\n      closesAt: 12:30\n      remindBefore: [2 days, 90 minutes]',
      'opensDaysBefore: 0\n      closesAt: 00:00\n      remindBefore: []',
      '一开始就截止了',
      '      closesAt: 12:30',
    ],
    ['remindBefore: [2 days', 'remindBefore: [4 days', '测评还没开始', '      remindBefore'],
    ['appealWithin: 5 working days', 'appealWithin: 20 working days', '下一次月结之后', '    appealWithin'],
  ])('%j as %j: %s', (...given) => expectFault(given));
});

describe('every fault of a kind is told at once', () => {
  it('each with its own line', () => {
    const text = TRIAL.replace('metric: solved-rate', 'metric: solved').replace(
      'dimension: order',
      'dimension: x',
    );
    const loaded = trial.load(text);
    expect(loaded.ok ? [] : loaded.faults.map(({ line }) => line)).toEqual([
      lineOf('    - { id: solved'),
      lineOf('    - { id: lateness'),
    ]);
  });
});
