import { describe, expect, it } from 'vitest';
import {
  deadlinesFor,
  limitFor,
  nextUpdateBy,
  resumedDeadlines,
} from '../../../src/engine/clock/deadlines.ts';
import type { Category, Instant, Urgency } from '../../../src/engine/glossary.ts';
import type { LimitRule } from '../../../src/engine/policy.ts';
import { makePolicy } from '../../support/make-ticket.ts';

function rule(solveHours: number, overrides: Partial<LimitRule> = {}): LimitRule {
  const span = { amount: solveHours, unit: 'hour', calendar: '24h' } as const;
  return { urgency: '*', level1: '*', level2: '*', respond: span, update: span, solve: span, ...overrides };
}

const policy = makePolicy({
  limits: [
    rule(1, { urgency: 'critical' }),
    rule(2, { level2: '管道破裂' }),
    rule(3, { urgency: 'urgent', level1: '水电气' }),
    rule(4, { level1: '水电气' }),
    rule(5),
  ],
});

function at(text: string): Instant {
  return Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`);
}

describe('limits', () => {
  it.each<[Urgency, Category, number]>([
    ['critical', ['水电气', '管道破裂'], 1],
    ['normal', ['水电气', '管道破裂'], 2],
    ['urgent', ['水电气', '停水'], 3],
    ['normal', ['水电气', '停水'], 4],
    ['urgent', ['教育', '教育其他'], 5],
  ])('of a %s ticket of %j are those of the first rule that matches', (urgency, category, hours) => {
    expect(limitFor({ urgency, category }, policy).solve.amount).toBe(hours);
  });

  it('of a category that the policy no longer has are the last rule’s', () => {
    const narrow = makePolicy({ limits: [rule(1, { level1: '教育' }), rule(9, { level1: '治安' })] });
    expect(limitFor({ urgency: 'normal', category: ['旧类', '旧小类'] }, narrow).solve.amount).toBe(9);
  });
});

describe('deadlines', () => {
  const facts = { urgency: 'normal', category: ['物业服务', '电梯'] } as const;

  it('run from the moment given, each on its own calendar', () => {
    expect(deadlinesFor(facts, makePolicy(), at('06-05 16:30'))).toEqual({
      respondBy: at('06-08 09:30'),
      updateBy: at('06-09 16:30'),
      solveBy: at('06-12 16:30'),
    });
  });

  it('of danger to life run through the weekend', () => {
    expect(deadlinesFor({ ...facts, urgency: 'critical' }, makePolicy(), at('06-05 23:00'))).toEqual({
      respondBy: at('06-05 23:10'),
      updateBy: at('06-06 01:00'),
      solveBy: at('06-06 23:00'),
    });
  });

  it('of the next news count from the last', () => {
    expect(nextUpdateBy(facts, makePolicy(), at('06-03 10:00'))).toBe(at('06-05 10:00'));
  });

  it('stand still during a pause, and days end in working time', () => {
    const deadlines = {
      respondBy: at('06-01 11:00'),
      updateBy: at('06-03 09:00'),
      solveBy: at('06-08 09:00'),
    };
    const resumed = resumedDeadlines(
      { ...facts, deadlines, pausedAt: at('06-02 09:00') },
      makePolicy(),
      at('06-04 09:00'),
    );
    expect(resumed).toMatchObject({ updateBy: at('06-05 09:00'), solveBy: at('06-10 09:00') });
  });

  it('that were over before a pause are due at its end', () => {
    const deadlines = deadlinesFor(facts, makePolicy(), at('06-01 10:00'));
    const paused = { ...facts, deadlines, pausedAt: at('06-04 10:00') };
    expect(resumedDeadlines(paused, makePolicy(), at('06-05 21:00'))).toMatchObject({
      respondBy: at('06-05 21:00'),
      updateBy: at('06-08 09:00'),
    });
  });

  it('stay where they are when the pause had no working time', () => {
    const deadlines = deadlinesFor(facts, makePolicy(), at('06-05 10:00'));
    const paused = { ...facts, deadlines, pausedAt: at('06-06 09:00') };
    expect(resumedDeadlines(paused, makePolicy(), at('06-07 20:00'))).toMatchObject({
      updateBy: deadlines.updateBy,
      solveBy: deadlines.solveBy,
    });
  });
});
