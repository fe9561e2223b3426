import { describe, expect, test } from 'vitest';
import { standing } from '../../../src/engine/appraisal/ledger.ts';
import type { Scoring } from '../../../src/engine/appraisal/policy.ts';
import {
  aBallot,
  aPolicy,
  aSubject,
  entry,
  facts,
  frozen,
  item,
  lineOf,
  metric,
  scored,
  sheetOf,
  votes,
  WINDOW,
  written,
} from './scoring-kit.ts';

const li = (counts: Parameters<typeof facts>[0], tickets: Parameters<typeof facts>[1] = {}) =>
  frozen('limei', { facts: facts(counts, tickets) });

describe('a measure becomes points', () => {
  const give = (metricId: 'solved-rate' | 'rework-rate' | 'late-count', scoring: Scoring) => {
    const policy = aPolicy({ items: [metric('it', { metric: metricId, scoring, shrink: false })] });
    const of = li({ 'solved-yes': 3, 'solved-no': 1, finished: 10, rework: 2, late: 4 });
    return lineOf(sheetOf(policy, of), 'it').got;
  };

  test.each<[string, Parameters<typeof give>, string]>([
    ['points × rate', ['solved-rate', { type: 'share' }], '7.5'],
    ['points × (1 − rate)', ['rework-rate', { type: 'inverse' }], '8'],
    ['points × rate ÷ target', ['solved-rate', { type: 'target', target: '0.8' }], '9.375'],
    ['no more than the points past the target', ['solved-rate', { type: 'target', target: '0.5' }], '10'],
    ['so much for each', ['late-count', { type: 'each', each: '0.5' }], '2'],
    ['no more than the points for many', ['late-count', { type: 'each', each: '5' }], '10'],
    ['so much off for each', ['late-count', { type: 'each', each: '-1.5' }], '4'],
    ['never below nothing', ['late-count', { type: 'each', each: '-5' }], '0'],
  ])('%s', (_what, of, got) => {
    expect(give(...of)).toBe(got);
  });

  test('a band gives its points from its bound on, and below the last nothing', () => {
    const bands = [
      { atLeast: '0.75', points: '8' },
      { atLeast: '0.5', points: '5' },
    ];
    expect(give('solved-rate', { type: 'bands', bands })).toBe('8');
    expect(give('rework-rate', { type: 'bands', bands })).toBe('0');
  });
});

describe('a line says why', () => {
  const share = { type: 'share' } as const;

  test('of a rate: what was good of what, the interval, and the tickets that cost points first', () => {
    const policy = aPolicy({
      items: [metric('solved', { metric: 'solved-rate', scoring: share, shrink: false })],
    });
    const line = lineOf(
      sheetOf(policy, li({ 'solved-yes': 2, 'solved-no': 1 }, { 'solved-yes': [8, 9], 'solved-no': [4] })),
      'solved',
    );
    expect(line).toMatchObject({
      got: '6.6667',
      of: '10',
      because: {
        type: 'rate',
        good: '2',
        of: 3,
        rate: '0.6667',
        shrunk: null,
        interval: ['0.2077', '0.9385'],
      },
      evidence: [4, 9, 8].map((number) => ({ type: 'ticket', number })),
      more: 0,
    });
  });

  test('of a shrunk rate: the mean it was drawn to', () => {
    const policy = aPolicy({
      items: [metric('solved', { metric: 'solved-rate', scoring: share, shrink: true })],
      rates: { ...aPolicy().rates, shrinkBy: '10' },
    });
    const subjects = [
      li({ 'solved-yes': 2 }),
      frozen('zhang', { facts: facts({ 'solved-yes': 4, 'solved-no': 4 }) }),
    ];
    const [first] = scored(policy, { subjects }).sheets;
    // The mean of all is 6 of 10. (2 + 10 · 0.6) ÷ (2 + 10) = 8 ÷ 12
    expect(first?.lines[0]).toMatchObject({
      got: '6.6667',
      because: { rate: '1', shrunk: { to: '0.6667', mean: '0.6' } },
    });
  });

  test('of many tickets the first thirty, and how many more', () => {
    const policy = aPolicy({
      items: [metric('late', { metric: 'late-count', scoring: { type: 'each', each: '-1' }, shrink: false })],
    });
    const late = Array.from({ length: 33 }, (_, at) => at + 1);
    const line = lineOf(sheetOf(policy, li({ late: 33 }, { late })), 'late');
    expect(line.evidence).toHaveLength(30);
    expect(line.evidence[0]).toEqual({ type: 'ticket', number: 33 });
    expect(line.more).toBe(3);
  });
});

