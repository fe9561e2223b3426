import type { Ballot } from '../../../engine/appraisal/ballot.ts';
import { isDueToOpen, remindersDue } from '../../../engine/appraisal/ballot-due.ts';
import { type Served, tasksOf } from '../../../engine/appraisal/ballot-tasks.ts';
import { unfinished } from '../../../engine/appraisal/ballot-vote.ts';
import { NOTHING_COUNTED, subjectsOf } from '../../../engine/appraisal/subjects.ts';
import { ballotKey, tokenHash } from '../../keys.ts';
import type { Told } from '../told.ts';
import { type BallotLook, type Round, roundsOf } from './ballot-look.ts';
import type { BallotReply } from './ballot-replies.ts';
import { chatOfVoter, type VoterWork, workByVoter } from './ballot-voters.ts';

/** Opens what is due; each voter hears of everything at once, and nobody twice. */
export async function openBallots(look: BallotLook): Promise<readonly Told[]> {
  const known = new Set(look.workspace.appraisal.ballots.map(({ id }) => id));
  const due = roundsOf(look).filter(
    ({ times, monthKey, rule }) =>
      isDueToOpen(times, look.now) && !known.has(ballotKey(look.streetId, monthKey, rule.id)),
  );
  const opened: Ballot[] = [];
  for (const round of due) opened.push(...(await openOne(round, look)));
  for (const ballot of opened) look.workspace.appraise({ type: 'ballot-opened', ballot });
  const work = workByVoter(
    opened.map((ballot) => ({ ballot, tasks: ballot.tasks })),
    look,
  );
  const months = new Map(opened.map(({ number, monthKey }) => [number, monthKey]));
  return told(work, look, ({ ballots, last }, link) => {
    const monthKey = months.get(ballots[0]?.number ?? 0) ?? last.monthKey;
    return { code: 'ballot-opened', monthKey, ballots, link };
  });
}

/** None where nobody is to rate anybody. */
async function openOne(round: Round, look: BallotLook): Promise<readonly Ballot[]> {
  const { monthKey, window, policy, rule, times } = round;
  const { streetId, directory, now, parts } = look;
  const { calendar } = parts.policy;
  const context = { directory, streetId, calendar, window, counted: NOTHING_COUNTED };
  const subjects = subjectsOf(policy, context).map(({ subject }) => subject);
  const served: readonly Served[] =
    rule.raters === 'residents' ? await parts.store.appraisal.served(streetId, window) : [];
  const tasks = tasksOf(rule, { directory, streetId, subjects, served, now });
  if (tasks.length === 0) return [];
  const ballot: Ballot = {
    id: ballotKey(streetId, monthKey, rule.id),
    streetId,
    monthKey,
    number: look.workspace.nextAppraisalNumber('ballot'),
    rule,
    ...times,
    tasks,
    status: 'open',
    reminded: [],
  };
  // Opened late: its first message is reminder enough.
  return [{ ...ballot, reminded: remindersDue(ballot, now) }];
}

/** Whoever has not finished is reminded once for everything that is due. */
export function remindOfBallots(look: BallotLook): readonly Told[] {
  const { ballots, voted } = look.workspace.appraisal;
  const due = ballots.map((ballot) => ({ ballot, keys: remindersDue(ballot, look.now) }));
  const reminding = due.filter(({ keys }) => keys.length > 0);
  for (const { ballot, keys } of reminding) {
    const changed = { ...ballot, reminded: [...ballot.reminded, ...keys] };
    look.workspace.appraise({ type: 'ballot-changed', ballot: changed });
  }
  const work = workByVoter(
    reminding.map(({ ballot }) => ({ ballot, tasks: unfinished(ballot, voted) })),
    look,
  );
  return told(work, look, (one, link) => ({ code: 'ballot-reminder', ballots: one.ballots, link }));
}

/** One private message each, with a link of this voter's own where there are pages. */
function told(
  work: readonly VoterWork[],
  look: BallotLook,
  replyOf: (one: VoterWork, link: string | null) => BallotReply,
): readonly Told[] {
  return work.flatMap((one): readonly Told[] => {
    const target = chatOfVoter(one.voterId, look);
    if (target === null) return [];
    const reply = replyOf(one, newLink(one, look));
    const about = one.ballots.map(({ number }) => number).join();
    return [{ about, target, reply, attached: [] }];
  });
}

/** Only its hash is kept; it is good until the last of these ballots closes. */
function newLink({ voterId, last }: VoterWork, { parts, workspace }: BallotLook): string | null {
  const address = parts.ballotPages?.address() ?? null;
  if (!parts.ballotPages || address === null) return null;
  const token = parts.ballotPages.newToken();
  const link = { tokenHash: tokenHash(token), ballotId: last.id, voterId, expiresAt: last.closesAt };
  workspace.appraise({ type: 'link-issued', link });
  return `${address}/ballot/${token}`;
}
