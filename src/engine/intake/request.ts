import type { Guess } from '../model/guess.ts';
import type { PlaceAt } from './place-at.ts';
import { requestScore, shapesOf } from './request-score.ts';
import type { Signs } from './signs.ts';
import { has } from './signs.ts';

/** As sure as a street's own word makes it. */
const SURE = 0.97;

/**
 * 0–1: how sure that the text asks the neighbourhood for something. The trained model says it, the word lists where
 * there is none. Over both stand the lists: what nobody here can help with or is meant for the program is none, danger
 * lifts what the model says, and a street's own `alwaysRequest` and `neverRequest` settle it.
 */
export function requestOf(signs: Signs, places: readonly PlaceAt[], guessed: Guess | null): number {
  const worded = requestScore(signs, places);
  if (has(signs, 'injection')) return Math.min(worded, guessed?.request ?? 1);
  if (has(signs, 'alwaysRequest')) return SURE;
  if (has(signs, 'neverRequest')) return 1 - SURE;
  return guessed ? joined(signs, places, guessed.request) : alone(signs, worded);
}

/** Without a trained model. */
function alone(signs: Signs, worded: number): number {
  return announces(signs) && !has(signs, 'critical') ? Math.min(worded, ANNOUNCED) : worded;
}

function joined(signs: Signs, places: readonly PlaceAt[], model: number): number {
  const worded = requestScore(signs, places);
  const shapes = shapesOf(signs, places);
  if (shapes.some((shape) => NONE.has(shape)) || toldOfElsewhere(signs, worded))
    return Math.min(worded, model);
  if (sells(signs)) return model;
  // The model never saw a place of ours: who names one and a trouble is believed, but not who announces it.
  if (places.some(isKnown) && !announces(signs)) return Math.max(worded, model);
  if (OURS.some((list) => has(signs, list))) return lifted(model, worded, OURS_LIFT);
  const heard = has(signs, 'critical') || places.some(({ place }) => place !== null);
  return heard ? lifted(model, worded, LIFT) : model;
}

/** At most so sure are the words alone of it. */
const ANNOUNCED = 0.1;
/** A day, or from when till when. */
const WHEN = /\d{1,2}月\d{1,2}[日号]|(?:\d:\d\d|[\d一二两三四五六七八九十]点半?)\s?[-~至到—]/;
/** What goes on, against or without an announcement: 「都12点了怎么还没电」. */
const NOW = /现在|还没|还是|仍|怎么|为什么|凭什么|没人|一直|又|已经|[没不]有?通知|今天.{0,6}就|[?]/;

/** 「通知:9点到17点3号楼停电检修」 tells of what is planned: a trouble at a place of ours, and no request. */
function announces(signs: Signs): boolean {
  return has(signs, 'notice') && WHEN.test(signs.text) && !NOW.test(signs.text);
}

/** 「3号楼底商专业修水管漏水」: the trouble is what they live on. */
function sells(signs: Signs): boolean {
  return (has(signs, 'trade') || has(signs, 'advert')) && !has(signs, 'critical');
}

function isKnown({ place }: PlaceAt): boolean {
  return place !== null && (place.gridId ?? place.communityId) !== null;
}

/**
 * Danger, and any building: beside them the words are believed a good way beyond the model, not against all it knows. In
 * log-odds: what the model gives one in five is then even. Danger words stand in much talk of games, love and work.
 */
const LIFT = 1.5;
/** 「我们这栋」 is likelier one of ours; 「我们楼下」 is any. */
const OURS = ['ownBuilding', 'ownUnit'];
const OURS_LIFT = 2.5;

function lifted(model: number, worded: number, lift: number): number {
  const odds = (model / (1 - model)) * Math.exp(lift);
  return Math.max(model, Math.min(worded, model >= 1 ? 1 : odds / (1 + odds)));
}

/** Another's place, or a tale of long ago. */
const NONE: ReadonlySet<string> = new Set(['elsewherePlace', 'reminiscence']);

/** `elsewhere` weighs so much in the words' score that it shows in it, unless a place of ours is named. */
function toldOfElsewhere(signs: Signs, worded: number): boolean {
  return has(signs, 'elsewhere') && worded < FAR;
}

const FAR = 0.1;
