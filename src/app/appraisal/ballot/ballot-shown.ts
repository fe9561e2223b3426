import type { Ballot, BallotTask } from '../../../engine/appraisal/ballot.ts';
import { isOpen, tasksLeft, type Voted } from '../../../engine/appraisal/ballot-vote.ts';
import type { Instant, PersonId } from '../../../engine/glossary.ts';
import type { Directory } from '../../../engine/org/lookup.ts';
import type { BallotShown } from './ballot-replies.ts';

/** A subject as a voter reads its name: with its community where two of the ballot are called the same. */
export interface Named {
  id: string;
  name: string;
}

/** What one voter sees and may do. */
export interface VoterView {
  ballots: readonly Ballot[];
  voterId: PersonId;
  voted: Voted;
  directory: Directory;
  now: Instant;
}

/** Open ballots in which this voter has still something to do, by number. */
export function ballotsLeft(view: VoterView): readonly BallotShown[] {
  return view.ballots
    .filter((ballot) => isOpen(ballot, view.now))
    .map((ballot) => shownBallot(ballot, tasksLeft(ballot, view.voterId, view.voted), view.directory))
    .filter(({ names }) => names.length > 0)
    .toSorted((a, b) => a.number - b.number);
}

export function shownBallot(
  { number, rule, closesAt }: Pick<Ballot, 'number' | 'rule' | 'closesAt'>,
  tasks: readonly BallotTask[],
  directory: Directory,
): BallotShown {
  return {
    number,
    name: rule.name,
    secret: rule.secret,
    aspects: rule.aspects.map(({ name }) => name),
    most: rule.most,
    closesAt,
    names: namesOf(tasks, directory).map(({ name }) => name),
  };
}

/** In the order of the tasks. */
export function namesOf(tasks: readonly BallotTask[], directory: Directory): readonly Named[] {
  const plain = tasks.map(({ subjectId }) => ({ id: subjectId, name: directory.nameOf(subjectId) }));
  const times = new Map<string, number>();
  for (const { name } of plain) times.set(name, (times.get(name) ?? 0) + 1);
  return plain.map(({ id, name }) => ({
    id,
    name: times.get(name) === 1 ? name : `${name}(${placeOf(id, directory)})`,
  }));
}

/** Where somebody works: their first post's community, or the street. */
function placeOf(id: string, directory: Directory): string {
  const at = directory.staff(id)?.posts[0]?.at ?? id;
  return directory.nameOf(directory.scopeOf(at)?.communityId ?? at);
}
