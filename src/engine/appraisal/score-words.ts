/** 「王芳 9月 按时率」, 「第二网格三季度」: of whom, of which months and of what somebody asks scores. */
import type { CommunityId, Instant, StreetId } from '../glossary.ts';
import type { Community, Grid, Staff } from '../org/directory.ts';
import type { Directory } from '../org/lookup.ts';
import { KNOB_WORDS } from './knobs.ts';
import { type MonthWords, monthsIn } from './month-words.ts';
import type { AppraisalPolicy, PeerGroup } from './policy.ts';

export interface ScoreWords {
  /** Null: none was named. */
  months: Omit<MonthWords, 'rest'> | null;
  staff: Staff | null;
  community: Community | null;
  grid: Grid | null;
  group: PeerGroup | null;
  /** An item or weight as it is called, else what is left: part of a name, or nothing. */
  rest: string;
}

export interface WordsContext {
  policy: AppraisalPolicy;
  zone: string;
  now: Instant;
  directory: Directory;
  streetId: StreetId;
  /** Where it is asked: its own grids are meant before others of the same name. Null: the whole street. */
  communityId: CommunityId | null;
}

/** What people ask with besides names: left out of what is left. */
const FILLERS =
  /的?(?:排名|排行榜?|得分|分数|考核|成绩|情况|怎么样|咋样|如何|多少分?|第几名?|谁排?第一|看看|看一下|看|发|查|一下|请|帮我|我们|咱们|给我)|[的呢吗吧?？!！。,，、]/gu;

/** Where it is asked; the group of communities is 「社区」 alone. */
const OWN_COMMUNITY = /(?:我们?|咱们?|本)这?个?社区/gu;

/** Longest names first, so that 阳光社区 is not taken for 阳光. */
export function scoreWords(text: string, context: WordsContext): ScoreWords {
  const { policy, zone, now, directory, streetId } = context;
  const left: Left = { text: text.replace(OWN_COMMUNITY, ' ') };
  const item = takeNamed(left, namesIn(policy), (name) => [name]);
  const named = monthsIn(left.text, { rule: policy.window, zone, now });
  const { communities, grids, staff } = directory.organisation;
  const own = communities.filter((one) => one.streetId === streetId);
  const people = staff.filter(({ posts }) =>
    posts.some((post) => directory.scopeOf(post.at)?.streetId === streetId),
  );
  if (named) left.text = named.rest;
  const person = takeNamed(left, people, (one) => [one.name]);
  const community = takeNamed(left, own, (one) => [one.name, one.name.replace(/(?:社区|村)$/, '')]);
  const grid = gridNamed(left, { community, own, grids }, context);
  const group = takeNamed(left, policy.groups, ({ name }) => [name]);
  const months = named && { keys: named.keys, span: named.span };
  const rest = item ?? left.text.replace(FILLERS, ' ').replace(/\s+/g, ' ').trim();
  return { months, staff: person, grid, community, group, rest };
}

/** Taken out first: a name may hold what people also ask with, 「走访查看」. */
function namesIn({ items }: AppraisalPolicy): readonly string[] {
  return [...new Set([...KNOB_WORDS, ...items.map(({ name }) => name)])];
}

/** Of the community named, else of the one where it is asked, else of the only one that has it. */
function gridNamed(
  left: Left,
  around: { community: Community | null; own: readonly Community[]; grids: readonly Grid[] },
  { communityId }: WordsContext,
): Grid | null {
  const ids = new Set(around.own.map(({ id }) => id));
  const inStreet = around.grids.filter((grid) => ids.has(grid.communityId));
  const near = around.community?.id ?? communityId;
  const nearby = takeNamed(
    left,
    inStreet.filter((grid) => grid.communityId === near),
    gridNames,
  );
  return nearby ?? takeNamed(left, inStreet, gridNames);
}

interface Left {
  text: string;
}

/** 「第二网格」 for 阳光第二网格, 「2网格」 is not guessed at. */
function gridNames({ name }: Grid): readonly string[] {
  const short = /第.{1,3}网格$/.exec(name)?.[0];
  return short === undefined || short === name ? [name] : [name, short];
}

/** The one whose longest name stands there; several of the same name: nobody is guessed at. */
function takeNamed<T>(left: Left, all: readonly T[], namesOf: (one: T) => readonly string[]): T | null {
  const found = all.flatMap((one) =>
    namesOf(one)
      .filter((name) => name.length > 1 && left.text.includes(name))
      .map((name) => ({ one, name })),
  );
  const longest = Math.max(0, ...found.map(({ name }) => name.length));
  const meant = found.filter(({ name }) => name.length === longest);
  const only = meant[0];
  if (!only || meant.length > 1) return null;
  left.text = left.text.replace(only.name, ' ');
  return only.one;
}
