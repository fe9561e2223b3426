import { describe, expect, test } from 'vitest';
import { verbHelp } from '../../src/cli/help.ts';
import { VERBS } from '../../src/cli/verbs.ts';
import { runLinli } from './run-linli.ts';

describe('the tool itself', () => {
  test('--help lists every verb on stdout and ends with 0', async () => {
    const { code, out, err } = await runLinli(['--help']);
    expect(code).toBe(0);
    expect(err).toBe('');
    for (const verb of [
      'start',
      'import',
      'check',
      'replay',
      'read',
      'same',
      'doctor',
      'code',
      'policy-schema',
    ]) {
      expect(out).toMatch(new RegExp(`^ {2}${verb} +.*。$`, 'm'));
    }
    for (const later of ['backup', 'restore']) {
      expect(out).not.toContain(later);
    }
  });

  test('an unknown verb is refused with the nearest one, on stderr, with 2', async () => {
    const { code, out, err } = await runLinli(['relpay', 'x']);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('是不是「replay」');
  });

  test('no verb at all is a wrong use', async () => {
    expect(await runLinli([])).toMatchObject({ code: 2, out: '' });
  });

  test.each([
    [['read', '--neighborhood', 'x', '-'], '是不是 --neighbourhood'],
    [['read', '-', '--policy'], '--policy 后面要写 FILE'],
    [['import'], '没有写要导入的文件'],
    [['same', 'a', 'b'], '多了「b」'],
    [['import', 'x', '--json=1'], '--json 后面不用写内容'],
  ])('%j is a wrong use', async (args, sentence) => {
    const { code, err } = await runLinli(args);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });

  test.each(VERBS.map((verb) => [verb.name, verb] as const))(
    'the help of %s names its options',
    (_name, verb) => {
      const help = verbHelp(verb);
      expect(help).toContain(`npm run linli -- ${verb.name}`);
      for (const option of Object.keys(verb.options)) expect(help).toContain(`--${option}`);
    },
  );

  test('a verb with --help does nothing else', async () => {
    const { code, out } = await runLinli(['import', '--help']);
    expect(code).toBe(0);
    expect(out).toContain('docs/import.md');
  });
});
