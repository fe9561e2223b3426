import { expect, test } from 'vitest';
import { moveOn } from '../../../../src/app/appraisal/month/move-on.ts';
import { describeOnEachDatabase } from '../../../support/databases.ts';
import { at, juneWith, monthParts, wordsIn } from '../../../support/month-parts.ts';

const LOOKS = ['2026-07-01T09:00', '2026-07-03T09:00', '2026-07-20T09:00'].map(at);

describeOnEachDatabase('two processes at the same month', (database) => {
  test('close it once: one set of scores, everything said once, nobody fails', async () => {
    const [first, second] = [await database.open(), await database.open()];
    const both = [first, second].map((store) => monthParts(store));
    await juneWith(first, monthParts(first));
    for (const look of LOOKS) await Promise.all(both.map((parts) => moveOn('kunlun', look, parts)));
    const june = await first.appraisal.month('kunlun', '2026-06');
    // Each step counted once: begun, collected, computed, previewed, published, frozen.
    expect(june).toMatchObject({ state: 'frozen', version: 1, revision: 6 });
    expect(await first.appraisal.sheets('kunlun:2026-06', 1)).toHaveLength(9);
    const said = await wordsIn(first);
    expect(said['dm:wx-xujing']).toHaveLength(1);
    expect(said['dm:wx-limei']).toHaveLength(1);
    const titles = (said['kunlun-street'] ?? []).map((text) => text.split('\n')[0] ?? '');
    expect(new Set(titles).size).toBe(titles.length);
  });
});
