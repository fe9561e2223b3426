import { z } from 'zod';
import {
  type LanguageModel,
  type ModelAnswer,
  ModelFault,
  type ModelQuestion,
} from '../app/proposing/language-model.ts';
import type { Secret } from '../app/secret.ts';
import { realTimer, type Timer } from '../app/timer.ts';
import { boundedText } from './bounded-text.ts';

export interface Endpoint {
  /** `https://…/v1`; `/chat/completions` is put behind it. */
  baseUrl: string;
  apiKey: Secret | null;
  model: string;
}

/** An answer of a few words, with all that servers put around it. */
const MAX_BODY_BYTES = 65_536;
/** A server that claims more miscounts: a day's sum stays a number that any database can keep. */
const MOST_TOKENS = 1_000_000;
const TOO_MANY = 429;
const WRONG_REQUEST: readonly number[] = [400, 422];

const COMPLETION = z.object({
  choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })], z.unknown()),
  usage: z.object({ total_tokens: z.number().int().min(0) }).nullish(),
});

/** Whether the server keeps to a schema; many only know that JSON is wanted. */
type Format = 'json_schema' | 'json_object';

/** Any server that speaks OpenAI's chat completions. One call a question: whoever asks decides what a failure means. */
export function createLanguageModel(endpoint: Endpoint, timer: Timer = realTimer): LanguageModel {
  let format: Format = 'json_schema';
  return {
    name: `${endpoint.model} ${endpoint.baseUrl}`,
    ask: (question) =>
      inTime(question, timer, async (signal) => {
        const first = await post(endpoint, bodyOf(endpoint, question, format), signal);
        if (!WRONG_REQUEST.includes(first.status) || format === 'json_object') return answerOf(first, signal);
        await first.body?.cancel();
        const second = await post(endpoint, bodyOf(endpoint, question, 'json_object'), signal);
        if (second.ok) format = 'json_object';
        return answerOf(second, signal);
      }),
  };
}

/** The whole call, its body too, or nothing. */
async function inTime(
  { timeLimitMs, signal }: ModelQuestion,
  timer: Timer,
  call: (signal: AbortSignal) => Promise<ModelAnswer>,
): Promise<ModelAnswer> {
  const giveUp = new AbortController();
  const stop = () => giveUp.abort(new ModelFault('stopped'));
  const callOff = timer.after(timeLimitMs, () => giveUp.abort(new ModelFault('slow', `${timeLimitMs} ms`)));
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  try {
    return await call(giveUp.signal);
  } catch (error) {
    throw faultOf(giveUp.signal.aborted ? giveUp.signal.reason : error);
  } finally {
    callOff();
    signal?.removeEventListener('abort', stop);
  }
}

function bodyOf({ model }: Endpoint, question: ModelQuestion, format: Format): string {
  const { instruction, input, schema, maxAnswerTokens } = question;
  const strict = { type: 'json_schema', json_schema: { name: 'reading', strict: true, schema } };
  return JSON.stringify({
    model,
    messages: [
      { role: 'system', content: instruction },
      { role: 'user', content: input },
    ],
    temperature: 0,
    max_tokens: maxAnswerTokens,
    response_format: format === 'json_schema' ? strict : { type: 'json_object' },
  });
}

/** A redirect is not followed: the words and the key go where the operator said, and nowhere else. */
function post({ baseUrl, apiKey }: Endpoint, body: string, signal: AbortSignal): Promise<Response> {
  const root = baseUrl.endsWith('/') ? baseUrl.slice(0, -1) : baseUrl;
  return fetch(`${root}/chat/completions`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/json',
      ...(apiKey && { authorization: `Bearer ${apiKey.reveal()}` }),
    },
    body,
    signal,
  });
}

async function answerOf(response: Response, signal: AbortSignal): Promise<ModelAnswer> {
  if (!response.ok) {
    await response.body?.cancel();
    throw new ModelFault(response.status === TOO_MANY ? 'limited' : 'refused', `HTTP ${response.status}`);
  }
  const text = await boundedText(response, MAX_BODY_BYTES, signal);
  if (text === null) throw new ModelFault('too-large', `more than ${MAX_BODY_BYTES} bytes`);
  const parsed = COMPLETION.safeParse(jsonOf(text));
  if (!parsed.success) throw new ModelFault('malformed', 'no completion');
  const { choices, usage } = parsed.data;
  return {
    text: choices[0].message.content,
    tokens: usage ? Math.min(usage.total_tokens, MOST_TOKENS) : null,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function faultOf(error: unknown): ModelFault {
  if (error instanceof ModelFault) return error;
  // `fetch failed` says nothing; what made it fail has a code.
  const cause = error instanceof Error ? error.cause : null;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return new ModelFault('unreachable', code.slice(0, 40));
}
