import { type Category, MINUTE_MS } from '../glossary.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { standApart } from './apart.ts';
import { ticketsOf } from './refs.ts';
import { areOtherMatters } from './same-matter.ts';
import { placeLink } from './same-place.ts';
import { classesIn, hitsOf, isOpen, isParty, type Scene, says, wordsIn } from './scene.ts';
import type { Demand, Line, PlaceFound } from './talk.ts';
import { plain } from './text.ts';

/**
 * Who saw the same tells it in other words minutes later: 「冰箱里的菜要坏了 11栋」 after 「11栋还黑着」. What a line has
 * in common with what was just told says whether it is told along: words that nobody else here uses, class, place.
 */
export interface Along {
  ticket: Ticket;
  /** Words, class and place in common, … */
  common: number;
  /** … of which words and place: what nobody guessed. */
  named: number;
  /** The same, and how soon it follows. */
  points: number;
}

const NEAR_MS = 30 * MINUTE_MS;
const JUST_MS = 2 * MINUTE_MS;

const POINTS = {
  class: 1.5,
  guess: 0.75,
  level1: 0.5,
  spot: 2,
  within: 1,
  just: 1,
  window: 0.5,
  letter: 0.25,
};
const MOST = { words: 2, letters: 0.5 };

/** Where it is told, and of which class it would be; a line that asks for nothing has no demand. */
type Told = Pick<Demand, 'text' | 'category' | 'place'>;

/** The open ticket that the line tells of most, among those that the room just spoke of or that are where it says. */
export function toldAlong(
  scene: Scene,
  demand: Demand | undefined = scene.heard.reading.demands[0],
): Along | null {
  if (says(scene.words, 'another')) return null;
  const told: Told | null = demand ? { ...demand, place: demand.place ?? placeSaid(scene) } : null;
  const found = scene.ctx.tickets
    .filter((ticket) => isOpen(ticket) && ticket.kind !== 'tip-off' && !isParty(ticket, scene.me))
    .flatMap((ticket) => alongOf(scene, told, ticket) ?? []);
  return (
    found.sort((a, b) => b.points - a.points || b.ticket.lastActivityAt - a.ticket.lastActivityAt)[0] ?? null
  );
}

/** The same for one ticket; null where it is too long ago, elsewhere or another matter. */
export function alongOf(scene: Scene, told: Told | null, ticket: Ticket): Along | null {
  const since = scene.ctx.now - ticket.lastActivityAt;
  if (since > NEAR_MS) return null;
  const place = placePoints(scene, told, ticket);
  if (place === null || (place < POINTS.spot && !wasTalkedOf(scene, ticket))) return null;
  const words = wordPoints(scene, ticket);
  if (words < 1 && told && isOther(scene, told, ticket)) return null;
  const named = place + words;
  const common = named + classPoints(scene, told, ticket);
  const soon = since <= JUST_MS ? POINTS.just : since <= scene.ctx.policy.timing.windowMs ? POINTS.window : 0;
  return { ticket, common, named, points: common + soon };
}

/** 「也」 takes up what was told, whatever words it uses, unless a thing that stands by itself is named. */
function isOther({ words, ctx }: Scene, told: Told, ticket: Ticket): boolean {
  if (standApart(told, ticket, ctx.policy)) return true;
  return !says(words, 'talkJoin') && areOtherMatters(told, ticket, ctx.policy);
}

function wasTalkedOf(scene: Scene, ticket: Ticket): boolean {
  return scene.room.some((line) => ticketsOf(scene, line).includes(ticket));
}

function placeSaid(scene: Scene): PlaceFound | null {
  return scene.heard.reading.places.find((one) => one.place !== null) ?? null;
}

/** Null: another place, or one place where the ticket has none and neither text speaks of the other. */
function placePoints(scene: Scene, told: Told | null, ticket: Ticket): number | null {
  const found = told?.place ?? placeSaid(scene);
  if (found?.elsewhere) return null;
  if (!found?.place) return found && found.candidates.length > 0 ? null : 0;
  if (ticket.place === null) return unplaced(scene, found, ticket);
  const about = { text: scene.line.text, category: told?.category ?? ticket.category, place: found.place };
  const [score] = placeLink(about, ticket, scene.ctx.policy);
  if (score < SAME_BUILDING) return null;
  return score >= SAME_SPOT ? POINTS.spot : POINTS.within;
}

