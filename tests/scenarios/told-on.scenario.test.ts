import { afterEach, expect, test } from 'vitest';
import type { ServicePolicy } from '../../src/engine/policy.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { SMALL_TOWN } from '../support/small-town.ts';
import { type Play, play, RESIDENTS, WORKERS } from './play.ts';

/** Hardly anything is sure at first. */
const wary = (policy: ServicePolicy): ServicePolicy => ({
  ...policy,
  thresholds: { ...policy.thresholds, openAt: 0.93, confirmAt: 0.3 },
});
const FIRST = '1号楼单元门好像合不拢';
const THEN = '门锁坏了好几天,没人来修,风呼呼往里灌,老人都冻感冒了';

describeOnEachDatabase('what a resident tells on', (database) => {
  let town: Play;
  afterEach(() => town.end());

  test('danger told later makes the ticket critical', async () => {
    town = await play(database);
    await town.zhang.says(RESIDENTS, '1号楼电梯坏了,停在半当中');
    expect((await town.ticket(1)).urgency).not.toBe('critical');
    await town.zhang.says(RESIDENTS, '里头困了人,在拍门喊救命');
    expect((await town.ticket(1)).urgency).toBe('critical');
  });

  test('settles what staff were asked about', async () => {
    town = await play(database, { policy: wary });
    await town.zhang.says(RESIDENTS, FIRST);
    town.expectReply(WORKERS, /疑1/);
    await town.zhang.says(RESIDENTS, THEN);
    expect((await town.ticket(1)).messageIds).toHaveLength(2);
    const kinds = (await town.history(1)).map((event) => event.kind);
    expect(kinds.slice(0, 3)).toEqual(['filed', 'confirmed', 'assigned']);
  });

  test('and what is taken up is told with the place that settled it', async () => {
    town = await play(database);
    await town.zhang.says(RESIDENTS, '明天几点来水啊');
    await town.wang.says(RESIDENTS, '门口那个路灯不亮');
    town.expectReply(WORKERS, /疑1/);
    await town.wang.says(RESIDENTS, '2号楼');
    town.expectReply(RESIDENTS, /已受理 #1 路灯 · 阳光花园2号楼/);
    town.expectReply(WORKERS, /#1 路灯 阳光花园2号楼 → @李梅/);
    expect((await town.ticket(1)).place?.text).toBe('阳光花园2号楼');
  });

  test('but not where staff wish to say so themselves', async () => {
    town = await play(database, { policy: wary });
    const rooms = SMALL_TOWN.rooms.map((room) => ({ ...room, intake: 'confirm' as const }));
    await town.store.saveOrganisation({ ...SMALL_TOWN, rooms }, town.clock.now());
    await town.zhang.says(RESIDENTS, FIRST);
    await town.zhang.says(RESIDENTS, THEN);
    town.expectSilence(RESIDENTS);
    expect((await town.store.health()).openTickets).toBe(1);
  });
});
