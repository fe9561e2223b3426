import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { VERBS } from '../src/cli/verbs.ts';
import { staleReadmes } from '../src/setup/readme-commands.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const PAGES = ['.', 'docs'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

/** Targets of links and pictures within the repository, anchors left out. */
function localTargets(page: string): string[] {
  const text = read(page).replace(/^```[\s\S]*?^```/gm, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
}

/** Names of the settings, as config.ts declares them. */
function settings(): string[] {
  const [, shape = ''] = /const SETTINGS = z\.object\(\{([\s\S]*?)\n\}\);/.exec(read('src/config.ts')) ?? [];
  return [...shape.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name = '']) => name);
}

describe('the documents', () => {
  test.each(PAGES)('%s links to what is there', (page) => {
    const missing = localTargets(page).filter((target) => !existsSync(join(root, dirname(page), target)));
    expect(missing).toEqual([]);
  });

  test('code named in them is there', () => {
    const named = PAGES.flatMap((page) =>
      [
        ...read(page).matchAll(/`((?:src|commands|tests|scripts|policies|prisma|bench)\/[\w./-]+\.\w+)`/g),
      ].map(([, path = '']) => path),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('the tables of commands are those of the commands', () => {
    expect(staleReadmes(root).map(({ file }) => file)).toEqual([]);
    for (const page of ['README.md', 'README.zh-CN.md']) expect(read(page)).toContain('`接单 ');
  });

  test.each(VERBS.map(({ name }) => name))('the verb %s has its row in the README', (name) => {
    expect(read('README.md')).toMatch(new RegExp(`^\\| \`${name}[ \`]`, 'm'));
  });
});

describe('settings', () => {
  test('are found in config.ts', () => {
    expect(settings()).toContain('DATABASE_URL');
    expect(settings().length).toBeGreaterThan(15);
  });

  test.each(settings())('%s is in .env.example and in the README', (name) => {
    expect(read('.env.example')).toMatch(new RegExp(`^# ${name}=`, 'm'));
    expect(read('README.md')).toContain(`\`${name}\``);
  });

  test('.env.example names nothing else', () => {
    const named = [...read('.env.example').matchAll(/^# ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set(settings()));
  });
});

describe('the policy', () => {
  test('has each of its lengths explained, with the value it has', () => {
    const policy = z.object({ timing: z.record(z.string(), z.union([z.string(), z.number()])) });
    const { timing } = policy.parse(parse(read('policies/default.yaml')));
    const rows = read('docs/policy.md').split('\n');
    const wrong = Object.entries(timing).filter(
      ([name, value]) => !rows.some((row) => row.startsWith(`| \`${name}\``) && row.includes(`| ${value} `)),
    );
    expect(wrong).toEqual([]);
  });
});
