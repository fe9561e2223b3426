import { MINUTE_MS } from '../glossary.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { standApart } from './apart.ts';
import { inThisRoom } from './issue.ts';
import { placeOfLine } from './place-talk.ts';
import { atPlaceOf, bestMeant, kinship, namesOwnHome, repliedTickets } from './refs.ts';
import { isBuilding } from './same-place.ts';
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
import { type Along, alongOf, isContrary, toldAlong, wordPoints } from './told-along.ts';
import { isContested, newestTopic, type Topic, takesUpOther } from './topic.ts';
import { mattersIn } from './two-matters.ts';
import { ownWindowTicket } from './window.ts';

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
  const replied = bare ? null : toldInReply(scene);
  if (replied) return joinOrAdd(scene, replied, BECAUSE.reply);
  if (!bare && (!(says(scene.words, 'talkJoin') || beginsAlike(scene)) || isKeptOut(scene))) return null;
  if (scene.line.replyTo !== null) {
    const joined = joinReplied(scene);
    if (joined || bare) return joined ?? none('belongs to what it replies to');
  }
  return bare ? joinBare(scene) : joinTold(scene);
};

/** 「难怪,就是楼后那口井,6号楼都臭」 in reply to 「5号楼后面那口井在冒」: where it reaches, and not another one. */
function toldInReply(scene: Scene): Ticket | null {
  if (scene.words.bare.length < TOLD_CHARS || isKeptOut(scene) || isAsking(scene)) return null;
  if (says(scene.words, 'another') || !says(scene.words, 'talkMyself', 'talkWitness', 'problem')) return null;
  const replied = repliedTickets(scene).find((one) => isOpen(one) && one.kind !== 'tip-off');
  if (!replied || isParty(replied, scene.me) || isContrary(scene, replied)) return null;
  return wordPoints(scene, replied) > 0 && !isOfPerson(scene, replied) ? replied : null;
}

function isBareJoin(scene: Scene): boolean {
  return onlySays(scene.words, scene.ctx.policy, 'talkJoinWhole');
}

/** 「一样 21楼 我提着菜站在楼下」: a +1 in words, and what it is like there. */
function beginsAlike(scene: Scene): boolean {
  const first = /^[^\s,,。!!~]{1,8}(?=[\s,,。!!~])/.exec(scene.words.said)?.[0];
  if (first === undefined) return false;
  return onlySays(wordsIn(first, scene.ctx.policy), scene.ctx.policy, 'talkJoinWhole');
}

