import { type Scene, says, wordsIn } from './scene.ts';
import type { Reading } from './talk.ts';
import { weightOf } from './text.ts';
import { logistic, PHOTO_TOLD, PLACE_TOLD } from './weights.ts';

/** What else than the place a line may hold and still only say where: 「12栋这边」, 「三组 快来」. */
const BESIDE_PLACE_CHARS = 7;
export const AGAINST = [
  'negation',
  'solved',
  'thanks',
  'trade',
  'talkTrade',
  'talkInvite',
  'errand',
  'elsewhere',
  'banter',
];

/** Log-odds that the manner of telling adds: first the trouble and then the place alone; a photo with the words. */
export function evidence(scene: Scene, toldBefore: boolean): number {
  if (says(scene.words, ...AGAINST) || earlierSays(scene, AGAINST)) return 0;
  const placed = toldBefore && saysOnlyWhere(scene) ? PLACE_TOLD : 0;
  return placed + (hasPhoto(scene) ? PHOTO_TOLD : 0);
}

/** The same reading, surer by so much. */
export function surerFor(reading: Reading, logOdds: number): Reading {
  if (logOdds === 0 || reading.demands.length === 0) return reading;
  const { request, speech } = reading;
  const odds = Math.log(Math.max(request, 1e-9) / Math.max(1 - request, 1e-9));
  return { ...reading, request: logistic(odds + logOdds), speech: speech === 'chatter' ? 'report' : speech };
}

/** 「13号楼2单元」, 「三组 快来」: a place and next to nothing else. */
export function saysOnlyWhere(scene: Scene): boolean {
  const [place] = scene.heard.reading.places.filter((one) => one.place !== null && !one.elsewhere);
  if (!place || says(scene.words, 'question')) return false;
  return weightOf(scene.line.text) - weightOf(place.written) <= BESIDE_PLACE_CHARS;
}

function earlierSays(scene: Scene, lists: readonly string[]): boolean {
  return ownRecent(scene).some((line) => says(wordsIn(line.text, scene.ctx.policy), ...lists));
}

function hasPhoto(scene: Scene): boolean {
  return scene.line.images.length > 0 || ownRecent(scene).some((line) => line.images.length > 0);
}

function ownRecent(scene: Scene): Scene['room'] {
  const since = scene.ctx.now - scene.ctx.policy.timing.windowMs;
  return scene.room.filter((line) => line.personId === scene.me && !line.fromBot && line.at >= since);
}
