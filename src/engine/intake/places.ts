import type { PlaceAt } from './place-at.ts';
import { atUnit, meantByHome, ownPlaces } from './place-home.ts';
import { findNamed } from './place-named.ts';
import { estatesBefore, placesOf } from './place-resolve.ts';
import type { BuildingMark, UnitMark } from './place-scan.ts';
import { scanBuildings, scanUnits } from './place-scan.ts';
import { placesInStreet } from './place-scope.ts';
import { placeText } from './place-text.ts';
import type { ReadContext } from './talk.ts';
import { fold } from './text.ts';
import { listOf, wordAt } from './words.ts';

export { buildPlaceIndex } from './place-index.ts';

const MAX_PLACES = 20;
/** A residential name in front of a number; pronouns in front of 小区 are no name. */
const OTHER_ESTATE =
  /(?<name>[\u4e00-\u9fff]{2,5}(?:小区|花园|花苑|佳苑|雅苑|新村|新城|家园|公寓|华庭|名邸|公馆|苑|府))[的那里 ]{0,3}$/;
const NO_NAME =
  /(?:我们|咱们?|本|这个?|那个?|整个?|全|各|老|新|同一个|一个|哪个|个|区|政)(?:小区|花园|家园|公寓|新村|府)$/;

/** Every place a text names, in the order written, and where. Room and scope decide what a bare number means. */
export function locatePlaces(text: string, around: ReadContext): readonly PlaceAt[] {
  const ctx = { ...around, places: placesInStreet(around.places, around.scope) };
  const folded = placeText(text);
  const marks = scanBuildings(folded);
  const units = scanUnits(folded, marks);
  const joined = joinUnits(marks, units);
  const buildings = joined.flatMap((mark) => buildingsAt(mark, folded, ctx));
  const free = joined.length > 0 ? [] : units.map((unit) => bareUnit(unit, text, ctx));
  const own = buildings.length > 0 ? [] : ownPlaces(folded, ctx);
  const taken = [...buildings, ...free, ...own];
  const named = findNamed(folded, ctx).filter(
    (one) => !taken.some((other) => one.at < other.end && one.end > other.at),
  );
  const all = [...taken, ...named].map((one) => meantByHome(one, folded, ctx)).sort((a, b) => a.at - b.at);
  return corrected(folded, all, ctx).slice(0, MAX_PLACES);
}

/** A unit said apart from the only building belongs to it: 「3栋电梯停了,2单元那部」. */
function joinUnits(marks: readonly BuildingMark[], units: readonly UnitMark[]): readonly BuildingMark[] {
  const [unit] = units;
  const names = new Set(marks.flatMap(({ buildings }) => buildings));
  if (!unit || units.length > 1 || names.size !== 1) return marks;
  return marks.map((mark) =>
    mark.unit === null && mark.floor === null ? { ...mark, unit: unit.unit } : mark,
  );
}

/** A unit alone is one of the own building, where that is known. */
function bareUnit({ at, end, unit }: UnitMark, text: string, { home }: ReadContext): PlaceAt {
  const place = home ? atUnit(home, unit) : null;
  const rank = place ? 3 : 0;
  return { at, end, rank, written: text.slice(at, end), place, candidates: [], elsewhere: false };
}

function buildingsAt(mark: BuildingMark, text: string, ctx: ReadContext): PlaceAt[] {
  const estate = estatesBefore(text, mark.at, ctx);
  const detail = detailAt(text, mark.end, ctx);
  const at = estate?.at ?? mark.at;
  const end = mark.end + detail.length;
  const span = { at, end, rank: 3, written: text.slice(at, end) };
  if (estate === null && hasOtherEstate(text, mark.at, ctx)) {
    return [{ ...span, place: null, candidates: [], elsewhere: true }];
  }
  return mark.buildings.flatMap((building) => {
    const found = placesOf({ building, mark, estates: estate?.names ?? null, detail: detail.words }, ctx);
    if (found.length === 0 && !looksSure(mark)) return [];
    const place = found.length === 1 ? (found[0] ?? null) : null;
    return [{ ...span, place, candidates: place ? [] : found, elsewhere: false }];
  });
}

/** 「3组」 or 「5号」 where nothing is counted so is no place at all. */
function looksSure(mark: BuildingMark): boolean {
  return mark.counted === '号楼' || mark.counted === '座';
}

function hasOtherEstate(text: string, at: number, ctx: ReadContext): boolean {
  if (ctx.places.estates.length === 0) return false;
  const before = text.slice(Math.max(0, at - 12), at);
  const name = OTHER_ESTATE.exec(before)?.groups?.['name'];
  if (name === undefined || NO_NAME.test(name)) return false;
  return !ctx.places.estates.some((one) => name.includes(fold(one.name).slice(0, 2)));
}

/** `北侧绿化带`, `地库入口`: up to three words of where behind the number. */
function detailAt(text: string, from: number, ctx: ReadContext): { words: string; length: number } {
  const where = { index: listOf(ctx.policy, 'placeDetail'), list: 'placeDetail' };
  const skip = /^(?:那边|这边|里面|里头|[的那个 ]){0,2}/.exec(text.slice(from, from + 6))?.[0].length ?? 0;
  const words: string[] = [];
  let at = from + skip;
  for (
    let word = wordAt(text, at, where);
    word !== null && words.length < 3;
    word = wordAt(text, at, where)
  ) {
    words.push(word);
    at += word.length;
  }
  if (words.length === 0 || (words.length === 1 && words[0]?.length === 1)) return { words: '', length: 0 };
  return { words: words.join(''), length: at - from };
}

/** After 「讲错了」 only what follows counts, and 「不是8栋」 is no place. */
function corrected(text: string, places: readonly PlaceAt[], ctx: ReadContext): readonly PlaceAt[] {
  const meant = places.filter(({ at }) => !text.slice(Math.max(0, at - 3), at).endsWith('不是'));
  const from = lastCorrection(text, ctx);
  const after = from < 0 ? [] : meant.filter(({ at, rank }) => at > from && rank >= 2);
  if (after.length > 0) return after;
  return meant.length > 0 ? meant : places;
}

function lastCorrection(text: string, ctx: ReadContext): number {
  const words = ctx.policy.lexicon['correction'] ?? [];
  return words.reduce((last, word) => Math.max(last, text.lastIndexOf(word)), -1);
}
