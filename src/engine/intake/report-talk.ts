import { MINUTE_MS } from '../glossary.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { isAbout, isAskingElse } from './about-ticket.ts';
import { isOtherTrouble } from './detail.ts';
import { knownTicket } from './issue.ts';
import { BECAUSE, joinOrAdd } from './join.ts';
import { isAnswered, isExplained } from './notice-talk.ts';
import { added, placeAdded } from './place-talk.ts';
import { repliedTickets } from './refs.ts';
import { hitsOf, isOpen, isParty, none, type Part, type Scene, says } from './scene.ts';
import { readInTalk } from './situation.ts';
import type { Demand, Intent, Reading } from './talk.ts';
import { newestTopic } from './topic.ts';
import { mattersIn } from './two-matters.ts';
import { earlierLines, followsElsewhere, isSeller, ownWindowTicket } from './window.ts';

const MERE_QUESTION_CHARS = 8;
const TOPIC_REACH = 3;
const REMARK_CHARS = 24;
/** A remark follows within minutes; what reads this surely as a report is one. */
const REMARK_MS = 5 * MINUTE_MS;
const REMARK_SURE = 0.85;

/** A line that asks the neighbourhood for something: a new ticket, or part of one that is known. */
export const reportTalk: Part = (scene) => {
  if (isMuted(scene)) return null;
  // What was told in the lines before is one matter with the line; the line itself may hold two.
  const reading = mattersIn(readInTalk(scene), scene);
  const demands = reading.demands.filter((one) => one.place === null || !one.place.elsewhere);
  if (demands.length === 0 || !isRequest(scene, reading)) return null;
  if (!scene.addressed && isAskedOfNeighbours(reading, demands)) return null;
  return (
    continued(scene, demands) ??
    remark(scene, { ...reading, demands }) ??
    opened(scene, { ...reading, demands })
  );
};

/** 「我们都不敢开窗了」 right after a ticket: of no class and place of its own, it is about what was just told. */
function remark(scene: Scene, { demands, request, places }: Reading): Intent | null {
  const topic = newestTopic(scene);
  if (!topic || request >= REMARK_SURE || scene.addressed || says(scene.words, 'another')) return null;
  const vague = demands.every(
    ({ category, urgency }) => category[1].endsWith('其他') && urgency !== 'critical',
  );
  const near =
    scene.ctx.now - topic.at <= REMARK_MS &&
    topic.between.length <= 1 &&
    scene.words.bare.length <= REMARK_CHARS;
  if (!vague || !near || places.length > 0 || isParty(topic.ticket, scene.me)) return null;
  return says(scene.words, 'talkMyself') ? joinOrAdd(scene, topic.ticket, BECAUSE.witness) : none('a remark');
}

/** Notices, goods, answers of the property company and quarrels ask nobody for anything. */
function isMuted(scene: Scene): boolean {
  const { speech } = scene.heard.reading;
  if (scene.addressed) return speech === 'injection';
  if (['notice', 'trade', 'injection', 'empty', 'praise'].includes(speech)) return true;
  if (isJoinOnly(scene)) return true;
  return says(scene.words, 'talkQuarrel') || isByProperty(scene) || followsElsewhere(scene);
}

/** 「投诉+1」 joins what was said, or nothing. */
function isJoinOnly(scene: Scene): boolean {
  return (
    hitsOf(scene.words, 'talkJoin').some(({ word }) => PLUS_ONE.test(word)) &&
    scene.words.bare.length <= PLUS_CHARS
  );
}

const PLUS_ONE = /^(?:\+1|加1|加一)$/;
const PLUS_CHARS = 10;

/** A name is no right, but a line under the property company's name is an answer and not a report. */
export function isByProperty(scene: Scene): boolean {
  const names = scene.ctx.policy.lexicon['talkPropertyNames'] ?? [];
  return names.some((name) => scene.line.name.includes(name));
}

/**
 * Below `openAt` staff are asked, and only for what reads as a report; a short question without a place, or a line
 * of somebody who sells, is left to what comes after it.
 */
function isRequest(scene: Scene, reading: Reading): boolean {
  const { request, speech, places } = reading;
  const { openAt, confirmAt } = scene.ctx.policy.thresholds;
  if (request < confirmAt) return false;
  if (scene.addressed) return true;
  if (request >= openAt) return !isMereQuestion(scene, reading);
  if (speech !== 'report' && speech !== 'suggestion') return continues(scene);
  const asking = /[??]\s*$/.test(scene.words.said) && !places.some((one) => one.place !== null);
  return !asking && !isSeller(scene);
}

/** 「停水了?」 asks the neighbours; what comes after it will tell. Danger is not waited for. */
function isMereQuestion(scene: Scene, { places, demands }: Reading): boolean {
  if (demands.some((one) => one.urgency === 'critical') || places.some((one) => one.place !== null))
    return false;
  return /[??]\s*$/.test(scene.words.said) && scene.words.bare.length <= MERE_QUESTION_CHARS;
}

