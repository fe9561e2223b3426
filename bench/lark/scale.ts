import { round } from '../measures.ts';
import { scratchPostgres } from '../scratch-postgres.ts';
import type { LarkBench } from './bench.ts';
import { chatter, reports } from './load.ts';
import { type DatabaseMeter, watchPostgres } from './postgres.ts';
import { type Subject, spawnSubject } from './spawn.ts';
import { fillTown, type LarkTown, openLarkTown } from './town.ts';

/** So many processes on one PostgreSQL database and one app of a loopback Lark. */
export async function scaleBench({ print, quick }: Omit<LarkBench, 'folder'>): Promise<void> {
  for (const processes of [1, 2, 4]) {
    const scratch = await scratchPostgres();
    if (!scratch) return print('skipped', { database: 'postgresql', why: 'no server answers' });
    const town = await openLarkTown();
    const database = await watchPostgres(scratch.url);
    const bots: Subject[] = [];
    try {
      await fillTown(scratch.url);
      const { url, appId, appSecret } = town.lark;
      const options = { kind: 'bot', unlimited: true, database: scratch.url } as const;
      const spawn = () => spawnSubject({ ...options, lark: { url, appId, appSecret } });
      bots.push(...(await Promise.all(Array.from({ length: processes }, spawn))));
      await town.connected(processes);
      await measure({ town, bots, database, print, quick });
    } finally {
      await Promise.all(bots.map((bot) => bot.stop()));
      await database.close();
      await town.close();
      await scratch.drop();
    }
  }
}

interface Given extends Omit<LarkBench, 'folder'> {
  town: LarkTown;
  bots: readonly Subject[];
  database: DatabaseMeter;
}

async function measure({ town, bots, database, print, quick }: Given): Promise<void> {
  const processes = bots.length;
  const lines = quick ? 5000 : 30_000;
  const tickets = quick ? 1000 : 4000;
  await chatter(town, bots, { total: 3000, atOnce: 512, from: 0 });
  const talk = await database.during(lines, () =>
    chatter(town, bots, { total: lines, atOnce: 1024, from: 3000 }),
  );
  const { perSecond, cpuMsEach } = talk.value;
  print('scale-chatter', {
    processes,
    lines,
    perSecond: Math.round(perSecond),
    cpuMsEach: round(cpuMsEach),
    ...talk.each,
  });
  const load = { atOnce: 64 * processes, until: 'answered' } as const;
  await reports(town, bots, { ...load, total: 300, from: 0 });
  const work = await database.during(tickets, () =>
    reports(town, bots, { ...load, total: tickets, from: 1000 }),
  );
  print('scale-tickets', { processes, ...work.value, ...work.each });
}
