import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWeb, type Web } from '../../src/web/server.ts';
import { CLOSES } from '../engine/appraisal/ballots.ts';
import { type BallotStage, PEERS, SELF, setBallots, TOKEN } from './ballot-stage.ts';

const AT = 'http://127.0.0.1:8787';
const PAGE = `/ballot/${TOKEN}`;
const WANGQIANG = { 'v-1-0-0': '9', 'v-1-0-1': '8', 'v-1-0-2': '9', 'v-1-0-3': '10', 'v-1-0-4': '9' };
const ZHAOLEI = { 'v-1-1-0': '7', 'v-1-1-1': '7', 'v-1-1-2': '7', 'v-1-1-3': '7', 'v-1-1-4': '7' };
const HERSELF = { 'v-2-0-0': '95' };

let stage: BallotStage;
let web: Web;
beforeEach(async () => {
  stage = await setBallots();
  web = createWeb({ ...stage.web, local: true });
});
afterEach(async () => {
  await web.stop();
  await stage.stop();
});

async function get(path: string, headers: Record<string, string> = {}) {
  const answer = await web.app.request(AT + path, { headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

async function submit(fields: Record<string, string>, headers: Record<string, string> = {}, path = PAGE) {
  const body = new URLSearchParams(fields);
  const answer = await web.app.request(AT + path, { method: 'POST', headers, body });
  return { status: answer.status, text: await answer.text() };
}

const counted = async () => (await stage.store.appraisal.counts(['peers', 'self'])).length;

describe('the page of a ballot', () => {
  test('shows whom the holder of the link has to rate, and nobody else’s part', async () => {
    const { status, text } = await get(PAGE);
    expect(status).toBe(200);
    expect(text.match(/<h3>[^<]*/g)).toEqual(['<h3>王强', '<h3>赵磊', '<h3>李梅']);
    expect(text).toContain('同事互评<span class="tag">不记名</span>');
    expect(text).toContain('11月1日 09:00 截止');
    expect(text).not.toMatch(/wangqiang|zhaolei|limei|<script/);
  });

  test('leaves its address nowhere: no referrer, no cache, no index, no script', async () => {
    const { headers } = await get(PAGE);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toBe('noindex');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none';.*form-action 'self'/);
  });

  test('being looked at, as chats do with links, uses nothing up', async () => {
    await get(PAGE);
    await get(PAGE);
    expect((await submit({ ...WANGQIANG, ...ZHAOLEI, ...HERSELF })).status).toBe(200);
  });

  test('takes everybody at once; the link then says that it was submitted', async () => {
    const { text } = await submit({ ...WANGQIANG, ...ZHAOLEI, ...HERSELF });
    expect(text).toContain('记下了 3 人:王强、赵磊、李梅');
    expect(text).toContain('已提交');
    expect((await get(PAGE)).text).toMatch(/已提交.*都评完了/);
    expect((await submit({ ...WANGQIANG, ...ZHAOLEI, ...HERSELF })).text).toContain('已提交');
    expect(await stage.store.appraisal.turnout(['peers', 'self'])).toHaveLength(3);
    expect(await counted()).toBe(11);
  });

  test('lets people be left out, and asks for them again', async () => {
    const { text } = await submit({ ...WANGQIANG, 'v-1-1-0': '', 'v-2-0-0': '' });
    expect(text).toContain('记下了 1 人:王强');
    expect((await get(PAGE)).text.match(/<h3>[^<]*/g)).toEqual(['<h3>赵磊', '<h3>李梅']);
  });

  test('keeps nothing when somebody is rated in part, and shows again what was filled in', async () => {
    const { status, text } = await submit({ ...WANGQIANG, 'v-1-1-0': '7' });
    expect(status).toBe(422);
    expect(text).toContain('没有提交:赵磊没有评全');
    expect(
      text.match(/<input [^>]*checked[^>]*>/g)?.filter((input) => /value="(8|7)"/.test(input)),
    ).toHaveLength(2);
    expect(await counted()).toBe(0);
    expect((await submit({})).text).toContain('还没有打分');
  });

  test.each(['11', '-1', '8.5', 'x', '1e1', '９'])('%s is no mark', async (mark) => {
    expect((await submit({ ...WANGQIANG, 'v-1-0-0': mark })).status).toBe(422);
    expect(await counted()).toBe(0);
  });

  test('takes no vote in another’s place, whatever fields are made up', async () => {
    await submit({ ...WANGQIANG, 'v-1-2-0': '9', 'v-3-0-0': '9', __proto__: '9', subject: 'limei' });
    const turnout = await stage.store.appraisal.turnout(['peers', 'self']);
    expect(turnout).toEqual([{ ballotId: 'peers', voterId: 'limei', subjectId: 'wangqiang' }]);
  });

  test('counts a form that is sent twice at once only once', async () => {
    const both = await Promise.all([submit(WANGQIANG), submit(WANGQIANG)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, expect.any(Number)]);
    expect(await stage.store.appraisal.turnout(['peers'])).toHaveLength(1);
    expect((await stage.store.appraisal.counts(['peers'])).reduce((sum, { count }) => sum + count, 0)).toBe(
      5,
    );
  });

  test('ends when the ballot closes, by the clock or by the month', async () => {
    await stage.change(
      [PEERS, SELF].map((one) => ({ type: 'ballot-changed', ballot: { ...one, status: 'closed' } }) as const),
    );
    expect(await get(PAGE)).toMatchObject({ status: 410 });
    expect((await submit(WANGQIANG)).text).toContain('测评已经截止');
    expect(await counted()).toBe(0);
  });

  test('ends when its time is over although nobody has closed it yet', async () => {
    stage.clock.moveTo(CLOSES);
    expect((await get(PAGE)).status).toBe(410);
    expect((await submit(WANGQIANG)).status).toBe(410);
    expect(await counted()).toBe(0);
  });

  test.each([`/ballot/${'b'.repeat(43)}`, '/ballot/x', `/ballot/${'%00'.repeat(43)}`])(
    '%s is no link of ours',
    async (path) => {
      const { status, text } = await get(path);
      expect(status).toBe(404);
      expect(text).toContain('链接不对');
      expect((await submit(WANGQIANG, {}, path)).status).toBe(404);
    },
  );
});

describe('who may reach it', () => {
  test('people outside under the address of the settings, which leads to nothing else', async () => {
    const outside = { host: 'linli.example.cn' };
    expect((await get(PAGE, outside)).status).toBe(200);
    expect((await get('/ballot/ballot.css', outside)).status).toBe(200);
    expect((await get('/healthz', outside)).status).toBe(403);
    expect((await get(PAGE, { host: 'evil.example.cn' })).status).toBe(403);
  });

  test.each([
    [
      'our page through a proxy',
      { origin: 'https://linli.example.cn', 'sec-fetch-site': 'same-origin' },
      200,
    ],
    ['a page that tells no referrer', { origin: 'null', 'sec-fetch-site': 'same-origin' }, 200],
    ['a tool', {}, 200],
    ['another page', { origin: 'https://evil.example.cn' }, 403],
    ['another page, as the browser says', { origin: 'null', 'sec-fetch-site': 'cross-site' }, 403],
  ])('a form comes from %s', async (_, headers, status) => {
    expect((await submit(WANGQIANG, headers)).status).toBe(status);
    expect(await counted()).toBe(status === 200 ? 5 : 0);
  });

  test('a body larger than any form is turned down', async () => {
    expect((await submit({ x: 'x'.repeat(300_000) })).status).toBe(413);
  });

  test('a fault is logged without the address', async () => {
    const { store, clock, log } = stage.web.ballots ?? expect.fail();
    const away = {
      ...store,
      appraisal: { ...store.appraisal, link: () => Promise.reject(new Error('away')) },
    };
    const ballots = { store: away, clock, log, zone: 'Asia/Shanghai', publicUrl: null };
    const broken = createWeb({ ...stage.web, ballots, local: true });
    const answer = await broken.app.request(AT + PAGE);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('出错了');
    expect(inspect(stage.errors)).toMatch(/away/);
    expect(inspect(stage.errors)).not.toContain(TOKEN);
    await broken.stop();
  });

  test('without ballots there is no such page', async () => {
    const bare = createWeb({ ...stage.web, ballots: undefined, local: true });
    expect((await bare.app.request(AT + PAGE)).status).toBe(404);
    await bare.stop();
  });
});
