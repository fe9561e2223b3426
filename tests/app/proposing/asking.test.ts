import { Writable } from 'node:stream';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AppParts } from '../../../src/app/incoming/batch.ts';
import type { Store } from '../../../src/app/ports.ts';
import { askingOf } from '../../../src/app/proposing/asking.ts';
import type { Unsure } from '../../../src/app/proposing/unsure.ts';
import { Secret } from '../../../src/app/secret.ts';
import { DAY_MS } from '../../../src/engine/glossary.ts';
import { dayNumber } from '../../../src/engine/time.ts';
import { createLanguageModel } from '../../../src/llm/chat-completions.ts';
import {
  body,
  completion,
  endless,
  type FakeLlm,
  hangsUp,
  startFakeLlm,
  status,
} from '../../support/fake-llm.ts';
import { createHandTimer, type HandTimer } from '../../support/hand-timer.ts';
import { MONDAY_9, makePolicy } from '../../support/make-ticket.ts';
import { openOrFail, scratchSqlite } from '../../support/scratch.ts';

const WORDS = '楼上那家又在弄什么';
const ANSWER = {
  request: true,
  probability: 0.9,
  kind: 'help',
  category: '井盖',
  urgency: 'normal',
  place: null,
};
const TODAY = dayNumber('Asia/Shanghai', MONDAY_9);

let server: FakeLlm;
let store: Store;
let timer: HandTimer;
let logged: string;
let now: number;

beforeEach(async () => {
  server = await startFakeLlm();
  server.says(ANSWER);
  store = await openOrFail(scratchSqlite());
  timer = createHandTimer();
  logged = '';
  now = MONDAY_9;
});
afterEach(async () => {
  await store.close();
  await server.close();
});

function asking(overrides: { version?: string; instruction?: string; model?: string } = {}) {
  const { version = 'v1', instruction = 'what is it', model = 'm-1' } = overrides;
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      logged += String(chunk);
      done();
    },
  });
  const policy = makePolicy({ version });
  const app = { policy, store, clock: { now: () => now }, log: pino({ level: 'debug' }, stream) };
  return askingOf({
    model: createLanguageModel({ baseUrl: server.url, apiKey: new Secret('sk-hidden'), model }, timer),
    instruction,
    // cast: of the app nothing else is looked at.
    app: app as unknown as AppParts,
    timer,
    signal: new AbortController().signal,
  });
}

function unsure(text = WORDS): Unsure {
  const ids = { line: 'p:m1', network: 'p', chatId: 'yard', roomId: 'p:yard', personId: 'p:zhang' };
  return { ...ids, at: now, text, draftId: null };
}

describe('the same words', () => {
  test('are asked about once, even by a process that starts anew', async () => {
    expect((await asking()(unsure()))?.proposal.category).toEqual(['公共设施', '井盖']);
    expect(await asking()(unsure())).toMatchObject({ proposal: { request: true }, day: TODAY });
    expect(server.asked).toHaveLength(1);
  });

  test.each([
    ['under another policy', { version: 'v2' }],
    ['by another instruction', { instruction: 'look again' }],
    ['of another model', { model: 'm-2' }],
  ])('are asked about again %s', async (_what, changes) => {
    await asking()(unsure());
    await asking(changes)(unsure());
    expect(server.asked).toHaveLength(2);
  });

  test('are kept as a hash, with the answer alone', async () => {
    await asking()(unsure());
    expect(JSON.stringify(server.asked[0]?.body)).toContain(WORDS);
    await asking()(unsure('别的话'));
    expect(server.asked).toHaveLength(2);
  });

  test('that were answered badly are not remembered', async () => {
    server.answers(completion('好的'));
    expect(await asking()(unsure())).toBeNull();
    server.says(ANSWER);
    expect(await asking()(unsure())).not.toBeNull();
  });
});

describe('what a day may cost', () => {
  test('is counted by what the server says it cost', async () => {
    server.answers(completion(JSON.stringify(ANSWER), 321));
    await asking()(unsure());
    expect(await store.proposals.use(TODAY)).toEqual({ calls: 1, tokens: 321, failures: 0, taken: 0 });
  });

  test('by a guess on the dear side where it does not say', async () => {
    server.answers(completion(JSON.stringify(ANSWER), null));
    await asking()(unsure());
    expect((await store.proposals.use(TODAY)).tokens).toBeGreaterThan(200 + WORDS.length);
  });

  test('begins anew with the local day', async () => {
    await asking()(unsure());
    now += DAY_MS;
    await asking()(unsure('另一句'));
    expect((await store.proposals.use(TODAY)).calls).toBe(1);
    expect((await store.proposals.use(TODAY + 1)).calls).toBe(1);
  });

  test('an essay is cut: nobody needs it all to see what it asks for', async () => {
    await asking()(unsure(`${'很长'.repeat(2000)}`));
    expect(server.asked[0]?.body.messages[1]?.content.length).toBeLessThan(520);
  });
});

describe('the log', () => {
  test.each([
    ['a refusal', status(401), 'refused'],
    ['a limit', status(429), 'limited'],
    ['a broken connection', hangsUp, 'unreachable'],
    ['a flood', endless, 'too-large'],
    ['another shape', body(`{"sk-hidden":"${WORDS}"}`), 'malformed'],
    ['an answer to something else', completion(`sk-hidden ${WORDS}`), 'malformed'],
  ])('tells of %s by its code, and never the key or the words', async (_what, answering, code) => {
    server.answers(answering);
    expect(await asking()(unsure())).toBeNull();
    expect(logged).toContain(`"code":"${code}"`);
    expect(logged).not.toMatch(/sk-hidden|楼上/);
    expect((await store.proposals.use(TODAY)).failures).toBe(1);
  });

  test('says nothing of what went well', async () => {
    await asking()(unsure());
    expect(logged).toBe('');
  });
});
