/** What another policy, or one number of it changed, would have made of a frozen month (rules.md 8.4, 试算). */
import { type Comparison, compareScores } from './compare.ts';
import type { LedgerEntry } from './entry.ts';
import type { Window } from './facts.ts';
import type { AppraisalPolicy, PeerGroup } from './policy.ts';
import { scoreMonth } from './score.ts';
import type { FrozenSubject, MonthScores } from './sheet.ts';

/** A computed month as it can be scored again. */
export interface Replayable {
  key: string;
  window: Window;
  policy: AppraisalPolicy;
  subjects: readonly FrozenSubject[];
  entries: readonly LedgerEntry[];
}

/** The same facts, ballots and entries under two policies; nothing is kept. */
export function whatIf(month: Replayable, other: AppraisalPolicy): Comparison {
  return compareScores(replay(month), replay({ ...month, ...under(other, month) }));
}

/** The digits that were published: of what was frozen, the ledger and the kept policy. */
export function replay({ policy, ...inputs }: Replayable): MonthScores {
  return scoreMonth(policy, inputs);
}

/** Under another policy people may be of another group, or of none. */
function under(policy: AppraisalPolicy, { subjects }: Replayable): Pick<Replayable, 'policy' | 'subjects'> {
  const moved = subjects.flatMap((one): FrozenSubject[] => {
    const group = policy.groups.find((candidate) => belongs(candidate, one));
    return group ? [{ ...one, subject: { ...one.subject, groupId: group.id } }] : [];
  });
  return { policy, subjects: moved };
}

function belongs(group: PeerGroup, { subject }: FrozenSubject): boolean {
  if (group.subject !== subject.kind) return false;
  return subject.kind === 'community' || (subject.post !== null && group.posts.includes(subject.post));
}
