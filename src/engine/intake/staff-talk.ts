import { approvalTalk } from './approval-talk.ts';
import { claimTalk } from './claim-talk.ts';
import { isOtherTrouble } from './detail.ts';
import { knownTicket } from './issue.ts';
import { backTalk, leaveTalk } from './leave-talk.ts';
import { announceTalk } from './notice-talk.ts';
import { handOverTalk, mergeTalk, orderTalk } from './order-talk.ts';
import { ratingTalk } from './rating-talk.ts';
import { firstOf, type Part, says } from './scene.ts';
import { disputeTalk, liftTalk, progressTalk, returnTalk, reworkTalk, whistleTalk } from './work-talk.ts';

const WORK: readonly Part[] = [
  disputeTalk,
  approvalTalk,
  mergeTalk,
  orderTalk,
  leaveTalk,
  backTalk,
  liftTalk,
  whistleTalk,
  handOverTalk,
  returnTalk,
  reworkTalk,
  claimTalk,
  progressTalk,
  ratingTalk,
];

/** Talk of staff among themselves: short forms of their commands, hardly ever a ticket. */
export const staffTalk: Part = (scene) => firstOf(scene, [...WORK, findTalk]);

/** Staff in a residents' room: they take a ticket or answer; what they tell people is no request. */
export const staffAmongResidents: Part = (scene) =>
  firstOf(scene, [announceTalk, orderTalk, claimTalk, ratingTalk]);

/** A problem found and told with its place, without 巡查: staff are asked whether it is one. */
const findTalk: Part = (scene) => {
  const { reading } = scene.heard;
  const [demand] = reading.demands;
  if (!demand?.place?.place || reading.speech !== 'report') return null;
  if (reading.request < scene.ctx.policy.thresholds.openAt || !says(scene.words, 'talkFind')) return null;
  if (/[??]\s*$/.test(scene.words.said) || says(scene.words, 'talkAskWho', 'talkNotice')) return null;
  const known = knownTicket(scene, demand);
  if (known && !isOtherTrouble(scene, demand, known)) return null;
  return {
    type: 'open',
    demands: reading.demands,
    earlier: [],
    confirm: true,
    why: ['told by staff', ...reading.why],
  };
};
