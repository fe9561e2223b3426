import { loadPolicy } from '../../src/app/policy/policy-file.ts';
import type { ServicePolicy } from '../../src/engine/policy.ts';

let loaded: ServicePolicy | null = null;

/** The shipped default policy, read once a test file: its lists and models take longer to load than most tests take. */
export function shippedPolicy(): ServicePolicy {
  loaded ??= load();
  return loaded;
}

function load(): ServicePolicy {
  const found = loadPolicy('policies/default.yaml');
  if (!found.ok) throw new Error(found.faults.map((fault) => fault.message).join('\n'));
  return found.policy;
}
