import type { Subject } from '../../engine/appraisal/facts.ts';
import type { Rank, Ranking, ScoreSheet } from '../../engine/appraisal/sheet.ts';
import type { RankingTitle } from '../../text/appraisal/picture.ts';

/** What a ranking shows, whatever it is drawn as. */
export interface RankingView {
  streetName: string;
  title: RankingTitle;
  rows: readonly RankingRow[];
  unranked: readonly { why: NonNullable<Rank['unranked']>; names: readonly string[] }[];
}

export interface RankingRow extends Pick<Rank, 'subjectId' | 'name' | 'tied' | 'closeToNext'> {
  place: number;
  total: string;
  /** The community of a person; empty: of the street itself, or a community. */
  from: string;
}

export interface ViewGiven extends Pick<RankingTitle, 'monthKey' | 'window' | 'zone' | 'version'> {
  ranking: Ranking;
  sheets: readonly ScoreSheet[];
  /** Only the people of this community; null: all. */
  communityId: string | null;
  nameOf(placeId: string): string;
  streetName: string;
}

export function rankingView(given: ViewGiven): RankingView {
  const { ranking, communityId, nameOf } = given;
  const subjects = new Map(given.sheets.map(({ subject }) => [subject.id, subject]));
  const shown = ranking.ranks.filter(
    ({ subjectId }) => communityId === null || subjects.get(subjectId)?.communityId === communityId,
  );
  const isMember = ({ groupId }: Subject) => groupId === ranking.groupId;
  const fromOf = (id: string) => {
    const subject = subjects.get(id);
    const isNamed = subject?.kind === 'person' && subject.communityId !== null && communityId === null;
    return isNamed ? nameOf(subject.communityId ?? '') : '';
  };
  return {
    streetName: given.streetName,
    title: { ...titleOf(given), kind: [...subjects.values()].find(isMember)?.kind ?? 'person' },
    rows: shown.flatMap(({ place, total, ...rank }) =>
      place === null || total === null ? [] : [{ ...rank, place, total, from: fromOf(rank.subjectId) }],
    ),
    unranked: unrankedOf(shown),
  };
}

function titleOf({ ranking, communityId, nameOf, ...given }: ViewGiven): Omit<RankingTitle, 'kind'> {
  const { monthKey, window, zone, version } = given;
  return {
    groupName: ranking.groupName,
    monthKey,
    window,
    zone,
    version,
    ranked: ranking.ranks.filter(({ place }) => place !== null).length,
    of: communityId === null ? null : nameOf(communityId),
  };
}

function unrankedOf(ranks: readonly Rank[]): RankingView['unranked'] {
  const reasons = [...new Set(ranks.flatMap(({ unranked }) => unranked ?? []))];
  return reasons.map((why) => ({
    why,
    names: ranks.filter(({ unranked }) => unranked === why).map(({ name }) => name),
  }));
}
