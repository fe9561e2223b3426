import { z } from 'zod';
import type { KeptPolicy } from '../app/ports.ts';
import type { Ballot } from '../engine/appraisal/ballot.ts';
import type { LedgerEntry } from '../engine/appraisal/entry.ts';
import { type Appeal, MONTH_STATES, type Month, type Proposal } from '../engine/appraisal/month.ts';
import type {
  Appeal as AppealModel,
  Ballot as BallotModel,
  ScoreEntry as EntryModel,
  AppraisalMonth as MonthModel,
  KeptPolicy as PolicyModel,
  Proposal as ProposalModel,
} from './generated/sqlite/client.ts';
import { texts, toInstant, whole } from './map.ts';
import { type RowOf, toJson } from './sql.ts';

/** Rows of months, scores and ballots as the engine knows them, and back. */

/** Of a column that only `commit` writes, and only with what the engine made. */
export function fromJson<T>(json: string): T {
  const value: T = JSON.parse(json);
  return value;
}

const monthRow = z.object({
  id: z.string(),
  streetId: z.string(),
  key: z.string(),
  from: whole,
  until: whole,
  policyHash: z.string(),
  policyVersion: z.string(),
  state: z.enum(MONTH_STATES),
  since: whole,
  version: whole,
  computedAt: whole.nullable(),
  publishedAt: whole.nullable(),
  revision: whole,
  done: texts,
});

export function toMonth(row: unknown): Month {
  const { from, until, ...month } = monthRow.parse(row);
  return { ...month, window: { from, until } };
}

export function monthRowOf({ window, done, ...month }: Month): RowOf<MonthModel> {
  return { ...month, from: window.from, until: window.until, done: toJson(done) };
}

export function toPolicy({ policyId, keptAt, ...row }: PolicyModel): KeptPolicy {
  return { ...row, id: policyId, keptAt: Number(keptAt) };
}

export function policyRowOf({ id, ...policy }: KeptPolicy): RowOf<PolicyModel> {
  return { ...policy, policyId: id };
}

/** A month has a hundred thousand: nothing is checked that `commit` alone could have written, and `same` may make one of equal texts. */
export function toEntry(row: EntryModel, same = (value: string) => value): LedgerEntry {
  return {
    id: row.id,
    streetId: same(row.streetId),
    number: Number(row.number),
    subjectId: same(row.subjectId),
    itemId: same(row.itemId),
    points: same(row.points),
    on: Number(row.on),
    at: Number(row.at),
    authorId: same(row.authorId),
    authorName: same(row.authorName),
    reason: same(row.reason),
    evidence: row.evidence === '[]' ? NO_EVIDENCE : fromJson(row.evidence),
    policyVersion: same(row.policyVersion),
    cancels: row.cancels,
    appealId: row.appealId,
  };
}

const NO_EVIDENCE: LedgerEntry['evidence'] = [];

export function entryRowOf(entry: LedgerEntry): RowOf<EntryModel> {
  return { ...entry, evidence: toJson(entry.evidence) };
}

const appealStatus = z.enum(['open', 'upheld', 'rejected', 'withdrawn']);

export function toAppeal(row: AppealModel): Appeal {
  return {
    ...row,
    number: Number(row.number),
    at: Number(row.at),
    status: appealStatus.parse(row.status),
    answeredAt: toInstant(row.answeredAt),
  };
}

export function appealRowOf(appeal: Appeal): RowOf<AppealModel> {
  return { ...appeal };
}

const proposalStatus = z.enum(['open', 'confirmed', 'rejected']);
const answerer = z.enum(['secretary', 'street']);

export function toProposal(row: ProposalModel): Proposal {
  return {
    ...row,
    number: Number(row.number),
    answeredBy: answerer.parse(row.answeredBy),
    because: fromJson(row.because),
    status: proposalStatus.parse(row.status),
    at: Number(row.at),
    answeredAt: toInstant(row.answeredAt),
  };
}

export function proposalRowOf(proposal: Proposal): RowOf<ProposalModel> {
  return { ...proposal, because: toJson(proposal.because) };
}

const ballotStatus = z.enum(['open', 'closed']);

export type BallotRow = Omit<BallotModel, 'ruleId'> & { tasks: string };

export function toBallot(row: BallotRow): Ballot {
  return {
    id: row.id,
    streetId: row.streetId,
    monthKey: row.monthKey,
    number: Number(row.number),
    rule: fromJson(row.rule),
    opensAt: Number(row.opensAt),
    closesAt: Number(row.closesAt),
    tasks: fromJson(row.tasks),
    status: ballotStatus.parse(row.status),
    reminded: texts.parse(row.reminded),
  };
}

export function ballotRowOf({ tasks: _, rule, reminded, ...ballot }: Ballot): RowOf<BallotModel> {
  return { ...ballot, ruleId: rule.id, rule: toJson(rule), reminded: toJson(reminded) };
}
