import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadPolicy } from '../../../src/app/policy/policy-file.ts';
import { HOUR_MS, MINUTE_MS, URGENCIES } from '../../../src/engine/glossary.ts';
import { encodeContainer } from '../../../src/learning/encode-container.ts';

const LEXICON = `
lexicon:
  problem: [坏了, 漏了]
categoryWords:
  路灯: [路灯, 灯不亮]
  别处的类: [别处]
`;

const POLICY = `id: trial
version: v1
calendar:
  zone: Asia/Shanghai
  workingParts: [09:00-12:00, 14:00-18:00]
  workingWeekdays: [1, 2, 3, 4, 5]
  extraHolidays: [2026-10-08]
  quietParts: [20:00-08:00]
categories:
  设施:
    路灯: { words: [灯杆], photosToFinish: true }
    井盖:
  其他:
    其他事项: { needsPlace: false }
limits:
  - { urgency: critical, respond: 10 minutes, update: 2 hours, solve: 1 day }
  - { respond: 2 working hours, update: 2 working days, solve: 5 working days }
thresholds:
  openAt: 0.6
  confirmAt: 0.4
  sameAt: 0.5
  urgentAt: 0.5
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
publicNumbers: { '*': 火警 119 }
lexicon: words.yaml
`;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'policy-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The trial policy with one thing changed, loaded. */
function load(before: string, after: string, lexicon: string = LEXICON) {
  expect(POLICY).toContain(before);
  const path = join(folder, 'policy.yaml');
  writeFileSync(path, POLICY.replace(before, after));
  writeFileSync(join(folder, 'words.yaml'), lexicon);
  return loadPolicy(path);
}

function faults(before: string, after: string, lexicon?: string) {
  const loaded = load(before, after, lexicon);
  return loaded.ok ? [] : loaded.faults;
}

function lineOf(text: string): number {
  return POLICY.slice(0, POLICY.indexOf(text)).split('\n').length;
}

describe('a policy file', () => {
  it('becomes a policy in the engine’s units', () => {
    const loaded = load('id: trial', 'id: trial');
    expect(loaded).toMatchObject({
      ok: true,
      policy: {
        id: 'trial',
        calendar: {
          workingParts: [
            { fromMinute: 540, toMinute: 720 },
            { fromMinute: 840, toMinute: 1080 },
          ],
          extraHolidays: ['2026-10-08'],
          extraWorkdays: [],
          quietParts: [{ fromMinute: 1200, toMinute: 480 }],
        },
        limits: [
          { urgency: 'critical', level1: '*', respond: { amount: 10, unit: 'minute', calendar: '24h' } },
          { urgency: '*', level2: '*', solve: { amount: 5, unit: 'day', calendar: 'working' } },
        ],
        timing: { windowMs: 10 * MINUTE_MS, reopenMs: 168 * HOUR_MS, remindBeforeShare: 0.2 },
        lexicon: { problem: ['坏了', '漏了'] },
      },
    });
  });

  it('has seeds for a language model that nobody wrote of; `to` is then openAt', () => {
    const loaded = load('id: trial', 'id: trial');
    expect(loaded.ok && loaded.policy.languageModel).toEqual({
      from: 0.25,
      to: 0.6,
      draftAt: 0.7,
      callsPerDay: 300,
      tokensPerDay: 300_000,
      timeLimitMs: 2000,
    });
    const own = load(
      'lexicon:',
      'languageModel: { to: 0.5, timeLimit: 5 seconds, callsPerDay: 0 }\nlexicon:',
    );
    expect(own.ok && own.policy.languageModel).toMatchObject({ to: 0.5, timeLimitMs: 5000, callsPerDay: 0 });
  });

  it.each([
    ['{ timeLimit: 2 minutes }', '2 seconds'],
    ['{ timeLimit: 0 seconds }', '1 到 60 秒'],
    ['{ timeLimit: 61 seconds }', '1 到 60 秒'],
    ['{ callsPerDay: 1.5 }', '应为整数'],
    ['{ from: 0.7 }', '不能大于 to'],
    ['{ from: 0.5, to: 0.4 }', '不能大于 to'],
    ['{ perDay: 3 }', '没有这个字段'],
  ])('refuses languageModel: %s', (written, said) => {
    const found = faults('lexicon:', `languageModel: ${written}\nlexicon:`);
    expect(found.map(({ message }) => message).join()).toContain(said);
    expect(found[0]?.line).toBe(lineOf('lexicon:'));
  });

  it('has seeds for what is kept to answer from; answering unasked can be switched off', () => {
    const loaded = load('id: trial', 'id: trial');
    expect(loaded.ok && loaded.policy.knowledge).toMatchObject({ answerAt: 0.65, unaskedAt: 0.8 });
    const own = load('lexicon:', 'knowledge: { noticeKeep: 3 days, unaskedAt: never }\nlexicon:');
    expect(own.ok && own.policy.knowledge).toMatchObject({ noticeKeepMs: 3 * 86_400_000, unaskedAt: null });
  });

  it.each([
    ['{ unaskedAt: 0.5 }', 'unaskedAt 不能小于 answerAt'],
    ['{ unaskedAt: no }', 'never'],
    ['{ longest: 30 days }', 'longest 不能短于'],
    ['{ keep: 3 days }', '没有这个字段'],
  ])('refuses knowledge: %s', (written, said) => {
    const found = faults('lexicon:', `knowledge: ${written}\nlexicon:`);
    expect(found.map(({ message }) => message).join()).toContain(said);
  });

  it('takes each category’s own words and those of the lexicon file', () => {
    const loaded = load('id: trial', 'id: trial');
    expect(loaded.ok && loaded.policy.categories).toEqual([
      {
        level1: '设施',
        level2: '路灯',
        words: ['灯杆', '路灯', '灯不亮'],
        photosToFinish: true,
        needsPlace: true,
      },
      { level1: '设施', level2: '井盖', words: [], photosToFinish: false, needsPlace: true },
      { level1: '其他', level2: '其他事项', words: [], photosToFinish: false, needsPlace: false },
    ]);
  });
});

