import { expect, test } from 'vitest';
import { COMMANDS } from '../../commands/index.ts';
import { ChatError } from '../../src/app/errors.ts';
import { createLinli } from '../../src/app/linli.ts';
import type { LinkStatus } from '../../src/app/ports.ts';
import { MINUTE_MS } from '../../src/engine/glossary.ts';
import { sentences } from '../../src/text/zh-cn.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { createHandTimer } from '../support/hand-timer.ts';
import { makeMessage } from '../support/make-message.ts';
import { noLog } from '../support/scratch.ts';
import { shippedPolicy } from '../support/shipped-policy.ts';
import { SMALL_TOWN } from '../support/small-town.ts';
import { MORNING } from './play.ts';

describeOnEachDatabase('a network that takes nothing for most of a day', (database) => {
  test.each([
    ['is away: everything is said when it is back', { state: 'down', reason: 'unreachable' }, false],
    [
      'is there: what it will not take is given up, so that it holds up nothing',
      { state: 'connected', reason: 'connected' },
      true,
    ],
  ] satisfies [string, LinkStatus, boolean][])('%s', async (_what, status, givenUp) => {
    const store = await database.open();
    await store.saveOrganisation(SMALL_TOWN, MORNING);
    const timer = createHandTimer();
    const startedMs = timer.nowMs();
    const clock = { now: () => MORNING + timer.nowMs() - startedMs };
    let isDeaf = true;
    const linli = createLinli({
      ...{ store, clock, timer, log: noLog, policy: shippedPolicy() },
      ...{ commands: COMMANDS, sentences, newCode: () => '493026' },
      chats: [
        {
          network: 'playground',
          start: async (receiver) => receiver.status(status),
          stop: async () => {},
          send: async ({ key }) => {
            if (isDeaf) throw new ChatError('unreachable');
            return { remoteId: `r-${key}` };
          },
        },
      ],
    });
    await linli.start();
    await linli.tick(clock.now());
    await linli.receive(makeMessage({ chatId: 'yanguang-res', text: '报修 3号楼2单元电梯坏了' }));
    // The longest wait between two attempts is ten minutes.
    for (let n = 0; n < 45; n += 1) {
      await timer.run(11 * MINUTE_MS);
      await linli.flush();
    }
    isDeaf = false;
    await timer.run(11 * MINUTE_MS);
    await linli.flush();
    const { outboxFailed, outboxSent, outboxWaiting } = await store.health();
    expect(outboxWaiting).toBe(0);
    expect({ said: outboxSent > 0, givenUp: outboxFailed > 0 }).toEqual({ said: !givenUp, givenUp });
    await linli.stop();
  });
});
