import { expect, test } from 'vitest';
import { NO_NEEDS } from '../../src/app/incoming/needs.ts';
import type { AppraisalChange, AppraisalNeed, Store } from '../../src/app/ports.ts';
import { describeOnEachDatabase, readSql } from '../support/databases.ts';
import {
  JUNE,
  keptPolicy,
  makeAppeal,
  makeEntry,
  makeFrozen,
  makeMonth,
  makeProposal,
  makeSheet,
} from '../support/make-appraisal.ts';
import { makeOutbox, makePlan } from '../support/make-plan.ts';
import { days } from '../support/make-ticket.ts';

const streetId = 'liuyin';
const monthKey = '2026-06';

async function commit(store: Store, ...appraisal: AppraisalChange[]) {
  return store.commit(makePlan({ appraisal }));
}

async function load(store: Store, ...appraisal: AppraisalNeed[]) {
  const { appraisal: loaded } = await store.load({ ...NO_NEEDS, appraisal });
  if (loaded === undefined) throw new Error('nothing was loaded');
  return loaded;
}

const opened: AppraisalChange = { type: 'month-saved', month: makeMonth(), fromRevision: 0 };
const computed = makeMonth({ state: 'computed', version: 1, computedAt: days(31), revision: 2 });
const closing: AppraisalChange = { type: 'month-saved', month: computed, fromRevision: 1 };
const kept: AppraisalChange = { type: 'policy-kept', policy: keptPolicy };

function sheets(version: number, ...all: ReturnType<typeof makeSheet>[]): AppraisalChange {
  return { type: 'sheets-added', monthId: 'month-6', version, sheets: all };
}

