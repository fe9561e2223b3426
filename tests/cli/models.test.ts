import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../src/app/policy/policy-file.ts';
import { modelFindings } from '../../src/cli/check/models.ts';
import { modelTroubles } from '../../src/cli/doctor/model-files.ts';
import { runLinli, scratch } from './run-linli.ts';

const folder = scratch();
const SHIPPED = 'policies/default.yaml';

/** A policy of its own folder that names its reading model; `put` lays the file there. */
function policyWith(name: string, put: (path: string) => void): string {
  const own = join(folder, name);
  mkdirSync(own);
  copyFileSync('policies/lexicon.zh.yaml', join(own, 'lexicon.zh.yaml'));
  const path = join(own, 'street.yaml');
  writeFileSync(path, `${readFileSync(SHIPPED, 'utf8')}\nmodels: { reading: our.model, issue: none }\n`);
  put(join(own, 'our.model'));
  return path;
}

function loaded(path: string) {
  const found = loadPolicy(path);
  if (!found.ok) throw new Error(found.faults.map(({ message }) => message).join('\n'));
  return found;
}

const missing = policyWith('missing', () => undefined);
// Nobody can read through a link to itself, not even root.
const unreadable = policyWith('unreadable', (path) => symlinkSync(path, path));
const broken = policyWith('broken', (path) => writeFileSync(path, '词表'));

describe('a model file that cannot be used', () => {
  test.each([
    ['missing', missing],
    ['unreadable', unreadable],
    ['foreign', broken],
  ])('%s: the policy holds without it, and says which and why', (reason, path) => {
    const { policy, modelFaults } = loaded(path);
    expect(policy.models.reading).toBeNull();
    const file = path.replace('street.yaml', 'our.model');
    expect(modelFaults).toEqual([{ which: 'reading', path: file, isNamed: true, reason }]);
  });

  test('check calls it wrong, with the file and what to do', () => {
    const { policy, modelFaults } = loaded(missing);
    expect(modelFindings(policy, modelFaults)).toEqual([
      {
        state: 'wrong',
        message: `听懂一句话的模型用不上:没有文件 ${missing.replace('street.yaml', 'our.model')}。眼下只按词表读,会差一些。请改正制度文件 models.reading 里的文件名;不用模型就写 none。改好后重新启动。`,
      },
    ]);
    const [found] = modelFindings(loaded(unreadable).policy, loaded(unreadable).modelFaults);
    expect(found?.message).toMatch(/读不了文件 .*our\.model.*请让运行机器人的账号能读它/);
  });

  test('a shipped one that is gone is to be put back', () => {
    const { policy } = loaded(SHIPPED);
    const path = '/opt/linli/policies/issue.zh.model';
    const fault = { which: 'issue', path, isNamed: false, reason: 'missing' } as const;
    const [found] = modelFindings({ ...policy, models: { ...policy.models, issue: null } }, [fault]);
    expect(found?.message).toMatch(
      /^认出同一件事的模型用不上:没有文件 \/opt\/linli\/policies\/issue.zh.model。.*请从安装包或 git 里放回这个文件/,
    );
  });

  test('doctor tells it as well, with what to do', () => {
    const [trouble] = modelTroubles(loaded(broken).modelFaults);
    expect(trouble).toMatchObject({
      what: 'model',
      message: expect.stringContaining('不是这里要用的模型文件'),
    });
    expect(trouble?.todo).toMatch(/请/);
    expect(modelTroubles([])).toEqual([]);
  });

  test('the tools go on by the word lists and say so', async () => {
    const { code, out, err } = await runLinli(['read', '-', '--policy', missing], { input: '3号楼电梯坏了' });
    expect(code).toBe(0);
    expect(JSON.parse(out).request).toBeGreaterThan(0.5);
    expect(err).toContain('our.model');
  });

  test('the bot starts all the same; check ends with 1', async () => {
    const environment = { POLICY: missing, DATABASE_URL: `file:${join(folder, 'check.db')}` };
    const { code, out } = await runLinli(['check'], { environment });
    expect(code).toBe(1);
    expect(out).toMatch(/✗ 模型:听懂一句话的模型用不上/);
    const mended = missing.replace('street.yaml', 'our.model');
    copyFileSync('policies/reading.zh.model', mended);
    const again = await runLinli(['check'], { environment });
    rmSync(mended);
    expect(again.code).toBe(0);
    expect(again.out).toMatch(/✓ 模型:听懂一句话的模型在用;认出同一件事不用模型/);
  });
});
