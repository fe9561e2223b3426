import type { AppParts } from '../incoming/batch.ts';
import { noMeter } from '../meter.ts';
import { realTimer, type Timer } from '../timer.ts';
import { type Ask, askingOf } from './asking.ts';
import type { LanguageModel } from './language-model.ts';
import { takeProposal } from './take-proposal.ts';
import type { Unsure } from './unsure.ts';

/** Asks a language model about lines the reading was not sure of, beside everything else: nobody ever waits for it. */
export interface Proposer {
  /** Notes lines and returns at once. */
  offer(lines: readonly Unsure[]): void;
  /** Resolves when nothing noted is left. */
  idle(): Promise<void>;
  /** Drops what waits and calls off the question under way. */
  stop(): Promise<void>;
}

export interface ProposerParts {
  model: LanguageModel;
  /** What is wanted of it, with the policy's classes. */
  instruction: string;
  app: AppParts;
  timer?: Timer | undefined;
}

/** A burst of unsure talk is not worth more than this; the newest wait. */
const MAX_WAITING = 20;

export function createProposer(parts: ProposerParts): Proposer {
  const { app, timer = realTimer } = parts;
  const meter = app.meter ?? noMeter;
  const stopping = new AbortController();
  const ask = askingOf({ ...parts, timer, signal: stopping.signal });
  const waiting: Unsure[] = [];
  let working: Promise<void> | null = null;

  async function work(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await proposeFor(next, ask, app).catch((error) => {
        if (!stopping.signal.aborted) app.log.warn({ error }, 'a proposal was lost');
      });
    }
    working = null;
  }

  return {
    offer: (lines) => {
      if (stopping.signal.aborted) return;
      waiting.push(...lines);
      const left = waiting.splice(0, Math.max(0, waiting.length - MAX_WAITING)).length;
      if (left > 0) meter.count('model_skipped', { reason: 'busy' }, left);
      if (waiting.length > 0) working ??= work();
    },
    idle: async () => {
      while (working) await working;
    },
    stop: async () => {
      waiting.length = 0;
      stopping.abort();
      await working;
    },
  };
}

async function proposeFor(unsure: Unsure, ask: Ask, app: AppParts): Promise<void> {
  const answered = await ask(unsure);
  if (!answered) return;
  const taken = await takeProposal(unsure, answered.proposal, app);
  (app.meter ?? noMeter).count('model_proposals', { kind: taken });
  if (taken === 'dropped') return;
  await app.store.proposals.settle(answered.day, { tokens: 0, failed: false, taken: true });
}
