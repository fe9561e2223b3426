import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { SPOOL_FILE } from '../../../src/chat/wechat/spool.ts';
import { openOrFail, readSql, scratchSqlite } from '../../support/databases.ts';
import { freePort, startGateway } from '../../support/fake-wechat/gateway.ts';
import { handsOf } from '../../support/fake-wechat/hands.ts';
import { RepairedMock } from '../../support/fake-wechat/puppet.ts';
import { ROOMS } from '../../support/fake-wechat/world.ts';
import { SMALL_TOWN } from '../../support/small-town.ts';
import { until } from '../../support/until.ts';
import type { FromParent } from '../../support/wechat-parent.ts';

const [OWNERS] = ROOMS;
const ends: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Parent {
  process: ChildProcess;
  told: FromParent[];
  gone: Promise<void>;
  connected(): Promise<void>;
}

function parentOn(words: readonly string[]): Parent {
  const file = fileURLToPath(new URL('../../support/wechat-parent.ts', import.meta.url));
  const process = fork(file, words, {
    execArgv: ['--import', import.meta.resolve('tsx')],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const told: FromParent[] = [];
  process.on('message', (said: FromParent) => void told.push(said));
  const gone = new Promise<void>((resolve) => process.once('exit', () => resolve()));
  ends.push(async () => {
    process.kill('SIGKILL');
    await gone;
  });
  const isConnected = () => told.some(({ type }) => type === 'connected');
  return { process, told, gone, connected: () => until('the log-in', isConnected, { withinMs: 30_000 }) };
}

async function town(): Promise<string> {
  const url = scratchSqlite();
  const store = await openOrFail(url);
  const [room] = SMALL_TOWN.rooms;
  if (!room) throw new Error('a town without rooms');
  const owners = { ...room, id: `wechat:${OWNERS}`, network: 'wechat', chatId: OWNERS };
  await store.saveOrganisation({ ...SMALL_TOWN, rooms: [owners] }, Date.now());
  await store.close();
  return url;
}

const took = ({ told }: Parent) => told.flatMap((said) => (said.type === 'took' ? [said.messageId] : []));
const handedUp = ({ told }: Parent) => told.filter(({ type }) => type === 'child-told').length;

test('a bot killed in the middle of a burst has taken every message once when it is back', async () => {
  const puppet = new RepairedMock();
  const gateway = await startGateway(puppet, await freePort());
  ends.push(() => gateway.stop());
  const hands = handsOf(puppet);
  const [url, home] = [await town(), mkdtempSync(join(tmpdir(), 'linli-wechat-'))];
  const spool = join(home, SPOOL_FILE);
  const said: string[] = [];
  const burst = (count: number) => {
    for (let index = 0; index < count; index += 1) {
      said.push(hands.says({ room: OWNERS, text: `今天天气真不错 ${said.length}` }));
    }
  };

  const first = parentOn([url, gateway.endpoint, home]);
  await first.connected();
  burst(20);
  await until('the first to be taken', () => took(first).length > 0);
  burst(20);
  await until('some of the others to be handed up', () => handedUp(first) > 25);
  first.process.kill('SIGKILL');
  await first.gone;
  const before = await readSql(url, 'SELECT "key" FROM "Inbound"');
  expect(before.length).toBeLessThan(said.length);
  await until('what was not taken', () => existsSync(spool));

  const second = parentOn([url, gateway.endpoint, home]);
  await second.connected();
  burst(1);
  await until('all of them', () => new Set([...took(first), ...took(second)]).size >= said.length, {
    withinMs: 30_000,
  });
  await until('nothing to be left', () => !existsSync(spool));
  const kept = (await readSql(url, 'SELECT "text" FROM "Inbound" ORDER BY "seq"')).map(([text]) => text);
  expect(kept).toEqual(said.map((_, index) => `今天天气真不错 ${index}`));

  second.process.send('stop');
  await until('its end', () => second.told.some(({ type }) => type === 'stopped'));
  expect(existsSync(spool)).toBe(false);
}, 120_000);
