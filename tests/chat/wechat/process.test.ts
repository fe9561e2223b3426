import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { launchProcess } from '../../../src/chat/wechat/link.ts';
import { CHILD_EVENT, type ChildEvent } from '../../../src/chat/wechat/protocol.ts';
import { ENTRY, edgeOver, launchApart } from '../../support/fake-wechat/edge.ts';
import { freePort, startGateway, TOKEN } from '../../support/fake-wechat/gateway.ts';
import { RepairedMock } from '../../support/fake-wechat/puppet.ts';
import { until } from '../../support/until.ts';

const ends: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const home = () => mkdtempSync(join(tmpdir(), 'linli-wechat-'));

async function gateway(): Promise<string> {
  const { endpoint, stop } = await startGateway(new RepairedMock(), await freePort());
  ends.push(stop);
  return endpoint;
}

test('what the puppet keeps is in the network’s own folder', async () => {
  const folder = join(home(), 'data', 'wechat');
  const edge = edgeOver(launchApart({ endpoint: await gateway(), home: folder }));
  ends.push(() => edge.chat.stop());
  await edge.begin();
  expect(existsSync(join(folder, '.wechaty'))).toBe(true);
});

test('what a puppet wants may stand in the .env file', async () => {
  const cwd = home();
  const lines = [
    `WECHATY_PUPPET_SERVICE_ENDPOINT=${await gateway()}`,
    'WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT=true',
    'DATABASE_URL=postgresql://somebody:secret@nowhere/x',
  ];
  writeFileSync(join(cwd, '.env'), lines.join('\n'));
  const edge = edgeOver(
    launchProcess({
      puppet: 'wechaty-puppet-service',
      environment: { WECHATY_PUPPET_SERVICE_TOKEN: TOKEN },
      secrets: [TOKEN],
      folder: home(),
      entry: { ...ENTRY, cwd },
    }),
  );
  ends.push(() => edge.chat.stop());
  await edge.begin();
  expect(edge.statuses.at(-1)?.state).toBe('connected');
});

test('a puppet that is not installed is told, and asks for nothing more', async () => {
  const launch = launchProcess({
    puppet: 'wechaty-puppet-nowhere',
    environment: {},
    secrets: [],
    folder: home(),
    entry: ENTRY,
  });
  const edge = edgeOver(launch, { backoffMostMs: 60_000 });
  ends.push(() => edge.chat.stop());
  edge.begin().catch(() => {});
  await until('the refusal', () => edge.statuses.at(-1)?.reason === 'not-installed');
  expect(edge.statuses.at(-1)?.detail).toContain('wechaty-puppet-nowhere');
});

test('it bears nonsense, and ends with the process that made it', async () => {
  const child = fork(ENTRY.file, ['network-process', 'wechat', 'wechaty-puppet-service'], {
    execArgv: ENTRY.execArgv,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {
      ...process.env,
      HOME: home(),
      WECHATY_PUPPET_SERVICE_ENDPOINT: await gateway(),
      WECHATY_PUPPET_SERVICE_TOKEN: TOKEN,
      WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
    },
  });
  const told: ChildEvent['type'][] = [];
  let exited = false;
  child.on('message', (event) => void told.push(CHILD_EVENT.parse(event).type));
  child.on('exit', () => {
    exited = true;
  });
  await until('the log-in', () => told.includes('login'));
  child.kill('SIGTERM');
  child.send('nonsense');
  child.send({ type: 'send', requestId: 7 });
  child.send({ type: 'look', roomId: 'nowhere' });
  await until('an answer to what made sense', () => told.includes('error'));
  expect(exited).toBe(false);
  child.disconnect();
  await until('its end', () => exited);
});
