import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { loadPolicy, type PolicyFault } from '../../../src/app/policy/policy-file.ts';

/** Small, so that reading it a hundred times takes no time. */
export const BASE = `id: base
version: v0
calendar: { zone: Asia/Shanghai, workingParts: [09:00-12:00], workingWeekdays: [1, 2, 3, 4, 5] }
categories: { 其他: { 其他事项: } }
limits:
  - { respond: 2 working hours, update: 2 working days, solve: 5 working days }
thresholds: { openAt: 0.6, confirmAt: 0.4, sameAt: 0.5, urgentAt: 0.5 }
timing:
  window: 10 minutes
  askBack: 30 minutes
  sameIssue: 72 hours
  callBack: 72 hours
  reopen: 7 days
  returnWithin: 2 working days
  extensionMax: 10 working days
  remindBeforeShare: 0.2
  claimNextAfterShare: 0.5
  updateAgain: 1 working day
  draftRemind: 2 hours
  draftLapse: 24 hours
  whistleRespond: 2 hours
  promptBudgetPerDay: 6
  bindCode: 24 hours
  chatterKeep: 72 hours
lexicon: words.yaml
models: { reading: none, issue: none }
`;

/** A policy that says its appraisal alone. */
export const TRIAL = `extends: base.yaml
id: trial
version: v1
appraisal:
  effective: 2026-03-01
  window: from day 19
  rounding: { rule: half-even, places: 3 }
  groups:
    - { id: heads, name: 正职, posts: [head, head-both] }
    - { id: workers, name: 网格员, posts: [grid-worker], smallest: 3, servedDays: 10 }
    - { id: places, name: 社区, subject: community, points: { work: 55 } }
  dimensions:
    - { id: work, name: 业务, points: 80 }
    - { id: order, name: 纪律, points: 20.00 }
    - { id: extra, name: 奖励, points: 5, bonus: true }
  items:
    - { id: solved, name: 解决, dimension: work, points: 35, metric: solved-rate, shrink: true, source: assumption }
    - { id: rework, name: 返工, dimension: work, points: 10, metric: rework-rate, missing: full, source: assumption }
    - { id: finished, name: 办结, dimension: work, points: 10, metric: finished-count, target: 30, source: 某文件 }
    - { id: late, name: 逾期, dimension: work, points: 10, groups: [heads, workers], metric: late-count, each: -0.50, source: assumption }
    - id: patrol
      name: 巡查
      dimension: work
      points: 5
      groups: [heads, workers]
      metric: patrol-count
      bands:
        - { atLeast: 10, points: 5 }
        - { atLeast: 4, points: 2.5 }
      source: assumption
    - { id: attitude, name: 态度, dimension: work, points: 10, groups: [heads, workers], ballot: peers, aspect: ability, source: assumption }
    - { id: lateness, name: 迟到, dimension: order, points: 20, groups: [heads, workers], entry: { start: full, least: -2, by: [secretary], reason: false }, source: assumption }
    - { id: praise, name: 表扬, dimension: extra, points: 5, groups: [heads, workers], entry: { start: empty }, missing: zero, source: assumption }
  ballots:
    - id: peers
      name: 互评
      raters: peers
      aspects: [{ id: virtue, name: 德 }, { id: ability, name: 能 }]
      weight: 0.6
      secret: true
      quorum: { fewest: 3, share: 0.5 }
      opensDaysBefore: 3
      closesAt: 12:30
      remindBefore: [2 days, 90 minutes]
    - { id: review, name: 评议, raters: group, raterPosts: [street-admin], weight: 0.4, secret: false, quorum: { fewest: 3 }, trim: 1, closesAt: 18:00, aspects: [{ id: all, name: 总体 }] }
  result:
    differentiated: 0.7
    ballots: 0.3
    postCoefficients: { head: 1.20 }
    allocation:
      groups: [workers]
      parts: [{ by: households, weight: 0.5 }, { by: tickets, weight: 0.5 }]
      floor: 0.8
      cap: 1.2
  rates:
    weights: { response: 0.1, solved: 0.5, satisfied: 0.4 }
    basically: 0.9
    shrinkBy: 10
    fewest: 8
  consequences:
    - { id: last, name: 末位, groups: [heads], when: { last: { months: 2 } }, measure: 降职, answeredBy: street, source: 某文件 }
    - { id: first, name: 先进, when: { topShare: { share: 0.15, cap: 3 } }, measure: 优先, answeredBy: street, source: 某文件 }
    - { id: weak, name: 偏弱, groups: [workers], when: { below: { of: ballots, points: 60, months: 3 } }, measure: 退出, answeredBy: secretary, source: 某文件 }
  publication: { workerRanking: true }
  schedule:
    closesAt: 09:00
    publishAfter: 2 working days
    appealWithin: 5 working days
    missingDay: 25
    digest: { weekday: 1, at: 09:30 }
`;

/** Loads policies written into a folder of the test file's own. */
export function createTrial() {
  const folder = mkdtempSync(join(tmpdir(), 'appraisal-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  write('base.yaml', BASE);
  write('words.yaml', 'lexicon: { problem: [坏了] }\n');
  return {
    folder,
    write,
    load: (text: string) => loadPolicy(write('policy.yaml', text)),
    /** Of the trial with `before` replaced once. */
    faults(before: string, after: string): readonly PolicyFault[] {
      expect(TRIAL).toContain(before);
      const loaded = loadPolicy(
        write(
          'policy.yaml',
          TRIAL.replace(before, () => after),
        ),
      );
      return loaded.ok ? [] : loaded.faults;
    },
  };
}

/** Where a text of the trial begins, counted from 1. */
export function lineOf(text: string, within: string = TRIAL): number {
  expect(within).toContain(text);
  return within.slice(0, within.indexOf(text)).split('\n').length;
}