describe('a fault is told with its line', () => {
  it.each<[string, string, [string, string]]>([
    ['  window: 10 minutes', '  window: 10 minutes\n  windo: 1', ['没有这个字段', '  window: 10']],
    ['id: trial\n', '', ['缺少这一项', 'id: trial']],
    ['Asia/Shanghai', 'Asia/Nowhere', ['没有这个时区', '  zone:']],
    ['09:00-12:00', '9-12', ['09:00-12:00', '  workingParts']],
    ['09:00-12:00', '09:00-25:00', ['09:00-12:00', '  workingParts']],
    ['09:00-12:00', '18:30-02:00', ['不能跨过午夜', '  workingParts']],
    ['14:00-18:00', '11:00-18:00', ['重叠', '  workingParts']],
    ['20:00-08:00', '17:59-08:00', ['重叠', '  quietParts']],
    ['20:00-08:00', '20:00-09:01', ['重叠', '  quietParts']],
    ['workingWeekdays: [1, 2, 3, 4, 5]', 'workingWeekdays: []', ['至少要有一个工作日', '  workingWeekdays']],
    ['2026-10-08', '2026-02-30', ['真有这一天', '  extraHolidays']],
    ['    其他事项:', '    路灯:', ['已经在「设施」下面', '    其他事项:']],
    ['respond: 2 working hours', 'respond: 0 working hours', ['2 working hours', '  - { respond']],
    ['respond: 2 working hours', 'respond: soon', ['2 working hours', '  - { respond']],
    ['urgency: critical', 'level2: 电梯', ['没有「电梯」这个小类', '  - { urgency']],
    ['  - { respond', '  - { level1: 其他, respond', ['没有时限:路灯、井盖', 'limits:']],
    ['  confirmAt: 0.4', '  confirmAt: 0.7', ['confirmAt 不能大于 openAt', '  confirmAt']],
    ['  sameAt: 0.5', '  sameAt: 5', ['不能大于 1', '  sameAt']],
    ['window: 10 minutes', 'window: 2 working hours', ['不能用工作时间', '  window']],
    ["'*': 火警", '烟花: 火警', ['没有「烟花」这个类别', 'publicNumbers']],
    ['lexicon: words.yaml', 'lexicon: missing.yaml', ['读不到文件', 'lexicon: words']],
    ['id: trial', 'id: [trial', ['', 'id: trial']],
  ])('%j as %j: %j', (before, after, [message, at]) => {
    const [fault] = faults(before, after);
    expect(fault?.message).toContain(message);
    expect(fault?.line).toBeGreaterThanOrEqual(lineOf(at));
    expect(fault?.line).toBeLessThanOrEqual(lineOf(at) + 1);
  });

  it('and all of them together', () => {
    const all = faults('  openAt: 0.6\n  confirmAt: 0.4', '  openAt: high\n  confirmat: 0.4');
    const line = lineOf('  openAt');
    expect(all.map((fault) => fault.line)).toEqual([line - 1, line, line + 1]);
  });

  it('of the lexicon file names that file and its own line', () => {
    const [fault] = faults('id: trial', 'id: trial', 'lexicon:\n  problem: 坏了\n');
    expect(fault).toEqual({
      line: lineOf('lexicon: words'),
      message: expect.stringMatching(/^words\.yaml 第 2 行:lexicon\.problem/),
    });
  });

  it('a file that is not there is one fault and no crash', () => {
    expect(loadPolicy(join(folder, 'none.yaml'))).toMatchObject({ ok: false, faults: [{ line: 1 }] });
  });
});

