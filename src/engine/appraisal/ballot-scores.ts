import type { BallotResult } from './ballot.ts';
import { type Decimal, decimal, divide, HUNDRED, round, sum, text, ZERO } from './decimal.ts';
import { type Fraction, fraction, over, plus, quotient, times } from './fraction.ts';
import type { AppraisalPolicy, BallotRule } from './policy.ts';
import type { BallotPart, FrozenSubject } from './sheet.ts';

const LINE_PLACES = 4;

/** Enough have voted for it to count and to be shown. */
export function heard(rule: BallotRule, result: Pick<BallotResult, 'voted' | 'voters'>): boolean {
  const { fewest, share } = rule.quorum;
  return (
    result.voted > 0 &&
    result.voted >= fewest &&
    decimal(result.voted).gte(decimal(share).times(result.voters))
  );
}

/** Mean vote of one aspect, or the mean of all aspects that were voted on. Null: nobody did. */
export function averageOf(rule: BallotRule, result: BallotResult, aspect: string | null): Fraction | null {
  const ids = aspect === null ? rule.aspects.map(({ id }) => id) : [aspect];
  const means = ids.flatMap((id) => {
    const counts = result.counts.filter((one) => one.aspectId === id);
    const { votes, points } = trimmed(counts, rule.trim);
    return votes === 0 ? [] : [fraction(points, votes)];
  });
  return means.length === 0 ? null : over(means.reduce(plus), means.length);
}

/** Every ballot of the policy in which this subject is rated, of 100. One without quorum has nothing to show. */
export function ballotParts(policy: AppraisalPolicy, { subject, ballots }: FrozenSubject): BallotPart[] {
  return policy.ballots
    .filter((rule) => rates(rule, subject) && decimal(rule.weight).gt(ZERO))
    .map((rule) => {
      const result = ballots.find((one) => one.ruleId === rule.id);
      const { voted, voters } = result ?? { voted: 0, voters: 0 };
      const average = result && heard(rule, result) ? averageOf(rule, result, null) : null;
      const got = average && quotient(over(times(average, HUNDRED), rule.most));
      return {
        ruleId: rule.id,
        name: rule.name,
        weight: rule.weight,
        got: got && text(round(got, LINE_PLACES, policy.rounding.rule)),
        voted,
        voters,
      };
    });
}

/** The ballots together, of 100: by weight, over those that were heard. */
export function combinedBallots(parts: readonly BallotPart[]): Decimal | null {
  const known = parts.flatMap(({ got, weight }) =>
    got === null ? [] : [{ got: decimal(got), weight: decimal(weight) }],
  );
  const weight = sum(known.map((part) => part.weight));
  return weight.eq(ZERO) ? null : divide(sum(known.map((part) => part.got.times(part.weight))), weight);
}

/** Whether a subject is rated in such a ballot. Without named groups it is all persons. */
export function rates(rule: BallotRule, subject: { kind: string; groupId: string }): boolean {
  return rule.groups.length === 0 ? subject.kind === 'person' : rule.groups.includes(subject.groupId);
}

/** Without the highest and lowest `trim` votes, unless nothing were left. */
function trimmed(counts: BallotResult['counts'], trim: number): { votes: number; points: number } {
  const ascending = [...counts].sort((a, b) => a.value - b.value);
  const votes = ascending.reduce((n, one) => n + one.count, 0);
  const cut = votes > 2 * trim ? trim : 0;
  let [seen, points] = [0, 0];
  for (const { value, count } of ascending) {
    const kept = Math.min(seen + count, votes - cut) - Math.max(seen, cut);
    points += Math.max(0, kept) * value;
    seen += count;
  }
  return { votes: votes - 2 * cut, points };
}
