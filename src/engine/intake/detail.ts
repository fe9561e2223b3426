import type { Ticket } from '../ticket/ticket.ts';
import { added, placeAdded } from './place-talk.ts';
import { namesOwnHome, repliedTickets } from './refs.ts';
import { isParty, type Part, type Scene, says, wordsIn } from './scene.ts';
import type { Demand } from './talk.ts';
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
  return isReporter(scene, ticket) || says(scene.words, 'problem', 'talkWitness', 'object');
}

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
 * Whether a new demand is another matter than the ticket. Of the ticket's own people it is when it says so
 * (「另外」) or names a place and falls into another class; of others also when the same matter is elsewhere.
 */
export function isOtherTrouble(scene: Scene, demand: Demand, ticket: Ticket): boolean {
  if (says(scene.words, 'another')) return true;
  const [level1, level2] = ticket.category;
  const own = isParty(ticket, scene.me);
  if (demand.category[0] === level1 && demand.category[1] === level2)
    return !own && isElsewhere(demand, ticket);
  if (demand.place?.place) return !(own && namesOwnHome(scene));
  if (!own) return demand.category[0] !== level1;
  return scene.ctx.now - ticket.lastActivityAt > scene.ctx.policy.timing.windowMs;
}

function isElsewhere(demand: Demand, ticket: Ticket): boolean {
  const key = demand.place?.place?.key;
  return key !== undefined && ticket.place !== null && ticket.place.key !== key && !demand.place?.elsewhere;
}
