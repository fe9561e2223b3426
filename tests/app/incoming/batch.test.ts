import { describe, expect, it, onTestFinished, test } from 'vitest';
import { COMMANDS } from '../../../commands/index.ts';
import { Overloaded } from '../../../src/app/errors.ts';
import { type AppParts, runBatch } from '../../../src/app/incoming/batch.ts';
import { NO_NEEDS } from '../../../src/app/incoming/needs.ts';
import { buildRegistry } from '../../../src/app/incoming/parse.ts';
import type { Store } from '../../../src/app/ports.ts';
import { sentences } from '../../../src/text/zh-cn.ts';
import { makeMessage } from '../../support/make-message.ts';
import { makePolicy } from '../../support/make-ticket.ts';
import { noLog, openOrFail, scratchSqlite } from '../../support/scratch.ts';
import { SMALL_TOWN } from '../../support/small-town.ts';
import { NOON } from './surroundings.ts';

async function openTown(url = scratchSqlite()): Promise<Store> {
  const store = await openOrFail(url);
  onTestFinished(() => store.close());
  await store.saveOrganisation(SMALL_TOWN, NOON);
  return store;
}

function partsOf(store: Store, more: Partial<AppParts> = {}): AppParts {
  return {
    store,
    clock: { now: () => NOON },
    log: noLog,
    policy: makePolicy(),
    registry: buildRegistry(COMMANDS),
    sentences,
    newCode: () => '000000',
    offer: () => {},
    ...more,
  };
}

it('what moves nothing leaves nothing to be looked after; a report does', async () => {
  const offered: number[] = [];
  const parts = partsOf(await openTown(), { offer: (records) => void offered.push(records.length) });
  await runBatch([makeMessage({ messageId: 'a', text: '早上好各位邻居' })], parts);
  expect(offered).toEqual([]);
  await runBatch([makeMessage({ messageId: 'b', text: '报修 3号楼电梯坏了' })], parts);
  expect(offered).toHaveLength(1);
});

it('a room that another process has just bound is one at once', async () => {
  const url = scratchSqlite();
  const [store, other] = [await openTown(url), await openTown(url)];
  await runBatch([makeMessage({ messageId: 'a', text: '早上好各位邻居' })], partsOf(store));
  const bound = SMALL_TOWN.rooms.find(({ kind }) => kind === 'resident');
  if (!bound) throw new Error('a town without residents');
  const room = { ...bound, chatId: 'new', id: `${bound.network}:new` };
  await other.commit({ inbound: [], tickets: [], outbox: [], org: [{ type: 'room-bound', room }] });
  await runBatch(
    [makeMessage({ messageId: 'b', chatId: 'new', text: '报修 3号楼电梯坏了' })],
    partsOf(store),
  );
  expect((await store.health()).tickets).toBe(1);
});

describe('a message whose handling fails', () => {
  const report = makeMessage({ messageId: 'report', text: '报修 3号楼电梯坏了' });
  const greeting = makeMessage({ messageId: 'greeting', text: '早上好各位邻居' });
  const outcomes = async (store: Store) => {
    const lines = ['report', 'greeting'].map((id) => `${report.network}:${id}`);
    const loaded = await store.load({ ...NO_NEEDS, lines });
    return loaded.lines.map((line) => `${line.key.split(':')[1]} ${line.outcome}`);
  };
  /** The database fails so many times, and answers again. */
  const failing = (store: Store, what: 'load' | 'commit', times: number): Store => {
    let left = times;
    const fails = () => {
      left -= 1;
      return left >= 0;
    };
    const away = async () => {
      throw new Error('Connection terminated unexpectedly');
    };
    return {
      ...store,
      pulse: () => (left > 0 ? away() : store.pulse()),
      [what]: (given: never) => (fails() ? away() : store[what](given)),
    };
  };

  test.each(['load', 'commit'] as const)(
    'because the database did at its %s is handled when that answers',
    async (what) => {
      const store = await openTown();
      await runBatch([report], partsOf(failing(store, what, 1)));
      expect(await outcomes(store)).toEqual(['report command:报事']);
      expect((await store.health()).tickets).toBe(1);
    },
  );

  test.each(['load', 'commit'] as const)(
    'while the database is away at its %s is not acknowledged, nor are others',
    async (what) => {
      const store = await openTown();
      await expect(runBatch([report, greeting], partsOf(failing(store, what, 9)))).rejects.toThrow(
        'Connection',
      );
      expect(await outcomes(store)).toEqual([]);
      await runBatch([report, greeting], partsOf(store));
      expect((await store.health()).tickets).toBe(1);
    },
  );

  test('again and again because others change the same rows is to be brought again', async () => {
    const store = await openTown();
    const parts = partsOf({ ...store, commit: async () => 'conflict' });
    await expect(runBatch([report], parts)).rejects.toThrow('changed by others');
    await runBatch([report], partsOf(store));
    expect((await store.health()).tickets).toBe(1);
  });

  test('because of a lost race is done in turn, and what follows close behind too', async () => {
    const store = await openTown();
    const told: string[] = [];
    const crowded: Store = {
      ...store,
      commit: async (plan) => {
        told.push('commit');
        return told.length === 1 ? 'conflict' : store.commit(plan);
      },
      inTurn: (work) => {
        told.push('turn');
        return store.inTurn(work);
      },
    };
    await runBatch([report], partsOf(crowded));
    await runBatch([greeting], partsOf(crowded));
    expect(told).toEqual(['commit', 'turn', 'commit', 'turn', 'commit']);
    expect(await outcomes(store)).toHaveLength(2);
  });

  test('again and again because the database has too much to do is to be brought again', async () => {
    const store = await openTown();
    const parts = partsOf({ ...store, commit: () => Promise.reject(new Overloaded(null)) });
    await expect(runBatch([report], parts)).rejects.toThrow(Overloaded);
    expect(await outcomes(store)).toEqual([]);
  });

  test('by a fault of its own is written down as broken, and those beside it are handled', async () => {
    const store = await openTown();
    const logged: string[] = [];
    const log = { ...noLog, error: (_data: object, message: string) => void logged.push(message) };
    const parts = partsOf(store, { log, newCode: () => '' });
    const load: Store['load'] = async (needs) => {
      if (needs.messages.some((key) => key.endsWith('greeting'))) throw new Error('a bug');
      return store.load(needs);
    };
    await runBatch([greeting, report], { ...parts, store: { ...store, load } });
    expect((await outcomes(store)).toSorted()).toEqual(['greeting broken', 'report command:报事']);
    expect(logged).toEqual(['a message broke its handling']);
  });
});