describe('the policy a new street starts with', () => {
  const loaded = loadPolicy('policies/default.yaml');
  const policy = loaded.ok ? loaded.policy : null;

  it('loads', () => {
    expect(loaded.ok ? [] : loaded.faults).toEqual([]);
  });

  it('has the nineteen level-1 classes, each with a generic level 2 as its last', () => {
    const level1s = [...new Set(policy?.categories.map((one) => one.level1))];
    expect(level1s).toHaveLength(19);
    const lasts = level1s.map(
      (level1) => policy?.categories.findLast((one) => one.level1 === level1)?.level2,
    );
    expect(lasts.every((level2) => level2?.includes('其他'))).toBe(true);
  });

  it('gives every category and urgency a limit, and the strictest to what endangers life', () => {
    const critical = policy?.limits.find((rule) => rule.urgency === 'critical');
    expect(critical?.respond).toEqual({ amount: 10, unit: 'minute', calendar: '24h' });
    expect(policy?.limits[0]).toBe(critical);
    expect(policy?.limits.at(-1)).toMatchObject({ urgency: '*', level1: '*', level2: '*' });
    expect(URGENCIES).toContain('critical');
  });

  it('knows every category that the lexicon has words for', () => {
    const file = z
      .object({ categoryWords: z.record(z.string(), z.array(z.string())) })
      .parse(parse(readFileSync('policies/lexicon.zh.yaml', 'utf8')));
    const known = new Set(policy?.categories.map((one) => one.level2));
    expect(Object.keys(file.categoryWords).filter((level2) => !known.has(level2))).toEqual([]);
  });

  it('asks for no photo and tells a number for every danger', () => {
    expect(policy?.categories.some((one) => one.photosToFinish)).toBe(false);
    expect(policy?.publicNumbers['*']).toContain('119');
  });
});

describe('trained models', () => {
  const folder = mkdtempSync(join(tmpdir(), 'linli-models-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const heads = { about: { heads: {} }, sections: new Map() };

  function loadedWith(models: string) {
    const path = join(folder, 'with-models.yaml');
    writeFileSync(path, `${POLICY}${models}`);
    writeFileSync(join(folder, 'words.yaml'), LEXICON);
    return loadPolicy(path);
  }

  function message(models: string): string {
    const loaded = loadedWith(models);
    if (!loaded.ok) return loaded.faults.map((fault) => fault.message).join();
    return loaded.modelFaults.map(({ which, reason }) => `${which} ${reason}`).join();
  }

  it('are decoded from beside the policy, once as long as the file stays', () => {
    writeFileSync(join(folder, 'own.model'), encodeContainer({ kind: 'reading', ...heads }));
    const [first, second] = [1, 2].map(() => loadedWith('models: { reading: own.model }\n'));
    expect(first?.ok && first.policy.models.reading?.heads.size).toBe(0);
    expect(first?.ok && second?.ok && first.policy.models.reading === second.policy.models.reading).toBe(
      true,
    );
  });

  it('may be left out: `none` is the word lists alone', () => {
    const loaded = loadedWith('models: { reading: none, issue: none }\n');
    expect(loaded.ok && loaded.policy.models).toEqual({ reading: null, issue: null });
  });

  it('that cannot be used leave the policy to the word lists, and say why', () => {
    writeFileSync(join(folder, 'words.model'), '词表');
    writeFileSync(join(folder, 'issue.model'), encodeContainer({ kind: 'issue', ...heads }));
    const cut = encodeContainer({ kind: 'reading', ...heads }).slice(0, 20);
    writeFileSync(join(folder, 'cut.model'), cut);
    expect(message('models: { reading: missing.model }\n')).toBe('reading missing');
    expect(message('models: { reading: words.model }\n')).toBe('reading foreign');
    expect(message('models: { reading: issue.model }\n')).toBe('reading foreign');
    expect(message('models: { reading: cut.model }\n')).toBe('reading broken');
    expect(message('models: { issue: cut.model }\n')).toBe('issue broken');
  });

  it('that are named are missed in the folder of the shipped ones too', () => {
    const missing = resolve('policies', 'missing.model');
    expect(message(`models: { reading: ${missing} }\n`)).toBe('reading missing');
  });

  it('a file that changed is read anew', () => {
    const path = join(folder, 'own.model');
    const before = loadedWith('models: { reading: own.model }\n');
    writeFileSync(
      path,
      encodeContainer({ kind: 'reading', about: { heads: {}, more: 1 }, sections: new Map() }),
    );
    const after = loadedWith('models: { reading: own.model }\n');
    expect(before.ok && after.ok && before.policy.models.reading !== after.policy.models.reading).toBe(true);
  });
});
