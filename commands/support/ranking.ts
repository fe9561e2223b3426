import type { RankingShown } from '../../src/app/appraisal/month/month-replies.ts';
import type { SpanRanked } from '../../src/app/appraisal/score-replies.ts';
import type { CommandContext, Outcome } from '../../src/app/command.ts';
import type { Reply } from '../../src/app/reply.ts';
import { reportReference } from '../../src/app/reports/reference.ts';
import type { Month } from '../../src/engine/appraisal/month.ts';
import type { AppraisalPolicy } from '../../src/engine/appraisal/policy.ts';
import type { ScoreWords } from '../../src/engine/appraisal/score-words.ts';
import type { Rank, Ranking } from '../../src/engine/appraisal/sheet.ts';
import { meanRanking } from '../../src/engine/appraisal/span.ts';
import { tellAlone } from './alone.ts';
import { on } from './kit.ts';
import {
  keysWanted,
  leadsCommunity,
  maySee,
  monthMeant,
  policyOfMonth,
  rankingsOf,
  sheetsOf,
} from './scores.ts';

/** What may be seen of a ranking where it was asked for. */
interface View {
  leads: boolean;
  /** To whoever asks, not to the room. */
  alone: boolean;
  /** Null: the whole street. */
  communityId: string | null;
  /** Persons outside of it are left out; communities are compared in the whole street. */
  words: ScoreWords;
}

export function showRanking(ctx: CommandContext, words: ScoreWords): Outcome {
  const view = viewOf(ctx, words);
  if (view === null) return { code: 'ranking-off' };
  if (view === 'foreign')
    return { code: 'score-not-yours', name: words.community?.name ?? words.staff?.name ?? '' };
  const span = words.months;
  if (span && span.keys.length > 1) return showSpan(ctx, view);
  return on(monthMeant(ctx, words, view.leads), (month) => showMonth(ctx, month, view));
}

/**
 * rules.md 8.4: each scope can be switched off. Who leads hears it all the same, alone; before it is published only alone.
 */
function viewOf(ctx: CommandContext, words: ScoreWords): View | 'foreign' | null {
  const publication = ctx.policy.appraisal?.publication;
  if (!publication) return null;
  const isPrivate = ctx.chat.kind === 'private';
  const isLeader = ctx.roles.includes('street') || ctx.roles.includes('secretary');
  const isShown = isOfStreet(ctx) ? publication.streetRanking : publication.workerRanking;
  if (!isLeader && !isShown) return null;
  const alone = isPrivate || !isShown;
  const own = ownCommunity(ctx, isShown);
  const wanted = words.community?.id ?? words.grid?.communityId ?? homeOf(ctx, words, own) ?? own;
  const isForeign =
    own !== null && wanted !== own && !(alone && wanted !== null && leadsCommunity(ctx, wanted));
  return isForeign ? 'foreign' : { leads: alone && isLeader, alone, communityId: wanted, words };
}

/** In the street's room, or alone with somebody who works for all of it. */
function isOfStreet({ scope }: CommandContext): boolean {
  return scope?.communityId === null;
}

/** Null: the street's own people see all of it, and where the street's is published everybody there. */
function ownCommunity(ctx: CommandContext, isShown: boolean): string | null {
  if (ctx.roles.includes('street') || (isOfStreet(ctx) && isShown)) return null;
  return ctx.scope?.communityId ?? communitiesOf(ctx, ctx.person.id)[0] ?? null;
}

/** Of the person named; their own community first. */
function homeOf(ctx: CommandContext, { staff }: ScoreWords, own: string | null): string | null {
  const homes = staff === null ? [] : communitiesOf(ctx, staff.id);
  return homes.find((id) => id === own) ?? homes[0] ?? null;
}

function communitiesOf({ directory }: CommandContext, personId: string): readonly string[] {
  const posts = directory.staff(personId)?.posts ?? [];
  return posts.flatMap(({ at }) => directory.scopeOf(at)?.communityId ?? []);
}

function showMonth(ctx: CommandContext, month: Month, view: View): Outcome {
  const shown = groupsIn(ctx, month, view);
  if (shown.length === 0) {
    return { code: 'no-scores', monthKey: month.key, state: null };
  }
  for (const { ranking, ranks } of shown) {
    say(ctx, view, { code: 'month-ranking', shown: rankingShown(ctx, month, { ranking, ranks, view }) });
    attachPicture(ctx, month, { ranking, view });
  }
  return null;
}

function say(ctx: CommandContext, { alone }: View, reply: Reply): void {
  if (alone) tellAlone(ctx, reply);
  else ctx.reply(reply);
}

interface Shown {
  ranking: Ranking;
  ranks: readonly Rank[];
}

