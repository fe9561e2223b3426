import { privateChatWith } from '../../../chat/message.ts';
import type { Ballot, BallotTask } from '../../../engine/appraisal/ballot.ts';
import type { PersonId } from '../../../engine/glossary.ts';
import { localPart } from '../../keys.ts';
import { privateChat, type Target } from '../../outgoing/address.ts';
import type { Reaching } from '../recipients.ts';
import type { BallotShown } from './ballot-replies.ts';
import { shownBallot } from './ballot-shown.ts';

/** What one voter has to do in several ballots at once. */
export interface VoterWork {
  voterId: PersonId;
  ballots: readonly BallotShown[];
  /** Of the ballot its link is issued for: the one that closes last. */
  last: Ballot;
}

/** By voter, each with only their own part. */
export function workByVoter(
  parts: readonly { ballot: Ballot; tasks: readonly BallotTask[] }[],
  reaching: Reaching,
): readonly VoterWork[] {
  const own = new Map<PersonId, { ballot: Ballot; tasks: BallotTask[] }[]>();
  for (const { ballot, tasks } of parts)
    for (const task of tasks) {
      const list = own.get(task.voterId) ?? [];
      own.set(task.voterId, list);
      const at = list.find((one) => one.ballot === ballot);
      if (at) at.tasks.push(task);
      else list.push({ ballot, tasks: [task] });
    }
  return [...own].flatMap(([voterId, list]) => {
    const [last] = list.map(({ ballot }) => ballot).toSorted((a, b) => b.closesAt - a.closesAt);
    const ballots = list.map(({ ballot, tasks }) => shownBallot(ballot, tasks, reaching.directory));
    return last ? [{ voterId, ballots, last }] : [];
  });
}

/** The voter's own chat with the bot; none: they have no account yet and may be told later by 测评. */
export function chatOfVoter(voterId: PersonId, reaching: Reaching): Target | null {
  const known = privateChat(voterId, reaching)?.[0];
  if (known || reaching.directory.staff(voterId)) return known ?? null;
  // Residents have no file: their id is their account's.
  const network = voterId.slice(0, Math.max(voterId.indexOf(':'), 0));
  if (network === '') return null;
  const chatId = privateChatWith(localPart(voterId));
  return { network, chatId, roomId: null, mentions: [], toResidents: true, personId: voterId };
}
