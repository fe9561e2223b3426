import { describe, expect, it } from 'vitest';
import { loadPolicy } from '../../../src/app/policy/policy-file.ts';
import { deadlinesFor, limitFor } from '../../../src/engine/clock/deadlines.ts';
import type { Urgency } from '../../../src/engine/glossary.ts';

const loaded = loadPolicy('policies/default.yaml');
if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
const { policy } = loaded;

/** Respond, update, solve as they are read off a limit: `30m 3h 8h`, a `w` for working time. */
function shown(urgency: Urgency, level1: string, level2: string): string {
  const { respond, update, solve } = limitFor({ urgency, category: [level1, level2] }, policy);
  const short = (span: typeof respond) =>
    `${span.amount}${span.calendar === 'working' ? 'w' : ''}${span.unit.charAt(0)}`;
  return [respond, update, solve].map(short).join(' ');
}

const USUAL = '2wh 2wd 5wd';
const COMPLEX = '2wh 3wd 15wd';
const QUESTION = '2wh 1wd 2wd';
const SUPPLY = '1h 8h 24h';

/** What is not named here has the usual limits. */
const NORMAL: Readonly<Record<string, string>> = {
  管道破裂: '30m 3h 8h',
  停水: SUPPLY,
  停电: SUPPLY,
  燃气: SUPPLY,
  供暖: SUPPLY,
  水电气其他: SUPPLY,
  私搭乱建: COMPLEX,
  外墙脱落: COMPLEX,
  路面塌陷: COMPLEX,
  住房土地其他: COMPLEX,
  热线咨询其他: QUESTION,
  证照政务其他: QUESTION,
};

const categories = policy.categories.map(({ level1, level2 }) => [level1, level2] as const);

describe('the limits of the shipped policy', () => {
  it.each(categories)('%s/%s has its own, pressing ones shorter ones', (level1, level2) => {
    expect(shown('normal', level1, level2)).toBe(NORMAL[level2] ?? USUAL);
    expect(shown('urgent', level1, level2)).toBe(level2 === '管道破裂' ? '30m 3h 8h' : '30m 4h 24h');
    expect(shown('critical', level1, level2)).toBe('10m 2h 24h');
  });

  it('name no category that is not there', () => {
    const known = new Set(categories.map(([, level2]) => level2));
    expect(Object.keys(NORMAL).filter((level2) => !known.has(level2))).toEqual([]);
    for (const rule of policy.limits) {
      expect(rule.level1 === '*' || categories.some(([level1]) => level1 === rule.level1), rule.level1).toBe(
        true,
      );
      expect(rule.level2 === '*' || known.has(rule.level2), rule.level2).toBe(true);
    }
  });

  const FRIDAY_EVENING = Date.parse('2026-06-05T19:00:00+08:00');

  it.each(categories)(
    '%s/%s: an answer comes before news, and news before the solution',
    (level1, level2) => {
      for (const urgency of ['normal', 'urgent', 'critical'] as const) {
        const facts = { urgency, category: [level1, level2] } as const;
        const { respondBy, updateBy, solveBy } = deadlinesFor(facts, policy, FRIDAY_EVENING);
        expect(FRIDAY_EVENING < respondBy && respondBy < updateBy && updateBy < solveBy, urgency).toBe(true);
      }
    },
  );

  it.each(categories)('%s/%s is never due later for being more pressing', (level1, level2) => {
    const solve = (urgency: Urgency) =>
      deadlinesFor({ urgency, category: [level1, level2] }, policy, FRIDAY_EVENING).respondBy;
    expect(solve('urgent')).toBeLessThanOrEqual(solve('normal'));
    expect(solve('critical')).toBeLessThanOrEqual(solve('urgent'));
  });
});
