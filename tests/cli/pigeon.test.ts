import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makePigeonProject, type PigeonProject, type Process } from '../support/pigeon-project.ts';

const FILE = `street: { id: yunxi, name: 云溪街道 }
communities: [{ id: gezi, name: 鸽子社区 }]
staff:
  - { id: lin, name: 林森, posts: [{ post: head, at: gezi }], accounts: { pigeon: 'ring:0815' } }
rooms:
  - { chat: roof, network: pigeon, kind: resident, scope: gezi, name: 屋顶群 }
`;

let project: PigeonProject;
beforeAll(() => {
  project = makePigeonProject();
  writeFileSync(join(project.folder, 'n.yaml'), FILE);
});

let running: Process | null = null;
afterEach(async () => {
  running?.kill('SIGKILL');
  await running?.ended;
  running = null;
});

function start(environment: Record<string, string>): Process {
  running = project.linli(['start'], environment);
  return running;
}

async function ran(args: readonly string[], environment: Record<string, string> = {}) {
  const { ended, told } = project.linli(args, environment);
  const code = await ended;
  return { code, told: told() };
}

describe('a network in a folder of its own, and nothing else', () => {
  test('its rooms and accounts are imported, and a fault lists it', async () => {
    const database = { DATABASE_URL: 'file:import/linli.db' };
    expect(await ran(['import', 'n.yaml'], database)).toMatchObject({ code: 0 });
    writeFileSync(join(project.folder, 'wrong.yaml'), FILE.replace('network: pigeon', 'network: pigeom'));
    const { code, told } = await ran(['import', 'wrong.yaml'], database);
    expect(code).toBe(1);
    expect(told).toMatch(/不能是「pigeom」.*是不是「pigeon」/);
  });

  test('its settings are checked with the others, and `check` asks it', async () => {
    const database = { DATABASE_URL: 'file:check/linli.db' };
    expect((await ran(['check'], { ...database, PIGEON_LOFT: 'roof' })).told).toContain('应以 loft- 开头');
    expect((await ran(['check'], database)).told).toContain('✓ 聊天网络:飞鸽:loft-7 有鸽子。');
    const { code, told } = await ran(['check'], { ...database, PIGEON_HEALTH: 'lost' });
    expect(code).toBe(1);
    expect(told).toContain('✗ 聊天网络:飞鸽:没有检查成(no answer from the loft)');
  });

  test('it is started and told, served under its name, and closes with the bot', async () => {
    const told = await start({ DATABASE_URL: 'file:start/linli.db' }).until(/就绪.*\n/);
    expect(told).toContain('飞鸽:已连上(loft-7)');
    expect(told).not.toContain('演示页面');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(told)?.[0] ?? '';
    const { state, networks } = (await (await fetch(`${url}/healthz`)).json()) as {
      state: string;
      networks: object[];
    };
    expect(state).toBe('ok');
    expect(networks).toMatchObject([{ network: 'pigeon', state: 'connected' }]);
    const landed = await fetch(`${url}/chat/pigeon/land`, { method: 'POST', body: 'rice' });
    expect(await landed.text()).toBe('landed: rice');
    running?.kill('SIGTERM');
    expect(await running?.ended).toBe(0);
  });

  test.each(['lame', 'lost'])('a network that is %s stops neither the bot nor its health', async (health) => {
    const told = await start({ DATABASE_URL: `file:${health}/linli.db`, PIGEON_HEALTH: health }).until(
      /就绪.*\n/,
    );
    expect(told).toMatch(/飞鸽:.*the pigeon/);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(told)?.[0] ?? '';
    const answer = await fetch(`${url}/healthz`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ ok: true, state: 'degraded' });
  });

  test('a bug that nobody catches ends the process with a sentence, for a service to start it again', async () => {
    const { code, told } = await ran(['start'], { DATABASE_URL: 'file:mad/linli.db', PIGEON_HEALTH: 'mad' });
    expect(code).toBe(1);
    expect(told).toMatch(/程序出错,马上结束.*the pigeon is mad/);
  });

  test('beside it the playground keeps real time and brings no made-up street', async () => {
    const told = await start({ DATABASE_URL: 'file:beside/linli.db', PLAYGROUND: 'on' }).until(/就绪.*\n/);
    expect(told).toContain('还没有街道');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(told)?.[0] ?? '';
    for (const [path, body] of [
      ['clock', { minutes: 60 }],
      ['demo', { speed: 60 }],
    ] as const) {
      const answer = await fetch(`${url}/api/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
      expect([path, answer.status]).toEqual([path, 409]);
      expect(await answer.json()).toMatchObject({ code: 'clock-real' });
    }
  });

  test('at a terminal nobody plays with a real neighbourhood', async () => {
    const { code, told } = await ran(['start', '--console'], { DATABASE_URL: 'file:console/linli.db' });
    expect(code).toBe(1);
    expect(told).toContain('不能再用 --console');
  });

  test('doctor says that nobody runs it', async () => {
    const database = { DATABASE_URL: 'file:doctor/linli.db' };
    await ran(['import', 'n.yaml'], database);
    expect((await ran(['doctor'], database)).told).toContain('飞鸽已写设置,但没有正在运行的机器人连着它');
  });

  test('a secret of it is told nowhere', async () => {
    const environment = {
      DATABASE_URL: 'file:secret/linli.db',
      PIGEON_KEY: 'hunter2-hunter2',
      LOG_LEVEL: 'debug',
    };
    const { told } = await ran(['check'], environment);
    expect(`${told}${await start(environment).until(/就绪/)}`).not.toContain('hunter2');
  });
});
