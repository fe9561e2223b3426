import { loadPolicy } from '../../src/app/policy/policy-file.ts';
import type { ServicePolicy } from '../../src/engine/policy.ts';

/** The one with 38 items. */
export function benchPolicy(): ServicePolicy {
  const loaded = loadPolicy('policies/kunlunlu.yaml');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return loaded.policy;
}
