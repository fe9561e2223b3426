import { expect, it, onTestFinished } from 'vitest';
import { COMMANDS } from '../../../commands/index.ts';
import { type AppParts, runBatch } from '../../../src/app/incoming/batch.ts';
import { buildRegistry } from '../../../src/app/incoming/parse.ts';
import { sentences } from '../../../src/text/zh-cn.ts';
import { makeMessage } from '../../support/make-message.ts';
import { makePolicy } from '../../support/make-ticket.ts';
import { noLog, openOrFail, scratchSqlite } from '../../support/scratch.ts';
import { SMALL_TOWN } from '../../support/small-town.ts';
import { NOON } from './surroundings.ts';

it('what moves nothing leaves nothing to be looked after; a report does', async () => {
  const store = await openOrFail(scratchSqlite());
  onTestFinished(() => store.close());
  await store.saveOrganisation(SMALL_TOWN, NOON);
  const offered: number[] = [];
  const parts: AppParts = {
    store,
    clock: { now: () => NOON },
    log: noLog,
    policy: makePolicy(),
    registry: buildRegistry(COMMANDS),
    sentences,
    newCode: () => '000000',
    offer: (records) => void offered.push(records.length),
  };
  await runBatch([makeMessage({ messageId: 'a', text: '早上好各位邻居' })], parts);
  expect(offered).toEqual([]);
  await runBatch([makeMessage({ messageId: 'b', text: '报修 3号楼电梯坏了' })], parts);
  expect(offered).toHaveLength(1);
});
