import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { definition } from '../../../src/chat/wechat/network.ts';
import { probeWechat } from '../../../src/chat/wechat/probe.ts';
import { childEnvironment, type WechatSettings } from '../../../src/chat/wechat/settings.ts';
import { freePort } from '../../support/fake-wechat/gateway.ts';

const SERVICE = {
  WECHATY_PUPPET: 'wechaty-puppet-service',
  WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_abcdef',
  WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:8788',
};

function read(given: Record<string, string>): WechatSettings {
  const settings = definition.read(given);
  if (!settings) throw new Error('off');
  return settings;
}

test('nothing set: off, without a fault', () => {
  expect(definition.faults({})).toEqual([]);
  expect(definition.read({})).toBeNull();
});

test('the service puppet as wechaty itself wants it', () => {
  expect(definition.settings.safeParse(SERVICE).success).toBe(true);
  expect(definition.faults(SERVICE)).toEqual([]);
  expect(childEnvironment(read(SERVICE))).toEqual({
    WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_abcdef',
    WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:8788',
  });
});

test.each<[string, Record<string, string>, string]>([
  ['a token alone', { WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_abcdef' }, 'WECHATY_PUPPET 没有写'],
  [
    'no endpoint',
    { WECHATY_PUPPET: 'wechaty-puppet-service', WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_abcdef' },
    'WECHATY_PUPPET_SERVICE_ENDPOINT 也要写',
  ],
  [
    'no token',
    { WECHATY_PUPPET: 'wechaty-puppet-service', WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:1' },
    'WECHATY_PUPPET_SERVICE_TOKEN 也要写',
  ],
  ['a token that names no certificate', { ...SERVICE, WECHATY_PUPPET_SERVICE_TOKEN: 'abcdef' }, '前缀_'],
])('%s is a fault', (_what, given, says) => {
  const faults = definition.faults(given);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(says);
});

test('a gateway without TLS takes any token', () => {
  const given = {
    ...SERVICE,
    WECHATY_PUPPET_SERVICE_TOKEN: 'abcdef',
    WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
  };
  expect(definition.faults(given)).toEqual([]);
  expect(childEnvironment(read(given))).toMatchObject({
    WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
  });
});

test('another puppet needs none of that', () => {
  expect(definition.faults({ WECHATY_PUPPET: 'wechaty-puppet-xp' })).toEqual([]);
  expect(read({ WECHATY_PUPPET: '@juzi/wechaty-puppet-work' }).puppet).toBe('@juzi/wechaty-puppet-work');
});

test.each([
  ['WECHATY_PUPPET', 'padlocal'],
  ['WECHATY_PUPPET', '../evil'],
  ['WECHATY_PUPPET_SERVICE_ENDPOINT', 'gateway'],
  ['WECHATY_PUPPET_SERVICE_TOKEN', 'a b'],
  ['WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT', 'yes'],
])('%s=%s is refused', (name, value) => {
  expect(definition.settings.safeParse({ [name]: value }).success).toBe(false);
});

test('the token is shown nowhere', () => {
  const settings = read(SERVICE);
  const lease = definition.exclusive?.(settings) ?? '';
  for (const shown of [inspect(settings), JSON.stringify(settings), `${settings.token}`, lease]) {
    expect(shown).not.toContain('abcdef');
  }
});

test('a second account on the same database has to wait for the first, or both would say everything', () => {
  const other = read({ ...SERVICE, WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_other1' });
  const lease = definition.exclusive?.(read(SERVICE));
  expect(lease).toBeTruthy();
  expect(definition.exclusive?.(other)).toBe(lease);
});

test('the check says what is installed, and knocks at the gateway without going in', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const bytes: Buffer[] = [];
  server.on('connection', (socket) => {
    socket.on('data', (chunk: Buffer) => bytes.push(chunk));
    socket.on('error', () => {});
  });
  const open = await probeWechat(read({ ...SERVICE, WECHATY_PUPPET_SERVICE_ENDPOINT: `127.0.0.1:${port}` }));
  expect(open.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'note']);
  expect(bytes).toEqual([]);
  await new Promise((resolve) => server.close(resolve));

  const endpoint = `127.0.0.1:${await freePort()}`;
  const closed = await probeWechat(read({ ...SERVICE, WECHATY_PUPPET_SERVICE_ENDPOINT: endpoint }));
  expect(closed.find(({ state }) => state === 'wrong')?.message).toContain(endpoint);
  const missing = await probeWechat(read({ WECHATY_PUPPET: 'wechaty-puppet-nowhere' }));
  expect(missing.find(({ state }) => state === 'wrong')?.message).toContain('wechaty-puppet-nowhere');
});