describe('written entries', () => {
  const policy = aPolicy({
    items: [written('discipline', 'full'), written('help', 'empty', { dimension: 'reward' })],
  });
  const of = frozen('limei');

  test('take from all points, or earn from none', () => {
    const sheet = sheetOf(policy, of, [
      entry(1, { points: '-1.5' }),
      entry(2, { points: '-0.5' }),
      entry(3, { itemId: 'help', points: '2' }),
    ]);
    expect(lineOf(sheet, 'discipline')).toMatchObject({
      got: '8',
      because: { type: 'entries', sum: '-2', count: 2, capped: false },
      evidence: [
        { type: 'entry', number: 2 },
        { type: 'entry', number: 1 },
      ],
    });
    expect(lineOf(sheet, 'help').got).toBe('2');
  });

  test('stay within the points, and it is said when they were cut', () => {
    const sheet = sheetOf(policy, of, [
      entry(1, { points: '-12' }),
      entry(2, { itemId: 'help', points: '30' }),
    ]);
    expect(lineOf(sheet, 'discipline')).toMatchObject({ got: '0', because: { sum: '-12', capped: true } });
    expect(lineOf(sheet, 'help')).toMatchObject({ got: '10', because: { capped: true } });
  });

  test('that were never written: all points are kept, and nothing is earned that could be zero', () => {
    const sheet = sheetOf(policy, of);
    expect(lineOf(sheet, 'discipline').got).toBe('10');
    expect(lineOf(sheet, 'help')).toMatchObject({
      got: null,
      because: { type: 'no-data', what: 'no-entry' },
    });
  });

  test('count in the month in which the thing happened: from its first instant, no more at its end', () => {
    const at = (on: number) => lineOf(sheetOf(policy, of, [entry(1, { on })]), 'discipline').got;
    expect([WINDOW.from - 1, WINDOW.from, WINDOW.until - 1, WINDOW.until].map(at)).toEqual([
      '10',
      '9',
      '9',
      '10',
    ]);
  });

  test('that were taken back give nothing, and what takes back gives nothing itself', () => {
    const wrong = entry(1, { points: '-5' });
    const undo = entry(2, { points: '5', cancels: wrong.id });
    expect(lineOf(sheetOf(policy, of, [wrong, undo]), 'discipline')).toMatchObject({
      got: '10',
      evidence: [],
    });
    const again = entry(3, { points: '-5', cancels: undo.id });
    expect(standing([again, wrong, undo]).map(({ number }) => number)).toEqual([1]);
  });
});

describe('missing is not zero', () => {
  const half = item('half', { source: { type: 'ballot', ballot: 'peers', aspect: null } });
  const ballots = [aBallot('peers', { weight: '0' })];
  const of = (missing: typeof half.missing) =>
    sheetOf(
      aPolicy({ items: [written('discipline', 'full'), { ...half, missing }], ballots }),
      frozen('limei'),
      [entry(1, { points: '-2' })],
    );

  test('its weight is shared by the others', () => {
    expect(of('share')).toMatchObject({ differentiated: '80', total: '80' });
  });

  test('or there is no total without it', () => {
    expect(of('no-data')).toMatchObject({ differentiated: null, total: null });
  });

  test('or it is nothing, or everything, where the policy says so', () => {
    expect(of('zero').total).toBe('40');
    expect(of('full').total).toBe('90');
    expect(lineOf(of('full'), 'half').because).toEqual({ type: 'no-data', what: 'no-ballot' });
  });

  test('a bonus that may not be missing is merely not added', () => {
    const policy = aPolicy({
      items: [
        written('discipline', 'full'),
        written('help', 'empty', { dimension: 'reward', missing: 'no-data' }),
      ],
    });
    expect(sheetOf(policy, frozen('limei')).total).toBe('100');
  });

  test('nothing is known at all: no total', () => {
    const policy = aPolicy({
      items: [metric('solved', { metric: 'solved-rate', scoring: { type: 'share' }, shrink: false })],
    });
    expect(sheetOf(policy, frozen('limei'))).toMatchObject({
      differentiated: null,
      ballots: null,
      total: null,
      margin: null,
    });
  });
});

