import type { MonthScores, Rank, ScoreSheet } from '../../../engine/appraisal/sheet.ts';
import type { Instant } from '../../../engine/glossary.ts';
import { administratorsOf, alone, type Reaching, secretariesOf } from '../recipients.ts';
import type { Told } from '../told.ts';
import type { GroupPreview, MonthPreview } from './month-replies.ts';
import { rankedIn, ranksIn } from './publication.ts';

export interface Previewing extends Reaching {
  streetId: string;
  monthKey: string;
  scores: MonthScores;
  /** Proposals of this month that wait for a word. */
  proposals: number;
  publishAt: Instant | null;
  isLate: boolean;
}

/** To each secretary the own community's people, to the street's administrators everybody: alone, before anybody else sees it. */
export function previews(given: Previewing): readonly Told[] {
  const { streetId } = given;
  const admins = new Set(administratorsOf(streetId, given));
  const secretaries = secretariesOf(streetId, given).filter(({ personId }) => !admins.has(personId));
  const isOnly = communitiesIn(given) === 1;
  return [
    ...[...admins].flatMap((personId) => told(personId, previewOf(null, true, given), given)),
    ...secretaries.flatMap(({ personId, communityId }) =>
      told(personId, previewOf(communityId, isOnly, given), given),
    ),
  ];
}

/** Where a street has a single community, its secretary publishes; else the street does. */
function communitiesIn({ streetId, directory }: Previewing): number {
  return directory.organisation.communities.filter((one) => one.streetId === streetId).length;
}

function told(personId: string, preview: MonthPreview, given: Previewing): readonly Told[] {
  return alone(personId, given).map((target) => ({
    about: 'preview',
    target,
    reply: { code: 'month-previewed', preview },
    attached: [],
  }));
}

function previewOf(communityId: string | null, mayPublish: boolean, given: Previewing): MonthPreview {
  const { scores, monthKey, proposals, publishAt, isLate } = given;
  const sheets = scores.sheets.filter(
    ({ subject }) => communityId === null || subject.communityId === communityId,
  );
  return {
    monthKey,
    groups: groupsOf(communityId, scores),
    missing: missingIn(sheets),
    noQuorum: noQuorumIn(sheets),
    proposals: mayPublish ? proposals : 0,
    publishAt,
    mayPublish,
    isLate,
  };
}

function groupsOf(communityId: string | null, scores: MonthScores): readonly GroupPreview[] {
  return scores.rankings.flatMap((ranking) => {
    const ranks = communityId === null ? ranking.ranks : ranksIn(ranking, communityId, scores);
    const placed = ranks.filter(({ place }) => place !== null);
    if (ranks.length === 0) return [];
    return [
      {
        name: ranking.groupName,
        isWhole: communityId === null,
        ranked: rankedIn({ ranks }),
        unranked: ranks.length - placed.length,
        first: placed[0] ?? null,
        last: lastOf(placed),
      },
    ];
  });
}

function lastOf(placed: readonly Rank[]): Rank | null {
  return placed.at(-1) ?? null;
}

/** Items without data, the most often lacking first. */
function missingIn(sheets: readonly ScoreSheet[]): MonthPreview['missing'] {
  const counts = new Map<string, number>();
  for (const { name, got } of sheets.flatMap(({ lines }) => lines)) {
    if (got === null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([item, count]) => ({ item, count })).toSorted((a, b) => b.count - a.count);
}

function noQuorumIn(sheets: readonly ScoreSheet[]): readonly string[] {
  const parts = sheets.flatMap(({ ballotParts }) => ballotParts);
  return [...new Set(parts.filter(({ got, voters }) => got === null && voters > 0).map(({ name }) => name))];
}
