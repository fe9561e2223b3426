import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../src/engine/glossary.ts';
import type { ServicePolicy } from '../../../src/engine/policy.ts';
import { momentsDue, nextMomentAt } from '../../../src/engine/reminders/moments.ts';
import { shippedPolicy } from '../../support/shipped-policy.ts';

const policy = shippedPolicy();
const at = (text: string) => Date.parse(`${text}+08:00`);
const keys = (now: number, given: ServicePolicy = policy) => momentsDue(given, now).map(({ key }) => key);

describe('what is said though nobody asked', () => {
  test('comes every evening, on Mondays, and on the 25th', () => {
    expect(keys(at('2026-11-24T17:29:59'))).toEqual([]);
    expect(keys(at('2026-11-24T17:30:00'))).toEqual(['tomorrow:2026-11-24']);
    expect(keys(at('2026-11-23T09:00:00'))).toEqual(['week:2026-11-23']);
    expect(keys(at('2026-11-25T09:00:00'))).toEqual(['missing:2026-11-25']);
  });

  test('is said late after downtime, but not when it helps nobody any more', () => {
    expect(keys(at('2026-11-24T22:29:00'))).toContain('tomorrow:2026-11-24');
    expect(keys(at('2026-11-24T22:31:00'))).not.toContain('tomorrow:2026-11-24');
    expect(keys(at('2026-11-27T08:59:00'))).toContain('missing:2026-11-25');
    expect(keys(at('2026-11-27T09:00:00'))).not.toContain('missing:2026-11-25');
  });

  test('can be switched off', () => {
    const quiet: ServicePolicy = {
      ...policy,
      timing: { ...policy.timing, tomorrowAtMinute: null },
      appraisal: null,
    };
    expect(keys(at('2026-11-24T17:30:00'), quiet)).toEqual([]);
    expect(nextMomentAt(quiet, at('2026-11-24T17:30:00'))).toBeNull();
  });

  test('near the beginning of a window nothing can be missing', () => {
    const appraisal = policy.appraisal && {
      ...policy.appraisal,
      window: { type: 'from-day', day: 19 } as const,
    };
    expect(keys(at('2026-11-25T09:00:00'), { ...policy, appraisal })).toEqual([]);
  });

  test('the next one is the first whose time comes', () => {
    const anytime = fc.integer({ min: at('2026-01-01T00:00:00'), max: at('2026-12-01T00:00:00') });
    fc.assert(
      fc.property(anytime, (now) => {
        const next = nextMomentAt(policy, now) ?? Infinity;
        expect(next).toBeGreaterThan(now);
        expect(next).toBeLessThanOrEqual(now + DAY_MS);
        expect(momentsDue(policy, next).some((moment) => moment.at === next)).toBe(true);
        const between = now + Math.floor((next - now) / 2);
        expect(momentsDue(policy, between).every((moment) => moment.at <= now)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
