import { afterEach, beforeAll, expect, test } from 'vitest';
import { describeOnEachDatabase } from '../support/databases.ts';
import { makePigeonProject, type PigeonProject, type Process } from '../support/pigeon-project.ts';

let project: PigeonProject;
beforeAll(() => {
  project = makePigeonProject();
});

let bots: Process[] = [];
afterEach(async () => {
  for (const bot of bots) bot.kill('SIGKILL');
  await Promise.all(bots.map((bot) => bot.ended));
  bots = [];
});

function start(url: string): Process {
  const bot = project.linli(['start'], { DATABASE_URL: url });
  bots.push(bot);
  return bot;
}

async function healthOf(bot: Process): Promise<{ state: string; networks: object[] }> {
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(await bot.until(/就绪.*\n/))?.[0] ?? '';
  return (await (await fetch(`${url}/healthz`)).json()) as { state: string; networks: object[] };
}

describeOnEachDatabase('two bots on one database', (database) => {
  test('a network that only one may run is run by one, and taken over when that one is killed', async () => {
    const first = start(database.url());
    await first.until(/飞鸽:已连上/);
    await first.until(/就绪/);
    const second = start(database.url());
    if (database.provider === 'sqlite') {
      expect(await second.ended).toBe(1);
      expect(second.told()).toContain('正由另一个进程使用');
      return;
    }
    expect(await second.until(/就绪/)).toContain('飞鸽:由另一个进程负责');
    expect(await healthOf(second)).toMatchObject({
      state: 'ok',
      networks: [{ network: 'pigeon', reason: 'held-elsewhere' }],
    });
    first.kill('SIGKILL');
    await second.until(/飞鸽:已连上/);
    expect(await healthOf(second)).toMatchObject({ state: 'ok', networks: [{ reason: 'connected' }] });
  });

  test('stopped in good order it is taken over without waiting, and doctor knows who runs', async () => {
    const first = start(database.url());
    await first.until(/就绪/);
    const doctor = project.linli(['doctor'], { DATABASE_URL: database.url() });
    await doctor.ended;
    expect(doctor.told()).toMatch(/^正在运行:\S+。/);
    expect(doctor.told()).not.toContain('没有正在运行的机器人');
    first.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    await start(database.url()).until(/飞鸽:已连上/);
  });
});
