import { ballotParts, combinedBallots } from './ballot-scores.ts';
import { type Allocation, allocations, postCoefficient } from './coefficients.ts';
import { compare, ONE, round, text } from './decimal.ts';
import type { LedgerEntry } from './entry.ts';
import type { SubjectFacts, Window } from './facts.ts';
import { ledgerOf } from './ledger.ts';
import { type Basis, LINE_PLACES, type Scored, scoreLine } from './lines.ts';
import { rateOf } from './measures.ts';
import type { AppraisalPolicy, Item, MetricId } from './policy.ts';
import { rankAll } from './rank.ts';
import type { FrozenSubject, MonthScores, ScoreSheet } from './sheet.ts';
import { pool } from './shrink.ts';
import { casesOf, differentiatedOf, dimensionsOf, lacksData, marginOf, totalOf } from './total.ts';

export interface MonthInputs {
  /** `2026-10`. */
  key: string;
  window: Window;
  /** All of the street: means and coefficients are those of whole groups. */
  subjects: readonly FrozenSubject[];
  /** Those outside the window are left aside. */
  entries: readonly LedgerEntry[];
}

/**
 * The scores of a month, a pure function of what was frozen, the ledger and the policy (rules.md 8.1). Sheets come by subject id,
 * rankings as the policy lists its groups: the order of what goes in moves no digit.
 */
export function scoreMonth(policy: AppraisalPolicy, inputs: MonthInputs): MonthScores {
  const { key, window } = inputs;
  const subjects = [...inputs.subjects].sort((a, b) => (a.subject.id < b.subject.id ? -1 : 1));
  const basis = basisOf(policy, { ...inputs, subjects });
  const allocated = allocations(
    policy,
    subjects.map(({ subject }) => subject),
  );
  const itemsOf = itemsByGroup(policy);
  const sheets = subjects.map((of) => {
    const lines = itemsOf(of.subject.groupId).map((item) => scoreLine(basis, item, of));
    return sheetOf(policy, { of, lines, allocation: allocated.get(of.subject.id) });
  });
  return { key, window, sheets, rankings: rankAll(policy, sheets) };
}

/** Items that are scored in a group, in the policy's order. */
export function itemsByGroup(policy: AppraisalPolicy): (groupId: string) => readonly Item[] {
  return remembered((groupId) =>
    policy.items.filter((item) => item.groups.length === 0 || item.groups.includes(groupId)),
  );
}

function basisOf(policy: AppraisalPolicy, { subjects, entries, window }: MonthInputs): Basis {
  const factsOf = remembered((groupId): SubjectFacts => {
    const members = subjects.filter(({ subject }) => subject.groupId === groupId);
    return pool(members.map(({ facts }) => facts));
  });
  const meansOf = remembered((groupId) =>
    remembered((metric: MetricId) => rateOf(metric, factsOf(groupId), policy.rates)),
  );
  return {
    policy,
    ledger: ledgerOf(entries, window),
    // Drawn by nothing is not drawn.
    meanOf: (groupId, metric) => (compare(policy.rates.shrinkBy, '0') > 0 ? meansOf(groupId)(metric) : null),
    equals: new Map(),
  };
}

function sheetOf(
  policy: AppraisalPolicy,
  {
    of,
    lines,
    allocation,
  }: { of: FrozenSubject; lines: readonly Scored[]; allocation: Allocation | undefined },
): ScoreSheet {
  const votes = ballotParts(policy, of);
  const combined = combinedBallots(votes);
  const ballots = combined && round(combined, LINE_PLACES, policy.rounding.rule);
  const differentiated = differentiatedOf(policy, lines);
  const post = postCoefficient(policy, of.subject);
  const coefficient = allocation?.coefficient ?? ONE;
  const parts = { differentiated, ballots, coefficient: post.times(coefficient) };
  const total = lacksData(policy, lines) ? null : totalOf(policy.result, parts);
  const margin = total && marginOf(policy, lines, parts);
  return {
    subject: of.subject,
    lines: lines.map(({ line }) => line),
    dimensions: dimensionsOf(policy, lines),
    differentiated: differentiated && text(differentiated),
    ballotParts: votes,
    ballots: ballots && text(ballots),
    postCoefficient: text(post),
    allocationCoefficient: text(coefficient),
    ...(allocation && { loads: allocation.loads }),
    total: total && text(round(total, policy.rounding.places, policy.rounding.rule)),
    cases: casesOf(lines),
    margin: margin && text(margin),
  };
}

/** The same question is answered once. */
function remembered<K, V>(answer: (key: K) => V): (key: K) => V {
  const known = new Map<K, { value: V }>();
  return (key) => {
    const entry = known.get(key) ?? { value: answer(key) };
    known.set(key, entry);
    return entry.value;
  };
}
