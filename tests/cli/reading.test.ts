import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { KINDS, URGENCIES } from '../../src/engine/glossary.ts';
import { SAMPLE_YAML } from '../app/import/sample.ts';
import { runLinli, scratch } from './run-linli.ts';

const folder = scratch();

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function rows(out: string): Record<string, unknown>[] {
  return out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

describe('linli read', () => {
  test('answers each message with one JSON line, plain or JSON, in order', async () => {
    const path = file('messages.txt', '松涛苑2号楼电梯坏了,快来修\n\n{"text":"大家早上好"}\n{不是 JSON\n');
    const yaml = file('n.yaml', SAMPLE_YAML);
    const { code, out, err } = await runLinli(['read', path, '--neighbourhood', yaml]);
    expect(err).toBe('');
    expect(code).toBe(0);
    const [report, greeting, odd, ...none] = rows(out);
    expect(none).toEqual([]);
    expect(report?.['request']).toBeGreaterThan(0.5);
    expect(KINDS).toContain(report?.['kind']);
    expect(URGENCIES).toContain(report?.['urgency']);
    expect(report?.['category']).toHaveLength(2);
    expect(report?.['places']).toContainEqual(expect.stringContaining('2号楼'));
    expect(report?.['why']).not.toEqual([]);
    expect(greeting?.['request']).toBeLessThan(0.5);
    expect(odd).toBeDefined();
  });

  test('shows each of several demands, as the room would open them', async () => {
    const input = '2号楼电梯坏了,门口路灯也不亮\n2号楼电梯坏了,快来修\n';
    const { out } = await runLinli(['read', '-'], { input });
    const [two, one] = rows(out);
    expect(two?.['category']).toEqual(['物业服务', '电梯']);
    expect(two?.['demands']).toMatchObject([
      { text: '2号楼电梯坏了', category: ['物业服务', '电梯'], place: '2号楼' },
      { text: '门口路灯也不亮', category: ['公共设施', '路灯'], place: '2号楼' },
    ]);
    expect(one).not.toHaveProperty('demands');
  });

  test('names a place once, however often it is said', async () => {
    const { out } = await runLinli(['read', '-'], { input: '3号楼电梯坏了'.repeat(50) });
    expect(rows(out)[0]?.['places']).toEqual(['3号楼']);
  });

  test('reads stdin, and ten thousand lines within seconds', async () => {
    const input = Array.from({ length: 10_000 }, (_, i) => `${i % 30}号楼路灯不亮,晚上太黑了`).join('\n');
    const started = performance.now();
    const { code, out } = await runLinli(['read', '-'], { input });
    expect(code).toBe(0);
    expect(rows(out)).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test('a missing file, a broken neighbourhood and a broken policy are refused with 1', async () => {
    const missing = await runLinli(['read', join(folder, 'nowhere.txt')]);
    expect(missing).toMatchObject({ code: 1, out: '' });
    expect(missing.err).toContain('读不到文件');
    const isFolder = await runLinli(['read', folder]);
    expect(isFolder).toMatchObject({ code: 1, out: '' });
    expect(isFolder.err).toContain('是文件夹');
    const bad = file('bad.yaml', 'street: 1\n');
    const neighbourhood = await runLinli(['read', '-', '--neighbourhood', bad]);
    expect(neighbourhood.code).toBe(1);
    expect(neighbourhood.err).toContain(`${bad} 第 1 行`);
    const policy = await runLinli(['read', '-', '--policy', bad]);
    expect(policy.code).toBe(1);
    expect(policy.err).toMatch(/bad\.yaml 第 \d+ 行/);
  });
});

describe('linli same', () => {
  test('compares each pair and gives the reason', async () => {
    const path = file(
      'pairs.jsonl',
      '{"a":"2号楼电梯坏了","b":"2号楼的电梯又停了"}\n{"a":"2号楼电梯坏了","b":"菜场门口乱停车"}\n',
    );
    const { code, out } = await runLinli(['same', path]);
    expect(code).toBe(0);
    const [alike, different] = rows(out);
    expect(alike?.['same']).toBeGreaterThan(Number(different?.['same']));
    expect(alike?.['reason']).toEqual(expect.any(String));
  });

  test('a broken line is named by its number, the others are answered, and the code is 1', async () => {
    const path = file('broken.jsonl', '{"a":"x"}\n{"a":"水管漏水","b":"水管爆了"}\nabc\n');
    const { code, out, err } = await runLinli(['same', path]);
    expect(code).toBe(1);
    expect(rows(out)).toHaveLength(1);
    expect(err).toContain('第 1 行');
    expect(err).toContain('第 3 行');
  });
});
