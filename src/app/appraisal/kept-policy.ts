import type { Month } from '../../engine/appraisal/month.ts';
import type { AppraisalPolicy } from '../../engine/appraisal/policy.ts';
import { appraisalOf } from '../policy/appraisal-kept.ts';
import type { KeptPolicy } from './ports.ts';

const byHash = new Map<string, AppraisalPolicy>();
const MOST_KNOWN = 20;

/** A kept policy never changes: each is read once a process. */
export function readKept({ hash, appraisal }: Pick<KeptPolicy, 'hash' | 'appraisal'>): AppraisalPolicy {
  const found = byHash.get(hash);
  if (found) return found;
  const policy = appraisalOf(appraisal);
  if (byHash.size >= MOST_KNOWN) byHash.clear();
  byHash.set(hash, policy);
  return policy;
}

/** The policy that a month keeps; null: no such month, or it was not loaded. */
export function keptBy(
  month: Pick<Month, 'policyHash'> | undefined,
  policies: readonly KeptPolicy[],
): AppraisalPolicy | null {
  const kept = policies.find(({ hash }) => hash === month?.policyHash);
  return kept ? readKept(kept) : null;
}
