import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inspect, parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { COUNTERS, TIMERS } from '../src/app/ports.ts';
import { loadNetworks } from '../src/chat/networks.ts';
import { VERBS } from '../src/cli/verbs.ts';
import { readConfig } from '../src/config.ts';
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

/** Names of the settings: those that config.ts declares, and those of each network. */
function ownSettings(): string[] {
  const [, shape = ''] = /const SETTINGS = z\.object\(\{([\s\S]*?)\n\}\);/.exec(read('src/config.ts')) ?? [];
  return [...shape.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name = '']) => name);
}
const networks = await loadNetworks();
const SETTINGS = [...ownSettings(), ...networks.flatMap(({ settings }) => Object.keys(settings.shape))];

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

  test.each(VERBS.filter(({ hidden }) => !hidden).map(({ name }) => name))(
    'the verb %s has its row in the README',
    (name) => {
      expect(read('README.md')).toMatch(new RegExp(`^\\| \`${name}[ \`]`, 'm'));
    },
  );
});

describe('settings', () => {
  test('are found in config.ts and in the networks', () => {
    expect(ownSettings()).toContain('DATABASE_URL');
    expect(SETTINGS).toContain('LARK_APP_ID');
    expect(SETTINGS).toContain('WECHATY_PUPPET');
  });

  test.each(SETTINGS)('%s is in .env.example and in the README', (name) => {
    expect(read('.env.example')).toMatch(new RegExp(`^# ${name}=`, 'm'));
    expect(read('README.md')).toContain(`\`${name}\``);
  });

  test('.env.example names nothing else', () => {
    const named = [...read('.env.example').matchAll(/^# ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set(SETTINGS));
  });

  test('.env.example with everything switched on is without fault', () => {
    const environment = parseEnv(read('.env.example').replace(/^# ?(?=[A-Z][A-Z0-9_]+=)/gm, ''));
    const result = readConfig(environment, networks);
    expect(result.ok ? [] : result.faults).toEqual([]);
    if (!result.ok) return;
    expect(result.config.networks.map(({ definition }) => definition.network)).toEqual(['lark', 'wechat']);
    const shown = `${JSON.stringify(result.config)}${inspect(result.config, { depth: 9, showHidden: true })}`;
    expect(shown).not.toContain('xxxxxxxx');
  });
});

describe('the operator’s page', () => {
  const page = read('docs/operating.md');

  test('has a row for every figure', () => {
    const names = [
      ...COUNTERS.map((name) => `${name}_total`),
      ...TIMERS.map((name) => `${name}_seconds`),
      ...[...read('src/web/metrics.ts').matchAll(/gauge\('(\w+)'/g)].map(([, name = '']) => name),
    ];
    expect(names).toContain('outbox_waiting');
    expect(names.filter((name) => !page.includes(`| \`linli_${name}\` `))).toEqual([]);
  });

  test('has every state of /healthz', () => {
    for (const state of ['ok', 'degraded', 'down']) expect(page).toContain(`| \`${state}\` `);
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
