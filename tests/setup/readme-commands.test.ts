import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../commands/index.ts';
import { commandTable, LANGUAGES, staleReadmes, withTable } from '../../src/setup/readme-commands.ts';

describe('the table of commands in the READMEs', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'linli-readme-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is that of the commands', () => {
    expect(staleReadmes('.').map((one) => one.file)).toEqual([]);
  });

  test.each(LANGUAGES)('has a row for every command, with its cells ($file)', (language) => {
    const rows = commandTable(language).split('\n').slice(2);
    expect(rows).toHaveLength(COMMANDS.length);
    for (const row of rows) expect(row.split(' | ')).toHaveLength(language.heads.length);
    expect(commandTable(language)).toContain('`派单 〈编号〉 [〈姓名〉] [〈内容〉]`');
  });

  test('that lacks a command is found stale and made fresh', () => {
    const [language] = LANGUAGES;
    if (!language) throw new Error('no README is named');
    const file = join(folder, language.file);
    const stale = `# Linli\n<!-- commands -->\n${commandTable(language, COMMANDS.slice(1))}\n<!-- /commands -->\nend\n`;
    writeFileSync(file, stale);
    const [found] = staleReadmes(folder);
    expect(found?.file).toBe(`${folder}/${language.file}`);
    writeFileSync(file, found?.fresh ?? '');
    expect(staleReadmes(folder)).toEqual([]);
    expect(readFileSync(file, 'utf8')).toMatch(
      /^# Linli\n<!-- commands -->\n\| Who[\s\S]*<!-- \/commands -->\nend\n$/,
    );
  });

  test('is not put where there are no markers', () => {
    expect(withTable('# Linli\n', 'table')).toBeNull();
    expect(withTable('<!-- /commands --> <!-- commands -->', 'table')).toBeNull();
  });
});
