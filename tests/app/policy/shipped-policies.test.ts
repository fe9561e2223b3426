import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { appraisalContradictions } from '../../../src/app/policy/appraisal-checks.ts';
import { APPRAISAL_FILE, type AppraisalFile } from '../../../src/app/policy/appraisal-schema.ts';
import { loadPolicy } from '../../../src/app/policy/policy-file.ts';
import { decimal, sum, text } from '../../../src/engine/appraisal/decimal.ts';

const NAMES = ['default', 'kunlunlu'];

function appraisalOf(name: string) {
  const loaded = loadPolicy(`policies/${name}.yaml`);
  expect(loaded.ok ? [] : loaded.faults).toEqual([]);
  const appraisal = loaded.ok ? loaded.policy.appraisal : null;
  if (appraisal === null) throw new Error(`${name} has no appraisal`);
  return appraisal;
}

/** The part as written, with the defaults filled in. */
function written(name: string): AppraisalFile {
  const file = z
    .object({ appraisal: APPRAISAL_FILE })
    .parse(parse(readFileSync(`policies/${name}.yaml`, 'utf8')));
  return file.appraisal;
}

type Place = readonly (string | number)[];

/** Every place in the file where a weight or points stand that have to add up with others. */
function weightsOf({ items, dimensions, groups, ballots, result, rates }: AppraisalFile): readonly Place[] {
  return [
    ...items.map((_, at) => ['items', at, 'points']),
    ...dimensions.map((_, at) => ['dimensions', at, 'points']),
    ...groups.flatMap(({ points }, at) =>
      Object.keys(points ?? {}).map((id) => ['groups', at, 'points', id]),
    ),
    ...ballots.map((_, at) => ['ballots', at, 'weight']),
    ...(result.allocation?.parts ?? []).map((_, at) => ['result', 'allocation', 'parts', at, 'weight']),
    ['result', 'differentiated'],
    ['result', 'ballots'],
    ...Object.keys(rates.weights).map((key) => ['rates', 'weights', key]),
  ];
}

function changed(value: unknown, [key, ...rest]: Place, by: string): unknown {
  if (key === undefined) return text(decimal(String(value)).plus(by));
  if (Array.isArray(value)) return value.map((one, at) => (at === key ? changed(one, rest, by) : one));
  const entries = Object.entries(value ?? {});
  return Object.fromEntries(
    entries.map(([name, one]) => [name, name === key ? changed(one, rest, by) : one]),
  );
}

describe.each(NAMES)('policies/%s.yaml', (name) => {
  it('loads, and says of each item and rule where it comes from', () => {
    const { items, consequences } = appraisalOf(name);
    expect([...items, ...consequences].filter(({ origin }) => origin === '')).toEqual([]);
  });

  it('adds up: any one weight or point changed is refused', () => {
    const file = written(name);
    expect(appraisalContradictions(file)).toEqual([]);
    const places = weightsOf(file);
    expect(places.length).toBeGreaterThan(15);
    const unnoticed = places.flatMap((place) =>
      ['0.01', '-0.01'].flatMap((by) => {
        // cast: only decimals were changed, for decimals.
        const faults = appraisalContradictions(changed(file, place, by) as AppraisalFile);
        return faults.length === 0 ? [`${place.join('.')} ${by}`] : [];
      }),
    );
    expect(unnoticed).toEqual([]);
  });
});

describe('policies/default.yaml', () => {
  it('publishes no ranking outside the street room, and nothing in it is anybody’s rule', () => {
    const { publication, items, window } = appraisalOf('default');
    expect(publication).toMatchObject({ streetRanking: true, workerRanking: false });
    expect(new Set(items.map(({ origin }) => origin))).toEqual(new Set(['assumption']));
    expect(items.length).toBeLessThanOrEqual(12);
    expect(window).toEqual({ type: 'calendar-month' });
  });

  it('has the three rates', () => {
    const { rates, items } = appraisalOf('default');
    expect(rates).toMatchObject({
      weights: { response: '0.1', solved: '0.5', satisfied: '0.4' },
      basically: '0.9',
    });
    const metrics = items.flatMap(({ source }) => (source.type === 'metric' ? [source.metric] : []));
    expect(metrics).toEqual(expect.arrayContaining(['response-rate', 'solved-rate', 'satisfied-rate']));
  });
});

describe('policies/kunlunlu.yaml', () => {
  const policy = appraisalOf('kunlunlu');

  it('has 38 items in the document’s four dimensions, 100 points and the special reward on top', () => {
    expect(policy.items).toHaveLength(38);
    const byDimension = policy.dimensions.map(({ id, name, bonus }) => {
      const own = policy.items.filter(({ dimension }) => dimension === id);
      return { name, bonus, points: text(sum(own.map(({ points }) => decimal(points)))), items: own.length };
    });
    expect(byDimension).toEqual([
      { name: '业务能力', bonus: false, points: '60', items: 16 },
      { name: '劳动纪律', bonus: false, points: '20', items: 10 },
      { name: '临时交办', bonus: false, points: '20', items: 6 },
      { name: '特别奖励', bonus: true, points: '10', items: 6 },
    ]);
  });

  it('scores everybody of the four groups of persons by all 38', () => {
    const persons = policy.groups.filter(({ subject }) => subject === 'person').map(({ id }) => id);
    expect(persons).toHaveLength(4);
    expect(
      policy.items.every(({ groups }) => groups.length === 0 || persons.every((id) => groups.includes(id))),
    ).toBe(true);
  });

  it('has both coefficients and ballots of several raters', () => {
    expect(policy.result.postCoefficients).toMatchObject({ head: '1.2', deputy: '1.1' });
    expect(policy.result.allocation?.parts.map(({ by }) => by)).toEqual([
      'households',
      'population',
      'area',
      'tickets',
    ]);
    expect(policy.ballots.map(({ raters }) => raters)).toEqual([
      'residents',
      'peers',
      'self',
      'community',
      'street',
    ]);
  });

  it('has the document’s three rules, each as a proposal', () => {
    expect(policy.consequences).toMatchObject([
      { groups: ['heads'], when: { type: 'last', months: 2 }, answeredBy: 'street' },
      { groups: ['deputies'], when: { type: 'below', of: 'ballots' } },
      { groups: ['staff', 'grid-workers'], when: { type: 'below', of: 'total' } },
    ]);
  });

  it('takes its calendar, categories and limits over from default.yaml', () => {
    const [own, base] = ['kunlunlu', 'default'].map((name) => loadPolicy(`policies/${name}.yaml`));
    expect(own?.ok && base?.ok && own.policy.limits).toEqual(base?.ok && base.policy.limits);
  });
});
