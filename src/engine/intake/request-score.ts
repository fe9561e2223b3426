import type { PlaceAt } from './place-at.ts';
import type { Signs } from './signs.ts';
import { count, has, namesCategory } from './signs.ts';
import type { Shape } from './weights.ts';
import {
  ACKNOWLEDGE_CHARS,
  ESSAY_CHARS,
  LIST_WEIGHTS,
  logistic,
  NEAR_CHARS,
  REQUEST_BIAS,
  SHAPE_WEIGHTS,
  SHORT_CHARS,
  TALE_WORDS,
  VERY_SHORT_CHARS,
  weigh,
} from './weights.ts';
import { CATEGORY_LIST } from './words.ts';

const WEIGHTS = Object.entries(LIST_WEIGHTS);

/** 0–1: how sure the word lists are that the text asks the neighbourhood for something. */
export function requestScore(signs: Signs, places: readonly PlaceAt[]): number {
  return logistic(evidenceOf(signs, places));
}

/** The same in log-odds: what each list and shape weighs, summed. */
export function evidenceOf(signs: Signs, places: readonly PlaceAt[]): number {
  let logOdds = REQUEST_BIAS;
  const polite = TROUBLES_NOW.some((list) => has(signs, list));
  const danger = has(signs, 'critical');
  const here = namesOurs(places);
  for (const [list, weight] of WEIGHTS) {
    if (polite && MANNERS.has(list)) continue;
    if (danger && FEELINGS.has(list)) continue;
    if (list === 'elsewhere' && here) continue;
    logOdds += weigh(weight, count(signs, list));
  }
  for (const shape of shapesOf(signs, places)) logOdds += SHAPE_WEIGHTS[shape];
  return logOdds;
}

/** 「我妈住3栋」 is no other place: a building of ours is named. */
export function namesOurs(places: readonly PlaceAt[]): boolean {
  return places.some(({ rank, place }) => rank === 3 && place !== null);
}

/** Beside a trouble, a greeting or thanks is good manners and says nothing against a request. */
const MANNERS = new Set(['greeting', 'thanks']);
/** Who is in danger swears and calls for help as they can. */
const FEELINGS = new Set(['banter', 'venting', 'errand']);
const TROUBLES_NOW = ['problem', 'critical', 'outage', 'request'];

/** The shapes of a text beyond its single words. */
export function shapesOf(signs: Signs, places: readonly PlaceAt[]): readonly Shape[] {
  const shapes: Record<Shape, boolean> = {
    problemNearObject: problemNearObject(signs),
    place: places.some(({ rank, elsewhere }) => rank === 3 && !elsewhere),
    namedPlace: places.some(({ rank }) => rank === 1 || rank === 2),
    elsewherePlace: places.length > 0 && places.every(({ elsewhere }) => elsewhere),
    categoryWord: namesCategory(signs),
    objectAsked: has(signs, 'object') && (has(signs, 'request') || has(signs, 'consult')),
    bareQuestion: signs.size <= SHORT_CHARS && !has(signs, 'outage') && /[?吗]\s*$/.test(signs.text),
    nameOnly: nameOnly(signs, places),
    pastSolved: has(signs, 'past') && (has(signs, 'solved') || has(signs, 'followUp')),
    veryShort: signs.size <= VERY_SHORT_CHARS && !has(signs, 'outage'),
    short: signs.size > VERY_SHORT_CHARS && signs.size <= SHORT_CHARS && !has(signs, 'problem'),
    essayWithoutRequest: signs.size >= ESSAY_CHARS && !asks(signs),
    reminiscence: signs.size >= ESSAY_CHARS && count(signs, 'past') >= TALE_WORDS && !has(signs, 'formal'),
    acknowledgeOnly: has(signs, 'acknowledge') && signs.size <= ACKNOWLEDGE_CHARS,
    tellsOnly: !asks(signs) && !TROUBLES.some((list) => has(signs, list)),
    nothingNamed: !has(signs, 'object') && !namesCategory(signs) && places.length === 0,
  };
  // cast: the keys of a record are its key type, which Object.keys forgets.
  return (Object.keys(shapes) as Shape[]).filter((shape) => shapes[shape]);
}

const TROUBLES = ['problem', 'critical', 'heading', 'suggestion', 'question', 'lasting', 'tipOff'];

/** Every trouble in it is the name of a category, and nothing else is said. */
function nameOnly(signs: Signs, places: readonly PlaceAt[]): boolean {
  if (places.length > 0 || signs.size > NAME_CHARS || REAL.some((list) => has(signs, list))) return false;
  const names = signs.hits.filter(({ list }) => list.startsWith(CATEGORY_LIST));
  const troubles = signs.byList.get('problem') ?? [];
  return (
    troubles.length > 0 &&
    troubles.every(({ at, end }) => names.some((one) => one.at <= at && one.end >= end))
  );
}

const REAL = ['object', 'outage', 'critical', 'request', 'neglected', 'lasting', 'talkMyself'];
const NAME_CHARS = 12;

function asks(signs: Signs): boolean {
  return has(signs, 'request') || has(signs, 'formal') || has(signs, 'consult') || has(signs, 'neglected');
}

function problemNearObject({ byList }: Signs): boolean {
  const things = byList.get('object') ?? [];
  const problems = byList.get('problem') ?? [];
  return problems
    .slice(0, 12)
    .some((problem) => things.some((thing) => distance(problem, thing) <= NEAR_CHARS));
}

function distance(a: { at: number; end: number }, b: { at: number; end: number }): number {
  return a.at >= b.end ? a.at - b.end : Math.max(0, b.at - a.end);
}
