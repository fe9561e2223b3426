import type { Instant, PersonId } from '../glossary.ts';
import type { Result } from '../refusal.ts';
import { accept, refuse } from '../refusal.ts';
import type { Ballot, BallotTask, Vote } from './ballot.ts';

/** `ballotId voterId subjectId` of whoever has voted. */
export type Voted = ReadonlySet<string>;

export function votedKey({ ballotId, voterId, subjectId }: Omit<Vote, 'values'>): string {
  return `${ballotId} ${voterId} ${subjectId}`;
}

export interface Cast {
  voterId: PersonId;
  subject: { id: string; name: string };
  /** One number an aspect, in the order of the rule. */
  values: readonly number[];
}

/** Whether this person may give this vote now: each of their own tasks once, while the ballot is open, in whole numbers. */
export function castVote(
  ballot: Ballot,
  { voterId, subject, values }: Cast,
  { voted, now }: { voted: Voted; now: Instant },
): Result<Vote> {
  const vote = { ballotId: ballot.id, voterId, subjectId: subject.id };
  const isTheirs = ballot.tasks.some((task) => task.voterId === voterId && task.subjectId === subject.id);
  if (!isTheirs) {
    return refuse({ code: 'ballot-not-yours', subject: subject.name, names: [] });
  }
  if (!isOpen(ballot, now)) return refuse({ code: 'ballot-closed', ballot: ballot.rule.name });
  if (voted.has(votedKey(vote))) return refuse({ code: 'voted-before', subject: subject.name });
  if (!fits(ballot, values)) return refuse(votesWrong(ballot, subject.name));
  const byAspect = ballot.rule.aspects.map(({ id }, index) => [id, values[index] ?? 0] as const);
  return accept({ ...vote, values: Object.fromEntries(byAspect) });
}

export function isOpen({ status, opensAt, closesAt }: Ballot, now: Instant): boolean {
  return status === 'open' && opensAt <= now && now < closesAt;
}

/** What this person has still to do in a ballot. */
export function tasksLeft(ballot: Ballot, voterId: PersonId, voted: Voted): readonly BallotTask[] {
  return unfinished(ballot, voted).filter((task) => task.voterId === voterId);
}

/** What nobody has done yet. */
export function unfinished(ballot: Ballot, voted: Voted): readonly BallotTask[] {
  return ballot.tasks.filter((task) => !voted.has(votedKey({ ballotId: ballot.id, ...task })));
}

function votesWrong({ rule }: Ballot, subject: string) {
  const aspects = rule.aspects.map(({ name }) => name);
  return { code: 'votes-wrong', subject, aspects, most: rule.most } as const;
}

function fits({ rule }: Ballot, values: readonly number[]): boolean {
  const isAllowed = (value: number) => Number.isInteger(value) && value >= 0 && value <= rule.most;
  return values.length === rule.aspects.length && values.every(isAllowed);
}
