import { MINUTE_MS } from '../glossary.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { isAbout } from './about-ticket.ts';
import { standApart } from './apart.ts';
import { added, placeAdded } from './place-talk.ts';
import { namesOwnHome, repliedTickets, ticketsOf } from './refs.ts';
import { areOtherMatters } from './same-matter.ts';
import { classesIn, isParty, type Part, type Scene, says, type Words, wordsIn } from './scene.ts';
import type { Demand } from './talk.ts';
import { MATTERS, saysOnlyWhere } from './told-evidence.ts';
import { isPlainlyElse, ownWindowTicket } from './window.ts';

/** Photos and words of the same person within the window: 「停在7楼不动」, 「人没咬到」 (rules.md 3.1, Window). */
export const detailTalk: Part = (scene) => {
  const ticket = ownWindowTicket(scene);
  if (!ticket || !isDetail(scene, ticket)) return null;
  return added(ticket, placeAdded(scene, ticket), 'a detail within the window');
};

function isDetail(scene: Scene, ticket: Ticket): boolean {
  if (scene.words.bare === '') return scene.line.images.length > 0;
  if (isPlainlyElse(scene.line, scene) || isMeantElsewhere(scene, ticket)) return false;
  const { speech } = scene.heard.reading;
  if (['notice', 'trade', 'injection'].includes(speech)) return false;
  if (scene.addressed && says(scene.words, 'talkBotBanter', 'greeting')) return false;
  // Alone with the bot, or spoken to it, all is meant for it.
  if (!scene.addressed && !isAbout(scene, ticket)) return false;
  if (says(scene.words, 'problem', 'object')) return true;
  if (isWordBack(scene)) return false;
  return isReporter(scene, ticket) || isJustIn(scene, ticket) || says(scene.words, 'talkWitness');
}

/** Who joined a moment ago goes on with it: 「14号楼也停了」, 「老人靠氧气机呢」. */
function isJustIn(scene: Scene, ticket: Ticket): boolean {
  const before = scene.room.findLast((line) => line.personId === scene.me && !line.fromBot);
  if (!before || scene.ctx.now - before.at > JUST_MS) return false;
  return ticketsOf(scene, before).includes(ticket);
}

/** Says nothing of any matter, and takes up what a neighbour just said or speaks to them: banter. */
function isWordBack(scene: Scene): boolean {
  const last = scene.room.findLast((line) => !line.fromBot);
  if (!last || last.personId === scene.me || last.fromStaff || scene.line.images.length > 0) return false;
  if (scene.heard.reading.places.length > 0 || ticketsOf(scene, last).length > 0) return false;
  const before = wordsIn(last.text, scene.ctx.policy);
  if (ASKS.test(before.said) || !(SPOKEN_TO.test(scene.words.bare) || sharesWord(scene.words, before)))
    return false;
  return ![scene.words, before].some((words) => says(words, ...MATTERS) || classesIn(words).length > 0);
}

function sharesWord(words: Words, before: Words): boolean {
  const pairs = [...words.bare.matchAll(/(?=(\p{Script=Han}{2}))/gu)];
  return pairs.some(([, pair = '']) => before.bare.includes(pair));
}

const SPOKEN_TO = /[你您侬妳]/;
/** 「那人没事吧」 asks too. */
const ASKS = /[??]|[吗么呢吧没不伐啥谁咩]\s*$/;
const JUST_MS = 3 * MINUTE_MS;

function isReporter(scene: Scene, ticket: Ticket): boolean {
  return ticket.reporter.personId === scene.me;
}

/** A reply to another line, or an answer in a quarrel. */
function isMeantElsewhere(scene: Scene, ticket: Ticket): boolean {
  if (scene.line.replyTo !== null) {
    const own = scene.room.find((line) => line.key === scene.line.replyTo)?.personId === scene.me;
    if (!own && !repliedTickets(scene).includes(ticket)) return true;
  }
  const last = scene.room.at(-1);
  if (!last || last.fromBot || last.personId === scene.me) return false;
  return says(wordsIn(last.text, scene.ctx.policy), 'talkQuarrel');
}

/**
 * Whether a new demand is another matter than the ticket: it says so (「另外」), the same matter is elsewhere, or it
 * names a place and falls into another class. Its own people may add where it is, or where they live.
 */
export function isOtherTrouble(scene: Scene, demand: Demand, ticket: Ticket): boolean {
  if (says(scene.words, 'another')) return true;
  const [level1, level2] = ticket.category;
  if (isPlainlyOther(scene, demand, ticket)) return true;
  const own = isParty(ticket, scene.me);
  if (own && (onlyPlaces(scene) || namesOwnHome(scene) || isSameBreath(scene, demand, ticket))) return false;
  const another = demand.place?.place || !own ? areOtherMatters(demand, ticket, scene.ctx.policy) : false;
  if (demand.category[0] === level1 && demand.category[1] === level2)
    return another || isElsewhere(demand, ticket);
  if (demand.place?.place) return !(own && ticket.place === null && isVague(scene, demand));
  if (!own) return demand.category[0] !== level1;
  return scene.ctx.now - ticket.lastActivityAt > scene.ctx.policy.timing.windowMs;
}

/** 「我们这栋的电梯也坏了」 a minute after one's own leak, or after a question to an office. */
function isPlainlyOther({ heard, ctx }: Scene, demand: Demand, ticket: Ticket): boolean {
  const { policy } = ctx;
  if (heard.reading.request < policy.thresholds.openAt) return false;
  const isAfterQuestion = ticket.kind === 'question' && demand.kind !== 'question';
  return (isAfterQuestion && demand.place !== null) || standApart(demand, ticket, policy);
}

/** Told on within minutes without another building: 「里面有人按铃,1单元」, or where it is for the first time. */
function isSameBreath(scene: Scene, { place }: Demand, ticket: Ticket): boolean {
  return isJustIn(scene, ticket) && (ticket.place === null || !BUILDING.test(place?.written ?? ''));
}

const BUILDING = /[楼栋幢座#号组弄]/;

/** No report by itself, or one of no class: the place is that of what was said before. */
function isVague(scene: Scene, { category }: Demand): boolean {
  return category[1].endsWith('其他') || scene.heard.reading.request < scene.ctx.policy.thresholds.openAt;
}

/** Only where it is; with a trouble beside it, it is one more. */
function onlyPlaces(scene: Scene): boolean {
  return saysOnlyWhere(scene) && !says(scene.words, 'problem', 'outage', 'critical');
}

function isElsewhere(demand: Demand, ticket: Ticket): boolean {
  const key = demand.place?.place?.key;
  return key !== undefined && ticket.place !== null && ticket.place.key !== key && !demand.place?.elsewhere;
}
