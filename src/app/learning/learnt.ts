import { decodeLocalModel, withLocal } from '../../engine/model/local.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import type { LearningStore, LocalModelRecord, Log } from '../ports.ts';

/** Which of the policy's models what was learnt on the spot belongs to. */
export const LEARNT_MODEL = 'reading';

/** The policy as texts are read by it: with what was learnt on the spot, once this process knows of it. */
export interface Learnt {
  policy(): ServicePolicy;
  /** Takes up what was learnt or forgotten meanwhile; never rejects. */
  refresh(): Promise<void>;
}

/** How a kept local model stands to the shipped one. */
export type LearntState = 'none' | 'used' | 'other-model' | 'no-model' | 'broken';

export function createLearnt(parts: {
  policy: ServicePolicy;
  store: { learning: LearningStore };
  log: Log;
}): Learnt {
  const { policy, log } = parts;
  const { learning } = parts.store;
  let version = 0;
  let current = policy;
  const takeUp = async () => {
    const now = await learning.version(LEARNT_MODEL);
    if (now === version) return;
    const { state, policy: read } = learntPolicy(policy, await learning.model(LEARNT_MODEL));
    if (state === 'broken' || state === 'other-model') {
      log.warn({ state, version: now }, 'what was learnt on the spot is not used');
    }
    version = now;
    current = read;
  };
  return {
    policy: () => current,
    // Reading goes on as before where that cannot be looked up.
    refresh: () => takeUp().catch((error) => log.warn({ error }, 'what was learnt could not be looked up')),
  };
}

/** The policy with a kept local model in it, where that fits. */
export function learntPolicy(
  policy: ServicePolicy,
  kept: LocalModelRecord | null,
): { state: LearntState; policy: ServicePolicy } {
  if (kept === null || kept.bytes.length === 0) return { state: 'none', policy };
  const { reading } = policy.models;
  if (reading === null) return { state: 'no-model', policy };
  const decoded = decodeLocalModel(new Uint8Array(kept.bytes));
  if (!decoded.ok) return { state: 'broken', policy };
  const corrected = withLocal(reading, decoded.value);
  if (corrected === reading) return { state: 'other-model', policy };
  return { state: 'used', policy: { ...policy, models: { ...policy.models, reading: corrected } } };
}
