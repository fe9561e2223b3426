import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startWeb } from '../../src/web/server.ts';
import { type Stage, setStage, webParts } from './stage.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const LIFT = '3号楼2单元的电梯又坏了,老人上不去';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Without a browser these are skipped and say so; CI has one. */
const found = existsSync(CHROMIUM);
const skip = !found && process.env['CI'] !== 'true';
const name = skip
  ? `the playground in a browser (skipped: no Chromium at ${CHROMIUM})`
  : 'the playground in a browser';

describe.skipIf(skip)(name, () => {
  let browser: Browser;
  let stage: Stage;
  let web: Awaited<ReturnType<typeof startWeb>>;
  let faults: string[];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    stage = await setStage();
    web = await startWeb({ ...webParts(stage), host: '127.0.0.1', port: 0 });
    faults = [];
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await web.stop();
    await stage.stop();
    expect(faults).toEqual([]);
  });

  async function open(address: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (line) => {
      if (line.type() === 'error') faults.push(line.text());
    });
    await page.goto(`${web.url}/${address}`);
    await page.locator('#chats .chat').first().waitFor();
    return page;
  }

  async function say(page: Page, text: string) {
    await page.fill('#input', text);
    await page.press('#input', 'Enter');
  }

  const bubble = (page: Page, text: string | RegExp) => page.locator('.bubble', { hasText: text });
  const botLine = (page: Page, text: string | RegExp) => page.locator('.row.bot', { hasText: text });

  test('two tabs: a resident reports, the worker sees it live and claims it with a button', async () => {
    const worker = await open('?as=limei&room=yangguang-work');
    const resident = await open('?as=zhang');
    await say(resident, LIFT);
    await botLine(resident, '已受理 #1').waitFor();
    const card = botLine(worker, /#1.*电梯/);
    await card.waitFor();
    expect(
      await worker.locator('.chat', { hasText: '阳光花园业主群' }).locator('.unread').textContent(),
    ).toBe('2');
    await card.getByRole('button', { name: '接单', exact: true }).click();
    await botLine(worker, '李梅 已接 #1').waitFor();
    expect(await worker.locator('.row.mine .bubble').textContent()).toBe('接单 1');
    expect(await card.locator('.quick').count()).toBe(0);
  });

  test('a neighbour joins by replying to the bot’s line', async () => {
    const zhang = await open('?as=zhang');
    const wang = await open('?as=wang');
    await say(zhang, LIFT);
    const line = botLine(wang, '已受理 #1');
    await line.hover();
    await line.locator('.reply').click();
    expect(await wang.locator('#quoting').textContent()).toContain('回复 邻里');
    await say(wang, '我家也是');
    const reply = zhang.locator('.row', { hasText: '我家也是' });
    expect(await reply.locator('.quote').textContent()).toContain('已受理 #1');
    await zhang.locator('.ticket-chip').first().click();
    await zhang.locator('#panel', { hasText: '附议 1 户' }).waitFor();
  });

  test('the side panel shows a ticket’s life and follows it', async () => {
    const page = await open('?as=zhang');
    await say(page, LIFT);
    await page.locator('.ticket-chip').first().click();
    const panel = page.locator('#panel');
    await panel.getByText('派单理由').waitFor();
    expect(await panel.textContent()).toContain('李梅');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('panel-title');
    const worker = await open('?as=limei&room=yangguang-work');
    await say(worker, '接单 1');
    await panel.locator('.timeline', { hasText: '李梅 接单' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await panel.isVisible()).toBe(false);
  });

  test('what people write is only ever text', async () => {
    const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script> <b>粗</b>';
    const writer = await open('?as=zhang');
    const reader = await open('?as=wang');
    await say(writer, hostile);
    expect(await bubble(reader, 'onerror').textContent()).toBe(hostile);
    expect(await reader.locator('.bubble img, .bubble b, .bubble script').count()).toBe(0);
    await reader.reload();
    expect(await bubble(reader, 'onerror').textContent()).toBe(hostile);
    expect(await reader.title()).toContain('演练场');
  });

  test('a picture goes up, is seen by others and opens large', async () => {
    const writer = await open('?as=zhang');
    const reader = await open('?as=wang');
    await writer.setInputFiles('#file', { name: '门.png', mimeType: 'image/png', buffer: PNG });
    await writer.locator('#attached li:not(.uploading)').waitFor();
    await say(writer, '看这里');
    const picture = reader.locator('.row .picture');
    await picture.waitFor();
    await reader.reload();
    await expect
      .poll(() =>
        reader.locator('#lines').evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight),
      )
      .toBeLessThan(2);
    await picture.click();
    expect(await reader.locator('#lightbox').isVisible()).toBe(true);
    const width = await reader.locator('#lightbox-image').evaluate((image) => {
      return 'naturalWidth' in image ? image.naturalWidth : null;
    });
    expect(width).toBe(1);
  });

  test('a file that is no picture is turned down with a sentence', async () => {
    const page = await open('?as=zhang');
    await page.setInputFiles('#file', {
      name: 'x.png',
      mimeType: 'image/png',
      buffer: Buffer.from('<svg/>'),
    });
    await page.locator('.toast', { hasText: '只收 PNG' }).waitFor();
    // The browser itself reports the refused request.
    faults = faults.filter((fault) => !/415/.test(fault));
  });

  test('the clock’s button moves time, and what falls due is said', async () => {
    const page = await open('?as=limei&room=yangguang-work');
    const resident = await open('?as=zhang');
    await say(resident, LIFT);
    await botLine(page, /#1/).first().waitFor();
    await page.getByRole('button', { name: '+1小时' }).click();
    await page.locator('#clock-time', { hasText: '10:0' }).waitFor();
    await resident.locator('#clock-time', { hasText: '10:0' }).waitFor();
    await page.getByRole('button', { name: '到下一个上班早晨' }).click();
    await page.locator('#clock-day', { hasText: '6月4日' }).waitFor();
    await expect.poll(() => page.locator('.row.bot').count()).toBeGreaterThan(1);
  });

  test('another identity sees its own chats and not the others’', async () => {
    const page = await open('?as=zhang');
    expect(await page.locator('#chats').textContent()).not.toContain('工作群');
    await page.click('#me');
    await page.locator('[data-person="sunlihua"]').click();
    await page.locator('#me-name', { hasText: '孙丽华' }).waitFor();
    const chats = await page.locator('#chats .chat b').allTextContents();
    expect(chats).toEqual(['湖滨新村居民群', '湖滨社区工作群', '昆仑路街道调度群', '邻里']);
  });

  test('Enter sends, Shift+Enter breaks the line, a hint fills the line', async () => {
    const page = await open('?as=zhang');
    await page.locator('.hint').first().click();
    expect(await page.inputValue('#input')).toContain('电梯');
    await page.fill('#input', '第一行');
    await page.press('#input', 'Shift+Enter');
    await page.locator('#input').pressSequentially('第二行');
    await page.press('#input', 'Enter');
    expect(await bubble(page, '第一行').textContent()).toBe('第一行\n第二行');
    expect(await page.inputValue('#input')).toBe('');
  });

  test('a page that lost its server comes back and has what was said', async () => {
    const page = await open('?as=zhang');
    const port = Number(new URL(web.url).port);
    await web.stop();
    await page.locator('#line-state').waitFor();
    const { deps } = stage;
    await deps.chat.say(
      {
        network: 'playground',
        messageId: 'while-away',
        chatId: 'yangguang-owners',
        chatKind: 'group',
        senderId: 'wang',
        senderName: '王哥',
        text: '你不在的时候说的',
        images: [],
        replyTo: null,
        mentionsBot: false,
        mentions: [],
        sentAt: deps.clock.now(),
      },
      '你不在的时候说的',
    );
    web = await startWeb({ ...webParts(stage), host: '127.0.0.1', port });
    await bubble(page, '你不在的时候说的').waitFor();
    expect(await bubble(page, '你不在的时候说的').count()).toBe(1);
    faults = faults.filter((fault) => !/ERR_|Failed to load/.test(fault));
  });

  test.each(['light', 'dark'] as const)(
    'a phone’s width needs no sideways scrolling (%s)',
    async (scheme) => {
      const page = await open('?as=zhang', {
        viewport: { width: 375, height: 720 },
        colorScheme: scheme,
        hasTouch: true,
        isMobile: true,
      });
      const overflow = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(await overflow()).toBe(0);
      await page.locator('#chats .chat').first().click();
      await say(page, `${LIFT}${'长'.repeat(200)}${'https://example.test/'.repeat(10)}`);
      await page.locator('.row.bot .ticket-chip').first().click();
      await page.locator('#panel .timeline').waitFor();
      expect(await overflow()).toBe(0);
      await page.click('#panel-close');
      await page.click('#back');
      expect(await page.locator('#chats').isVisible()).toBe(true);
    },
  );

  test('the demo story plays to its end by itself', async () => {
    const page = await open('?as=zhang&speed=30');
    await page.evaluate(() => {
      const title = document.querySelector('#room-name');
      const note = () =>
        document.body.setAttribute(
          'data-seen',
          `${document.body.dataset['seen'] ?? ''} ${title?.textContent}`,
        );
      if (title) new MutationObserver(note).observe(title, { childList: true });
    });
    await page.click('#play');
    await page.locator('#me-name', { hasText: '旁观者' }).waitFor();
    await page.locator('#story.ended', { hasText: '演示完' }).waitFor({ timeout: 50_000 });
    expect(stage.errors).toEqual([]);
    const seen = await page.locator('body').getAttribute('data-seen');
    for (const room of ['阳光花园业主群', '阳光社区工作群', '湖滨新村居民群', '昆仑路街道调度群']) {
      expect(seen).toContain(room);
    }
    expect(await page.locator('#play-label').textContent()).toBe('播放演示');
    const lift = await page.evaluate(() => fetch('/api/tickets/1').then((answer) => answer.json()));
    expect(lift.sheet.followers).toHaveLength(2);
    expect(lift.sheet.status).toBe('已结案');
    expect(lift.sheet.timeline.map((event: { kind: string }) => event.kind)).toContain('reopened');
    const gas = await page.evaluate(() => fetch('/api/tickets/2').then((answer) => answer.json()));
    expect(gas.sheet).toMatchObject({ critical: true, status: '已结案' });
    const lamp = await page.evaluate(() => fetch('/api/tickets/3').then((answer) => answer.json()));
    const lampKinds = lamp.sheet.timeline.map((event: { kind: string }) => event.kind);
    expect(lampKinds).toEqual(expect.arrayContaining(['reminded', 'escalated', 'claimed']));
    expect(JSON.stringify(lamp.sheet.timeline)).toContain('升级到书记');
  });
});
