import type { PersonId } from '../glossary.ts';
import type { ServicePolicy } from '../policy.ts';
import type { Place, Ticket } from '../ticket/ticket.ts';
import type { PlaceAt } from './place-at.ts';
import type { Home, Line, ReadContext } from './talk.ts';
import { fold } from './text.ts';
import { findWords, listOf } from './words.ts';

/** In front of a building it says that one lives there: 「我家3号楼」, 「我住3栋」, 「我是3栋的」. */
const LIVES_BEFORE = /(?:我|我们|咱们?|俺们?|我哋|阿拉)(?:家|屋里?|住|家住)?(?:是|在|住|住在|的)?[ ,]?$/;
/** 「我在3栋看到」 says where one is. */
const ONLY_STANDS = /我们?(?:在|的)$/;
/** Behind a building in a name it says that somebody works there. */
const AT_WORK =
  /管家|物业|保安|保洁|网格|社区|客服|店|超市|电工|维修|快递|团购|中介|装修|家政|宽带|楼长|志愿/;
const BASE = /^(.+?(?:号楼|座|组|号|弄))(?:(\d{1,2}|[A-F]|[东西南北中])单元)?/;

/** Words that mean the speaker's own home. */
export interface OwnWords {
  at: number;
  end: number;
}

export function ownWordsIn(text: string, policy: ServicePolicy): readonly OwnWords[] {
  return [...findWords(text, listOf(policy, 'ownBuilding')), ...findWords(text, listOf(policy, 'ownUnit'))];
}

/** What may be known of where somebody lives: their own tickets and words, and the name they gave themselves. */
export interface Trace {
  personId: PersonId;
  /** As groups ask for it: 「3栋老李」. */
  name: string;
  tickets: readonly Ticket[];
  lines: readonly Line[];
}

/**
 * Where somebody lives, if they said so and never otherwise: in reports and lines of their own first, then in their
 * name. Nothing is kept for it. Whom one person is never comes from a name, where they live may: they wrote it.
 */
export function homeOf(trace: Trace, placesIn: (text: string) => readonly PlaceAt[]): Home | null {
  const said = textsOf(trace).flatMap((text) => homesSaid(text, placesIn(text)));
  const named = homesNamed(trace.name, placesIn);
  return agreed([...said, ...named]);
}

function textsOf({ personId, tickets, lines }: Trace): readonly string[] {
  const reported = tickets
    .filter(({ reporter, onBehalfOf }) => reporter.personId === personId && onBehalfOf === null)
    .map(({ text }) => text);
  const followed = tickets.flatMap(({ followers }) =>
    followers.flatMap((one) => (one.personId === personId && one.text ? [one.text] : [])),
  );
  const own = lines.filter((line) => line.personId === personId && !line.fromBot).map(({ text }) => text);
  return [...reported, ...followed, ...own].filter((text) => /[我咱俺]|阿拉/.test(text));
}

function homesSaid(text: string, places: readonly PlaceAt[]): readonly Home[] {
  const folded = fold(text);
  return places.flatMap((one) => {
    const before = folded.slice(Math.max(0, one.at - 8), one.at);
    return LIVES_BEFORE.test(before) && !ONLY_STANDS.test(before) ? homeAt(one) : [];
  });
}

/** A building at the beginning or end of a name, unless somebody works there. */
function homesNamed(name: string, placesIn: (text: string) => readonly PlaceAt[]): readonly Home[] {
  if (!/[\d一二三四五六七八九十]/.test(name) || AT_WORK.test(name)) return [];
  return placesIn(name).flatMap(homeAt);
}

/** A home is a building with one place: no road, no list, nothing that could be several. */
function homeAt({ rank, place }: PlaceAt): readonly Home[] {
  const [, building, unit] = BASE.exec(place?.text ?? '') ?? [];
  if (rank !== 3 || place === null || building === undefined) return [];
  return [{ building: { ...place, text: building }, unit: unit ?? null }];
}

/** Whoever told of two buildings has two: then nobody knows which is meant. */
function agreed(homes: readonly Home[]): Home | null {
  const [first] = homes;
  if (!first || homes.some(({ building }) => building.key !== first.building.key)) return null;
  const units = new Set(homes.flatMap(({ unit }) => unit ?? []));
  return { building: first.building, unit: units.size === 1 ? ([...units][0] ?? null) : null };
}

/** 「我们这栋」 is the building, 「我们单元」 and 「我家漏水」 its unit if that is known. */
export function ownPlaces(text: string, ctx: ReadContext): readonly PlaceAt[] {
  const home = ctx.home;
  if (!home) return [];
  const buildings = findWords(text, listOf(ctx.policy, 'ownBuilding')).map(({ at, end }) => {
    const words = text.slice(at, end);
    const spot = /(?:楼下|楼道|楼顶|楼梯)$/.exec(words)?.[0] ?? '';
    return placed(text, { at, end }, withWords(home.building, spot));
  });
  const units = findWords(text, listOf(ctx.policy, 'ownUnit')).map((own) =>
    placed(text, own, home.unit === null ? home.building : atUnit(home, home.unit)),
  );
  return [...buildings, ...units];
}

export function atUnit({ building }: Home, unit: string): Place {
  return { ...building, text: `${building.text}${unit}单元` };
}

function withWords(place: Place, words: string): Place {
  return words === '' ? place : { ...place, text: place.text + words };
}

function placed(text: string, { at, end }: OwnWords, place: Place): PlaceAt {
  return { at, end, rank: 3, written: text.slice(at, end), place, candidates: [], elsewhere: false };
}

/** 「我们3栋」 of several buildings 3 is the one they live in, 「我们小区东门」 their own compound's. */
export function meantByHome(one: PlaceAt, text: string, ctx: ReadContext): PlaceAt {
  const { home } = ctx;
  if (!home || one.place !== null || one.candidates.length === 0) return one;
  const [, estate = ''] = home.building.key.split('/');
  const lives = LIVES_BEFORE.test(text.slice(Math.max(0, one.at - 8), one.at));
  const own = lives || findWords(text, listOf(ctx.policy, 'ownEstate')).some(({ end }) => end <= one.at);
  const fitting = one.candidates.filter(
    ({ key }) => key === home.building.key || (!lives && key.split('/')[1] === estate),
  );
  const [only, second] = fitting;
  return own && only && !second ? { ...one, place: only, candidates: [] } : one;
}
