import { expect, test } from 'vitest';
import { NO_NEEDS } from '../../src/app/incoming/needs.ts';
import type { OrgChange, Store } from '../../src/app/ports.ts';
import type { Knowledge } from '../../src/engine/knowledge/entry.ts';
import { entry, notice } from '../engine/knowledge/shelf.ts';
import { describeOnEachDatabase, readSql } from '../support/databases.ts';
import { makePlan } from '../support/make-plan.ts';

const faq = entry(1, { question: '老年证怎么办', text: '带身份证到大厅', gridId: 'ql-1' });
const cut = notice(1, '6月4日9:00-17:00 青柳园1-9号楼停水');

const added = (one: Knowledge): OrgChange => ({ type: 'knowledge-added', entry: one });
const changed = (one: Knowledge): OrgChange => ({ type: 'knowledge-changed', entry: one });

async function commit(store: Store, ...org: OrgChange[]) {
  return store.commit(makePlan({ org }));
}

async function bookOf(store: Store, streetId = 'liuyin') {
  const { knowledge } = await store.load({ ...NO_NEEDS, knowledge: [streetId] });
  return knowledge?.get(streetId);
}

describeOnEachDatabase('notices and kept answers', (database) => {
  test('come back as they were kept, of their street only', async () => {
    const store = await database.open();
    expect(await bookOf(store)).toEqual({ entries: [], numbers: { notice: 0, faq: 0 } });
    expect(await commit(store, added(faq), added(cut))).toBe('committed');
    const book = await bookOf(store);
    expect(book?.entries.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual([faq, cut]);
    expect(book?.numbers).toEqual({ notice: 1, faq: 1 });
    expect((await bookOf(store, 'elsewhere'))?.entries).toEqual([]);
  });

  test('a change is seen at once, a withdrawn one is gone, and its number is not given again', async () => {
    const store = await database.open();
    await commit(store, added(faq), added(cut));
    const after = { ...cut, text: '6月5日停水', endsAt: null, startsAt: null, changedAt: cut.addedAt + 5 };
    await commit(store, changed(after), changed({ ...faq, withdrawnAt: faq.addedAt + 9 }));
    expect(await bookOf(store)).toEqual({ entries: [after], numbers: { notice: 1, faq: 1 } });
    // Kept for the record, whatever came of it.
    const rows = await readSql(database.url(), 'SELECT "id", "withdrawnAt" FROM "Knowledge" ORDER BY "id"');
    expect(rows).toHaveLength(2);
  });

  test('of two that take the same number the second is a conflict, and sees the first', async () => {
    const store = await database.open();
    const other = await database.open();
    await bookOf(other);
    expect(await commit(store, added(faq))).toBe('committed');
    const rival = { ...faq, id: 'rival' };
    expect(await commit(other, added(rival))).toBe('conflict');
    expect((await bookOf(other))?.numbers.faq).toBe(1);
    expect(await commit(other, added({ ...rival, number: 2 }))).toBe('committed');
    // Notices are counted apart, and so is every street.
    expect(await commit(store, added({ ...cut, number: 2 }))).toBe('committed');
    expect(await commit(store, added({ ...faq, id: 'there', streetId: 'elsewhere' }))).toBe('committed');
  });

  test('another process sees what was kept with its next load, and asks for it no more than once', async () => {
    const store = await database.open();
    const other = await database.open();
    expect((await bookOf(other))?.entries).toEqual([]);
    await commit(store, added(faq));
    const first = await bookOf(other);
    expect(first?.entries).toEqual([faq]);
    expect(await bookOf(other)).toBe(first);
  });

  test('nothing of the organisation is read again for it', async () => {
    const store = await database.open();
    const { version } = await store.organisation();
    await commit(store, added(faq));
    await bookOf(store);
    expect((await store.organisation()).version).toBe(version);
  });

  test('what no database can store is taken out, not refused', async () => {
    const store = await database.open();
    await commit(store, added({ ...faq, text: '到\u0000大厅\ud83d' }));
    expect((await bookOf(store))?.entries[0]?.text).toBe('到大厅\ufffd');
  });
});
