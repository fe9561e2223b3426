import type { FactId, SubjectFacts } from '../../../engine/appraisal/facts.ts';
import type { AppraisalPolicy } from '../../../engine/appraisal/policy.ts';
import type {
  FrozenSubject,
  MonthScores,
  Rank,
  Ranking,
  ScoreSheet,
} from '../../../engine/appraisal/sheet.ts';
import type { Instant, StreetId } from '../../../engine/glossary.ts';
import { reportReference, WHOLE_STREET } from '../../reports/reference.ts';
import { alone, type Reaching, type RoomOf, roomsIn } from '../recipients.ts';
import type { Told } from '../told.ts';
import type { CommunityFigures, OwnScore, RankingShown, Share } from './month-replies.ts';

/** A month's scores with all that is needed to make them known. */
export interface Publishing extends Reaching {
  streetId: StreetId;
  monthKey: string;
  version: number;
  policy: AppraisalPolicy;
  scores: MonthScores;
  frozen: readonly FrozenSubject[];
  appealUntil: Instant;
  isLate: boolean;
}

/**
 * Everything that publishing makes known (rules.md 8.4), each scope as the policy has it: rankings to the street and the worker
 * rooms, everybody's own score to them alone, the communities' figures to the residents. A month in which nothing happened is silent.
 */
export function publication(given: Publishing): readonly Told[] {
  if (!anythingHappened(given)) return [];
  const { streetRanking, workerRanking, ownScores, residentFigures } = given.policy.publication;
  return [
    ...(streetRanking
      ? roomsIn(given.streetId, 'street', given).flatMap((room) => rankingsFor(room, given))
      : []),
    ...(workerRanking
      ? roomsIn(given.streetId, 'worker', given).flatMap((room) => rankingsFor(room, given))
      : []),
    ...(ownScores ? ownScoresOf(given) : []),
    ...(residentFigures ? figuresFor(given) : []),
  ];
}

function anythingHappened({ frozen, scores }: Pick<Publishing, 'frozen' | 'scores'>): boolean {
  const isKnown = ({ facts, ballots }: FrozenSubject) =>
    ballots.some(({ voted }) => voted > 0) || Object.values(facts).some(({ tickets }) => tickets.length > 0);
  const isWritten = ({ lines }: ScoreSheet) =>
    lines.some(({ because }) => because.type === 'entries' && because.count > 0);
  return frozen.some(isKnown) || scores.sheets.some(isWritten);
}

/** A ranking each for the groups that have somebody ranked there, with its picture; the sheet of all behind the last. */
export function rankingsFor(room: RoomOf, given: Publishing): readonly Told[] {
  const told = given.scores.rankings.flatMap((ranking): Told[] => {
    const shown = rankingShown(ranking, room.communityId, given);
    if (shown === null) return [];
    const attached = [pictureOf(ranking, room.communityId, given)];
    return [
      {
        about: `ranking:${ranking.groupId}`,
        target: room.target,
        reply: { code: 'month-ranking', shown },
        attached,
      },
    ];
  });
  const last = told.at(-1);
  if (!last) return [];
  return [...told.slice(0, -1), { ...last, attached: [...last.attached, sheetOf(room.communityId, given)] }];
}

function rankingShown(
  ranking: Ranking,
  communityId: string | null,
  given: Pick<Publishing, 'policy' | 'scores' | 'monthKey' | 'version' | 'directory' | 'isLate'>,
): RankingShown | null {
  const ranks = communityId === null ? ranking.ranks : ranksIn(ranking, communityId, given.scores);
  if (ranks.every(({ place }) => place === null)) return null;
  return {
    monthKey: given.monthKey,
    version: given.version,
    groupName: ranking.groupName,
    kind: given.policy.groups.find(({ id }) => id === ranking.groupId)?.subject ?? 'person',
    ranks,
    ranked: rankedIn(ranking),
    of: communityId === null ? null : given.directory.nameOf(communityId),
    isLate: given.isLate,
  };
}

/** Those of a group who are of a community, in their order. */
export function ranksIn(ranking: Ranking, communityId: string, { sheets }: MonthScores): readonly Rank[] {
  const there = new Set(
    sheets.filter(({ subject }) => subject.communityId === communityId).map(({ subject }) => subject.id),
  );
  return ranking.ranks.filter(({ subjectId }) => there.has(subjectId));
}

