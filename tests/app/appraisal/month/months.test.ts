import { describe, expect, test } from 'vitest';
import { createMonths } from '../../../../src/app/appraisal/month/months.ts';
import { moveOn, nextDueIn } from '../../../../src/app/appraisal/month/move-on.ts';
import type { Store } from '../../../../src/app/ports.ts';
import { makePlan } from '../../../support/make-plan.ts';
import { anEntry, at, juneWith, monthParts, wordsIn } from '../../../support/month-parts.ts';
import { smallMonth } from '../../../support/month-town.ts';
import { openOrFail, scratchSqlite } from '../../../support/scratch.ts';
import { shippedPolicy } from '../../../support/shipped-policy.ts';
import { SMALL_TOWN } from '../../../support/small-town.ts';

async function inTown<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openOrFail(scratchSqlite());
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** As 记分 does once the window of its month is over. */
async function writeEntry(store: Store): Promise<void> {
  const june = await store.appraisal.month('kunlun', '2026-06');
  if (!june) throw new Error('no June');
  const month = { ...june, revision: june.revision + 1 };
  const entry = anEntry(4, { subjectId: 'zhoutao', at: at('2026-07-01T08:59') });
  const saved = { type: 'month-saved', month, fromRevision: june.revision } as const;
  const outcome = await store.commit(makePlan({ appraisal: [{ type: 'entry-added', entry }, saved] }));
  expect(outcome).toBe('committed');
}

const monthsOf = async (store: Store, streetId = 'kunlun') => {
  const { months } = await store.appraisal.load([{ by: 'months', streetId, limit: 20 }]);
  return months.map(({ key, state }) => `${key} ${state}`).toReversed();
};

