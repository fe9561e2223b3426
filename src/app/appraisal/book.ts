import type { AppraisalChange, AppraisalLoaded } from './ports.ts';

/** What was loaded of months, scores and ballots, as the changes of this batch leave it: a later message sees what an earlier one did. */
export interface AppraisalBook {
  known: AppraisalLoaded;
  apply(change: AppraisalChange): void;
}

export function createAppraisalBook(loaded: AppraisalLoaded): AppraisalBook {
  const known = { ...loaded };
  return { known, apply: (change) => void Object.assign(known, partAfter(known, change)) };
}

/** Only what commands of one batch can meet again; scores and votes are read when they are needed. */
function partAfter(known: AppraisalLoaded, change: AppraisalChange): Partial<AppraisalLoaded> {
  switch (change.type) {
    case 'month-saved':
      return { months: put(known.months, change.month) };
    case 'entry-added':
      return { entries: put(known.entries, change.entry) };
    case 'appeal-added':
    case 'appeal-answered':
      return { appeals: put(known.appeals, change.appeal) };
    case 'proposal-added':
    case 'proposal-answered':
      return { proposals: put(known.proposals, change.proposal) };
    case 'ballot-opened':
    case 'ballot-changed':
      return { ballots: put(known.ballots, change.ballot) };
    case 'voted':
      return { voted: new Set([...known.voted, voteKey(change.vote)]) };
    default:
      return {};
  }
}

function voteKey({ ballotId, voterId, subjectId }: { ballotId: string; voterId: string; subjectId: string }) {
  return `${ballotId} ${voterId} ${subjectId}`;
}

/** In its place, or as the newest. */
function put<Row extends { id: string }>(rows: readonly Row[], row: Row): readonly Row[] {
  return rows.some(({ id }) => id === row.id)
    ? rows.map((one) => (one.id === row.id ? row : one))
    : [row, ...rows];
}
