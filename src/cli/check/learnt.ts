import { LEARNT_MODEL, learntPolicy } from '../../app/learning/learnt.ts';
import type { LearningStore } from '../../app/ports.ts';
import type { ProbeFinding } from '../../chat/network.ts';
import type { Instant } from '../../engine/glossary.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import { learntText } from '../../text/learning.ts';

/** Whether anything was learnt on the spot, and whether it is used. */
export async function learntFinding(given: {
  learning: LearningStore;
  policy: ServicePolicy;
  now: Instant;
}): Promise<ProbeFinding> {
  const { learning, policy, now } = given;
  const kept = await learning.model(LEARNT_MODEL);
  const { state } = learntPolicy(policy, kept);
  const message = learntText(kept, { state, zone: policy.calendar.zone, now });
  return { state: state === 'used' || state === 'none' ? 'ok' : 'note', message };
}
