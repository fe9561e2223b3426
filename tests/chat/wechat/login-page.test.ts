import { expect, test } from 'vitest';
import type { LinkStatus } from '../../../src/app/ports.ts';
import { createLoginPage } from '../../../src/chat/wechat/login-page.ts';
import { CHILD_COMMAND, CHILD_EVENT } from '../../../src/chat/wechat/protocol.ts';

const get = (page: ReturnType<typeof createLoginPage>, path: string) =>
  page.route.handle(new Request(`http://127.0.0.1:8787/chat/wechat/${path}`));

test('opens with its key only, and shows no code without it', async () => {
  const status: LinkStatus = {
    state: 'down',
    reason: 'login-needed',
    qrcode: 'http://weixin.qq.com/x/secret',
  };
  const page = createLoginPage(() => status);
  const shown = await get(page, page.path);
  expect(shown.status).toBe(200);
  expect(shown.headers.get('cache-control')).toBe('no-store');
  const html = await shown.text();
  expect(html).toContain('width="320" height="320"');
  // The server's pages may load no style or script that stands in them.
  expect(html).not.toMatch(/<style|style=|<script/);
  for (const path of ['login', 'login?key=', 'login?key=guess', `${page.path}x`]) {
    const refused = await get(page, path);
    expect(refused.status).toBe(403);
    expect(await refused.text()).not.toContain('<svg');
  }
  expect(page.route.open).toBe(false);
  expect(createLoginPage(() => status).path).not.toBe(page.path);
});

test.each<[LinkStatus['reason'], string]>([
  ['connected', '已登录'],
  ['wrong-secret', '令牌不对'],
  ['reconnecting', '请稍候'],
])('says how it stands: %s', async (reason, says) => {
  const page = createLoginPage(() => ({ state: 'down', reason }));
  const html = await (await get(page, page.path)).text();
  expect(html).toContain(says);
  expect(html).not.toContain('<svg');
});

test('what the two processes tell each other is checked', () => {
  expect(CHILD_EVENT.safeParse({ type: 'login', accountId: '', name: '' }).success).toBe(false);
  expect(CHILD_EVENT.safeParse({ type: 'shell', line: 'rm' }).success).toBe(false);
  expect(CHILD_EVENT.safeParse({ type: 'alive', loggedIn: true }).success).toBe(true);
  const picture = { name: 'a.png', bytes: new Uint8Array([1]) };
  const send = { type: 'send', requestId: '1', chatId: 'r', text: '', mentions: [], picture };
  expect(CHILD_COMMAND.safeParse(send).success).toBe(true);
  expect(CHILD_COMMAND.safeParse({ ...send, picture: { name: 'a', bytes: 'text' } }).success).toBe(false);
});
