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

/** 0–1: how sure that the text asks the neighbourhood for something. */
export function requestScore(signs: Signs, places: readonly PlaceAt[]): number {
  let logOdds = REQUEST_BIAS;
  const polite = TROUBLES_NOW.some((list) => has(signs, list));
  for (const [list, weight] of Object.entries(LIST_WEIGHTS)) {
    if (!(polite && MANNERS.has(list))) logOdds += weigh(weight, count(signs, list));
  }
  for (const shape of shapesOf(signs, places)) logOdds += SHAPE_WEIGHTS[shape];
  return logistic(logOdds);
}

/** Beside a trouble, a greeting or thanks is good manners and says nothing against a request. */
const MANNERS = new Set(['greeting', 'thanks']);
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
    pastSolved: has(signs, 'past') && (has(signs, 'solved') || has(signs, 'followUp')),
    veryShort: signs.size <= VERY_SHORT_CHARS && !has(signs, 'outage'),
    short: signs.size > VERY_SHORT_CHARS && signs.size <= SHORT_CHARS && !has(signs, 'problem'),
    essayWithoutRequest: signs.size >= ESSAY_CHARS && !asks(signs),
    reminiscence: signs.size >= ESSAY_CHARS && count(signs, 'past') >= TALE_WORDS && !has(signs, 'formal'),
    acknowledgeOnly: has(signs, 'acknowledge') && signs.size <= ACKNOWLEDGE_CHARS,
    tellsOnly: !asks(signs) && !TROUBLES.some((list) => has(signs, list)),
    nothingNamed: !has(signs, 'object') && !namesCategory(signs) && places.length === 0,
  };
  return (Object.keys(shapes) as Shape[]).filter((shape) => shapes[shape]);
}

const TROUBLES = ['problem', 'critical', 'heading', 'suggestion', 'question', 'lasting', 'tipOff'];

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
