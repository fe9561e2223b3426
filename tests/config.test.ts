import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Config, readConfig, readEnvironment } from '../src/config.ts';

function accepted(environment: Record<string, string>): Config {
  const result = readConfig(environment);
  if (!result.ok) throw new Error(result.faults.join('\n'));
  return result.config;
}

function faults(environment: Record<string, string>): readonly string[] {
  const result = readConfig(environment);
  return result.ok ? [] : result.faults;
}

describe('settings', () => {
  test('nothing set opens the playground on loopback with an embedded database', () => {
    const config = accepted({});
    expect(config.playground).toBe(true);
    expect(config.http).toEqual({ host: '127.0.0.1', port: 8787 });
    expect(config.database.kind).toBe('sqlite');
    expect(config.database.url.reveal()).toBe('file:data/linli.db');
    expect(config.zone).toBeNull();
    expect(config.policyPath).toBe('policies/default.yaml');
  });

  test('the playground is off when a chat network is set, unless it is asked for', () => {
    const lark = { LARK_APP_ID: 'cli_x', LARK_APP_SECRET: 's' };
    expect(accepted(lark).playground).toBe(false);
    expect(accepted({ ...lark, PLAYGROUND: 'on' }).playground).toBe(true);
    expect(accepted({ WECHATY_PUPPET: 'wechaty-puppet-service' }).playground).toBe(false);
    expect(accepted({ PLAYGROUND: 'off' }).playground).toBe(false);
  });

  test('an empty or blank setting counts as not set', () => {
    expect(accepted({ HTTP_PORT: '', DATABASE_URL: '  ', LARK_APP_ID: '' }).http.port).toBe(8787);
  });

  test('a postgresql url is taken as such', () => {
    expect(accepted({ DATABASE_URL: 'postgresql://u:p@h/db' }).database.kind).toBe('postgresql');
    expect(accepted({ DATABASE_URL: 'postgres://u:p@h/db' }).database.kind).toBe('postgresql');
  });

  test('several faults are told at once, each naming its setting and what is allowed', () => {
    const told = faults({
      HTTP_PORT: '99999',
      TZ_NAME: 'Mars/Base',
      PLAYGROUND: 'yes',
      LARK_APP_ID: 'cli_x',
      LLM_BASE_URL: 'ftp://x',
    });
    expect(told).toHaveLength(6);
    expect(told.find((fault) => fault.includes('HTTP_PORT'))).toMatch(/99999.*0 到 65535/);
    expect(told.find((fault) => fault.includes('TZ_NAME'))).toContain('Asia/Shanghai');
    expect(told.find((fault) => fault.includes('PLAYGROUND'))).toContain('on 或 off');
    expect(told.find((fault) => fault.includes('LARK_APP_SECRET'))).toContain('一起写');
    expect(told.find((fault) => fault.includes('LLM_BASE_URL='))).toContain('http://');
    expect(told.find((fault) => fault.includes('LLM_MODEL'))).toContain('一起写');
  });

  test.each([
    ['DATABASE_URL', 'mysql://root:hunter2@db/x'],
    ['DATABASE_URL', 'hunter2'],
  ])('a wrong %s is refused without showing it', (name, value) => {
    const [fault] = faults({ [name]: value });
    expect(fault).toContain('postgresql://');
    expect(fault).not.toContain('hunter2');
  });

  test.each(['abc', '-1', '80.5', '1e3', '65536'])('port %s is refused', (port) => {
    expect(faults({ HTTP_PORT: port })).toHaveLength(1);
  });

  test('a secret never shows, however it is printed', () => {
    const config = accepted({
      DATABASE_URL: 'postgresql://u:hunter2@h/db',
      LARK_APP_ID: 'cli_x',
      LARK_APP_SECRET: 'hunter2',
      LLM_BASE_URL: 'https://llm.example/v1',
      LLM_MODEL: 'm',
      LLM_API_KEY: 'hunter2',
    });
    const shown = [
      JSON.stringify(config),
      inspect(config, { depth: 9, showHidden: true }),
      `${config.lark?.appSecret}`,
    ];
    for (const text of shown) expect(text).not.toContain('hunter2');
    expect(config.lark?.appSecret.reveal()).toBe('hunter2');
  });

  test('the settings cannot be changed afterwards', () => {
    const config = accepted({});
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.http)).toBe(true);
  });
});

describe('the .env file', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('is read, and the environment goes before it', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'linli-env-')), '.env');
    writeFileSync(file, '# 注释\nHTTP_PORT=9001\nHTTP_HOST="0.0.0.0"\n');
    vi.stubEnv('HTTP_PORT', '9002');
    const environment = readEnvironment(file);
    expect(environment['HTTP_PORT']).toBe('9002');
    expect(environment['HTTP_HOST']).toBe('0.0.0.0');
  });

  test('may be missing', () => {
    expect(readEnvironment('no/such/.env')['HTTP_HOST']).toBe(process.env['HTTP_HOST']);
  });

  test('.env.example names every setting and is itself without fault', () => {
    const example = readFileSync('.env.example', 'utf8');
    const source = readFileSync('src/config.ts', 'utf8');
    const names = [...source.matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map((match) => match[1] ?? '');
    expect(names.length).toBeGreaterThan(15);
    for (const name of names) expect(example).toMatch(new RegExp(`^#? ?${name}=`, 'm'));
    const active = example.replace(/^# ?(?=[A-Z_]+=)/gm, '');
    const file = join(mkdtempSync(join(tmpdir(), 'linli-env-')), '.env');
    writeFileSync(file, active);
    expect(
      faults(Object.fromEntries(names.map((name) => [name, readEnvironment(file)[name] ?? '']))),
    ).toEqual([]);
  });
});
