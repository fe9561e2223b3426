import { describe, expect, test } from 'vitest';
import { ballotPartsText, loadsText } from '../../../src/text/appraisal/why-parts.ts';

const part = { ruleId: 'r', weight: '0.4', voters: 20 };

describe('why a total is what it is', () => {
  test('each ballot with its weight and turnout, and one that was not heard without a figure', () => {
    const ballotParts = [
      { ...part, name: '居民测评', got: '95', voted: 5 },
      { ...part, name: '同事互评', got: null, voted: 2 },
    ];
    expect(ballotPartsText({ ballots: '91.75', ballotParts })).toBe(
      '多元测评 91.75:居民测评 95(权重 0.4,20 人里 5 人);同事互评票数不够(20 人里 2 人),不算',
    );
    expect(ballotPartsText({ ballots: null, ballotParts: ballotParts.slice(1) })).toBe(
      '测评没有可算的票,权重归月度得分:同事互评票数不够(20 人里 2 人),不算',
    );
    const unasked = [{ ...part, name: '居民测评', got: null, voted: 0, voters: 0 }];
    expect(ballotPartsText({ ballots: null, ballotParts: unasked })).toContain('居民测评能评的人太少,没有评');
    expect(ballotPartsText({ ballots: null, ballotParts: [] })).toBe('没有测评,只看月度得分');
  });

  test('own load beside the mean of the group', () => {
    const loads = [
      { by: 'households', own: 500, mean: '400' },
      { by: 'tickets', own: 12, mean: '10.5' },
    ] as const;
    expect(loadsText({ loads })).toBe('业务分配系数看负担:户数 500 户,同组平均 400;诉求 12 件,同组平均 10.5');
    expect(loadsText({})).toBe('');
  });
});
