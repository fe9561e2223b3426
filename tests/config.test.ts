import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { loadNetworks } from '../src/chat/networks.ts';
import { type Config, misspelt, readConfig, readEnvironment } from '../src/config.ts';

/** A network in a folder of its own, which nothing else knows. */
const NETWORKS = await loadNetworks(join(import.meta.dirname, 'support/networks'));

function accepted(environment: Record<string, string>): Config {
  const result = readConfig(environment, NETWORKS);
  if (!result.ok) throw new Error(result.faults.join('\n'));
  return result.config;
}

function faults(environment: Record<string, string>): readonly string[] {
  const result = readConfig(environment, NETWORKS);
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
    const pigeon = { PIGEON_LOFT: 'loft-1' };
    expect(accepted(pigeon).playground).toBe(false);
    expect(accepted({ ...pigeon, PLAYGROUND: 'on' }).playground).toBe(true);
    expect(accepted({ PLAYGROUND: 'off' }).playground).toBe(false);
  });

  test('a network reads its own settings, with its own defaults; without them it is off', () => {
    const [pigeon] = accepted({ PIGEON_LOFT: ' loft-1 ', PIGEON_KEY: '' }).networks;
    expect(pigeon?.definition.name).toBe('飞鸽');
    expect(pigeon?.settings).toMatchObject({ loft: 'loft-1', key: null, health: 'well' });
    expect(accepted({}).networks).toEqual([]);
  });

  test('faults of a network are told with the others, its secrets hidden', () => {
    const told = faults({ PIGEON_LOFT: 'roof', PIGEON_KEY: 'hunter2', HTTP_PORT: 'x' });
    expect(told).toHaveLength(3);
    expect(told.find((fault) => fault.includes('PIGEON_LOFT'))).toMatch(/roof.*loft-/);
    expect(told.find((fault) => fault.includes('PIGEON_KEY'))).toContain('***');
    expect(told.join()).not.toContain('hunter2');
    expect(faults({ PIGEON_KEY: 'hunter22' })).toEqual(['设置 PIGEON_KEY 写了而 PIGEON_LOFT 没有写。']);
  });

  test('the address of the outside is one that people can open, kept without its last slash', () => {
    expect(accepted({}).publicUrl).toBeNull();
    expect(accepted({ PUBLIC_URL: 'https://linli.example.cn/jiedao/' }).publicUrl).toBe(
      'https://linli.example.cn/jiedao',
    );
    for (const wrong of ['linli.example.cn', 'ftp://a', 'https://a/?x=1', 'https://a/#b', 'https://a b'])
      expect(faults({ PUBLIC_URL: wrong }).join()).toMatch(/PUBLIC_URL=.*https:\/\/linli\.example\.cn/);
  });

  test('an empty or blank setting counts as not set', () => {
    expect(accepted({ HTTP_PORT: '', DATABASE_URL: '  ', PIGEON_LOFT: '' }).http.port).toBe(8787);
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
      LLM_BASE_URL: 'ftp://x',
    });
    expect(told).toHaveLength(5);
    expect(told.find((fault) => fault.includes('HTTP_PORT'))).toMatch(/99999.*0 到 65535/);
    expect(told.find((fault) => fault.includes('TZ_NAME'))).toContain('Asia/Shanghai');
    expect(told.find((fault) => fault.includes('PLAYGROUND'))).toContain('on 或 off');
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
      PIGEON_LOFT: 'loft-1',
      PIGEON_KEY: 'hunter2-hunter2',
      LLM_BASE_URL: 'https://llm.example/v1',
      LLM_MODEL: 'm',
      LLM_API_KEY: 'hunter2',
    });
    const shown = [JSON.stringify(config), inspect(config, { depth: 9, showHidden: true })];
    for (const text of shown) expect(text).not.toContain('hunter2');
    expect(config.llm?.apiKey?.reveal()).toBe('hunter2');
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

  test('may begin with the mark that some editors put there', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'linli-env-')), '.env');
    writeFileSync(file, '\ufeffTZ_NAME=Asia/Urumqi\n');
    expect(readEnvironment(file)['TZ_NAME']).toBe('Asia/Urumqi');
  });

  test('may be missing', () => {
    expect(readEnvironment('no/such/.env')['HTTP_HOST']).toBe(process.env['HTTP_HOST']);
  });
});

test('a name that is nearly one of ours is found, another is left alone', () => {
  const written = {
    HTTP_PROT: '1',
    LOGLEVEL: 'info',
    POLICY: 'x.yaml',
    HTTP_PROXY: 'http://x',
    PATH: '/bin',
    TZ_NAM: '',
  };
  expect(misspelt(written, [])).toEqual([
    { name: 'HTTP_PROT', meant: 'HTTP_PORT' },
    { name: 'LOGLEVEL', meant: 'LOG_LEVEL' },
  ]);
});
