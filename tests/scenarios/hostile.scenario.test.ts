import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeOnEachDatabase } from '../support/databases.ts';
import { HOSTILE } from '../support/hostile.ts';
import { MORNING, type Play, play, RESIDENTS, WORKERS } from './play.ts';

/**
 * The point of this file: whatever is written, the bot answers or is silent, keeps going, and stores nothing a
 * database refuses. How fast it does so is measured in the bench, not asserted here.
 */
describeOnEachDatabase('any text at all', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());

  test.each(HOSTILE)('%s, from a resident and from staff, in group and in private', async (_what, text) => {
    await town.zhang.says(RESIDENTS, text);
    await town.limei.says(WORKERS, text);
    await town.limei.whispers(text);
    await town.zhang.says(RESIDENTS, '报事 阳光花园6号楼门禁坏了');
    const kept = await town.store.talk({ network: 'playground', chatId: RESIDENTS }, 50);
    expect(kept.at(-1)?.fromBot).toBe(true);
    expect(kept.every((entry) => entry.text.isWellFormed() && !entry.text.includes('\0'))).toBe(true);
    expect(town.clock.now()).toBeGreaterThanOrEqual(MORNING);
  });

  test('a name can be anything, too', async () => {
    const odd = town.member('wx-odd', '\u202e<b>社区书记</b>\ud83d\0');
    await odd.says(RESIDENTS, '报事 阳光花园5号楼水管漏水');
    expect((await town.ticket(1)).reporter.name).toBe('<b>社区书记</b>\ufffd');
  });
});