describeOnEachDatabase('months and their scores', (database) => {
  test('a month comes back as it was saved, with the policy it keeps, of its street only', async () => {
    const store = await database.open();
    expect(await commit(store, opened, kept, kept)).toBe('committed');
    const may = makeMonth({ id: 'month-5', key: '2026-05', done: ['preview'], policyHash: 'other' });
    await commit(store, { type: 'month-saved', month: may, fromRevision: 0 });
    const loaded = await load(store, { by: 'months', streetId, limit: 9 });
    expect(loaded.months).toEqual([makeMonth(), may]);
    expect(loaded.policies).toEqual([keptPolicy]);
    expect((await load(store, { by: 'months', streetId, limit: 1 })).months).toEqual([makeMonth()]);
    expect((await load(store, { by: 'months', streetId: 'elsewhere', limit: 9 })).months).toEqual([]);
    expect(await store.appraisal.month(streetId, '2026-05')).toEqual(may);
    expect(await store.appraisal.month(streetId, '2026-04')).toBeNull();
    expect(await store.appraisal.policy('hash-1')).toEqual(keptPolicy);
    expect(await store.appraisal.policy('unknown')).toBeNull();
  });

  test('a batch that asks for nothing of scores has nothing of them', async () => {
    const store = await database.open();
    await commit(store, opened);
    expect(await load(store)).toMatchObject({ months: [], numbers: { entry: 0 } });
  });

  test('of two that close a month at once one does, and nothing of the other stays', async () => {
    const [store, other] = [await database.open(), await database.open()];
    await commit(store, opened);
    const plan = (key: string) =>
      makePlan({
        outbox: [makeOutbox(1, { key })],
        appraisal: [
          closing,
          { type: 'subjects-frozen', monthId: 'month-6', subjects: [makeFrozen()] },
          sheets(1, makeSheet()),
        ],
      });
    const ends = await Promise.all([store.commit(plan('a')), other.commit(plan('b'))]);
    expect(ends.toSorted()).toEqual(['committed', 'conflict']);
    expect(await store.appraisal.month(streetId, monthKey)).toEqual(computed);
    expect(await readSql(database.url(), 'SELECT "key" FROM "Outbox"')).toHaveLength(1);
    expect(await store.appraisal.frozen('month-6')).toEqual([makeFrozen()]);
  });

  test('a step decided on an older state of the month is a conflict, as is opening it twice', async () => {
    const store = await database.open();
    await commit(store, opened);
    expect(await commit(store, opened)).toBe('conflict');
    expect(await commit(store, closing)).toBe('committed');
    expect(await commit(store, closing)).toBe('conflict');
    const again = makeMonth({ ...computed, state: 'previewed', revision: 3, done: ['preview'] });
    expect(await commit(store, { type: 'month-saved', month: again, fromRevision: 2 })).toBe('committed');
    expect(await store.appraisal.month(streetId, monthKey)).toEqual(again);
  });

  test('a version of the scores is kept beside the one before, and never written again', async () => {
    const store = await database.open();
    await commit(store, opened);
    await commit(store, closing, sheets(1, makeSheet('limei', '80'), makeSheet('chen', '70')));
    expect(await commit(store, sheets(1, makeSheet('limei', '99')))).toBe('conflict');
    const second = { ...computed, version: 2, revision: 3 };
    const changed = makeSheet('chen', '75');
    await commit(store, { type: 'month-saved', month: second, fromRevision: 2 }, sheets(2, changed));
    expect(await store.appraisal.sheets('month-6', 1)).toEqual([
      makeSheet('chen', '70'),
      makeSheet('limei', '80'),
    ]);
    // Whom the second version leaves out stands as in the first.
    const newest = [changed, makeSheet('limei', '80')];
    expect(await store.appraisal.sheets('month-6', 2)).toEqual(newest);
    const all = await load(store, { by: 'sheets', streetId, monthKey, subjectId: null });
    expect(all.sheets).toEqual(newest.map((sheet) => ({ ...sheet, monthKey, version: 2 })));
    expect(all.months).toEqual([second]);
    const one = await load(store, { by: 'sheets', streetId, monthKey, subjectId: 'limei' });
    expect(one.sheets.map(({ subject, version }) => [subject.id, version])).toEqual([['limei', 2]]);
  });

  test('somebody’s own sheets come newest month first', async () => {
    const store = await database.open();
    await commit(store, opened, sheets(1, makeSheet('limei', '80')), closing);
    const may = makeMonth({ id: 'month-5', key: '2026-05', version: 1 });
    const earlier: AppraisalChange = {
      type: 'sheets-added',
      monthId: 'month-5',
      version: 1,
      sheets: [makeSheet('limei', '60'), makeSheet('chen', '61')],
    };
    await commit(store, { type: 'month-saved', month: may, fromRevision: 0 }, earlier);
    const own = { by: 'own-sheets', streetId, subjectId: 'limei' } as const;
    const totals = async (months: number) =>
      (await load(store, { ...own, months })).sheets.map((sheet) => [sheet.monthKey, sheet.total]);
    expect(await totals(9)).toEqual([
      ['2026-06', '80'],
      ['2026-05', '60'],
    ]);
    expect(await totals(1)).toEqual([['2026-06', '80']]);
  });

  test('frozen subjects come back byte for byte', async () => {
    const store = await database.open();
    const frozen = [makeFrozen('wufang'), makeFrozen('chen')];
    await commit(store, opened, { type: 'subjects-frozen', monthId: 'month-6', subjects: frozen });
    const back = await store.appraisal.frozen('month-6');
    expect(JSON.stringify(back)).toBe(JSON.stringify(frozen.toReversed()));
    const loaded = await load(store, { by: 'frozen', streetId, monthKey });
    expect(loaded.frozen.map((one) => [one.subject.id, one.monthKey])).toEqual([
      ['chen', monthKey],
      ['wufang', monthKey],
    ]);
    expect(
      await commit(store, { type: 'subjects-frozen', monthId: 'month-6', subjects: [makeFrozen('chen')] }),
    ).toBe('conflict');
  });
});

