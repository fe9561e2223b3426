import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SAMPLE_YAML } from '../app/import/sample.ts';
import { runLinli, scratch } from './run-linli.ts';

const folder = scratch();

function settings(name: string, more: Record<string, string> = {}): Record<string, string> {
  return { DATABASE_URL: `file:${join(folder, name, 'linli.db')}`, HTTP_PORT: '0', ...more };
}

const BY_NODE = [process.execPath, '--import', 'tsx', 'src/cli/linli.ts', 'start'];

/** Starts the real bot and waits for its first line that `sign` fits. */
function started(environment: Record<string, string>, sign: RegExp, [command = '', ...args] = BY_NODE) {
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...environment },
  });
  let told = '';
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const ready = new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      told += chunk.toString();
      if (sign.test(told)) resolve(told);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then(() => reject(new Error(`ended before it was ready: ${told}`)));
  });
  ready.catch(() => undefined);
  return { child, ready, ended, told: () => told };
}

describe('linli start', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'serves, says where, and stops gracefully on %s',
    async (signal) => {
      const bot = started(settings(signal), /就绪/);
      const told = await bot.ready;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(told)?.[0] ?? '';
      expect(await (await fetch(`${address}/healthz`)).json()).toMatchObject({ ok: true, state: 'ok' });
      expect((await fetch(address)).status).toBe(200);
      expect(await (await fetch(`${address}/metrics`)).text()).toContain('linli_database_up 1');
      expect(told).not.toContain('绑定');
      bot.child.kill(signal);
      expect(await bot.ended).toBe(0);
      expect(bot.told()).toContain(`收到 ${signal}`);
      expect(bot.told()).toContain('已停止');
    },
  );

  test('without a model file it serves all the same, and says so in the log', async () => {
    const policy = join(folder, 'gone.yaml');
    const shipped = readFileSync('policies/default.yaml', 'utf8');
    const lexicon = resolve('policies/lexicon.zh.yaml');
    const own = shipped.replace(/^lexicon: .*$/m, `lexicon: ${lexicon}`);
    writeFileSync(policy, `${own}\nmodels: { reading: gone.model }\n`);
    const bot = started(settings('no-model', { POLICY: policy }), /就绪/);
    const told = await bot.ready;
    expect(told).toContain('听懂一句话的模型用不上');
    expect(told).toMatch(/^\{"level":40.*gone\.model/m);
    bot.child.kill('SIGTERM');
    expect(await bot.ended).toBe(0);
  });

  test('a signal to npm start reaches the bot, which npm waits for', async () => {
    const bot = started(settings('npm'), /就绪/, ['npm', 'start']);
    await bot.ready;
    bot.child.kill('SIGTERM');
    await bot.ended;
    expect(bot.told()).toContain('已停止');
  });

  test('hands out the first administrator code when nobody can bind rooms', async () => {
    const neighbourhood = join(folder, 'n.yaml');
    writeFileSync(neighbourhood, SAMPLE_YAML);
    const environment = settings('admin', { PLAYGROUND: 'off' });
    await runLinli(['import', neighbourhood], { environment });
    const bot = started(environment, /就绪/);
    expect(await bot.ready).toMatch(/绑定 \d{6}/);
    bot.child.kill('SIGTERM');
    expect(await bot.ended).toBe(0);
  });

  test('networks that are out of reach are told, hold nothing up, and show no secret', async () => {
    const away = {
      LARK_APP_ID: 'cli_0123456789abcdef',
      LARK_APP_SECRET: 'hunter2-lark',
      LARK_DOMAIN: 'http://127.0.0.1:9',
      WECHATY_PUPPET: 'wechaty-puppet-service',
      WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_hunter2',
      WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:10',
      WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
      LOG_LEVEL: 'debug',
    };
    const bot = started(settings('away', away), /就绪[\s\S]*飞书:连不上|飞书:连不上[\s\S]*就绪/);
    const told = await bot.ready;
    const address = /http:\/\/127\.0\.0\.1:\d+(?=\/healthz)/.exec(told)?.[0] ?? '';
    const health = await fetch(`${address}/healthz`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({
      state: 'degraded',
      networks: [{ network: 'lark', reason: 'unreachable' }, { network: 'wechat' }],
    });
    bot.child.kill('SIGTERM');
    expect(await bot.ended).toBe(0);
    expect(bot.told()).toContain('已停止');
    expect(bot.told()).not.toContain('hunter2');
  });

  test('wrong settings stop the start, one sentence a fault', async () => {
    const { code, out, err } = await runLinli(['start'], {
      environment: { HTTP_PORT: 'http', PLAYGROUND: '1' },
    });
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err.trim().split('\n')).toHaveLength(2);
  });

  test('a port in use is told in a sentence', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    const { code, err } = await runLinli(['start'], {
      environment: settings('port', { HTTP_PORT: String(port) }),
    });
    server.close();
    expect(code).toBe(1);
    expect(err).toContain(`端口 ${port} 已被占用`);
  });
});
