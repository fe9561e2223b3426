import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Overloaded } from '../../src/app/errors.ts';
import { openDatabase } from '../../src/store/database.ts';
import { describeOnEachDatabase } from '../support/databases.ts';

describeOnEachDatabase('the open database', (at) => {
  test('that had no time for a transaction is overloaded, and goes on', async () => {
    const database = await openDatabase(at.url(), at.provider);
    const slow = database.ask((prisma) =>
      prisma.$transaction(
        async (within) => {
          // Until its time is up.
          for (;;) {
            await within.meta.findMany();
            await setImmediate();
          }
        },
        { timeout: 5 },
      ),
    );
    await expect(slow).rejects.toThrow(Overloaded);
    expect(await database.ask((prisma) => prisma.meta.findMany())).toBeInstanceOf(Array);
    const wrong = database.ask((prisma) => prisma.$queryRawUnsafe('SELECT nonsense'));
    await expect(wrong).rejects.not.toThrow(Overloaded);
    await database.close();
  });
});
