import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadPolicy } from '../../src/app/policy/policy-file.ts';
import { Secret } from '../../src/app/secret.ts';
import { languageModelFindings } from '../../src/cli/check/language-model.ts';
import { modelNotes } from '../../src/cli/doctor/models.ts';
import { dayNumber } from '../../src/engine/time.ts';
import { completion, type FakeLlm, hangsUp, startFakeLlm, status } from '../support/fake-llm.ts';
import { openOrFail, scratchSqlite } from '../support/scratch.ts';

const loaded = loadPolicy('policies/default.yaml');
if (!loaded.ok) throw new Error('no policy');
const { policy } = loaded;
const NOW = Date.parse('2026-06-03T09:00:00+08:00');
const ANSWER = {
  request: true,
  probability: 0.95,
  kind: 'help',
  category: '路灯',
  urgency: 'normal',
  place: '3号楼',
};

let server: FakeLlm;
beforeEach(async () => {
  server = await startFakeLlm();
});
afterEach(() => server.close());

function settings(baseUrl = server.url) {
  return { llm: { baseUrl, apiKey: new Secret('sk-hidden'), model: 'm-1' } };
}
const check = (probing: boolean, given: Parameters<typeof languageModelFindings>[0] = settings()) =>
  languageModelFindings(given, policy, probing);

describe('check', () => {
  test('says that there need be none', async () => {
    expect(await check(true, { llm: null })).toEqual([
      { state: 'ok', message: expect.stringContaining('可不用') },
    ]);
  });

  test('asks nothing unless told to', async () => {
    const [found] = await check(false);
    expect(found).toMatchObject({ state: 'ok', message: expect.stringContaining('--probe') });
    expect(server.asked).toHaveLength(0);
  });

  test('told to, asks one invented line and says how it went', async () => {
    server.says(ANSWER);
    const [found] = await check(true);
    expect(found?.message).toMatch(/^\d\.\d 秒答了一句编的话:路灯,把握 0\.95。$/);
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]?.authorization).toBe('Bearer sk-hidden');
  });

  test.each([
    ['refuses the key', status(401), /拒绝了请求.*LLM_API_KEY.*HTTP 401/],
    ['is used up', status(429), /429/],
    ['hangs up', hangsUp, /连不上/],
    ['answers something else', completion('您好,我是助手'), /JSON/],
  ])('one that %s is wrong, with what to do, without the key', async (_what, answering, said) => {
    server.answers(answering);
    const [found] = await check(true);
    expect(found).toMatchObject({ state: 'wrong', message: expect.stringMatching(said) });
    expect(found?.message).not.toContain('sk-hidden');
  });

  test('warns of words that would travel in the open, but not within this machine', async () => {
    const [warning] = await check(false, settings('http://user:pw@llm.example:8000/v1'));
    expect(warning).toMatchObject({ state: 'note', message: expect.stringContaining('https://') });
    expect(warning?.message).not.toContain('pw');
    expect(await check(false, settings('http://127.0.0.1:11434/v1'))).toHaveLength(1);
    expect(await check(false, settings('https://llm.example/v1'))).toHaveLength(1);
  });
});

describe('doctor', () => {
  test('says what it was used for today, and nothing where there is none', async () => {
    const store = await openOrFail(scratchSqlite());
    const day = dayNumber(policy.calendar.zone, NOW);
    await store.proposals.reserve(day, 500, { calls: 10, tokens: 1000 });
    await store.proposals.settle(day, { tokens: -380, failed: false, taken: true });
    const given = { store, policy, now: NOW };
    expect(await modelNotes({ ...given, config: settings() })).toEqual([
      '语言模型:今天问了 1 次(上限 300),约 120 个 token(上限 300000),失败 0 次,成了 1 个提议。',
    ]);
    expect(await modelNotes({ ...given, config: { llm: null } })).toEqual([]);
    await store.close();
  });
});
