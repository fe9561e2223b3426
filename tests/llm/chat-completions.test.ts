import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ModelFault, type ModelQuestion } from '../../src/app/proposing/language-model.ts';
import { Secret } from '../../src/app/secret.ts';
import { createLanguageModel } from '../../src/llm/chat-completions.ts';
import {
  body,
  completion,
  endless,
  type FakeLlm,
  hangsUp,
  silence,
  stalls,
  startFakeLlm,
  status,
} from '../support/fake-llm.ts';
import { createHandTimer, type HandTimer } from '../support/hand-timer.ts';
import { until } from '../support/until.ts';

const QUESTION: ModelQuestion = {
  instruction: 'say what it is',
  input: '{"message":"楼道灯不亮"}',
  schema: { type: 'object' },
  maxAnswerTokens: 300,
  timeLimitMs: 2000,
};

let server: FakeLlm;
let timer: HandTimer;
beforeEach(async () => {
  server = await startFakeLlm();
  timer = createHandTimer();
});
afterEach(() => server.close());

function model(overrides: { apiKey?: Secret | null; baseUrl?: string } = {}) {
  return createLanguageModel({ baseUrl: server.url, apiKey: null, model: 'm-1', ...overrides }, timer);
}

/** The fault that a call ends with. */
async function faultOf(asking: Promise<unknown>): Promise<ModelFault> {
  const error = await asking.then(
    () => null,
    (reason) => reason,
  );
  if (error instanceof ModelFault) return error;
  throw new Error(`no fault but ${String(error)}`);
}

describe('a language model that answers', () => {
  test('is asked once, with the instruction apart from the words', async () => {
    server.answers(completion('{"request":true}', 77));
    const { ask } = model({ apiKey: new Secret('sk-secret'), baseUrl: `${server.url}/` });
    expect(await ask(QUESTION)).toEqual({ text: '{"request":true}', tokens: 77 });
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]).toMatchObject({
      path: '/v1/chat/completions',
      authorization: 'Bearer sk-secret',
      body: {
        model: 'm-1',
        temperature: 0,
        max_tokens: 300,
        messages: [
          { role: 'system', content: QUESTION.instruction },
          { role: 'user', content: QUESTION.input },
        ],
        response_format: { type: 'json_schema', json_schema: { strict: true, schema: QUESTION.schema } },
      },
    });
    expect(timer.waiting()).toBe(0);
  });

  test('without a key it is asked without one, and need not say what it cost', async () => {
    server.answers(completion('{}', null));
    expect(await model().ask(QUESTION)).toEqual({ text: '{}', tokens: null });
    expect(server.asked[0]?.authorization).toBeUndefined();
  });

  test('that claims an absurd cost is believed up to a bound', async () => {
    server.answers(completion('{}', 9_000_000_000_000));
    expect((await model().ask(QUESTION)).tokens).toBe(1_000_000);
  });

  test('that knows no schema is asked for JSON, from then on at once', async () => {
    server.answers((response, asked) =>
      asked.body.response_format.type === 'json_schema'
        ? status(400)(response, asked)
        : completion('{}')(response, asked),
    );
    const { ask } = model();
    await ask(QUESTION);
    await ask(QUESTION);
    const formats = server.asked.map((one) => one.body.response_format.type);
    expect(formats).toEqual(['json_schema', 'json_object', 'json_object']);
  });
});

describe('a language model that does not', () => {
  test.each([
    ['429', status(429), 'limited', 'HTTP 429'],
    ['500', status(500), 'refused', 'HTTP 500'],
    ['401', status(401), 'refused', 'HTTP 401'],
    ['a closed connection', hangsUp, 'unreachable', ''],
    ['no JSON', body('<html>busy</html>'), 'malformed', 'no completion'],
    ['another shape', body('{"answer":"yes"}'), 'malformed', 'no completion'],
    ['no choice', body('{"choices":[]}'), 'malformed', 'no completion'],
    ['nothing', body(''), 'malformed', 'no completion'],
    ['a body without end', endless, 'too-large', 'more than 65536 bytes'],
  ])('%s is a fault with its reason', async (_what, answering, ...[code, detail]) => {
    server.answers(answering);
    const fault = await faultOf(model().ask(QUESTION));
    expect(fault.code).toBe(code);
    expect(fault.detail).toContain(detail);
    expect(timer.waiting()).toBe(0);
  });

  test('what is wrong with the request is tried once more without a schema, not for ever', async () => {
    server.answers(status(400));
    expect((await faultOf(model().ask(QUESTION))).code).toBe('refused');
    expect(server.asked).toHaveLength(2);
  });

  test('a redirect is not followed: words and key go nowhere else', async () => {
    const elsewhere = await startFakeLlm();
    server.answers(status(307, { location: `${elsewhere.url}/chat/completions` }));
    const fault = await faultOf(model({ apiKey: new Secret('sk-secret') }).ask(QUESTION));
    expect(fault).toMatchObject({ code: 'refused', detail: 'HTTP 307' });
    expect(elsewhere.asked).toHaveLength(0);
    await elsewhere.close();
  });

  test.each([
    ['says nothing', silence],
    ['stops half way', stalls],
  ])('one that %s is given up when its time is over', async (_what, answering) => {
    server.answers(answering);
    const asking = faultOf(model().ask(QUESTION));
    await until('it was asked', () => server.asked.length === 1);
    await timer.run(1999);
    expect(timer.waiting()).toBe(1);
    await timer.run(1);
    expect(await asking).toMatchObject({ code: 'slow', detail: '2000 ms' });
  });

  test('nobody waits for it when the bot stops', async () => {
    server.answers(silence);
    const stopping = new AbortController();
    const asking = faultOf(model().ask({ ...QUESTION, signal: stopping.signal }));
    await until('it was asked', () => server.asked.length === 1);
    stopping.abort();
    expect((await asking).code).toBe('stopped');
    expect(timer.waiting()).toBe(0);
    expect((await faultOf(model().ask({ ...QUESTION, signal: stopping.signal }))).code).toBe('stopped');
  });

  test('nobody there is a fault that names the code', async () => {
    const { url } = server;
    await server.close();
    const fault = await faultOf(model({ baseUrl: url }).ask(QUESTION));
    expect(fault).toMatchObject({ code: 'unreachable', detail: 'ECONNREFUSED' });
    server = await startFakeLlm();
  });

  test('no fault says anything of key, words or answer', async () => {
    server.answers(body('{"choices":"sk-secret 楼道灯"}'));
    const fault = await faultOf(model({ apiKey: new Secret('sk-secret') }).ask(QUESTION));
    expect(`${fault.message} ${fault.stack} ${JSON.stringify(fault)}`).not.toMatch(/sk-secret|楼道/);
  });
});
