import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWeb, type Web } from '../../src/web/server.ts';
import { receiverOf } from '../support/receiver.ts';
import { type Stage, setStage, WEDNESDAY_9, webParts } from './stage.ts';

const OWNERS = 'yangguang-owners';
const WORK = 'yangguang-work';
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const LIFT = '3号楼2单元的电梯又坏了,老人上不去';

let stage: Stage;
let web: Web;

beforeEach(async () => {
  stage = await setStage();
  web = createWeb({ ...webParts(stage), local: true });
});

afterEach(async () => {
  await web.stop();
  await stage.stop();
});

function get(path: string, headers: Record<string, string> = {}) {
  return web.app.request(`http://127.0.0.1:8787${path}`, { headers });
}

function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  return web.app.request(`http://127.0.0.1:8787${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** `zhang@yangguang-owners`. */
const say = (from: `${string}@${string}`, text: string, more: object = {}) => {
  const [who, room] = from.split('@');
  return post('/api/messages', { who, room, text, ...more });
};

async function history(who: string, room: string) {
  await stage.flush();
  const answer = await get(`/api/history?${new URLSearchParams({ who, room })}`);
  const { lines } = (await answer.json()) as { lines: ShownLine[] };
  return lines;
}

interface ShownLine {
  id: string;
  fromBot: boolean;
  text: string;
  replyTo: string | null;
  images: string[];
  tickets: { number: number; status: string; reporterId: string }[];
}

describe('a message written at the page', () => {
  test('is kept, and the bot’s answer stands below it in the history', async () => {
    const sent = await say(`zhang@${OWNERS}`, LIFT);
    expect(sent.status).toBe(200);
    const lines = await history('zhang', OWNERS);
    expect(lines.map((line) => line.fromBot)).toEqual([false, true]);
    expect(lines[0]?.text).toBe(LIFT);
    expect(lines[1]?.tickets[0]).toMatchObject({ number: 1, status: 'assigned', reporterId: 'zhang' });
  });

  test('goes out as text, whatever it looks like', async () => {
    const hostile = '<script>alert(1)</script>\u202e<img src=x onerror=alert(1)>';
    await say(`zhang@${OWNERS}`, hostile);
    const answer = await get(`/api/history?who=zhang&room=${OWNERS}`);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    const { lines } = (await answer.json()) as { lines: ShownLine[] };
    expect(lines[0]?.text).toBe(hostile.replace('\u202e', ''));
    const page = await (await get('/')).text();
    expect(page).not.toContain('alert(1)');
  });

  test.each([
    ['an unknown person', { who: 'nobody', room: OWNERS, text: '你好' }, [404, '没有这个人'] as const],
    ['the observer', { who: 'observer', room: OWNERS, text: '你好' }, [404, '没有这个人'] as const],
    ['a room of others', { who: 'zhang', room: WORK, text: '你好' }, [404, '不在群里'] as const],
    ['another’s private chat', { who: 'zhang', room: 'dm:wang', text: '你好' }, [404, '不在群里'] as const],
    ['nothing at all', { who: 'zhang', room: OWNERS, text: ' \n ' }, [400, '请写点什么'] as const],
    [
      '4001 characters',
      { who: 'zhang', room: OWNERS, text: '水'.repeat(4001) },
      [400, '最多 4000 字'] as const,
    ],
    [
      'a picture that was never sent',
      { who: 'zhang', room: OWNERS, images: [`img:${'a'.repeat(64)}.png`] },
      [404, '没有这张图片'] as const,
    ],
    [
      'a path for a picture',
      { who: 'zhang', room: OWNERS, images: ['img:../../linli.db'] },
      [400, '图片编号不对'] as const,
    ],
    ['no JSON', '{', [400, ''] as const],
  ])('%s is refused with a sentence', async (_name, body, [status, sentence]) => {
    const answer = await post('/api/messages', body);
    expect(answer.status).toBe(status);
    expect(((await answer.json()) as { error: string }).error).toContain(sentence);
    expect(await history('zhang', OWNERS)).toEqual([]);
  });

  test('of more than 64 KB is turned away before it is read', async () => {
    const answer = await say(`zhang@${OWNERS}`, '水'.repeat(70_000));
    expect(answer.status).toBe(413);
  });

  test('that the bot could not keep is taken back from the pages', async () => {
    const heard: string[] = [];
    stage.deps.hub.subscribe(
      ({ event }) => heard.push(event.type),
      () => {},
    );
    await stage.deps.chat.stop();
    await stage.deps.chat.start(receiverOf({ message: () => Promise.reject(new Error('the disk is full')) }));
    const answer = await say(`zhang@${OWNERS}`, LIFT);
    expect(answer.status).toBe(500);
    expect(heard).toEqual(['message', 'retracted']);
    expect(stage.errors).toHaveLength(1);
  });
});

describe('requests from elsewhere', () => {
  test.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:9999' }],
    ['no readable origin', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another site of the same machine', { 'sec-fetch-site': 'same-site' }],
  ])('from %s write nothing', async (_name, headers) => {
    const answer = await post('/api/messages', { who: 'zhang', room: OWNERS, text: LIFT }, headers);
    expect(answer.status).toBe(403);
    expect(await history('zhang', OWNERS)).toEqual([]);
  });

  test('from the page itself are taken', async () => {
    const headers = { origin: 'http://127.0.0.1:8787', 'sec-fetch-site': 'same-origin' };
    const answer = await post('/api/messages', { who: 'zhang', room: OWNERS, text: '你好' }, headers);
    expect(answer.status).toBe(200);
  });

  test('that are not JSON are not read', async () => {
    const answer = await post('/api/messages', '{}', { 'content-type': 'text/plain' });
    expect(answer.status).toBe(415);
  });

  test('by a name that is not this machine’s are refused while bound to it', async () => {
    expect((await get('/', { host: 'rebound.example:8787' })).status).toBe(403);
    expect((await get('/', { host: 'localhost:8787' })).status).toBe(200);
    const open = createWeb({ ...webParts(stage), local: false });
    const answer = await open.app.request('http://linli.example/', { headers: { host: 'linli.example' } });
    expect(answer.status).toBe(200);
  });
});

describe('every answer', () => {
  test.each(['/', '/healthz', '/assets/app.js', '/api/rooms', '/nowhere'])(
    'of %s carries the safe headers',
    async (path) => {
      const { headers } = await get(path);
      const csp = headers.get('content-security-policy') ?? '';
      expect(csp).toContain("default-src 'none'");
      expect(csp).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    },
  );

  test('the page has no script or style of its own in it', async () => {
    const page = await (await get('/')).text();
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });

  test.each(['/assets/../server.ts', '/assets/%2e%2e%2fserver.ts', '/assets/none.js'])(
    '%s is no file of the page',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  test('an asset that has not changed is not sent again', async () => {
    const etag = (await get('/assets/app.js')).headers.get('etag') ?? '';
    expect((await get('/assets/app.js', { 'if-none-match': etag })).status).toBe(304);
  });
});

describe('pictures', () => {
  const upload = (bytes: Uint8Array<ArrayBuffer>, type = 'image/png') =>
    web.app.request('http://127.0.0.1:8787/api/pictures', {
      method: 'POST',
      headers: { 'content-type': type },
      body: bytes,
    });

  test('go up, into a message, and come down sandboxed with their own type', async () => {
    const { ref } = (await (await upload(PNG, 'image/gif')).json()) as { ref: string };
    expect((await say(`zhang@${OWNERS}`, '', { images: [ref] })).status).toBe(200);
    expect((await history('zhang', OWNERS))[0]?.images).toEqual([ref]);
    const down = await get(`/api/pictures/${ref.slice('img:'.length)}`);
    expect(down.headers.get('content-type')).toBe('image/png');
    expect(down.headers.get('content-security-policy')).toContain('sandbox');
    expect(new Uint8Array(await down.arrayBuffer())).toEqual(PNG);
  });

  test('that are none are refused by their bytes', async () => {
    const page = new TextEncoder().encode('<svg onload="alert(1)"/>');
    const answer = await upload(page);
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ error: expect.stringContaining('PNG') });
  });

  test('sent as something a form could send are refused', async () => {
    expect((await upload(PNG, 'text/plain')).status).toBe(415);
  });

  test('of more than 5 MB are refused', async () => {
    const big = new Uint8Array(5 * 1024 * 1024 + 1);
    big.set(PNG);
    expect((await upload(big)).status).toBe(413);
  });
});

describe('the side panel', () => {
  test('tells a ticket’s life, its clock and why it went to whom', async () => {
    await say(`zhang@${OWNERS}`, LIFT);
    await say(`wang@${OWNERS}`, '我家也是');
    await say(`limei@${WORK}`, '接单 1');
    await stage.flush();
    const { sheet } = (await (await get('/api/tickets/1')).json()) as { sheet: Sheet };
    expect(sheet).toMatchObject({ label: '#1', status: '已接单', tone: 'open' });
    expect(sheet.facts).toContainEqual({ name: '经办', value: '李梅' });
    expect(sheet.followers.map((follower) => follower.name)).toEqual(['王哥']);
    expect(sheet.because.length).toBeGreaterThan(0);
    expect(sheet.why.length).toBeGreaterThan(0);
    expect(sheet.deadlines.map((deadline) => deadline.state)).toEqual(['met', 'running', 'running']);
    expect(sheet.timeline.map((event) => event.kind)).toEqual(['filed', 'assigned', 'joined', 'claimed']);
  });

  test.each(['9', '0x1', '1e1', '-1', '疑7', '9999999999'])('%s names no ticket', async (number) => {
    expect((await get(`/api/tickets/${encodeURIComponent(number)}`)).status).toBe(404);
  });
});

interface Sheet {
  facts: { name: string; value: string }[];
  followers: { name: string }[];
  because: string[];
  why: string[];
  deadlines: { state: string }[];
  timeline: { kind: string }[];
}

describe('the clock', () => {
  const HOUR = 3_600_000;

  test('moves on by minutes, and what falls due meanwhile is said', async () => {
    await say(`zhang@${OWNERS}`, LIFT);
    await stage.flush();
    const before = (await history('limei', WORK)).length;
    const moved = await post('/api/clock', { minutes: 180 });
    expect(await moved.json()).toMatchObject({ now: WEDNESDAY_9 + 3 * HOUR, aheadMs: 3 * HOUR });
    expect((await history('limei', WORK)).length).toBeGreaterThan(before);
  });

  test('goes to the next working morning, over a weekend', async () => {
    for (const day of ['04', '05', '08']) {
      const moved = await post('/api/clock', { to: 'next-working-morning' });
      expect(await moved.json()).toMatchObject({ now: Date.parse(`2026-06-${day}T09:00:00+08:00`) });
    }
  });

  test.each([{ minutes: 0 }, { minutes: -5 }, { minutes: 1.5 }, { minutes: 1e9 }, { to: 'yesterday' }, {}])(
    'does not move by %j',
    async (move) => {
      expect((await post('/api/clock', move)).status).toBe(400);
      expect(stage.deps.clock.now()).toBe(WEDNESDAY_9);
    },
  );
});

describe('live lines', () => {
  async function listen(who: string, headers: Record<string, string> = {}) {
    const answer = await get(`/api/live?who=${who}`, headers);
    const reader = answer.body?.getReader();
    const decoder = new TextDecoder();
    let text = '';
    return {
      status: answer.status,
      /** Reads on until the pattern has come. */
      async until(pattern: RegExp) {
        while (reader && !pattern.test(text)) {
          const { value, done } = await reader.read();
          if (done) break;
          text += decoder.decode(value, { stream: true });
        }
        return text;
      },
      close: () => reader?.cancel(),
    };
  }

  test('bring what others write and what the bot answers', async () => {
    const page = await listen('wang');
    await page.until(/event: hello/);
    await say(`zhang@${OWNERS}`, LIFT);
    const text = await page.until(/"fromBot":true/);
    expect(text.indexOf(LIFT)).toBeLessThan(text.indexOf('"fromBot":true'));
    await page.close();
  });

  test('bring nothing from rooms that one is not in', async () => {
    const page = await listen('zhang');
    await page.until(/event: hello/);
    await say(`limei@${WORK}`, '只给同事看');
    await say(`zhang@${OWNERS}`, '大家好');
    expect(await page.until(/大家好/)).not.toContain('只给同事看');
    await page.close();
  });

  test('give a page that comes back what it missed', async () => {
    const page = await listen('wang');
    const id = /id: (\S+)/.exec(await page.until(/id: \S+/))?.[1] ?? '';
    await page.close();
    await say(`zhang@${OWNERS}`, '第一句');
    const back = await listen('wang', { 'last-event-id': id });
    expect(await back.until(/第一句/)).toContain('第一句');
    await back.close();
  });

  test('tell a page from before a restart to load everything anew', async () => {
    const page = await listen('wang', { 'last-event-id': 'earlier-run-7' });
    expect(await page.until(/event: hello/)).toContain('event: reload');
    await page.close();
  });

  test('end when the server stops', async () => {
    const page = await listen('wang');
    await page.until(/event: hello/);
    await web.stop();
    expect(await page.until(/never/)).toContain('hello');
  });
});

describe('the demo story', () => {
  test('does not play twice at once, and stops when told', async () => {
    expect((await post('/api/demo', { play: true, speed: 0.25 })).status).toBe(200);
    expect((await post('/api/demo', { play: true })).status).toBe(409);
    const stopped = await post('/api/demo', { stop: true });
    expect(await stopped.json()).toMatchObject({ running: false });
    expect((await post('/api/demo', { play: true, speed: 0.25 })).status).toBe(200);
  });
});

test('without a playground only the health is served', async () => {
  const bare = createWeb({ ...webParts(stage), playground: null, local: true });
  const health = await bare.app.request('http://127.0.0.1/healthz');
  expect(await health.json()).toMatchObject({ ok: true, state: 'ok', database: 'ok' });
  expect((await bare.app.request('http://127.0.0.1/')).status).toBe(404);
});
