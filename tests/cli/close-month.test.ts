import { join } from 'node:path';
import { expect, test } from 'vitest';
import { closeMonthVerb } from '../../src/cli/close-month.ts';
import { makePlan } from '../support/make-plan.ts';
import { anEntry, at, wordsIn } from '../support/month-parts.ts';
import { openOrFail } from '../support/scratch.ts';
import { SMALL_TOWN } from '../support/small-town.ts';
import { scratch } from './run-linli.ts';

const url = `file:${join(scratch(), 'linli.db')}`;

/** The verb in this process, on a day of its own. */
async function closeMonth(words: readonly string[], options: { json?: boolean; now?: string } = {}) {
  const { json = false, now = '2026-07-01T10:00' } = options;
  const lines: Record<'out' | 'err', string[]> = { out: [], err: [] };
  const io = {
    out: (line: string) => void lines.out.push(line),
    err: (line: string) => void lines.err.push(line),
    now: () => at(now),
    sinceStartMs: () => 0,
    environment: { DATABASE_URL: url, PLAYGROUND: 'on' },
    networks: async () => [],
  };
  const input = { words, flag: (name: string) => name === 'json' && json, text: () => null, io };
  const code = await closeMonthVerb.run(input);
  return { code, out: lines.out.join('\n'), err: lines.err.join('\n') };
}

async function inStore<T>(work: (store: Awaited<ReturnType<typeof openOrFail>>) => Promise<T>): Promise<T> {
  const store = await openOrFail(url);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

test('a month that is over is closed once, also one from before the bot came, and previewed by the bot that runs', async () => {
  await inStore(async (store) => {
    await store.saveOrganisation(SMALL_TOWN, at('2026-05-01T00:00'));
    await store.commit(makePlan({ appraisal: [{ type: 'entry-added', entry: anEntry(1) }] }));
  });
  const closed = await closeMonth(['2026-06'], { json: true });
  expect(closed).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(closed.out)).toEqual({
    streetId: 'kunlun',
    month: '2026-06',
    closed: true,
    state: 'previewed',
    version: 1,
    sheets: 9,
    scored: 7,
  });
  const said = await inStore(wordsIn);
  expect(said['dm:wx-xujing']).toEqual([expect.stringMatching(/^6月考核算好了/)]);
  const again = await closeMonth(['2026-06']);
  expect(again).toMatchObject({ code: 1, out: '' });
  expect(again.err).toBe('2026年6月已经月结(等公布),不用再来一次。发「排行」可以看。');
});

test('a month that is not over is not closed, and what is no month is wrong usage', async () => {
  const early = await closeMonth(['2026-07']);
  expect(early).toMatchObject({ code: 1, err: '2026年7月还没有过完,请在 8月1日 00:00 以后再月结。' });
  expect(await closeMonth(['七月'])).toMatchObject({
    code: 2,
    err: '「七月」不是月份,请写成 2026-10 这样。',
  });
  const old = await closeMonth(['2025-12'], { json: true });
  expect(old.code).toBe(1);
  expect(JSON.parse(old.out)).toMatchObject({ closed: false, refusal: { code: 'month-none' } });
});