/** The groups that have somebody there, or the one asked for. */
function groupsIn(ctx: CommandContext, month: Month, view: View): readonly Shown[] {
  const { group, staff } = view.words;
  const subjects = new Map(sheetsOf(ctx, month.key).map(({ subject }) => [subject.id, subject]));
  const isThere = ({ subjectId }: Rank) => {
    const subject = subjects.get(subjectId);
    if (!subject) return false;
    return (
      subject.kind === 'community' || view.communityId === null || subject.communityId === view.communityId
    );
  };
  return rankingsOf(ctx, month)
    .filter(({ groupId }) => group === null || group.id === groupId)
    .filter(({ ranks }) => staff === null || ranks.some(({ subjectId }) => subjectId === staff.id))
    .map((ranking) => ({ ranking, ranks: inGrid(ctx, ranking.ranks.filter(isThere), view) }))
    .filter(({ ranks }) => ranks.some(({ total }) => total !== null));
}

/** Of a grid: whoever has a post there. */
function inGrid(ctx: CommandContext, ranks: readonly Rank[], { words: { grid } }: View): readonly Rank[] {
  if (grid === null) return ranks;
  return ranks.filter(({ subjectId }) =>
    ctx.directory.staff(subjectId)?.posts.some((post) => post.at === grid.id),
  );
}

function rankingShown(
  ctx: CommandContext,
  month: Month,
  { ranking, ranks, view }: Shown & { view: View },
): RankingShown {
  const isWhole = ranks.length === ranking.ranks.length;
  const of = view.words.grid?.id ?? view.communityId;
  return {
    monthKey: month.key,
    version: month.version,
    groupName: ranking.groupName,
    kind: ctx.policy.appraisal?.groups.find(({ id }) => id === ranking.groupId)?.subject ?? 'person',
    ranks,
    ranked: ranking.ranks.filter(({ place }) => place !== null).length,
    of: isWhole || of === null ? null : ctx.directory.nameOf(of),
    isLate: false,
  };
}

/** What is not published yet has no picture, nor has a group without a place. */
function attachPicture(
  ctx: CommandContext,
  month: Month,
  { ranking, view }: { ranking: Ranking; view: View },
): void {
  if (!maySee(month, false) || ctx.streetId === null || view.words.grid !== null) return;
  if (ranking.ranks.every(({ place }) => place === null)) return;
  if (view.alone && ctx.chat.kind !== 'private') return;
  const scope = view.communityId === null ? ranking.groupId : `${view.communityId}:${ranking.groupId}`;
  const { key: monthKey, version } = month;
  ctx.attach(reportReference({ kind: 'ranking', streetId: ctx.streetId, monthKey, version, scope }));
}

/** Several months: by the mean of those that there are, each shown beside it. */
function showSpan(ctx: CommandContext, view: View): Outcome {
  const keys = keysWanted(view.words, ctx);
  const months = ctx.appraisal.months
    .filter((month) => keys.includes(month.key) && maySee(month, view.leads))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const newest = months.at(-1);
  const policy = newest && policyOfMonth(ctx, newest);
  if (!newest || !policy) return { code: 'no-scores', monthKey: keys.at(-1) ?? null, state: null };
  const rankings = months.map((month) => ({ shown: groupsIn(ctx, month, view) }));
  const groups = new Map(
    rankings.flatMap(({ shown }) => shown.map(({ ranking }) => [ranking.groupId, ranking.groupName])),
  );
  if (groups.size === 0) return { code: 'no-scores', monthKey: newest.key, state: null };
  const monthKeys = months.map(({ key }) => key);
  const about = {
    monthKeys,
    missing: keys.filter((key) => !monthKeys.includes(key)),
    cut: (view.words.months?.keys.length ?? 0) > keys.length,
  };
  for (const [groupId, groupName] of groups) {
    const ofGroup = rankings.map(
      ({ shown }) => shown.find(({ ranking }) => ranking.groupId === groupId) ?? null,
    );
    const rows = spanRows(ctx, ofGroup, { view, policy });
    say(ctx, view, { code: 'span-ranked', ranked: { groupName, ...about, ...rows } });
  }
  return null;
}

/** Places are those of the whole group, whoever of it is shown. */
function spanRows(
  ctx: CommandContext,
  months: readonly (Shown | null)[],
  { view, policy }: { view: View; policy: AppraisalPolicy },
): Pick<SpanRanked, 'of' | 'ranked' | 'kind' | 'rows'> {
  const all = meanRanking(
    months.map((shown) => shown?.ranking.ranks ?? []),
    policy.rounding,
  );
  const ids = new Set(months.flatMap((shown) => shown?.ranks.map(({ subjectId }) => subjectId) ?? []));
  const rows = all.filter(({ subjectId }) => ids.has(subjectId));
  const of = view.words.grid?.id ?? view.communityId;
  const groupId = months.find((shown) => shown !== null)?.ranking.groupId;
  return {
    of: rows.length === all.length || of === null ? null : ctx.directory.nameOf(of),
    ranked: all.filter(({ place }) => place !== null).length,
    kind: policy.groups.find(({ id }) => id === groupId)?.subject ?? 'person',
    rows,
  };
}