describe('the total', () => {
  const ballots = [votes('peers', { voters: 4, voted: 4 }, [['de', 7, 4]])];
  const items = [written('discipline', 'full'), written('help', 'empty', { dimension: 'reward' })];
  const entries = [entry(1, { points: '-1' }), entry(2, { itemId: 'help', points: '3' })];
  const result = { ...aPolicy().result, postCoefficients: { 'grid-worker': '1.1' } };

  test('is both parts by weight, times both coefficients', () => {
    const sheet = sheetOf(
      aPolicy({ items, ballots: [aBallot('peers')], result }),
      frozen('limei', { ballots }),
      entries,
    );
    // 9 of 10 is 90, and a bonus of 3; (93 · 0.7 + 70 · 0.3) · 1.1 = (65.1 + 21) · 1.1
    expect(sheet).toMatchObject({
      differentiated: '93',
      ballots: '70',
      postCoefficient: '1.1',
      allocationCoefficient: '1',
      total: '94.71',
    });
    expect(sheet.dimensions).toEqual([
      { id: 'ability', name: '业务能力', bonus: false, got: '9', of: '10' },
      { id: 'reward', name: '特别奖励', bonus: true, got: '3', of: '10' },
    ]);
  });

  test('without votes is the differentiated part alone, and the other way round', () => {
    expect(sheetOf(aPolicy({ items, ballots: [aBallot('peers')] }), frozen('limei'), entries).total).toBe(
      '93',
    );
    const nothingCounted = aPolicy({ ballots: [aBallot('peers')] });
    expect(sheetOf(nothingCounted, frozen('limei', { ballots })).total).toBe('70');
  });

  test.each([
    ['half-up', '93.33', '66.67'],
    ['half-even', '93.33', '66.67'],
    ['down', '93.33', '66.66'],
  ] as const)('is rounded %s', (rule, third, twoThirds) => {
    const policy = aPolicy({
      rounding: { rule, places: 2 },
      items: [written('discipline', 'full', { points: '15' })],
    });
    expect(sheetOf(policy, frozen('limei'), [entry(1)]).total).toBe(third);
    expect(sheetOf(policy, frozen('limei'), [entry(1, { points: '-5' })]).total).toBe(twoThirds);
  });

  test('is divided last: 5 of 96 give 0.15625 of 3 points, though 5 ÷ 96 has no end', () => {
    const solved = metric('solved', { metric: 'solved-rate', scoring: { type: 'share' }, shrink: false });
    const policy = aPolicy({ items: [{ ...solved, points: '3' }] });
    const sheet = sheetOf(policy, li({ 'solved-yes': 5, 'solved-no': 91 }));
    expect(lineOf(sheet, 'solved').got).toBe('0.1563');
  });

  test('has a margin where it rests on rates: their lines in quadrature, scaled as the total', () => {
    const share = { type: 'share' } as const;
    const policy = aPolicy({
      items: [
        metric('solved', { metric: 'solved-rate', scoring: share, shrink: false }),
        metric('on-time', { metric: 'on-time-rate', scoring: share, shrink: false }),
        written('discipline', 'full'),
      ],
    });
    const sheet = sheetOf(policy, li({ 'solved-yes': 15, 'solved-no': 5, 'on-time': 10 }));
    // Half widths of 10 points: 15 of 20 is (0.888094 − 0.531303) ÷ 2 · 10 = 1.783953, 10 of 10 is (1 − 0.722467) ÷ 2 · 10 = 1.387663;
    // √(3.182489 + 1.925609) = 2.260110; of 30 points, so times 100 ÷ 30.
    expect(sheet).toMatchObject({ margin: '7.53', cases: 20, differentiated: '91.6667' });
    expect(sheetOf(aPolicy({ items }), frozen('limei')).margin).toBeNull();
  });
});

test('items of other groups are no lines, and unknown subjects and items are none either', () => {
  const policy = aPolicy({
    items: [written('discipline', 'full'), written('heads', 'full', { groups: ['heads'] })],
  });
  const entries = [entry(1, { subjectId: 'nobody' }), entry(2, { itemId: 'nothing' })];
  const { sheets } = scored(policy, { subjects: [frozen('limei', { subject: aSubject('limei') })], entries });
  expect(sheets.map(({ lines }) => lines.map(({ itemId, got }) => [itemId, got]))).toEqual([
    [['discipline', '10']],
  ]);
});
