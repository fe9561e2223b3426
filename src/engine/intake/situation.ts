import { standApart } from './apart.ts';
import { locatePlaces } from './places.ts';
import { read } from './read.ts';
import { namesOwnHome } from './refs.ts';
import { evidenceOf } from './request-score.ts';
import { onlySays, type Scene, says, wordsIn } from './scene.ts';
import { signsOf } from './signs.ts';
import type { Line, Reading } from './talk.ts';
import { AGAINST, saysOnlyWhere } from './told-evidence.ts';
import { FOLLOWS_MS, logistic, SITUATION, SUREST } from './weights.ts';
import { earlierLines, ownWindowTicket } from './window.ts';

/** Of each line before: whoever tells on is brief. */
const TOLD_CHARS = 400;

/**
 * What a line says in its room: 「楼下那家又来了」, 「桌子都跟着震」 is read as one text, and surer or less sure by who
 * spoke before, what place was named and whether a photo came with it.
 */
export function readInTalk(scene: Scene): Reading {
  const told = toldBefore(scene);
  const whole = told.length === 0 ? scene.heard.reading : together(scene, told);
  if (scene.addressed) return whole;
  return weighed(scene, { whole, told: whole === scene.heard.reading ? [] : told, before: told });
}

/** 0–1: how sure that what one person told in several lines asks for something. */
export function surenessOf(scene: Scene, told: Told): number {
  return weighed(scene, told).request;
}

export interface Told {
  whole: Reading;
  /** The lines before this one that are in it. */
  told: readonly Line[];
  /** And all that could be. */
  before?: readonly Line[];
}

/** The same reading, as sure as it is in its room. */
function weighed(scene: Scene, told: Told): Reading {
  const { whole } = told;
  if (whole.demands.length === 0) return whole;
  const logOdds =
    SITUATION.reading * bounded(Math.log(Math.max(whole.request, 1e-9) / Math.max(1 - whole.request, 1e-9))) +
    SITUATION.words * bounded(wordsSay(scene, told)) +
    situationOf(scene, told);
  const request = logistic(logOdds);
  return { ...whole, request, speech: whole.speech === 'chatter' && request > 0.5 ? 'report' : whole.speech };
}

function bounded(logOdds: number): number {
  return Math.max(-SUREST, Math.min(SUREST, logOdds));
}

/** Log-odds by the word lists alone. */
function wordsSay(scene: Scene, { told }: Told): number {
  const { policy, places } = scene.ctx;
  const text = textOf([...told, scene.line]);
  return evidenceOf(signsOf(text, policy), locatePlaces(text, { policy, places, scope: scene.heard.scope }));
}

/** Log-odds that stand around the line. */
function situationOf(scene: Scene, { whole, told, before = told }: Told): number {
  const placed = whole.places.some((one) => !one.elsewhere && (one.place || one.candidates.length > 0));
  return (
    (followsAnother(scene) && !tellsSecond(scene) ? SITUATION.follows : 0) +
    (told.length > 0 ? SITUATION.tellsOn : 0) +
    (placed ? SITUATION.placed : 0) +
    (says(scene.words, ...OVER) && !says(scene.words, 'talkAgain') ? SITUATION.over : 0) +
    (isDanger(scene, whole) ? SITUATION.danger : 0) +
    mannerOf(scene, before)
  );
}

const OVER = ['solved', 'hearsay', 'longAgo'];

/** Here and now: not in the news, a game or a tale. */
function isDanger(scene: Scene, whole: Reading): boolean {
  return !says(scene.words, ...AGAINST) && whole.demands.some((one) => one.urgency === 'critical');
}

/** First the trouble and then the place alone; a photo with the words. */
function mannerOf(scene: Scene, told: readonly Line[]): number {
  const { policy } = scene.ctx;
  if ([scene.words, ...told.map((line) => wordsIn(line.text, policy))].some((one) => says(one, ...AGAINST)))
    return 0;
  const shown = [scene.line, ...ownLately(scene)].some((line) => line.images.length > 0);
  const placed = told.length > 0 && saysOnlyWhere(scene) ? SITUATION.placeTold : 0;
  return placed + (shown ? SITUATION.photoTold : 0);
}

function followsAnother(scene: Scene): boolean {
  const last = scene.room.findLast((line) => !line.fromBot);
  return last !== undefined && last.personId !== scene.me && scene.ctx.now - last.at <= FOLLOWS_MS;
}

/** 「电梯也坏了」 by whoever told of a leak just now answers nobody. */
function tellsSecond(scene: Scene): boolean {
  const [demand] = scene.heard.reading.demands;
  const own = demand && ownWindowTicket(scene);
  return own ? standApart(demand, own, scene.ctx.policy) : false;
}

function ownLately(scene: Scene): readonly Line[] {
  const since = scene.ctx.now - scene.ctx.policy.timing.windowMs;
  return scene.room.filter((line) => line.personId === scene.me && !line.fromBot && line.at >= since);
}

/** The speaker's own words that may belong to it. */
function toldBefore(scene: Scene): readonly Line[] {
  const keys = earlierLines(scene);
  return scene.room.filter((line) => keys.includes(line.key) && line.text !== '');
}

/** All of it as one text, unless that says less than the line, or more things than it. */
function together(scene: Scene, told: readonly Line[]): Reading {
  const { reading, scope } = scene.heard;
  const { policy } = scene.ctx;
  if (!addsToIt(scene) || told.some((line) => says(wordsIn(line.text, policy), ...AGAINST))) return reading;
  const about = { policy, places: scene.ctx.places, scope };
  const before = textOf(told);
  const whole = read(textOf([...told, scene.line]), about);
  if (whole.demands.length > Math.max(1, reading.demands.length) || whole.request < reading.request)
    return reading;
  const place = namesOwnHome(scene) ? read(before, about).demands[0]?.place : null;
  return place ? { ...whole, demands: whole.demands.map((one) => ({ ...one, place })) } : whole;
}

function textOf(lines: readonly Line[]): string {
  return lines.map((line) => line.text.slice(0, TOLD_CHARS)).join('\n');
}

/** A nod, a laugh, goods or the all-clear complete no report. */
function addsToIt(scene: Scene): boolean {
  if (says(scene.words, ...AGAINST)) return false;
  return !onlySays(scene.words, scene.ctx.policy, 'talkThanks', 'talkAck', 'talkJoin', 'greeting');
}
