import type { Ticket } from '../ticket/ticket.ts';
import { inThisRoom } from './issue.ts';
import { placeOfLine } from './place-talk.ts';
import { atPlaceOf, bestMeant, kinship, namesOwnHome, repliedTickets } from './refs.ts';
import {
  classesIn,
  hitsOf,
  isOpen,
  isParty,
  none,
  onlySays,
  type Part,
  type Scene,
  says,
  wordsIn,
} from './scene.ts';
import type { Intent } from './talk.ts';
import { isContested, newestTopic, takesUpOther } from './topic.ts';

/** A bare 「+1」 reaches over this much other talk, one that says what is wrong over more. */
const BARE_REACH = 2;
const TOLD_REACH = 4;
const WITNESS_REACH = 4;
/** Whoever writes more tells a story of their own. */
const LONGEST_JOIN_CHARS = 80;
/** Shorter and a reply is an exclamation. */
const TOLD_CHARS = 8;

/** Why somebody counts as having the same trouble: staff are shown it (rules.md 3.1, Same issue). */
export const BECAUSE = {
  reply: '回复了这件事的消息',
  topic: '接着群里刚说的这件事',
  named: '说的是同一地点或同一类事',
  witness: '紧接着说了同样的情况',
  asksAfter: '追问这件事并说自己也受影响',
  same: '同一地点的同一件事',
} as const;

/** 「+1」, 「我家也是」, 「赞成」: the same trouble, said by somebody else. */
export const joinTalk: Part = (scene) => {
  const bare = isBareJoin(scene);
  if (!bare && (!says(scene.words, 'talkJoin') || isKeptOut(scene))) return null;
  if (scene.line.replyTo !== null) {
    const replied = joinReplied(scene);
    if (replied || bare) return replied ?? none('belongs to what it replies to');
  }
  return bare ? joinBare(scene) : joinTold(scene);
};

function isBareJoin(scene: Scene): boolean {
  return onlySays(scene.words, scene.ctx.policy, 'talkJoinWhole');
}

function isKeptOut(scene: Scene): boolean {
  // Who tells of several matters tells their own.
  if (scene.words.bare.length > LONGEST_JOIN_CHARS || scene.heard.reading.demands.length > 1) return true;
  return says(
    scene.words,
    'talkJoinNot',
    'talkInvite',
    'talkTrade',
    'negation',
    'solved',
    'talkQuarrel',
    'longAgo',
  );
}

function joinReplied(scene: Scene): Intent | null {
  const ticket = repliedTickets(scene).find(isOpen);
  return ticket ? joinOrAdd(scene, ticket, BECAUSE.reply) : null;
}

function joinBare(scene: Scene): Intent {
  const topic = newestTopic(scene);
  if (!topic || topic.between.length > BARE_REACH) return none('a +1 without a topic');
  if (isContested(scene, topic)) return none('a +1 to something else');
  return joinOrAdd(scene, topic.ticket, BECAUSE.topic);
}

/** What is named decides; else the newest topic, unless another matter is named. */
function joinTold(scene: Scene): Intent | null {
  const named = namedTicket(scene);
  if (named) return joinOrAdd(scene, named, BECAUSE.named);
  const topic = newestTopic(scene);
  if (!topic || topic.between.length > TOLD_REACH || isOtherMatter(scene, topic.ticket)) return null;
  if (isOwnElsewhere(scene, topic.ticket)) return null;
  if (takesUpOther(scene, topic)) return none('joins other talk');
  return joinOrAdd(scene, topic.ticket, BECAUSE.topic);
}

/** 「15号楼也坏了」 by whoever reported 13: one more, and no more of the same. */
function isOwnElsewhere(scene: Scene, ticket: Ticket): boolean {
  const place = scene.heard.reading.places.find((one) => one.place !== null && !one.elsewhere)?.place;
  const other = place && ticket.place && place.key !== ticket.place.key;
  return isParty(ticket, scene.me) && other === true && !namesOwnHome(scene);
}

/** An open ticket of this room whose place and matter are named, or one newly talked of whose matter is. */
function namedTicket(scene: Scene): Ticket | null {
  const open = scene.ctx.tickets.filter(
    (one) => isOpen(one) && inThisRoom(scene, one) && isFresh(scene, one),
  );
  return bestMeant(
    scene,
    open.filter((one) => kinship(scene, one) >= 3),
  );
}

