import { LEARNT_MODEL, learntPolicy } from '../../app/learning/learnt.ts';
import type { Store } from '../../app/ports.ts';
import type { Config } from '../../config.ts';
import type { Instant } from '../../engine/glossary.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import { dayNumber } from '../../engine/time.ts';
import { modelUseText } from '../../text/language-model.ts';
import { learntText } from '../../text/learning.ts';

export interface Noted {
  store: Pick<Store, 'proposals' | 'learning'>;
  config: Pick<Config, 'llm'>;
  policy: ServicePolicy;
  now: Instant;
}

/** What was learnt on the spot, and what a language model was used for today, where there is one. */
export async function modelNotes(noted: Noted): Promise<readonly string[]> {
  return [...(await learntNotes(noted)), ...(await useNotes(noted))];
}

async function learntNotes({ store, policy, now }: Noted): Promise<readonly string[]> {
  const kept = await store.learning.model(LEARNT_MODEL);
  if (kept === null || kept.bytes.length === 0) return [];
  const { state } = learntPolicy(policy, kept);
  return [`学到的:${learntText(kept, { state, zone: policy.calendar.zone, now })}`];
}

async function useNotes({ store, config, policy, now }: Noted): Promise<readonly string[]> {
  if (config.llm === null) return [];
  const { callsPerDay: calls, tokensPerDay: tokens } = policy.languageModel;
  const use = await store.proposals.use(dayNumber(policy.calendar.zone, now));
  return [modelUseText({ use, caps: { calls, tokens } })];
}
