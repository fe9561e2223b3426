import { afterEach, beforeEach, expect, test } from 'vitest';
import { createReports } from '../../src/report/reports.ts';
import { withReports } from '../../src/startup/reports.ts';
import { createWeb, type Web } from '../../src/web/server.ts';
import { KEPT_OCTOBER, keepMonth } from '../report/stage.ts';
import { makePlan } from '../support/make-plan.ts';
import { type Stage, setStage, WEDNESDAY_9, webParts } from './stage.ts';

const WORK = 'yangguang-work';
const RANKING = 'report:ranking/kunlun/2026-10/1/workers.png';
const SHEET = 'report:rankings/kunlun/2026-10/1/all.xlsx';
const SCORES = 'report:scores/kunlun/2026-10/1/all.xlsx';

let stage: Stage;
let web: Web;

beforeEach(async () => {
  stage = await setStage();
  const { store, deps } = stage;
  await keepMonth(store, KEPT_OCTOBER);
  const pictures = withReports(deps.pictures, createReports({ store, zone: 'Asia/Shanghai' }));
  web = createWeb({ ...webParts({ ...stage, deps: { ...deps, pictures } }), local: true });
});

afterEach(async () => {
  await web.stop();
  await stage.stop();
});

async function shownAtWork(...references: readonly string[]) {
  const outbox = references.map((picture) => ({
    key: picture,
    network: 'playground',
    chatId: WORK,
    roomId: `playground:${WORK}`,
    text: '',
    replyTo: null,
    mentions: [],
    ticketIds: [],
    code: 'picture',
    createdAt: WEDNESDAY_9,
    notBefore: WEDNESDAY_9,
    urgent: true,
    picture,
  }));
  await stage.store.commit({ ...makePlan(), outbox });
  await stage.flush();
}

function get(ref: string, who: string, room = WORK) {
  const asked = new URLSearchParams({ ref, who, room });
  return web.app.request(`http://127.0.0.1:8787/api/attachments?${asked}`);
}

test('what the bot has shown in a chat is given to whoever belongs to it', async () => {
  await shownAtWork(RANKING, SHEET);
  const picture = await get(RANKING, 'limei');
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
  const sheet = await get(SHEET, 'limei');
  expect(sheet.headers.get('content-disposition')).toBe(
    `attachment; filename*=UTF-8''${encodeURIComponent('昆仑路街道2026年10月考核排名.xlsx')}`,
  );
  expect(sheet.headers.get('content-security-policy')).toContain('sandbox');
  expect(
    Buffer.from(await sheet.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
});

test.each([
  ['a report that was not shown there', [SCORES, 'limei', WORK] as const],
  ['somebody of another chat', [RANKING, 'zhang', WORK] as const],
  ['a chat where it was not shown', [RANKING, 'zhang', 'yangguang-owners'] as const],
  ['nobody known', [RANKING, 'nobody', WORK] as const],
])('but not: %s', async (_what, [ref, who, room]) => {
  await shownAtWork(RANKING, SHEET);
  expect((await get(ref, who, room)).status).toBe(404);
});

test('what was shown and cannot be made any more is a file that is gone', async () => {
  await shownAtWork(RANKING.replace('/1/', '/9/'));
  expect(await (await get(RANKING.replace('/1/', '/9/'), 'limei')).json()).toMatchObject({
    code: 'no-such-file',
  });
});
