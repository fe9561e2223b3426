import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startWeb } from '../../src/web/server.ts';
import { type BallotStage, PEERS, setBallots, TOKEN } from './ballot-stage.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const ARGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
/** For looking at the page by eye. */
const SCREENSHOTS = process.env['LINLI_SCREENSHOTS'];

/** Without a browser these are skipped and say so; CI has one. */
const skip = !existsSync(CHROMIUM) && process.env['CI'] !== 'true';
const name = skip ? `a ballot in a browser (skipped: no Chromium at ${CHROMIUM})` : 'a ballot in a browser';

describe.skipIf(skip)(name, () => {
  let browser: Browser;
  let stage: BallotStage;
  let web: Awaited<ReturnType<typeof startWeb>>;
  let faults: string[];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    stage = await setBallots();
    web = await startWeb({ ...stage.web, host: '127.0.0.1', port: 0 });
    faults = [];
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await web.stop();
    await stage.stop();
    expect(faults).toEqual([]);
  });

  /** A phone without any script. */
  async function open(): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 375, height: 720 },
      hasTouch: true,
      isMobile: true,
      javaScriptEnabled: false,
    });
    const page = await context.newPage();
    page.on('console', (line) => {
      if (line.type() === 'error') faults.push(line.text());
    });
    await page.goto(`${web.url}/ballot/${TOKEN}`);
    return page;
  }

  const shot = (page: Page, file: string) =>
    SCREENSHOTS && page.screenshot({ path: `${SCREENSHOTS}/${file}.png`, fullPage: true });

  const rate = async (page: Page, who: string, marks: readonly number[]) => {
    const card = page.locator('article', { has: page.locator('h3', { hasText: who }) });
    for (const [index, mark] of marks.entries())
      await card.locator('fieldset').nth(index).getByText(String(mark), { exact: true }).tap();
  };

  test('is filled in with the thumb and sent; the link then says so', async () => {
    const page = await open();
    await shot(page, 'ballot');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    await rate(page, '王强', [9, 8, 9, 10, 9]);
    await rate(page, '赵磊', [7, 7, 7]);
    await page.getByRole('button', { name: '提交' }).tap();
    await page.getByText('没有提交:赵磊没有评全').waitFor();
    await shot(page, 'ballot-wrong');
    faults = faults.filter((fault) => !fault.includes('422'));
    await rate(page, '赵磊', [7, 7, 7, 7, 7]);
    await page.locator('input[type=number]').fill('95');
    await page.getByRole('button', { name: '提交' }).tap();
    await page.getByText('已提交').waitFor();
    expect(await page.textContent('main')).toContain('记下了 3 人:王强、赵磊、李梅');
    await shot(page, 'ballot-done');
    await page.goto(`${web.url}/ballot/${TOKEN}`);
    expect(await page.textContent('h1')).toBe('已提交');
    const counts = await stage.store.appraisal.counts([PEERS.id]);
    expect(
      counts
        .filter(({ subjectId }) => subjectId === 'wangqiang')
        .map(({ value }) => value)
        .toSorted(),
    ).toEqual([10, 8, 9, 9, 9]);
  });

  test('can be left half empty, and a number out of range does not leave the phone', async () => {
    const page = await open();
    await page.locator('input[type=number]').fill('101');
    await page.getByRole('button', { name: '提交' }).tap();
    expect(await page.locator('input[type=number]').evaluate((input) => input.matches(':invalid'))).toBe(
      true,
    );
    await page.locator('input[type=number]').fill('');
    await rate(page, '王强', [9, 8, 9, 10, 9]);
    await page.getByRole('button', { name: '提交' }).tap();
    await page.getByText('记下了 1 人:王强').waitFor();
    expect(await page.locator('h3').allTextContents()).toEqual(['赵磊', '李梅']);
  });
});
