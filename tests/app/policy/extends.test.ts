import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPolicy } from '../../../src/app/policy/policy-file.ts';
import { BASE, createTrial, lineOf, TRIAL } from './trial-appraisal.ts';

const trial = createTrial();
const OWN = 'extends: base.yaml\nid: own\nversion: v9\n';

function faults(text: string) {
  const loaded = trial.load(text);
  return loaded.ok ? [] : loaded.faults;
}

describe('a policy that extends another', () => {
  it('takes over every section that it does not say itself, whole', () => {
    const loaded = trial.load(
      `${OWN}thresholds: { openAt: 0.9, confirmAt: 0.4, sameAt: 0.5, urgentAt: 0.5 }\n`,
    );
    expect(loaded).toMatchObject({
      ok: true,
      policy: {
        id: 'own',
        version: 'v9',
        thresholds: { openAt: 0.9 },
        timing: { promptBudgetPerDay: 6 },
        lexicon: { problem: ['坏了'] },
      },
    });
  });

  it('never takes over its name and version', () => {
    expect(faults('extends: base.yaml\n').map(({ message }) => message)).toEqual([
      'id:缺少这一项。',
      'version:缺少这一项。',
    ]);
  });

  it('finds the base’s word lists beside the base', () => {
    mkdirSync(join(trial.folder, 'street'));
    const path = trial.write('street/own.yaml', OWN.replace('base.yaml', '../base.yaml'));
    expect(loadPolicy(path)).toMatchObject({ ok: true, policy: { lexicon: { problem: ['坏了'] } } });
  });

  it('tells faults of the base with its file and line, at the line of `extends`', () => {
    trial.write('wrong.yaml', BASE.replace('openAt: 0.6', 'openAt: 6'));
    const [fault] = faults(`# 说明\n${OWN.replace('base.yaml', 'wrong.yaml')}`);
    expect(fault).toEqual({
      line: 2,
      message: expect.stringMatching(
        new RegExp(`^wrong.yaml 第 ${lineOf('thresholds', BASE)} 行:thresholds.openAt`),
      ),
    });
  });

  it('tells what contradicts the base at the own section', () => {
    const text = `${OWN}publicNumbers:\n  烟花: 火警 119\n`;
    expect(faults(text)).toEqual([{ line: 5, message: '没有「烟花」这个类别(可以用 *)。' }]);
  });

  it.each([
    ['missing.yaml', '读不到文件'],
    ['chain.yaml', '自己也写了 extends'],
    ['policy.yaml', '自己也写了 extends'],
    ['broken.yaml', 'broken.yaml 第 2 行:YAML 写法有误'],
    ['list.yaml', '不是制度文件'],
    ['[base.yaml]', '应写另一个制度文件的名字'],
  ])('refuses the base %s: %s', (base, said) => {
    trial.write('chain.yaml', OWN);
    trial.write('broken.yaml', 'id: [x\n');
    trial.write('list.yaml', '- x\n');
    const found = faults(`${TRIAL.replace('extends: base.yaml', `extends: ${base}`)}`);
    expect(found).toEqual([{ line: 1, message: expect.stringContaining(said) }]);
  });
});
