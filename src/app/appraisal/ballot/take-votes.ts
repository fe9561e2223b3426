import type { Ballot, Vote } from '../../../engine/appraisal/ballot.ts';
import { castVote, isOpen, votedKey } from '../../../engine/appraisal/ballot-vote.ts';
import type { SpokenVote } from '../../../engine/appraisal/ballot-words.ts';
import type { Refusal, Result } from '../../../engine/refusal.ts';
import { accept, refuse } from '../../../engine/refusal.ts';
import { ballotsLeft, type Named, namesOf, type VoterView } from './ballot-shown.ts';

export interface Taken {
  ballot: Ballot;
  vote: Vote;
  /** Of whoever was rated. */
  name: string;
}

export interface TakenVotes {
  taken: readonly Taken[];
  /** The first line that was not taken. */
  refusal: Refusal | null;
  /** With those taken now. */
  voted: ReadonlySet<string>;
}

/** Takes every line that is right; of the others the voter hears the first, and whom they have still to rate. */
export function takeVotes(spoken: readonly SpokenVote[], view: VoterView): TakenVotes {
  const voted = new Set(view.voted);
  const taken: Taken[] = [];
  let refusal: Refusal | null = null;
  for (const line of spoken) {
    const result = takeLine(line, { ...view, voted });
    if (result.ok) {
      taken.push(result.value);
      voted.add(votedKey(result.value.vote));
    } else refusal ??= result.refusal;
  }
  return { taken, refusal, voted };
}

interface Choice {
  ballot: Ballot;
  subject: Named;
}

function takeLine(line: SpokenVote, view: VoterView): Result<Taken> {
  const choices = choicesOf(line, view);
  const chosen = chooseBallot(line, choices, view);
  if (!chosen.ok) return chosen;
  const { ballot, subject } = chosen.value;
  const { voterId, voted, now } = view;
  const vote = castVote(ballot, { voterId, subject, values: line.values }, { voted, now });
  return vote.ok ? accept({ ballot, vote: vote.value, name: subject.name }) : vote;
}

/** Every ballot in which this voter rates somebody called so, finished and closed ones included. */
function choicesOf(line: SpokenVote, view: VoterView): readonly Choice[] {
  return view.ballots
    .filter(({ number }) => line.ballotNumber === null || number === line.ballotNumber)
    .flatMap((ballot) => {
      const own = ballot.tasks.filter(({ voterId }) => voterId === view.voterId);
      return called(line.name, namesOf(own, view.directory)).map((subject) => ({ ballot, subject }));
    });
}

/** By the whole name, or by a part that only one has. */
function called(name: string, all: readonly Named[]): readonly Named[] {
  const plain = (text: string) => text.normalize('NFKC').replaceAll(/\s/g, '');
  const whole = all.filter((one) => plain(one.name) === plain(name));
  if (whole.length > 0) return whole;
  const part = all.filter(
    (one) => plain(one.name).startsWith(plain(name)) || plain(one.name).endsWith(plain(name)),
  );
  return part.length === 1 ? part : [];
}

function chooseBallot(line: SpokenVote, choices: readonly Choice[], view: VoterView): Result<Choice> {
  const waiting = choices.filter((choice) => isWaiting(choice, view));
  const fitting = waiting.filter(({ ballot }) => ballot.rule.aspects.length === line.values.length);
  const [only, other] = fitting.length > 0 ? fitting : waiting;
  if (only && !other) return accept(only);
  if (only) return refuse(whichBallot(waiting));
  // Voted on or closed: what is wrong with the newest of them is said.
  const past = choices.findLast(({ ballot }) => isOpen(ballot, view.now)) ?? choices.at(-1);
  if (past) return accept(past);
  const names = ballotsLeft(view).flatMap((ballot) => ballot.names);
  return refuse({ code: 'ballot-not-yours', subject: line.name, names });
}

function isWaiting({ ballot, subject }: Choice, { voterId, voted, now }: VoterView): boolean {
  return isOpen(ballot, now) && !voted.has(votedKey({ ballotId: ballot.id, voterId, subjectId: subject.id }));
}

function whichBallot(choices: readonly Choice[]): Refusal {
  return {
    code: 'which-ballot',
    subject: choices[0]?.subject.name ?? '',
    ballots: choices.map(({ ballot }) => ({ number: ballot.number, name: ballot.rule.name })),
  };
}
