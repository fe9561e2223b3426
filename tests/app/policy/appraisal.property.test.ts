import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appraisalJson, appraisalOf } from '../../../src/app/policy/appraisal-kept.ts';
import { createTrial, TRIAL } from './trial-appraisal.ts';

const trial = createTrial();
const LINES = TRIAL.split('\n');

/** What people do to a file: lines lost, doubled or in the wrong place, a value that is something else. */
const slip = fc.oneof(
  fc.nat(LINES.length - 1).map((at) => LINES.toSpliced(at, 1)),
  fc.nat(LINES.length - 1).map((at) => LINES.toSpliced(at, 0, LINES[at] ?? '')),
  fc
    .tuple(fc.nat(LINES.length - 1), fc.nat(LINES.length - 1))
    .map(([from, to]) => LINES.toSpliced(from, 1).toSpliced(to, 0, LINES[from] ?? '')),
  fc
    .tuple(
      fc.nat(LINES.length - 1),
      fc.constantFrom('0', '-1', '1e400', '[]', '{}', '~', 'heads', '"2 days"', '99'),
    )
    .map(([at, value]) =>
      LINES.with(at, (LINES[at] ?? '').replace(/: [^,{}[\]]+(?=[,}\]]|$)/, `: ${value}`)),
    ),
);

describe('whatever slips into a policy file', () => {
  it('it is refused with the line of every fault, or holds and can be kept', () => {
    fc.assert(
      fc.property(slip, (lines) => {
        const loaded = trial.load(lines.join('\n'));
        if (!loaded.ok) {
          expect(loaded.faults.length).toBeGreaterThan(0);
          for (const { line, message } of loaded.faults) {
            expect(line).toBeGreaterThan(0);
            expect(line).toBeLessThanOrEqual(lines.length);
            expect(message).toMatch(/[一-龥].*。$/su);
          }
          return;
        }
        const { appraisal } = loaded.policy;
        if (appraisal) expect(appraisalOf(appraisalJson(appraisal))).toEqual(appraisal);
      }),
      { numRuns: 40, seed: 5 },
    );
  });
});