function unplaced(scene: Scene, { written }: PlaceFound, ticket: Ticket): number | null {
  if (toldOf(scene, ticket).includes(wordsIn(written, scene.ctx.policy).bare)) return POINTS.spot;
  return says(scene.words, 'talkJoin') ? 0 : null;
}

const SAME_BUILDING = 0.7;
const SAME_SPOT = 0.85;

/** A class that words name counts more than one that is guessed from a remark. */
function classPoints(scene: Scene, told: Told | null, { category }: Ticket): number {
  const [level1, level2] = category;
  const said = classesIn(scene.words);
  const all = told ? [...said, told.category] : said;
  const isIt = (one: Category) => one[0] === level1 && one[1] === level2;
  if (!level2.endsWith('其他') && all.some(isIt)) return said.some(isIt) ? POINTS.class : POINTS.guess;
  const rest = scene.ctx.policy.categories.at(-1)?.level1;
  return level1 !== rest && all.some((one) => one[0] === level1) ? POINTS.level1 : 0;
}

/** Pairs of characters, and single ones, that this line and the ticket have and no other talk here. */
export function wordPoints(scene: Scene, ticket: Ticket): number {
  const other = scene.room.filter((line) => !line.fromBot && !ticketsOf(scene, line).includes(ticket));
  const told = toldOf(scene, ticket);
  const elsewhere = bareOf(scene, other.slice(-OTHER_LINES));
  const isOurs = (piece: string) => told.includes(piece) && !elsewhere.includes(piece);
  const said = ownWords(scene);
  const pairs = piecesOf(said, 2).filter(isOurs);
  const letters = piecesOf(said, 1).filter((one) => isOurs(one) && !pairs.some((pair) => pair.includes(one)));
  return Math.min(MOST.words, pairs.length) + Math.min(MOST.letters, POINTS.letter * letters.length);
}

/** Its text, and what was said to it since. */
function toldOf(scene: Scene, ticket: Ticket): string {
  const about = scene.ctx.recent.filter((line) => !line.fromBot && ticketsOf(scene, line).includes(ticket));
  return `${wordsIn(ticket.text, scene.ctx.policy).bare} ${bareOf(scene, about)}`;
}

function bareOf(scene: Scene, lines: readonly Line[]): string {
  return lines.map((line) => wordsIn(line.text, scene.ctx.policy).bare).join(' ');
}

/** Without what only says 「me too」 and where. */
function ownWords({ words, heard }: Scene): string {
  const joins = [...hitsOf(words, 'talkJoin'), ...hitsOf(words, 'talkWitness')];
  const said = joins.reduce(
    (left, { at, end }) => left.slice(0, at) + ' '.repeat(end - at) + left.slice(end),
    words.folded,
  );
  const wheres = heard.reading.places.map(({ written }) => plain(written));
  return wheres.reduce((left, where) => left.replaceAll(where, ' '), said).replace(BUILDINGS, ' ');
}

const BUILDINGS = /号楼|单元|[栋幢座楼]/g;
const OTHER_LINES = 60;
/** In any sentence about anything. */
const EVERYDAY =
  /[的了是我你他她它这那个一二三四五六七八九十不也就都在有没来去到啊哦吧呢吗嘛人上下里头还又给被把说么啥咋好大小点家屋们俺额咱什怎得地着过和跟很太真今天早晚昨刚才样要会能想看见听知道出起]/;

function piecesOf(text: string, length: number): readonly string[] {
  const pieces = Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) =>
    text.slice(at, at + length),
  );
  return [...new Set(pieces)].filter((piece) => HAN.test(piece) && !EVERYDAY.test(piece));
}

const HAN = /^\p{Script=Han}+$/u;

/** 「12栋来了啊」, 「我家没事」, 「前年也漫过一回」: no trouble of now, or the contrary of what is told there. */
export function isContrary(scene: Scene, ticket: Ticket): boolean {
  if (PAST.test(scene.words.folded)) return true;
  if (says(scene.words, 'solved', 'negation')) return true;
  if (WORKS.test(scene.words.bare)) return true;
  return ticket.category[0] === CUT && BACK.test(scene.words.bare);
}

const PAST = /[前去]年|大前天|上个?月|那年/;
const CUT = '水电气';
const BACK = /来了|热的/;
const WORKS = /有[水电气暖](?!费|表|箱|梯|线|管|器)|亮起|烫手/;