describe('the months of a street', () => {
  test('begin with the month of today and stand still until it is over', () =>
    inTown(async (store) => {
      const parts = monthParts(store);
      await juneWith(store, parts);
      expect(await monthsOf(store)).toEqual(['2026-06 open']);
      const dueAt = await moveOn('kunlun', at('2026-06-30T23:59'), parts);
      expect(dueAt).toBe(at('2026-07-01T00:00'));
      expect(await monthsOf(store)).toEqual(['2026-06 open']);
    }));

  test("fall due at the month's end, at its closing, at its publication and when appeals are over", () =>
    inTown(async (store) => {
      const parts = monthParts(store);
      await juneWith(store, parts);
      const dues: (number | null)[] = [];
      let now = at('2026-06-30T18:00');
      for (let step = 0; step < 4; step += 1) {
        now = (await nextDueIn('kunlun', now, parts)) ?? Number.NaN;
        dues.push(now);
        await moveOn('kunlun', now, parts);
      }
      expect(dues).toEqual(
        ['2026-07-01T00:00', '2026-07-01T09:00', '2026-07-03T09:00', '2026-07-10T09:00'].map(at),
      );
      expect(await monthsOf(store)).toEqual(['2026-06 frozen', '2026-07 open']);
    }));

  test('that nobody looked after for two months follow one another, and what is said of them says that it comes late', () =>
    inTown(async (store) => {
      const parts = monthParts(store);
      await juneWith(store, parts);
      const july = anEntry(4, { subjectId: 'zhoutao', on: at('2026-07-10T09:00') });
      await store.commit(makePlan({ appraisal: [{ type: 'entry-added', entry: july }] }));
      await moveOn('kunlun', at('2026-09-02T10:00'), parts);
      expect(await monthsOf(store)).toEqual([
        '2026-06 previewed',
        '2026-07 previewed',
        '2026-08 previewed',
        '2026-09 open',
      ]);
      await moveOn('kunlun', at('2026-09-04T10:00'), parts);
      const { 'kunlun-street': street = [], 'dm:wx-zhoutao': zhoutao = [] } = await wordsIn(store);
      const titles = street.filter((text) => text.includes('网格员')).map((text) => text.split('\n')[0]);
      expect(titles).toEqual(['【补发】6月考核排名 · 网格员(4 人)', '【补发】7月考核排名 · 网格员(4 人)']);
      // In August nothing happened: nobody hears of it.
      expect(zhoutao.map((text) => text.slice(0, 9))).toEqual(['【补发】您6月考核', '【补发】您7月考核']);
      await moveOn('kunlun', at('2026-09-04T10:01'), parts);
      expect((await wordsIn(store))['kunlun-street']).toEqual(street);
    }));

  test('of several streets are apart: one with trouble keeps no other waiting', () =>
    inTown(async (store) => {
      const streets = [...SMALL_TOWN.streets, { id: 'nan', name: '南街道' }];
      await store.saveOrganisation({ ...SMALL_TOWN, streets }, at('2026-06-01T00:00'));
      const errors: string[] = [];
      const load: Store['appraisal']['load'] = (needs) =>
        needs.some(({ streetId }) => streetId === 'kunlun')
          ? Promise.reject(new Error('a broken row'))
          : store.appraisal.load(needs);
      const broken = { ...store, appraisal: { ...store.appraisal, load } };
      const log = {
        info: () => {},
        warn: () => {},
        error: (_: object, message: string) => errors.push(message),
      };
      const months = createMonths({ ...monthParts(broken), log }, () => true);
      await months.run(at('2026-06-30T18:00'));
      expect(errors).toEqual(['a month could not be moved on; the next minute tries again']);
      expect(await monthsOf(store, 'nan')).toEqual(['2026-06 open']);
      expect(await monthsOf(store)).toEqual([]);
    }));

  test('that are scored while somebody writes an entry have it in their first scores', () =>
    inTown(async (store) => {
      const parts = monthParts(store);
      await juneWith(store, parts);
      let isWritten = false;
      const entries: Store['appraisal']['entries'] = async (streetId, window) => {
        const read = await store.appraisal.entries(streetId, window);
        if (!isWritten) await writeEntry(store);
        isWritten = true;
        return read;
      };
      const slow = { ...store, appraisal: { ...store.appraisal, entries } };
      await moveOn('kunlun', at('2026-07-01T09:00'), { ...parts, store: slow });
      const sheets = await store.appraisal.sheets('kunlun:2026-06', 1);
      const zhoutao = sheets.find(({ subject }) => subject.id === 'zhoutao');
      expect(zhoutao?.lines.find(({ itemId }) => itemId === 'attendance')?.got).toBe('9');
    }));

  test('are not read again each minute while nothing is due', () =>
    inTown(async (store) => {
      await juneWith(store, monthParts(store));
      let looks = 0;
      const load: Store['appraisal']['load'] = (needs) => {
        looks += 1;
        return store.appraisal.load(needs);
      };
      const counted = { ...store, appraisal: { ...store.appraisal, load } };
      const months = createMonths(monthParts(counted), () => true);
      for (let minute = 0; minute < 60; minute += 1)
        await months.run(at('2026-06-29T10:00') + minute * 60_000);
      expect(looks).toBeLessThanOrEqual(7);
    }));

  test('keep the policy of their beginning: another one counts from the next month on', () =>
    inTown(async (store) => {
      const before = monthParts(store);
      await juneWith(store, before);
      const policy = smallMonth({ effectiveFrom: '2026-07-01' })(shippedPolicy());
      const after = monthParts(store, { ...policy, version: '2026-07' });
      await moveOn('kunlun', at('2026-07-01T09:00'), after);
      const { months } = await store.appraisal.load([{ by: 'months', streetId: 'kunlun', limit: 5 }]);
      expect(months.map(({ key, policyVersion }) => `${key} ${policyVersion}`)).toEqual([
        '2026-07 2026-07',
        `2026-06 ${before.policy.version}`,
      ]);
      const later = smallMonth({ effectiveFrom: '2026-10-01' })(shippedPolicy());
      await moveOn('kunlun', at('2026-08-01T09:00'), monthParts(store, { ...later, version: '2026-10' }));
      const august = await store.appraisal.month('kunlun', '2026-08');
      expect(august?.policyVersion).toBe('2026-07');
    }));

  test('of a street that starts with a policy of a later day begin on that day', () =>
    inTown(async (store) => {
      await store.saveOrganisation(SMALL_TOWN, at('2026-06-01T00:00'));
      const parts = monthParts(store, smallMonth({ effectiveFrom: '2026-08-15' })(shippedPolicy()));
      expect(await moveOn('kunlun', at('2026-06-30T18:00'), parts)).toBe(at('2026-09-01T00:00'));
      expect(await monthsOf(store)).toEqual([]);
    }));
});
