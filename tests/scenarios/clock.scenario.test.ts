import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { COMMANDS } from '../../commands/index.ts';
import { createLinli } from '../../src/app/linli.ts';
import type { Clock } from '../../src/app/ports.ts';
import { createPlaygroundClock } from '../../src/chat/playground/clock.ts';
import { HOUR_MS } from '../../src/engine/glossary.ts';
import { sentences } from '../../src/text/zh-cn.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { makeMessage } from '../support/make-message.ts';
import { shippedPolicy } from '../support/shipped-policy.ts';
import { SMALL_TOWN } from '../support/small-town.ts';

const NIGHT = Date.parse('2026-06-03T21:00:00+08:00');

describeOnEachDatabase('moving a clock forward', (database) => {
  let folder: string;
  let said: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'linli-clock-'));
    said = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function bot(clock: Clock & { moveTo?(at: number): void }) {
    const store = await database.open();
    await store.saveOrganisation(SMALL_TOWN, NIGHT);
    const linli = createLinli({
      store,
      clock,
      log: { info: () => {}, warn: () => {}, error: (_, text) => said.push(`error: ${text}`) },
      policy: shippedPolicy(),
      commands: COMMANDS,
      sentences,
      newCode: () => '123456',
      chats: [
        {
          network: 'playground',
          start: async () => {},
          stop: async () => {},
          send: async (message) => {
            said.push(message.text);
            return { remoteId: `r-${message.key}` };
          },
        },
      ],
    });
    await linli.start();
    await linli.receive(makeMessage({ text: '9号楼门口的路灯坏了,晚上黑漆漆的', sentAt: NIGHT }));
    await linli.flush();
    return linli;
  }

  test('with the playground’s clock, what the hours bring is said', async () => {
    const clock = createPlaygroundClock({ real: { now: () => NIGHT }, file: join(folder, 'clock.json') });
    const linli = await bot(clock);
    const before = said.length;
    await linli.runTo(NIGHT + 20 * HOUR_MS);
    expect(said.slice(before).join('\n')).toMatch(/还没人接/);
    expect(clock.now()).toBe(NIGHT + 20 * HOUR_MS);
    await linli.stop();
  });

  test('a clock that cannot be moved ends at once instead of waiting for a moment that never comes', async () => {
    const linli = await bot({ now: () => NIGHT });
    await linli.runTo(NIGHT + 20 * HOUR_MS);
    expect(said.filter((text) => text.startsWith('error'))).toEqual([]);
    await linli.stop();
  });
});
