import type { Ballot, Vote } from '../../../engine/appraisal/ballot.ts';
import { castVote, isOpen, tasksLeft, votedKey } from '../../../engine/appraisal/ballot-vote.ts';
import { indexOrganisation } from '../../../engine/org/lookup.ts';
import { NO_NEEDS } from '../../incoming/needs.ts';
import { tokenHash } from '../../keys.ts';
import type { BallotLink, Clock, Plan, Store } from '../../ports.ts';
import { namesOf, type VoterView } from './ballot-shown.ts';

/** Whom the holder of a link has still to rate; nothing of anybody else. */
export type BallotPage =
  | { state: 'unknown' }
  /** Too late, or all of it is over. */
  | { state: 'closed' }
  /** Everything is given. */
  | { state: 'done' }
  | { state: 'open'; ballots: readonly PageBallot[] };

export interface PageBallot {
  name: string;
  secret: boolean;
  most: number;
  closesAt: number;
  subjects: readonly PageSubject[];
}

export interface PageSubject {
  name: string;
  aspects: readonly { name: string; field: string }[];
}

/** What came back from the page, by field. */
export type Filled = Readonly<Record<string, string>>;

export type Submitted =
  | BallotPage
  | { state: 'taken'; names: readonly string[]; left: BallotPage }
  /** Somebody was rated in part or with what is no mark: nothing was kept. */
  | { state: 'wrong'; names: readonly string[]; page: BallotPage }
  /** Nobody was rated. */
  | { state: 'empty'; page: BallotPage };

export interface PageParts {
  store: Store;
  clock: Clock;
}

/** What a link leads to now. Looking at it uses nothing up: chats look at links too. */
export async function openBallotPage(token: string, parts: PageParts): Promise<BallotPage> {
  const opened = await openLink(token, parts);
  return opened === null ? { state: 'unknown' } : pageOf(opened);
}

const MOST_TRIES = 5;

/** Takes everybody who was rated whole, in one transaction; whoever was left out stays to be rated. */
export async function submitBallotPage(token: string, filled: Filled, parts: PageParts): Promise<Submitted> {
  for (let tries = 1; ; tries += 1) {
    const opened = await openLink(token, parts);
    if (opened === null) return { state: 'unknown' };
    const page = pageOf(opened);
    if (page.state !== 'open') return page;
    const { votes, names, wrong } = votesIn(filled, opened);
    if (wrong.length > 0) return { state: 'wrong', names: wrong, page };
    if (votes.length === 0) return { state: 'empty', page };
    if ((await parts.store.commit(planOf(votes))) === 'committed') {
      const voted = new Set([...opened.voted, ...votes.map(({ key }) => key)]);
      return { state: 'taken', names, left: pageOf({ ...opened, voted }) };
    }
    // The same person at the same time by message, or the ballot has closed.
    if (tries >= MOST_TRIES) throw new Error('a vote lost its races');
  }
}

interface Opened extends VoterView {
  link: BallotLink;
}

/** The open and finished ballots of the month in which the link was given, as its voter sees them. */
async function openLink(token: string, { store, clock }: PageParts): Promise<Opened | null> {
  const link = await store.appraisal.link(tokenHash(token));
  if (link === null) return null;
  const { organisation } = await store.organisation();
  const appraisal = organisation.streets.map(({ id }) => ({ by: 'ballots', streetId: id }) as const);
  const loaded = await store.load({ ...NO_NEEDS, appraisal });
  const all = loaded.appraisal?.ballots ?? [];
  const own = all.find(({ id }) => id === link.ballotId);
  const ballots = all.filter((one) => one.streetId === own?.streetId && one.monthKey === own.monthKey);
  return {
    link,
    ballots: ballots.toSorted((a, b) => a.number - b.number),
    voterId: link.voterId,
    voted: loaded.appraisal?.voted ?? new Set(),
    directory: indexOrganisation(organisation),
    now: clock.now(),
  };
}

function pageOf(opened: Opened): BallotPage {
  const open = openBallots(opened);
  if (open.length === 0) return { state: 'closed' };
  const ballots = open.flatMap((ballot) => {
    const subjects = subjectsLeft(ballot, opened).map(({ name, fields }) => ({
      name,
      aspects: ballot.rule.aspects.map((aspect, index) => ({
        name: aspect.name,
        field: fields[index] ?? '',
      })),
    }));
    const { name, secret, most } = ballot.rule;
    return subjects.length > 0 ? [{ name, secret, most, closesAt: ballot.closesAt, subjects }] : [];
  });
  return ballots.length > 0 ? { state: 'open', ballots } : { state: 'done' };
}

function openBallots({ ballots, link, voterId, now }: Opened): readonly Ballot[] {
  if (link.expiresAt <= now) return [];
  return ballots.filter(
    (ballot) => isOpen(ballot, now) && ballot.tasks.some((task) => task.voterId === voterId),
  );
}

interface SubjectLeft {
  id: string;
  name: string;
  /** One an aspect. */
  fields: readonly string[];
}

/** Tasks never change once a ballot is open, so their places name them from one request to the next. */
function subjectsLeft(ballot: Ballot, { voterId, voted, directory }: Opened): readonly SubjectLeft[] {
  const own = namesOf(
    ballot.tasks.filter((task) => task.voterId === voterId),
    directory,
  );
  const left = new Set(tasksLeft(ballot, voterId, voted).map(({ subjectId }) => subjectId));
  return own.flatMap(({ id, name }, place) => {
    const fields = ballot.rule.aspects.map((_, aspect) => `v-${ballot.number}-${place}-${aspect}`);
    return left.has(id) ? [{ id, name, fields }] : [];
  });
}

interface Given {
  vote: Vote;
  key: string;
  ballot: Ballot;
}

function votesIn(filled: Filled, opened: Opened) {
  const votes: Given[] = [];
  const names: string[] = [];
  const wrong: string[] = [];
  for (const ballot of openBallots(opened))
    for (const subject of subjectsLeft(ballot, opened)) {
      const written = subject.fields.map((field) => (filled[field] ?? '').trim());
      if (written.every((text) => text === '')) continue;
      const cast = { voterId: opened.voterId, subject, values: written.map(markOf) };
      const result = castVote(ballot, cast, opened);
      if (!result.ok) {
        wrong.push(subject.name);
        continue;
      }
      votes.push({ vote: result.value, key: votedKey(result.value), ballot });
      names.push(subject.name);
    }
  return { votes, names, wrong };
}

/** Not a number: no mark. */
function markOf(text: string): number {
  return /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
}

function planOf(votes: readonly Given[]): Plan {
  const appraisal = votes.map(({ vote, ballot }) => {
    const { secret, most } = ballot.rule;
    return { type: 'voted', vote, secret, most } as const;
  });
  return { inbound: [], tickets: [], outbox: [], org: [], appraisal };
}
