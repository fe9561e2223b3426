import { expect, test } from 'vitest';
import { closeByHand } from '../../../../src/app/appraisal/month/close-by-hand.ts';
import { reviewAsked } from '../../../../src/app/appraisal/month/marks.ts';
import { moveOn } from '../../../../src/app/appraisal/month/move-on.ts';
import type { Store } from '../../../../src/app/ports.ts';
import { withDone } from '../../../../src/engine/appraisal/month-steps.ts';
import { describeOnEachDatabase } from '../../../support/databases.ts';
import { makePlan } from '../../../support/make-plan.ts';
import { anEntry, at, juneWith, monthParts, wordsIn } from '../../../support/month-parts.ts';

/** When the clock looks: after the closing, past the publication, after a review, past the freezing. */
const LOOKS = ['2026-07-01T09:00', '2026-07-03T09:00', '2026-07-04T09:00', '2026-07-20T09:00'].map(at);

type Crash = { at: number; when: 'before' | 'after' } | null;

/** Dies at one of its commits: with nothing of it done, or with all of it done and nobody told. */
function dyingStore(store: Store, crash: Crash): Store {
  let commits = 0;
  const commit: Store['commit'] = async (plan) => {
    commits += 1;
    if (crash?.at !== commits) return store.commit(plan);
    if (crash.when === 'after') await store.commit(plan);
    throw new Error('the process died');
  };
  return { ...store, commit };
}

/** The month from its closing to its freezing, with an appeal upheld between; each death is followed by another try. */
async function liveThrough(store: Store, crash: Crash) {
  const parts = { ...monthParts(store), store: dyingStore(store, crash) };
  let deaths = 0;
  for (const [index, look] of LOOKS.entries()) {
    if (index === 2) await uphold(store);
    await moveOn('kunlun', look, parts).catch(() => {
      deaths += 1;
      return moveOn('kunlun', look, parts);
    });
  }
  const months = await store.appraisal.load([{ by: 'months', streetId: 'kunlun', limit: 5 }]);
  const june = months.months.find(({ key }) => key === '2026-06');
  const sheets = await store.appraisal.sheets(june?.id ?? '', june?.version ?? 0);
  return { deaths, state: june?.state, version: june?.version, sheets, said: await wordsIn(store) };
}

/** What 复核 writes. */
async function uphold(store: Store): Promise<void> {
  const june = await store.appraisal.month('kunlun', '2026-06');
  if (!june) throw new Error('no June');
  const entry = anEntry(9, { points: '1.5', appealId: 'a1', at: at('2026-07-03T15:00') });
  const month = withDone(june, reviewAsked('a1'));
  const appraisal = [
    { type: 'entry-added', entry },
    { type: 'month-saved', month, fromRevision: june.revision },
  ] as const;
  await store.commit(makePlan({ appraisal }));
}

/** Of June: collected, computed, previewed; July begun; June published, revised, frozen. */
const COMMITS = 7;
type Lived = Awaited<ReturnType<typeof liveThrough>>;

describeOnEachDatabase('a month whose close is cut off', (database) => {
  let whole: Lived | null = null;
  const live = async (crash: Crash) => {
    const store = await database.open();
    await juneWith(store, monthParts(store));
    return liveThrough(store, crash);
  };

  test('nowhere is frozen in its second version, and everybody was told', async () => {
    whole = await live(null);
    expect(whole).toMatchObject({ deaths: 0, state: 'frozen', version: 2 });
    expect(whole.said['kunlun-street']?.length).toBeGreaterThan(4);
    expect(whole.said['dm:wx-limei']).toHaveLength(2);
  });

  test('goes on by hand too, where its preview was still to come', async () => {
    const store = await database.open();
    await juneWith(store, monthParts(store));
    const [closing = 0] = LOOKS;
    const dying = { ...monthParts(store), store: dyingStore(store, { at: 3, when: 'before' }) };
    await expect(moveOn('kunlun', closing, dying)).rejects.toThrow('died');
    expect(await store.appraisal.month('kunlun', '2026-06')).toMatchObject({ state: 'computed' });
    const june = { streetId: 'kunlun', key: '2026-06' };
    expect(await closeByHand(june, closing, monthParts(store))).toMatchObject({
      ok: true,
      value: { state: 'previewed', version: 1 },
    });
  });

  const before = Array.from({ length: COMMITS }, (_, index) => ({ at: index + 1, when: 'before' }) as const);
  const after = [2, 5, 6].map((commit) => ({ at: commit, when: 'after' }) as const);
  // What a transaction is, each database shows by itself: two deaths are enough where one takes a second to make.
  const crashes = database.provider === 'sqlite' ? [...before, ...after] : [before[1], after[2]];
  test.each(crashes.filter((crash) => crash !== undefined))(
    '$when commit $at ends with the same digits, and everything is said once',
    async (crash) => {
      expect(await live(crash)).toEqual({ ...whole, deaths: 1 });
    },
  );
});
