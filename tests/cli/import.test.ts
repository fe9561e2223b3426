import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NO_NEEDS } from '../../src/app/incoming/needs.ts';
import { codeHash } from '../../src/app/keys.ts';
import { DAY_MS } from '../../src/engine/glossary.ts';
import { SAMPLE_YAML } from '../app/import/sample.ts';
import { openOrFail } from '../support/scratch.ts';
import { runLinli, scratch } from './run-linli.ts';

const folder = scratch();
const good = join(folder, 'good.yaml');
writeFileSync(good, SAMPLE_YAML);

function database(name: string): { environment: Record<string, string> } {
  return { environment: { DATABASE_URL: `file:${join(folder, name, 'linli.db')}` } };
}

describe('linli import', () => {
  test('a dry run tells and writes nothing; then it adds; then the same file changes nothing', async () => {
    const here = database('twice');
    const dry = await runLinli(['import', good, '--dry-run'], here);
    expect(dry).toMatchObject({ code: 0, err: '' });
    expect(dry.out).toContain('没有写入');
    const first = await runLinli(['import', good], here);
    expect(first.out).toContain('+ 江燕(jiangyan)');
    expect(first.out).toContain('人员:新增 2');
    const second = await runLinli(['import', good, '--json'], here);
    expect(JSON.parse(second.out)).toMatchObject({
      ok: true,
      changes: expect.arrayContaining([{ part: 'staff', added: [], changed: [], unchanged: 2, kept: [] }]),
    });
  });

  test('a bad file lists every fault with its line and changes nothing', async () => {
    const here = database('bad');
    const bad = join(folder, 'bad.yaml');
    writeFileSync(
      bad,
      SAMPLE_YAML.replace('grid-worker', 'walker').replace('scope: songtao', 'scope: nowhere'),
    );
    const shape = await runLinli(['import', bad], here);
    expect(shape).toMatchObject({ code: 1, out: '' });
    expect(shape.err).toMatch(/第 20 行:.*walker/);
    expect(shape.err).toMatch(/第 28 行:.*nowhere/);
    expect(shape.err).toContain('什么都没有改');
    expect(existsSync(join(folder, 'bad'))).toBe(false);
    const json = await runLinli(['import', bad, '--json'], here);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      faults: [expect.stringContaining('第 20 行'), expect.stringContaining('第 28 行')],
    });
  });

  test('a wrong setting is told before anything is touched', async () => {
    const { code, err } = await runLinli(['import', good], { environment: { HTTP_PORT: 'x', TZ_NAME: 'y' } });
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toHaveLength(2);
  });
});

describe('linli code', () => {
  test('is refused before there is a street, and for nobody known', async () => {
    const here = database('codes');
    const early = await runLinli(['code', '--admin'], here);
    expect(early).toMatchObject({ code: 1, out: '' });
    expect(early.err).toContain('linli import');
    await runLinli(['import', good], here);
    const unknown = await runLinli(['code', 'nobody'], here);
    expect(unknown.code).toBe(1);
    expect(unknown.err).toContain('nobody');
    const admin = await runLinli(['code', '--admin', '--json'], here);
    expect(JSON.parse(admin.out)).toMatchObject({ code: expect.stringMatching(/^\d{6}$/), personId: null });
    const person = await runLinli(['code', '江燕'], here);
    expect(person.out).toMatch(/江燕的绑定码:\d{6}.*绑定 \d{6}/);
  });

  test('is dated by the playground’s clock, which is each database’s own and may be days ahead', async () => {
    const here = database('ahead');
    const file = join(folder, 'ahead', 'linli.db');
    await runLinli(['import', good], here);
    writeFileSync(`${file}.clock`, `${5 * DAY_MS}\n`);
    const handed = await runLinli(['code', '--admin', '--json'], here);
    const store = await openOrFail(`file:${file}`);
    const { codes } = await store.load({ ...NO_NEEDS, codes: [codeHash(JSON.parse(handed.out).code)] });
    await store.close();
    const expiresAt = codes[0]?.expiresAt ?? 0;
    expect(expiresAt).toBeGreaterThan(Date.now() + 5 * DAY_MS);
  });
});

describe('linli check and doctor', () => {
  test('check says one sentence for each thing and ends with 0 when all is well', async () => {
    const { code, out } = await runLinli(['check'], database('check'));
    expect(code).toBe(0);
    for (const name of ['设置', '制度', '考核', '数据库', '日历'])
      expect(out).toMatch(new RegExp(`^[✓!] ${name}:`, 'm'));
  });

  test('check ends with 1 and names the line when the policy is wrong', async () => {
    const policy = join(folder, 'policy.yaml');
    writeFileSync(policy, 'id: x\nversion: 1\n');
    const here = database('check');
    const { code, out } = await runLinli(['check', '--json'], {
      environment: { ...here.environment, POLICY: policy },
    });
    expect(code).toBe(1);
    const report = JSON.parse(out);
    expect(report.ok).toBe(false);
    expect(report.findings.find((finding: { name: string }) => finding.name === '制度').message).toMatch(
      /第 \d+ 行/,
    );
  });

  test('check says when the database cannot be reached, without its password', async () => {
    const environment = { DATABASE_URL: 'postgresql://linli:hunter2@127.0.0.1:1/none' };
    const { code, out } = await runLinli(['check'], { environment });
    expect(code).toBe(1);
    expect(out).toContain('✗ 数据库:');
    expect(out).not.toContain('hunter2');
  });

  test('doctor names what is missing and what to do', async () => {
    const here = database('doctor');
    const empty = await runLinli(['doctor'], here);
    expect(empty.code).toBe(0);
    expect(empty.out).toContain('linli import');
    await runLinli(['import', good], here);
    const { out } = await runLinli(['doctor', '--json'], here);
    expect(JSON.parse(out).troubles).toEqual([expect.objectContaining({ what: 'administrator' })]);
  });
});
