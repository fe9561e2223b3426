import { describe, expect, it } from 'vitest';
import { appraisalJson, appraisalOf, keptPolicy } from '../../../src/app/policy/appraisal-kept.ts';
import { DAY_MS, MINUTE_MS } from '../../../src/engine/glossary.ts';
import { createTrial, TRIAL } from './trial-appraisal.ts';

const trial = createTrial();

function policyOf(text: string = TRIAL) {
  const loaded = trial.load(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return loaded.policy;
}

function appraisal(text: string = TRIAL) {
  const { appraisal } = policyOf(text);
  if (appraisal === null) throw new Error('no appraisal');
  return appraisal;
}

describe('the appraisal part of a policy', () => {
  it('becomes what months are scored by, in the engine’s units and with exact decimals', () => {
    const policy = appraisal();
    expect(policy).toMatchObject({
      effectiveFrom: '2026-03-01',
      window: { type: 'from-day', day: 19 },
      rounding: { rule: 'half-even', places: 3 },
      result: { differentiated: '0.7', postCoefficients: { head: '1.2' } },
      rates: { basically: '0.9', shrinkBy: '10', repeatWithinDays: 30 },
      publication: { workerRanking: true, streetRanking: true },
      schedule: {
        closesAtMinute: 540,
        publishAfter: { amount: 2, unit: 'day', calendar: 'working' },
        digestWeekday: 1,
        digestAtMinute: 570,
      },
    });
    expect(policy.dimensions[1]).toEqual({ id: 'order', name: '纪律', bonus: false });
    expect(policy.groups[2]).not.toHaveProperty('points');
  });

  it('says of each item where its points come from; a rate of which less is better counts backwards', () => {
    const sources = Object.fromEntries(appraisal().items.map(({ id, source }) => [id, source]));
    expect(sources).toMatchObject({
      solved: { type: 'metric', metric: 'solved-rate', scoring: { type: 'share' }, shrink: true },
      rework: { scoring: { type: 'inverse' } },
      finished: { scoring: { type: 'target', target: '30' } },
      late: { scoring: { type: 'each', each: '-0.5' } },
      patrol: {
        scoring: {
          bands: [
            { atLeast: '10', points: '5' },
            { atLeast: '4', points: '2.5' },
          ],
        },
      },
      attitude: { type: 'ballot', ballot: 'peers', aspect: 'ability' },
      lateness: {
        type: 'entry',
        start: 'full',
        least: '-2',
        most: '0',
        by: ['secretary'],
        needsReason: false,
      },
      praise: { start: 'empty', least: '0', most: '5', by: ['secretary', 'street'], needsReason: true },
    });
  });

  it('gives a ballot its times; rules that name no group are of every group', () => {
    const { ballots, consequences } = appraisal();
    expect(ballots[0]).toMatchObject({
      opensDaysBefore: 3,
      closesDaysAfter: 0,
      closesAtMinute: 750,
      remindBeforeMs: [2 * DAY_MS, 90 * MINUTE_MS],
      most: 10,
      trim: 0,
    });
    expect(consequences.map(({ groups, when }) => ({ groups, when }))).toEqual([
      { groups: ['heads'], when: { type: 'last', months: 2 } },
      { groups: ['heads', 'workers', 'places'], when: { type: 'top-share', share: '0.15', cap: 3 } },
      { groups: ['workers'], when: { type: 'below', of: 'ballots', points: '60', months: 3 } },
    ]);
  });

  it.each([
    ['basically: 0.9', 'basically: "0.90"', '0.9'],
    ['basically: 0.9', 'basically: 1.0', '1'],
    ['basically: 0.9', 'basically: "0.123456"', '0.123456'],
    ['basically: 0.9', 'basically: -0', '0'],
  ])('keeps a decimal as written: %s as %s', (before, after, kept) => {
    expect(appraisal(TRIAL.replace(before, after)).rates.basically).toBe(kept);
  });

  it('may be switched off, or publish only by hand and send no digest', () => {
    const [withOut] = TRIAL.split('appraisal:');
    expect(policyOf(`${withOut}appraisal: none\n`).appraisal).toBeNull();
    const quiet = TRIAL.replace('publishAfter: 2 working days', 'publishAfter: never');
    const { schedule } = appraisal(quiet.replace('digest: { weekday: 1, at: 09:30 }', 'digest: never'));
    expect(schedule).toMatchObject({ publishAfter: null, digestWeekday: null });
  });
});

describe('a policy that a month keeps', () => {
  it('is the same after JSON and back', () => {
    const policy = appraisal();
    expect(appraisalOf(appraisalJson(policy))).toEqual(policy);
  });

  it('has the same text and fingerprint in whatever order its file was written', () => {
    const turned = TRIAL.replace(
      'differentiated: 0.7\n    ballots: 0.3',
      'ballots: 0.30\n    differentiated: 0.7',
    );
    expect(turned).not.toBe(TRIAL);
    expect(keptPolicy(policyOf(turned), 5)).toEqual(keptPolicy(policyOf(), 5));
  });

  it('has another fingerprint once anything of it changes, its version alone too', () => {
    const hashes = [
      TRIAL,
      TRIAL.replace('version: v1', 'version: v2'),
      TRIAL.replace('fewest: 8', 'fewest: 9'),
    ].map((text) => keptPolicy(policyOf(text), 5)?.hash);
    expect(new Set(hashes).size).toBe(3);
  });
});
