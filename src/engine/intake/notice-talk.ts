import { DAY_MS, MINUTE_MS } from '../glossary.ts';
import { countsAt, isCurrent, type Knowledge } from '../knowledge/entry.ts';
import { hoursNamed } from '../knowledge/hours.ts';
import { speaksOfPlace } from '../knowledge/where.ts';
import { dayNumber, instantOf } from '../time.ts';
import { classesIn, none, type Part, type Scene, says, type Words, wordsIn } from './scene.ts';
import type { Demand, Line, PlaceIndex } from './talk.ts';
import { CATEGORY_LIST } from './words.ts';

const NOTICE_MS = 2 * DAY_MS;
const NOTICE_CHARS = 20;
/** Trouble may begin a little before the hour that was announced. */
const EARLY_MS = 30 * MINUTE_MS;

/** A cut that a notice explains, of this room or kept, as long as the announced time lasts: no request. */
export function isExplained(scene: Scene, demand: Demand): boolean {
  if (!isPlannable(scene, demand)) return false;
  const told = notices(scene).some(
    ({ line, words }) =>
      isOfClass(words, demand) && isWithin(scene, line) && concerns(scene, line.text, demand),
  );
  return told || keptNotice(scene, demand) !== null;
}

/** The kept notice that explains a cut now. */
export function keptNotice(scene: Scene, demand: Demand): Knowledge | null {
  const { ctx, heard } = scene;
  const { scope } = heard;
  if (scope === null || !isPlannable(scene, demand)) return null;
  const explains = (entry: Knowledge) =>
    entry.kind === 'notice' &&
    isCurrent(entry, ctx.now) &&
    countsAt(entry, scope) &&
    ctx.now >= (entry.startsAt ?? entry.addedAt) - EARLY_MS &&
    ctx.now <= (entry.endsAt ?? entry.expiresAt) &&
    isOfClass(wordsIn(entry.text, ctx.policy), demand) &&
    concerns(scene, entry.text, demand);
  return ctx.knowledge?.find(explains) ?? null;
}

/** A notice told of this cut, and the hours that it named are over. */
export function wasAnnounced(scene: Scene, demand: Demand): boolean {
  const { ctx, heard } = scene;
  const told = notices(scene).some(({ line, words }) => {
    const named = hoursNamed(line.text, { zone: ctx.policy.calendar.zone, now: line.at });
    return named && named.until < ctx.now && isOfClass(words, demand) && concerns(scene, line.text, demand);
  });
  const { scope } = heard;
  if (told || scope === null) return told;
  const isOver = (entry: Knowledge) =>
    entry.kind === 'notice' &&
    entry.withdrawnAt === null &&
    entry.endsAt !== null &&
    entry.endsAt < ctx.now &&
    ctx.now - entry.endsAt <= DAY_MS &&
    countsAt(entry, scope) &&
    isOfClass(wordsIn(entry.text, ctx.policy), demand) &&
    concerns(scene, entry.text, demand);
  return ctx.knowledge?.some(isOver) ?? false;
}

function isPlannable(scene: Scene, demand: Demand): boolean {
  return (scene.ctx.policy.lexicon['talkPlannable'] ?? []).includes(demand.category[1]);
}

function isOfClass(words: Words, { category }: Demand): boolean {
  return classesIn(words).some(([level1, level2]) => level1 === category[0] && level2 === category[1]);
}

/** 「通知:明天9点到17点停水」 of staff to residents, by account and not by name: it can be answered from. */
export const announceTalk: Part = (scene) => {
  const { line, heard, ctx, words } = scene;
  if (scene.addressed || heard.roomKind !== 'resident' || line.text.length < NOTICE_CHARS) return null;
  if (!says(words, 'talkNotice') && heard.reading.speech !== 'notice') return null;
  const hours = hoursNamed(line.text, { zone: ctx.policy.calendar.zone, now: line.at });
  return hours && hours.until > ctx.now ? { type: 'announce', hours, why: 'staff announce it' } : null;
};

const namesOf = new WeakMap<PlaceIndex, readonly string[]>();

export function estateNames(places: PlaceIndex): readonly string[] {
  const known = namesOf.get(places);
  if (known) return known;
  const made = [...new Set(places.estates.map(({ name }) => name))];
  namesOf.set(places, made);
  return made;
}

/** A question whose matter a notice of this room speaks of. */
export function isAnswered(scene: Scene): boolean {
  const asked = matters(scene.words);
  if (asked.size === 0) return false;
  return notices(scene).some(({ words }) => [...matters(words)].some((one) => asked.has(one)));
}

/** The classes a text names. An 「其他」 holds all sorts of things: there the word itself must be the same. */
function matters(words: Words): ReadonlySet<string> {
  const named = words.hits.filter(({ list }) => list.startsWith(CATEGORY_LIST));
  return new Set(named.map(({ list, word }) => (list.endsWith('其他') ? `${list}/${word}` : list)));
}

/** 「停到几点?」 when a notice says it. */
export const answeredTalk: Part = (scene) =>
  says(scene.words, 'talkAskWhen') && isAnswered(scene) ? none('a notice answers it') : null;

function notices(scene: Scene): readonly { line: Line; words: Words }[] {
  const since = scene.ctx.now - NOTICE_MS;
  return scene.room
    .filter((line) => !line.fromBot && line.at >= since && line.text.length >= NOTICE_CHARS)
    .map((line) => ({ line, words: wordsIn(line.text, scene.ctx.policy) }))
    .filter(({ words }) => says(words, 'talkNotice'));
}

/** While what a notice names lasts; a little before it, too. */
function isWithin(scene: Scene, line: Line): boolean {
  const { zone } = scene.ctx.policy.calendar;
  const named = hoursNamed(line.text, { zone, now: line.at });
  const from = named ? Math.min(named.from, Math.max(named.from - EARLY_MS, line.at)) : line.at;
  const until = named?.until ?? instantOf(zone, dayNumber(zone, line.at) + 1, 0);
  return scene.ctx.now >= from && scene.ctx.now <= until;
}

/** A notice limits itself to some buildings or estates. */
function concerns(scene: Scene, text: string, demand: Demand): boolean {
  const place = demand.place?.place;
  return !place || speaksOfPlace(text, place, estateNames(scene.ctx.places));
}
