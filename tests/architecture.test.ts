import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** A checkout of nothing but the rules and one file of the engine: its lint exit code and what was said. */
function lint(source: string): { code: number | null; said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'linli-seeded-'));
  try {
    const rules = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
    writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...rules, vcs: { enabled: false } }));
    cpSync(join(root, 'package.json'), join(folder, 'package.json'));
    mkdirSync(join(folder, 'src/engine'), { recursive: true });
    cpSync(join(root, 'src/engine/purity.grit'), join(folder, 'src/engine/purity.grit'));
    writeFileSync(join(folder, 'src/engine/seeded.ts'), source);
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
    const args = [biome, 'lint', 'src/engine/seeded.ts'];
    const run = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    return { code: run.status, said: run.stdout + run.stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a seeded violation in the engine is an error of the linter', () => {
  test.each([
    ['the clock', 'export const now = () => Date.now();', 'noRestrictedGlobals'],
    ['a date of today', 'export const today = () => new Date();', 'noRestrictedGlobals'],
    ['randomness', 'export const dice = () => Math.random();', 'no randomness'],
    ['settings', "export const zone = () => process.env['TZ_NAME'];", 'noRestrictedGlobals'],
    [
      'node',
      "import { readFileSync } from 'node:fs';\nexport const f = readFileSync;",
      'noRestrictedImports',
    ],
    ['the network', "export const get = () => fetch('http://127.0.0.1');", 'noRestrictedGlobals'],
    ['waiting', 'export async function wait(p: Promise<number>) {\n  return await p;\n}', 'no await'],
    [
      'the app',
      "import type { Store } from '../app/ports.ts';\nexport type S = Store;",
      'noRestrictedImports',
    ],
    [
      'the store',
      "import { openStore } from '../store/store.ts';\nexport const o = openStore;",
      'noRestrictedImports',
    ],
    ['any', 'export const x = (y: any) => y;', 'noExplicitAny'],
    ['a non-null assertion', 'export const x = (y: string | null) => y!;', 'noNonNullAssertion'],
    [
      'four positional parameters',
      'export const f = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d];',
      'useMaxParams',
    ],
    [
      'a function of 26 lines',
      `export function f() {\n${'  f();\n'.repeat(26)}}`,
      'noExcessiveLinesPerFunction',
    ],
  ])('%s', (_what, source, rule) => {
    const { code, said } = lint(`${source}\n`);
    expect(said).toContain(rule);
    expect(code).toBe(1);
  });

  test('and the same file without it is clean', () => {
    expect(lint('export const twice = (n: number) => n * 2;\n').code).toBe(0);
  });
});

/** Which folder may import which: `commands → app → engine`; edges, store, web and schedule know app and engine. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'src/engine': ['src/engine'],
  'src/app': ['src/app', 'src/engine', 'src/chat/message.ts', 'src/chat/card.ts'],
  'src/text': [
    'src/text',
    'src/engine',
    'src/app/reply.ts',
    'src/app/appraisal/ballot/ballot-replies.ts',
    'src/app/appraisal/month/month-replies.ts',
    'src/app/appraisal/month/report-replies.ts',
    'src/app/appraisal/score-replies.ts',
    'src/app/reminders/replies.ts',
    'src/app/networks/sentences.ts',
    'src/app/ports.ts',
    'src/app/proposing/language-model.ts',
    'src/app/learning/examples.ts',
    'src/app/learning/learnt.ts',
    'src/learning/local-figures.ts',
    'src/chat/card.ts',
  ],
  commands: ['commands', 'src/app', 'src/engine'],
  'src/store': ['src/store', 'src/app', 'src/engine', 'src/chat/message.ts', 'src/chat/card.ts'],
  'src/chat': ['src/chat', 'src/app', 'src/engine', 'src/text'],
  'src/web': ['src/web', 'src/app', 'src/engine', 'src/chat', 'src/text', 'src/store'],
  'src/report': ['src/report', 'src/app', 'src/engine', 'src/text'],
  'src/llm': ['src/llm', 'src/app/proposing/language-model.ts', 'src/app/secret.ts', 'src/app/timer.ts'],
  'src/schedule': ['src/schedule', 'src/app', 'src/engine'],
};

function sourcesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('generated'))
    .map((file) => join(folder, file));
}

function importsOf(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8');
  return [...source.matchAll(/from '(\.[^']+)'/g)].map((match) =>
    relative(root, join(root, dirname(file), match[1] ?? '')),
  );
}

describe('imports go one way', () => {
  test.each(Object.entries(MAY_IMPORT))('%s', (folder, allowed) => {
    const wrong = sourcesUnder(folder).flatMap((file) =>
      importsOf(file)
        .filter((target) => !allowed.some((one) => target === one || target.startsWith(`${one}/`)))
        .map((target) => `${file} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('nothing imports main', () => {
    const importers = sourcesUnder('src').filter((file) => importsOf(file).includes('src/main.ts'));
    expect(importers).toEqual([]);
  });
});

/** Lines with a cast (`as const` aside) that no comment on it or above it explains with `cast:`. */
function bareCasts(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8');
  // Renamed imports and key remapping in mapped types use the same word for other things.
  const renames = /^(?:import|export) [^;]*?(?: from '[^']+')?;$|\bin [\w.]+ as [\w.[\]']+\]/gm;
  const lines = source.replace(renames, (text) => text.replace(/[^\n]/g, ' ')).split('\n');
  return lines.flatMap((line, at) => {
    const code = line.replace(/(['"`]).*?\1/g, '').replace(/\/\/.*|^\s*\/?\*.*/, '');
    const cast = /\bas (?!const\b)[A-Za-z{(]/.test(code);
    return cast && !/cast:/.test(`${source.split('\n')[at - 1] ?? ''}${line}`) ? [`${file}:${at + 1}`] : [];
  });
}

describe('casts stand only behind a check', () => {
  test('every other cast says why it is sound', () => {
    expect([...sourcesUnder('src'), ...sourcesUnder('commands')].flatMap(bareCasts)).toEqual([]);
  });
});
