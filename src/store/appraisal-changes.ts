import type { AppraisalChange } from '../app/ports.ts';
import type { Ballot } from '../engine/appraisal/ballot.ts';
import type { Appeal, Month, Proposal } from '../engine/appraisal/month.ts';
import {
  appealRowOf,
  ballotRowOf,
  entryRowOf,
  monthRowOf,
  policyRowOf,
  proposalRowOf,
} from './appraisal-rows.ts';
import { voteStatements } from './ballots.ts';
import { pack } from './packed.ts';
import { chunks, insert, type Sql, sql, text, toJson } from './sql.ts';

/** Whole sheets are long: so many rows a statement keep what a close holds in memory small. */
const BODIES_AT_ONCE = 200;

/** What a plan changes of months, scores and ballots. Whoever was slower breaks a unique key or a NOT NULL: a conflict. */
export function appraisalStatements(changes: readonly AppraisalChange[]): readonly Sql[] {
  return changes.flatMap(statementsOf);
}

function statementsOf(change: AppraisalChange): readonly Sql[] {
  switch (change.type) {
    case 'policy-kept':
      return insert('KeptPolicy', [policyRowOf(change.policy)], 'ON CONFLICT ("hash") DO NOTHING');
    case 'month-saved':
      return monthSaved(change.month, change.fromRevision);
    case 'subjects-frozen':
      return bodies('FrozenSubject', change.subjects, (one) => ({
        monthId: change.monthId,
        subjectId: one.subject.id,
      }));
    case 'sheets-added':
      return bodies('ScoreSheet', change.sheets, (one) => ({
        monthId: change.monthId,
        subjectId: one.subject.id,
        version: change.version,
      }));
    case 'entry-added':
      return insert('ScoreEntry', [entryRowOf(change.entry)]);
    case 'appeal-added':
      return insert('Appeal', [appealRowOf(change.appeal)]);
    case 'proposal-added':
      return insert('Proposal', [proposalRowOf(change.proposal)]);
    default:
      return answerOrBallot(change);
  }
}

type Rest = Extract<
  AppraisalChange,
  {
    type:
      | 'appeal-answered'
      | 'proposal-answered'
      | 'ballot-opened'
      | 'ballot-changed'
      | 'voted'
      | 'link-issued';
  }
>;

function answerOrBallot(change: Rest): readonly Sql[] {
  switch (change.type) {
    case 'appeal-answered':
      return appealAnswered(change.appeal);
    case 'proposal-answered':
      return proposalAnswered(change.proposal);
    case 'ballot-opened':
      return ballotOpened(change.ballot);
    case 'ballot-changed':
      return ballotChanged(change.ballot);
    case 'voted':
      return voteStatements(change);
    case 'link-issued':
      return insert('BallotLink', [{ ...change.link }]);
  }
}

/** A row that has moved on since gets no revision, which its column does not take. */
function monthSaved(month: Month, fromRevision: number): readonly Sql[] {
  const row = monthRowOf(month);
  if (fromRevision === 0) return insert('AppraisalMonth', [row]);
  return [
    sql`UPDATE "AppraisalMonth" SET "policyHash" = ${text(row.policyHash)}, "policyVersion" = ${text(row.policyVersion)},
      "from" = ${row.from}, "until" = ${row.until}, "state" = ${row.state}, "since" = ${row.since},
      "version" = ${row.version}, "computedAt" = ${row.computedAt}, "publishedAt" = ${row.publishedAt},
      "done" = ${text(row.done)}, "revision" = CASE WHEN "revision" = ${fromRevision} THEN CAST(${row.revision} AS INTEGER) END
      WHERE "id" = ${text(row.id)}`,
  ];
}

function bodies<One extends object>(
  table: string,
  all: readonly One[],
  keyOf: (one: One) => Record<string, string | number>,
): readonly Sql[] {
  return chunks(all, BODIES_AT_ONCE).flatMap((part) =>
    insert(
      table,
      part.map((one) => ({ ...keyOf(one), body: pack(one) })),
    ),
  );
}

/** Answered once: of two who answer at the same time the second is a conflict. */
function appealAnswered(appeal: Appeal): readonly Sql[] {
  return [
    sql`UPDATE "Appeal" SET "status" = CASE WHEN "status" = 'open' THEN ${appeal.status} END,
      "answeredBy" = ${appeal.answeredBy}, "answeredAt" = ${appeal.answeredAt}, "answer" = ${text(appeal.answer)}
      WHERE "id" = ${text(appeal.id)}`,
  ];
}

function proposalAnswered(proposal: Proposal): readonly Sql[] {
  return [
    sql`UPDATE "Proposal" SET "status" = CASE WHEN "status" = 'open' THEN ${proposal.status} END,
      "byId" = ${proposal.byId}, "answeredAt" = ${proposal.answeredAt}, "reason" = ${text(proposal.reason)}
      WHERE "id" = ${text(proposal.id)}`,
  ];
}

function ballotOpened(ballot: Ballot): readonly Sql[] {
  return [
    ...insert('Ballot', [ballotRowOf(ballot)]),
    ...insert('BallotRoll', [{ ballotId: ballot.id, tasks: toJson(ballot.tasks) }]),
  ];
}

/** Whoever still takes it for open does not open it again. */
function ballotChanged({ id, status, reminded }: Ballot): readonly Sql[] {
  return [
    sql`UPDATE "Ballot" SET "status" = CASE WHEN "status" = 'open' OR ${status} = 'closed' THEN ${status} END,
      "reminded" = ${toJson(reminded)} WHERE "id" = ${text(id)}`,
  ];
}