describeOnEachDatabase('the ledger, appeals and proposals', (database) => {
  const added = (entry: ReturnType<typeof makeEntry>): AppraisalChange => ({ type: 'entry-added', entry });

  test('an entry belongs to the window in which what it is about happened', async () => {
    const store = await database.open();
    const first = makeEntry(1, { on: JUNE.from, evidence: [] });
    const last = makeEntry(2, { on: JUNE.until - 1, subjectId: 'chen' });
    const next = makeEntry(3, { on: JUNE.until, cancels: 'entry-1', appealId: 'appeal-1' });
    await commit(store, added(last), added(first), added(next), added({ ...first, id: 'x', streetId: 'y' }));
    expect(await store.appraisal.entries(streetId, JUNE)).toEqual([first, last]);
    const of = (subjectId: string | null) =>
      load(store, { by: 'entries', streetId, window: JUNE, subjectId });
    expect((await of('chen')).entries).toEqual([last]);
    expect((await of(null)).numbers).toEqual({ entry: 3, ballot: 0, appeal: 0, proposal: 0 });
    const loaded = await load(
      store,
      { by: 'entry', streetId, number: 3 },
      { by: 'entry', streetId, number: 99_999_999_999 },
    );
    expect(loaded.entries).toEqual([next]);
    expect((await load(store, { by: 'entry', streetId, number: 1 })).entries).toEqual([first, next]);
  });

  test('of two that take the same number the second is a conflict', async () => {
    const store = await database.open();
    expect(await commit(store, added(makeEntry(1)))).toBe('committed');
    expect(await commit(store, added({ ...makeEntry(1), id: 'rival' }))).toBe('conflict');
    expect(await commit(store, { type: 'appeal-added', appeal: makeAppeal(1) })).toBe('committed');
    expect(await commit(store, { type: 'appeal-added', appeal: makeAppeal(1, { id: 'r' }) })).toBe(
      'conflict',
    );
    expect(await commit(store, { type: 'proposal-added', proposal: makeProposal(1) })).toBe('committed');
    expect(await commit(store, { type: 'proposal-added', proposal: makeProposal(1, { id: 'r' }) })).toBe(
      'conflict',
    );
  });

  test('open appeals are seen whatever their month, answered ones of the newest month', async () => {
    const store = await database.open();
    const old = makeAppeal(1, { monthKey: '2026-04' });
    const done = makeAppeal(2, { monthKey: '2026-04', status: 'rejected' });
    const mine = makeAppeal(3, { status: 'withdrawn', itemId: 'attendance' });
    for (const appeal of [old, done, mine]) await commit(store, { type: 'appeal-added', appeal });
    const { appeals, numbers } = await load(store, { by: 'appeals', streetId });
    expect(appeals).toEqual([old, mine]);
    expect(numbers.appeal).toBe(3);
  });

  test('an appeal and a proposal are answered once', async () => {
    const store = await database.open();
    const appeal = makeAppeal();
    const proposal = makeProposal();
    await commit(store, { type: 'appeal-added', appeal }, { type: 'proposal-added', proposal });
    const upheld = makeAppeal(1, {
      status: 'upheld',
      answeredBy: 'sun',
      answeredAt: days(33),
      answer: '属实',
    });
    const no = makeProposal(1, { status: 'rejected', byId: 'sun', answeredAt: days(33), reason: '病假' });
    expect(await commit(store, { type: 'appeal-answered', appeal: upheld })).toBe('committed');
    expect(await commit(store, { type: 'appeal-answered', appeal: { ...upheld, status: 'rejected' } })).toBe(
      'conflict',
    );
    expect(await commit(store, { type: 'proposal-answered', proposal: no })).toBe('committed');
    expect(await commit(store, { type: 'proposal-answered', proposal: no })).toBe('conflict');
    const loaded = await load(store, { by: 'appeals', streetId }, { by: 'proposals', streetId });
    expect(loaded).toMatchObject({ appeals: [upheld], proposals: [no] });
  });
});
