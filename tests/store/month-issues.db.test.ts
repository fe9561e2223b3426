import { expect, it } from 'vitest';
import type { AppraisalNeed, Store } from '../../src/app/ports.ts';
import { MINUTE_MS } from '../../src/engine/glossary.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { filedTicket, makePlan } from '../support/make-plan.ts';
import { MONDAY_9 } from '../support/make-ticket.ts';

/** Tickets 1 to 6 are opened a minute apart; this holds 2 to 5. */
const WINDOW = { from: MONDAY_9 + 2 * MINUTE_MS, until: MONDAY_9 + 6 * MINUTE_MS };

describeOnEachDatabase('what people came with', (database) => {
  async function issuesOf(store: Store, need: Partial<AppraisalNeed> = {}) {
    const asked = { by: 'issues', streetId: 'kunlun', communityId: null, window: WINDOW, ...need };
    // cast: nothing but the fields of this need are changed above.
    const { issues } = await store.appraisal.load([asked as AppraisalNeed]);
    return issues?.[0];
  }

  it('is counted by category, the most frequent first, and what waits longest comes first', async () => {
    const store = await database.open();
    const categories = ['电梯', '停水', '电梯', '门禁', '停水', '停水'];
    const tickets = categories.map((level2, index) =>
      filedTicket(index + 1, { category: ['物业服务', level2] }),
    );
    await store.commit(makePlan({ tickets }));
    const issues = await issuesOf(store);
    expect(issues?.frequent).toEqual([
      { category1: '物业服务', category2: '停水', count: 2 },
      { category1: '物业服务', category2: '电梯', count: 1 },
      { category1: '物业服务', category2: '门禁', count: 1 },
    ]);
    expect(issues?.waiting.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(issues?.waiting[0]).toMatchObject({ category2: '电梯', openedAt: MONDAY_9 + MINUTE_MS });
    expect(await issuesOf(store, { communityId: 'elsewhere' })).toMatchObject({ frequent: [], waiting: [] });
    expect(await issuesOf(store, { streetId: 'elsewhere' })).toMatchObject({ frequent: [], waiting: [] });
  });
});
