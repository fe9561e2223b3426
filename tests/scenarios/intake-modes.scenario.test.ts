import { afterEach, beforeEach, expect, test } from 'vitest';
import type { IntakeMode } from '../../src/engine/glossary.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { SMALL_TOWN } from '../support/small-town.ts';
import { type Play, play, RESIDENTS, WORKERS } from './play.ts';

describeOnEachDatabase('how free talk becomes a ticket is the room’s own setting', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());

  async function intake(mode: IntakeMode): Promise<void> {
    const rooms = SMALL_TOWN.rooms.map((room) => ({ ...room, intake: mode }));
    await town.store.saveOrganisation({ ...SMALL_TOWN, rooms }, town.clock.now());
  }

  test('auto: a clear report is opened without asking', async () => {
    await town.zhang.says(RESIDENTS, '1号楼停电了,一家都没有电');
    town.expectReply(RESIDENTS, /^已受理 #1/);
  });

  test('confirm: staff are asked, residents hear nothing until they say yes', async () => {
    await intake('confirm');
    await town.zhang.says(RESIDENTS, '1号楼停电了,一家都没有电');
    town.expectSilence(RESIDENTS);
    town.expectReply(WORKERS, /疑1.*「立案 疑1」/s);
    await town.limei.says(WORKERS, '立案 疑1');
    town.expectReply(RESIDENTS, /已受理 #1/);
    expect((await town.ticket(1)).status).toBe('assigned');
  });

  test('confirm: what staff ignore is gone', async () => {
    await intake('confirm');
    await town.zhang.says(RESIDENTS, '1号楼停电了,一家都没有电');
    await town.limei.says(WORKERS, '忽略 疑1');
    town.expectSilence(RESIDENTS);
    const health = await town.store.health();
    expect(health.openTickets).toBe(0);
  });

  test('mention-only: talk is talk, and what is said to the bot is taken up', async () => {
    await intake('mention-only');
    await town.zhang.says(RESIDENTS, '1号楼停电了,一家都没有电');
    town.expectSilence(RESIDENTS);
    town.expectSilence(WORKERS);
    await town.zhang.says(RESIDENTS, '@邻里 1号楼停电了,一家都没有电');
    town.expectReply(RESIDENTS, /^已受理 #1/);
  });
});