function continues(scene: Scene): boolean {
  return repliedTickets(scene).some(isOpen) && says(scene.words, 'problem', 'talkWitness');
}

function isAskedOfNeighbours(reading: Reading, demands: readonly Demand[]): boolean {
  return (
    reading.speech === 'question' &&
    demands.every((one) => one.kind === 'question' && one.urgency !== 'critical')
  );
}

/** Part of what is known: the speaker's own ticket of these minutes, or the same matter told before. */
function continued(scene: Scene, demands: readonly Demand[]): Intent | null {
  const [demand] = demands;
  if (!demand || demands.length > 1) return null;
  const replied = repliedTickets(scene).find(isOpen);
  if (replied && !isOtherInReply(scene, demand, replied)) return joinOrAdd(scene, replied, BECAUSE.reply);
  const own = ownWindowTicket(scene);
  if (own && !isOtherTrouble(scene, demand, own)) return goesOn(scene, own);
  const known = knownTicket(scene, demand) ?? topicMeant(scene, demand);
  return known && !isOwnStory(scene, demand, known) ? again(scene, known) : null;
}

/** A question to the neighbours, or hardly a request by itself and nothing of the trouble in it: talk of the day. */
function goesOn(scene: Scene, own: Ticket): Intent {
  const sure = scene.heard.reading.request >= scene.ctx.policy.thresholds.openAt;
  const beside = isAskingElse(scene, own) || (!sure && !isAbout(scene, own));
  if (beside && !scene.addressed) return none('talk beside the own ticket');
  return added(own, placeAdded(scene, own), 'goes on with it');
}

/** A reply is about what it replies to, unless it names another place. */
function isOtherInReply(scene: Scene, demand: Demand, replied: Ticket): boolean {
  if (says(scene.words, 'another')) return true;
  return demand.place?.place ? isOtherTrouble(scene, demand, replied) : false;
}

/**
 * Who began to tell of a trouble and named no place yet goes on with it, whatever a neighbour told before; who speaks
 * to the bot wants something of it.
 */
function isOwnStory(scene: Scene, { place }: Demand, ticket: Ticket): boolean {
  if (place !== null || isParty(ticket, scene.me) || says(scene.words, 'talkJoin')) return false;
  if (scene.addressed) return true;
  const before = earlierLines(scene);
  return scene.room.some(
    (line) => before.includes(line.key) && line.text !== '' && line.at > ticket.openedAt,
  );
}

/** Right after a ticket was told, trouble of its class without a place is the same, said by somebody else. */
function topicMeant(scene: Scene, demand: Demand): Ticket | null {
  const topic = newestTopic(scene);
  if (!topic || demand.place !== null || says(scene.words, 'another') || isParty(topic.ticket, scene.me))
    return null;
  if ((demand.kind === 'question') !== (topic.ticket.kind === 'question')) return null;
  const late =
    scene.ctx.now - topic.at > scene.ctx.policy.timing.windowMs || topic.between.length > TOPIC_REACH;
  return late || !isNearClass(scene, demand, topic.ticket) ? null : topic.ticket;
}

/** Of one class, or, in a short remark, of one level 1 where either is only its 「其他」. */
function isNearClass(scene: Scene, demand: Demand, ticket: Ticket): boolean {
  const [a1, a2] = demand.category;
  const [b1, b2] = ticket.category;
  if (a1 !== b1 || a1 === scene.ctx.policy.categories.at(-1)?.level1) return false;
  if (a2 === b2) return true;
  return scene.words.bare.length <= REMARK_CHARS && (a2.endsWith('其他') || b2.endsWith('其他'));
}

function again(scene: Scene, ticket: Ticket): Intent {
  const why = BECAUSE.same;
  if (isOpen(ticket)) {
    return isParty(ticket, scene.me)
      ? added(ticket, placeAdded(scene, ticket), why)
      : joinOrAdd(scene, ticket, why);
  }
  return { type: isParty(ticket, scene.me) ? 'reopen' : 'join-and-reopen', ticketId: ticket.id, why };
}

function opened(scene: Scene, reading: Reading): Intent {
  const { demands, request } = reading;
  const fresh = demands.length === 1 ? demands : demands.filter((one) => !knownTicket(scene, one));
  const [first] = demands;
  const known = first && fresh.length === 0 ? knownTicket(scene, first) : null;
  if (known) return again(scene, known);
  const asked = fresh.filter((one) => scene.addressed || !isExplained(scene, one));
  if (asked.length === 0) return none('a notice explains it');
  if (isQuestionAnswered(scene, asked)) return none('a notice answers it');
  const confirm = !scene.addressed && request < scene.ctx.policy.thresholds.openAt;
  return { type: 'open', demands: asked, earlier: earlierLines(scene), confirm, why: reading.why };
}

/** A notice tells when and where; which papers are needed it does not. */
export function isQuestionAnswered(scene: Scene, demands: readonly Demand[]): boolean {
  if (says(scene.words, 'consult')) return false;
  return demands.every((one) => one.kind === 'question') && isAnswered(scene);
}