export function rankedIn({ ranks }: Pick<Ranking, 'ranks'>): number {
  return ranks.filter(({ place }) => place !== null).length;
}

type Named = Pick<Publishing, 'streetId' | 'monthKey' | 'version'>;

function pictureOf(
  { groupId }: Ranking,
  communityId: string | null,
  { streetId, monthKey, version }: Named,
): string {
  const scope = communityId === null ? groupId : `${communityId}:${groupId}`;
  return reportReference({ kind: 'ranking', streetId, monthKey, version, scope });
}

function sheetOf(communityId: string | null, { streetId, monthKey, version }: Named): string {
  return reportReference({
    kind: 'rankings',
    streetId,
    monthKey,
    version,
    scope: communityId ?? WHOLE_STREET,
  });
}

/** To each person alone; a community's to whoever leads it. */
function ownScoresOf(given: Publishing): readonly Told[] {
  const places = placesOf(given.scores);
  return given.scores.sheets.flatMap((sheet) => {
    const own = ownScore(sheet, places.get(sheet.subject.id), given);
    return holdersOf(sheet, given).flatMap((personId) =>
      alone(personId, given).map(
        (target): Told => ({
          about: `own:${sheet.subject.id}`,
          target,
          reply: { code: 'month-own', own },
          attached: [],
        }),
      ),
    );
  });
}

export interface Placed {
  rank: Rank;
  groupName: string;
  ranked: number;
}

export function placesOf({ rankings }: MonthScores): ReadonlyMap<string, Placed> {
  return new Map(
    rankings.flatMap((ranking) => {
      const ranked = rankedIn(ranking);
      return ranking.ranks.map(
        (rank) => [rank.subjectId, { rank, groupName: ranking.groupName, ranked }] as const,
      );
    }),
  );
}

export function ownScore(
  sheet: ScoreSheet,
  placed: Placed | undefined,
  {
    monthKey,
    version,
    appealUntil,
    isLate,
  }: Pick<Publishing, 'monthKey' | 'version' | 'appealUntil' | 'isLate'>,
): OwnScore {
  const { rank = null, groupName = '', ranked = 0 } = placed ?? {};
  return { monthKey, version, sheet, rank, groupName, ranked, appealUntil, isLate };
}

/** Who is told of a score as its own. */
export function holdersOf(
  { subject, total }: Pick<ScoreSheet, 'subject' | 'total'>,
  { directory, now }: Reaching,
): readonly string[] {
  if (subject.kind === 'person') return [subject.id];
  // Of a community about which nothing is known there is nothing to tell.
  if (total === null) return [];
  const secretary = directory.secretaryOf(subject.id, now);
  return secretary ? [secretary.id] : [];
}

/** The residents of a community hear how it did, nobody's name. */
function figuresFor(given: Publishing): readonly Told[] {
  const communities = new Map(
    given.frozen.filter(({ subject }) => subject.kind === 'community').map((one) => [one.subject.id, one]),
  );
  return roomsIn(given.streetId, 'resident', given).flatMap(({ target, communityId }): Told[] => {
    const community = communityId === null ? undefined : communities.get(communityId);
    const figures = community ? figuresOf(community, given) : null;
    return figures
      ? [{ about: 'figures', target, reply: { code: 'month-figures', figures }, attached: [] }]
      : [];
  });
}

function figuresOf(
  { subject, facts }: FrozenSubject,
  { monthKey, isLate }: Publishing,
): CommunityFigures | null {
  const finished = countOf(facts, 'finished');
  if (finished === 0) return null;
  return {
    monthKey,
    name: subject.name,
    finished,
    contacted: shareOf(facts, ['contacted-yes'], ['contacted-no']),
    solved: shareOf(facts, ['solved-yes'], ['solved-no']),
    satisfied: shareOf(facts, ['satisfied', 'basically'], ['dissatisfied']),
    onTime: shareOf(facts, ['on-time'], ['late']),
    isLate,
  };
}

function shareOf(facts: SubjectFacts, good: readonly FactId[], bad: readonly FactId[]): Share | null {
  const sum = (ids: readonly FactId[]) => ids.reduce((total, id) => total + countOf(facts, id), 0);
  const of = sum(good) + sum(bad);
  return of === 0 ? null : { good: sum(good), of };
}

function countOf(facts: SubjectFacts, id: FactId): number {
  return facts[id]?.count ?? 0;
}
