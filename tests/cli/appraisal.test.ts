import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../src/app/policy/policy-file.ts';
import { appraisalFindings } from '../../src/cli/check/appraisal.ts';
import type { AppraisalPolicy } from '../../src/engine/appraisal/policy.ts';

const loaded = loadPolicy('policies/kunlunlu.yaml');
const policy = loaded.ok ? loaded.policy : null;

function findings(change: Partial<AppraisalPolicy> | null, at = '2026-11-22T09:00:00+08:00') {
  if (!policy?.appraisal) throw new Error('kunlunlu.yaml has no appraisal');
  const appraisal = change === null ? null : { ...policy.appraisal, ...change };
  return appraisalFindings({ ...policy, appraisal }, Date.parse(at));
}

describe('what check says of the appraisal', () => {
  test('how much there is of it and when a month closes', () => {
    expect(findings({})).toEqual([
      {
        state: 'ok',
        message: '38 项,4 个维度,5 个组,5 种测评,3 条结果运用;每月 1 日 09:00 月结。',
      },
    ]);
    expect(findings({ window: { type: 'from-day', day: 19 } })[0]?.message).toContain(
      '每月 19 日 09:00 月结',
    );
  });

  test('that there is none', () => {
    expect(findings(null)).toEqual([{ state: 'ok', message: '制度里没有写,每月不打分。' }]);
  });

  test.each([
    ['2026-12-01', '2026-12'],
    ['2026-12-02', '2027-01'],
    ['2026-12-31', '2027-01'],
  ])('a policy that holds from %s on scores %s first, and says so until then', (effectiveFrom, first) => {
    expect(findings({ effectiveFrom })[1]).toEqual({
      state: 'note',
      message: `${effectiveFrom} 才起用:第一个用它打分的月份是 ${first},之前的用原来的制度,没有就不打分。`,
    });
    expect(findings({ effectiveFrom }, `${effectiveFrom}T00:00:00+08:00`)).toHaveLength(1);
  });

  test('the first month of a window from the 19th is the one that begins on or after the day', () => {
    const found = findings({ effectiveFrom: '2026-12-19', window: { type: 'from-day', day: 19 } });
    expect(found[1]?.message).toContain('是 2027-01,');
  });
});
