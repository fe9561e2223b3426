import { addressedTalk } from './addressed-talk.ts';
import { answerTalk, chosenAnswerTalk, unansweredTalk } from './answer-talk.ts';
import { asQuestion } from './bot-question.ts';
import { correctionTalk } from './correction.ts';
import { detailTalk } from './detail.ts';
import { withGain } from './gain.ts';
import { withHome } from './heard-home.ts';
import { askAfterTalk, joinTalk, witnessTalk } from './join.ts';
import { answeredTalk } from './notice-talk.ts';
import { askedPlaceTalk } from './place-talk.ts';
import { ratingTalk } from './rating-talk.ts';
import { isByProperty, reportTalk } from './report-talk.ts';
import {
  asideTalk,
  objectTalk,
  politeTalk,
  residentOrderTalk,
  updateTalk,
  urgeTalk,
  withdrawTalk,
} from './resident-talk.ts';
import { firstOf, none, type Part, type Scene, sceneOf } from './scene.ts';
import { scoreTalk } from './score-talk.ts';
import { staffAmongResidents, staffTalk } from './staff-talk.ts';
import { stillCutTalk } from './still-cut.ts';
import type { Heard, Intent, TalkContext } from './talk.ts';

/** Nobody's ears pricked up: why most lines are left alone. */
export const ORDINARY_TALK = 'ordinary talk';

/** What a resident's line can be, the surest first. */
const RESIDENT: readonly Part[] = [
  chosenAnswerTalk,
  unansweredTalk,
  residentOrderTalk,
  ratingTalk,
  objectTalk,
  withdrawTalk,
  politeTalk,
  correctionTalk,
  askedPlaceTalk,
  urgeTalk,
  answerTalk,
  answeredTalk,
  updateTalk,
  asideTalk,
  joinTalk,
  askAfterTalk,
  stillCutTalk,
  reportTalk,
  detailTalk,
  witnessTalk,
  addressedTalk,
];

/**
 * What a line of free talk wants, given what was said before it and the tickets it could be about. Pure; commands
 * written as such are parsed before it. Rules: rules.md 2 and 3.1. Silence is the default.
 */
export function understand(heard: Heard, ctx: TalkContext): Intent {
  const scene = asQuestion(sceneOf(withHome(heard, ctx), ctx));
  return withGain(scene, unspoken(scene) ?? firstOf(scene, partsFor(scene)) ?? none(ORDINARY_TALK));
}

function partsFor(scene: Scene): readonly Part[] {
  const { roomKind } = scene.heard;
  const amongStaff = roomKind === 'worker' || roomKind === 'street';
  if (amongStaff) return scene.staff ? [chosenAnswerTalk, scoreTalk, staffTalk, answerTalk] : [ratingTalk];
  if (!scene.staff) return RESIDENT;
  if (roomKind === 'private') return [scoreTalk, staffTalk, ...RESIDENT];
  return scene.addressed ? [staffAmongResidents, ...RESIDENT] : [staffAmongResidents];
}

/** Nothing to understand: no words and no picture, an attempt to give orders to the program, an answer of the property company. */
function unspoken(scene: Scene): Intent | null {
  const { line, heard, words } = scene;
  if (heard.reading.speech === 'injection') return none('tries to instruct the program');
  if (words.bare === '' && line.images.length === 0 && !heard.mentionsBot) return none('empty');
  if (!scene.staff && !scene.addressed && isByProperty(scene)) return none('the property company speaks');
  return null;
}