function isKeptOut(scene: Scene): boolean {
  if (scene.words.bare.length > LONGEST_JOIN_CHARS || tellsSeveral(scene)) return true;
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

/** Who tells of several matters tells their own: 「3号楼电梯坏了,门口路灯也不亮」. */
function tellsSeveral(scene: Scene): boolean {
  return mattersIn(scene.heard.reading, scene).demands.length > 1;
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
  const along = clearlyTold(scene, topic);
  if (along && !isApart(scene, along.ticket)) return joinOrAdd(scene, along.ticket, BECAUSE.topic);
  if (!topic || topic.between.length > TOLD_REACH) return null;
  if (isOtherMatter(scene, topic.ticket) && !isSaidToIt(scene, topic)) return null;
  if (isApart(scene, topic.ticket) || isComplaintToStaff(scene, topic.ticket)) return null;
  if (isOwnElsewhere(scene, topic.ticket) || isOtherEstate(scene, topic.ticket)) return null;
  if (isContrary(scene, topic.ticket) || isOwnWord(scene, topic.ticket)) return null;
  if (takesUpOther(scene, topic)) return none('joins other talk');
  return joinOrAdd(scene, topic.ticket, BECAUSE.topic);
}

/** 「2单元电梯也坏了」 where a leak was told. */
function isApart({ heard, ctx }: Scene, ticket: Ticket): boolean {
  const [demand] = heard.reading.demands;
  return demand !== undefined && standApart(demand, ticket, ctx.policy);
}

/** 「你们三天了影子都没见着」: a 都 or 也 of which nothing says that it is of this. */
function isComplaintToStaff(scene: Scene, ticket: Ticket): boolean {
  if (!SPOKEN_TO.test(scene.words.said) || says(scene.words, 'talkMyself')) return false;
  return (
    hitsOf(scene.words, 'talkJoin').every(({ word }) => /^[都也]/.test(word)) &&
    wordPoints(scene, ticket) < CLEAR
  );
}

/** 「拿被子都堵不住」 by whoever told of their own drain a minute ago, whatever a neighbour told since. */
function isOwnWord(scene: Scene, topic: Ticket): boolean {
  const own = ownWindowTicket(scene);
  return own !== null && own !== topic && wordPoints(scene, topic) === 0;
}

/** 「我也是今天交费才知道」 right after it: whatever class the words are of. */
function isSaidToIt(scene: Scene, { at, between }: Topic): boolean {
  return between.length === 0 && scene.ctx.now - at <= JUST_MS && ME_TOO.test(scene.words.folded);
}

const JUST_MS = 2 * MINUTE_MS;
const ME_TOO = /[我俺咱额侬](?:们|家|屋)?也是|一样|同感|同样|就是就是/;

/** Of two matters that the room speaks of at once, the one with which the line has more in common. */
function clearlyTold(scene: Scene, topic: Topic | null): Along | null {
  const along = toldAlong(scene);
  if (!along || isContrary(scene, along.ticket)) return null;
  if (along.ticket === topic?.ticket) return along.common >= CLEAR || along.named >= HINTED ? along : null;
  const newest = topic && alongOf(scene, scene.heard.reading.demands[0] ?? null, topic.ticket);
  return along.named - (newest?.named ?? 0) >= CLEAR ? along : null;
}

const CLEAR = 1;
const HINTED = 0.5;

/** 「明珠苑也停水了」 in a room of two compounds: another pipe, another grid. */
function isOtherEstate(scene: Scene, ticket: Ticket): boolean {
  const place = scene.heard.reading.places.find((one) => one.place !== null)?.place;
  if (!place || !ticket.place || !isBuilding(place) || !isBuilding(ticket.place)) return false;
  return place.key.split('/')[1] !== ticket.place.key.split('/')[1];
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
    open.filter((one) => kinship(scene, one) >= 3 && !isApart(scene, one)),
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
  if (isKeptOut(scene) || isAsking(scene)) return null;
  const along = scene.line.replyTo === null ? alongWitness(scene) : null;
  if (along) return joinOrAdd(scene, along, BECAUSE.witness);
  const tells = says(scene.words, 'talkWitness', 'talkJoin') || namesOwnHome(scene) || isToldInReply(scene);
  if (!tells) return null;
  const replied = repliedTickets(scene).find(isOpen);
  if (replied && (isToldByMe(scene, replied) || says(scene.words, 'problem', 'talkMyself')))
    return joinOrAdd(scene, replied, BECAUSE.reply);
  if (scene.line.replyTo !== null) return null;
  const topic = newestTopic(scene);
  if (!topic || topic.between.length > WITNESS_REACH || isTooLate(scene, topic.at)) return null;
  if (isContrary(scene, topic.ticket)) return null;
  return isToldByMe(scene, topic.ticket) ? joinOrAdd(scene, topic.ticket, BECAUSE.witness) : null;
};

/** 「那辆红车就是我的!刚看见」 minutes after two cars were broken into. */
function alongWitness(scene: Scene): Ticket | null {
  if (!says(scene.words, 'talkMyself', 'talkWitness', 'talkJoin') && !isAtSpot(scene)) return null;
  if (SPOKEN_TO.test(scene.words.said)) return null;
  const along = toldAlong(scene);
  if (!along || along.named < CLEAR || along.points < SEEN || isOfPerson(scene, along.ticket)) return null;
  return isContrary(scene, along.ticket) ? null : along.ticket;
}

const SEEN = 2;
const SPOKEN_TO = /[你您侬妳]/;

/** 「冰箱里的菜要坏了 11栋」: says where, and that is enough of oneself. */
function isAtSpot(scene: Scene): boolean {
  return scene.heard.reading.places.some((one) => one.place !== null && isBuilding(one.place));
}

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
  return NOT_MEANT.test(scene.words.said) || says(scene.words, 'errand', 'venting');
}

/** Asked, laughed at or wished: nobody's own trouble. */
const NOT_MEANT = /[??]\s*$|哈哈|嘿嘿|笑死|要是|如果|羡慕|[😂🤣😁😄😆😅]/u;

function isToldByMe(scene: Scene, ticket: Ticket): boolean {
  if (isParty(ticket, scene.me) || isOfPerson(scene, ticket)) return false;
  if (kinship(scene, ticket) > 0) return true;
  const toldIt =
    says(scene.words, 'talkJoin') || SAW.test(scene.words.folded) || wordPoints(scene, ticket) > 0;
  return says(scene.words, 'talkMyself') && toldIt && !isOtherMatter(scene, ticket);
}

/** 「我昨天就看到了」 without a word of what. */
const SAW = /[看听闻瞧瞅望][到见得]|我就[是在]|我家就|我[也都]/;

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
