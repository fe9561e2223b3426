import { createHash } from 'node:crypto';
import type { Proposal } from '../../engine/intake/proposed.ts';
import { dayNumber } from '../../engine/time.ts';
import type { AppParts } from '../incoming/batch.ts';
import { noMeter } from '../meter.ts';
import type { Timer } from '../timer.ts';
import { answerSchema, readAnswer } from './answer.ts';
import { createBreaker } from './breaker.ts';
import { type LanguageModel, ModelFault } from './language-model.ts';
import type { Unsure } from './unsure.ts';

/** Of a line; nobody needs an essay to see what it asks for. */
const MAX_CHARS = 500;
const MAX_ANSWER_TOKENS = 200;
/** A Chinese character is at most two tokens in any of the usual models. */
const TOKENS_A_CHAR = 2;

/** A checked proposal, with the day it is counted for; null: there is none. */
export type Ask = (unsure: Unsure) => Promise<{ proposal: Proposal; day: number } | null>;

interface AskParts {
  model: LanguageModel;
  instruction: string;
  app: AppParts;
  timer: Timer;
  /** The bot stops. */
  signal: AbortSignal;
}

/** From memory where the same words were asked about before, else from the model if it may be asked. */
export function askingOf(parts: AskParts): Ask {
  const { model, instruction, app } = parts;
  const { policy, store, clock, meter = noMeter } = app;
  const fromModel = callingOf(parts);
  return async ({ text }) => {
    const words = text.slice(0, MAX_CHARS).toWellFormed();
    const now = clock.now();
    const day = dayNumber(policy.calendar.zone, now);
    const key = keyOf([model.name, instruction, policy.id, policy.version, words]);
    const known = await store.proposals.answer(key);
    if (known !== null) meter.count('model_cached');
    const written = known ?? (await fromModel(words, day));
    const proposal = written === null ? null : readAnswer(written, words, policy);
    if (proposal === null || written === null) return null;
    if (known === null) await store.proposals.remember(key, written, now);
    return { proposal, day };
  };
}

/** The words themselves are not kept with the answer. */
function keyOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

type Call = (words: string, day: number) => Promise<string | null>;

/** One call, if breaker and caps allow it; what it came to is counted however it ends. */
function callingOf(parts: AskParts): Call {
  const { instruction, app, timer } = parts;
  const { policy, store, meter = noMeter } = app;
  const breaker = createBreaker(timer.nowMs);
  const { callsPerDay: calls, tokensPerDay: tokens } = policy.languageModel;
  const skipped = (reason: string) => {
    meter.count('model_skipped', { reason });
    return null;
  };
  return async (words, day) => {
    const input = JSON.stringify({ message: words });
    const reserved = (instruction.length + input.length) * TOKENS_A_CHAR + MAX_ANSWER_TOKENS;
    if (breaker.rests()) return skipped('resting');
    if (!(await store.proposals.reserve(day, reserved, { calls, tokens }))) return skipped('cap');
    meter.count('model_calls');
    try {
      const answer = await answered({ words, input }, parts);
      breaker.worked();
      const cost = (answer.tokens ?? reserved) - reserved;
      await store.proposals.settle(day, { tokens: cost, failed: false, taken: false });
      return answer.text;
    } catch (error) {
      const code = faultIn(error, parts);
      if (code === null) throw error;
      breaker.failed();
      await store.proposals.settle(day, { tokens: 0, failed: true, taken: false });
      return null;
    }
  };
}

async function answered({ words, input }: { words: string; input: string }, parts: AskParts) {
  const { model, instruction, app, timer, signal } = parts;
  const { policy, meter = noMeter } = app;
  const began = timer.nowMs();
  const answer = await model.ask({
    instruction,
    input,
    schema: answerSchema(policy),
    maxAnswerTokens: MAX_ANSWER_TOKENS,
    timeLimitMs: policy.languageModel.timeLimitMs,
    signal,
  });
  meter.observe('model', timer.nowMs() - began);
  if (readAnswer(answer.text, words, policy) === null) throw new ModelFault('malformed', 'not an answer');
  return answer;
}

/** The code of a fault of the model's, counted and logged; null: it is none, or nobody wants to know any more. */
function faultIn(error: unknown, { app: { meter = noMeter, log } }: AskParts): string | null {
  if (!(error instanceof ModelFault) || error.code === 'stopped') return null;
  const { code, detail } = error;
  meter.count('model_failures', { reason: code });
  log.warn({ code, detail }, 'the language model did not answer');
  return code;
}