function isFresh(scene: Scene, ticket: Ticket): boolean {
  return scene.ctx.now - ticket.lastActivityAt <= scene.ctx.policy.timing.sameIssueMs;
}

function isOtherMatter(scene: Scene, ticket: Ticket): boolean {
  const { hits } = scene.words;
  if (classesIn(scene.words).some(([level1, level2]) => isCategory(ticket, level1, level2))) return false;
  const joins = hitsOf(scene.words, 'talkJoin');
  const others = hits.filter((hit) => !joins.some((join) => join.at <= hit.at && hit.end <= join.end));
  const classes = classesIn({ ...scene.words, hits: others });
  return classes.length > 0 && !classes.some(([level1]) => level1 === ticket.category[0]);
}

function isCategory({ category }: Ticket, level1: string, level2: string): boolean {
  return category[0] === level1 && category[1] === level2;
}

/** 「昨晚就听见啪一声」, 「天天占一个位子」: somebody else tells the same right after it was told. */
export const witnessTalk: Part = (scene) => {
  const tells = says(scene.words, 'talkWitness', 'talkJoin') || namesOwnHome(scene) || isToldInReply(scene);
  if (!tells || isKeptOut(scene) || isAsking(scene)) return null;
  const replied = repliedTickets(scene).find(isOpen);
  if (replied && (isToldByMe(scene, replied) || says(scene.words, 'problem', 'talkMyself')))
    return joinOrAdd(scene, replied, BECAUSE.reply);
  if (scene.line.replyTo !== null) return null;
  const topic = newestTopic(scene);
  if (!topic || topic.between.length > WITNESS_REACH || isTooLate(scene, topic.at)) return null;
  return isToldByMe(scene, topic.ticket) ? joinOrAdd(scene, topic.ticket, BECAUSE.witness) : null;
};

/** 「就是那条黄的,前天追我」 in reply to the report. */
function isToldInReply(scene: Scene): boolean {
  return (
    scene.words.bare.length >= TOLD_CHARS &&
    says(scene.words, 'talkMyself') &&
    repliedTickets(scene).some(isOpen)
  );
}

function isTooLate(scene: Scene, at: number): boolean {
  return scene.ctx.now - at > scene.ctx.policy.timing.windowMs;
}

function isAsking(scene: Scene): boolean {
  return /[??]\s*$/.test(scene.words.said) || says(scene.words, 'errand', 'venting', 'banter');
}

function isToldByMe(scene: Scene, ticket: Ticket): boolean {
  if (isParty(ticket, scene.me) || isOfPerson(scene, ticket)) return false;
  if (kinship(scene, ticket) > 0) return true;
  return says(scene.words, 'talkMyself') && !isOtherMatter(scene, ticket);
}

/** Of a missing or helpless person others tell what they saw; they have not lost anybody. */
function isOfPerson(scene: Scene, ticket: Ticket): boolean {
  const { policy } = scene.ctx;
  if ((policy.lexicon['talkOfPersons'] ?? []).includes(ticket.category[0])) return true;
  return says(wordsIn(ticket.text, policy), 'talkMissing');
}

/** 「三栋那个到底好了没?」 by somebody who has not joined: they have the trouble too. */
export const askAfterTalk: Part = (scene) => {
  if (!says(scene.words, 'talkUrge', 'followUp', 'talkThat') || isKeptOut(scene)) return null;
  if (!says(scene.words, 'problem', 'talkUrge', 'talkMyself')) return null;
  const here = scene.ctx.tickets.filter(
    (one) => isOpen(one) && atPlaceOf(scene, one) && isFresh(scene, one) && !isParty(one, scene.me),
  );
  const ticket = bestMeant(scene, here);
  if (!ticket || isOtherMatter(scene, ticket)) return null;
  return says(scene.words, 'talkMyself') ? joinOrAdd(scene, ticket, BECAUSE.asksAfter) : null;
};

/** Others join; whoever is in it already adds to it. */
export function joinOrAdd(scene: Scene, ticket: Ticket, why: string): Intent {
  if (!isParty(ticket, scene.me))
    return { type: 'join', ticketId: ticket.id, place: placeOfLine(scene), why };
  return { type: 'supplement', ticketId: ticket.id, place: null, earlier: [], why };
}
