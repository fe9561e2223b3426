import { loadPolicy } from '../../src/app/policy/policy-file.ts';
import type { AppraisalPolicy } from '../../src/engine/appraisal/policy.ts';
import { scoreMonth } from '../../src/engine/appraisal/score.ts';
import { type Row, round } from '../measures.ts';
import { type FrozenSize, frozenMonth } from './frozen.ts';

/** A large street's month, and one ten times smaller: cost should grow with the rows and no faster. */
const SIZES: readonly FrozenSize[] = [
  { workers: 200, tickets: 3000, entries: 10_000 },
  { workers: 2000, tickets: 30_000, entries: 100_000 },
];
const RUNS = 5;

/** From frozen facts and entries to sheets and rankings, in memory: the engine's part of a month's close. */
export function scoringSpeed(): Row[] {
  const policy = worked();
  return SIZES.map((size) => {
    const inputs = frozenMonth(policy, size);
    const cpu = Array.from({ length: RUNS }, () => {
      const from = process.cpuUsage();
      scoreMonth(policy, inputs);
      return process.cpuUsage(from).user / 1000;
    }).sort((a, b) => a - b);
    return {
      ...size,
      items: policy.items.length,
      bestCpuMs: round(cpu[0] ?? 0),
      worstCpuMs: round(cpu.at(-1) ?? 0),
    };
  });
}

/** With 38 items, both coefficients and ballots. */
function worked(): AppraisalPolicy {
  const loaded = loadPolicy('policies/kunlunlu.yaml');
  if (!loaded.ok || !loaded.policy.appraisal) throw new Error('policies/kunlunlu.yaml has no appraisal');
  return loaded.policy.appraisal;
}
