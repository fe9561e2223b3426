import { DAY_MS, MINUTE_MS } from '../glossary.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { inThisRoom } from './issue.ts';
import { bestMeant, kinship, numbersIn, repliedTickets } from './refs.ts';
import {
  classesIn,
  command,
  holderOf,
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
import { newestTopic } from './topic.ts';

/** An offer among neighbours is answered within minutes. */
const OFFER_MS = 5 * MINUTE_MS;
const SHORT_CHARS = 20;

/** 「等不了,我不同意」: objecting to a pause one is told of (rules.md 3.2). */
export const objectTalk: Part = (scene) => {
  if (!says(scene.words, 'talkObject')) return null;
  const paused = scene.ctx.tickets.filter((one) => one.status === 'paused' && isParty(one, scene.me));
  const ticket = repliedTickets(scene).find((one) => paused.includes(one)) ?? bestMeant(scene, paused);
  return ticket ? command('异议', `${ticket.number} ${scene.line.text}`, 'objects to the pause') : null;
};

/** 「不用了」, 「自己好了」: the reporter takes an open ticket back. */
export const withdrawTalk: Part = (scene) => {
  const sure = says(scene.words, 'talkWithdraw');
  if ((!sure && !isSoftWithdrawal(scene)) || isNegated(scene)) return null;
  const own = scene.ctx.tickets.filter(
    (one) => isOpen(one) && one.number !== null && one.reporter.personId === scene.me,
  );
  const ticket =
    ownNumbered(scene, own) ??
    repliedTickets(scene).find((one) => own.includes(one)) ??
    meantOwn(scene, own, sure);
  if (!ticket) return null;
  return command('撤回', ticket.number ?? '', 'the reporter takes it back');
};

function ownNumbered(scene: Scene, own: readonly Ticket[]): Ticket | undefined {
  const numbers = numbersIn(scene.words.folded).filter((one) => one.sure);
  return own.find((ticket) => numbers.some((one) => one.number === ticket.number));
}

/** 「好了,谢谢」 of a ticket that a worker has is thanks: the worker will finish it. */
function isSoftWithdrawal(scene: Scene): boolean {
  if (says(scene.words, 'talkWithdrawSoft')) return true;
  return (
    scene.words.bare.length <= SHORT_CHARS &&
    says(scene.words, 'solved', 'talkFixed') &&
    says(scene.words, 'thanks')
  );
}

function isNegated(scene: Scene): boolean {
  return says(scene.words, 'talkWithdrawNot', 'question') || isAnswerToOffer(scene);
}

function isAnswerToOffer(scene: Scene): boolean {
  if (classesIn(scene.words).length > 0 || says(scene.words, 'talkWithdraw')) return false;
  const last = scene.room.findLast((line) => !line.fromBot && line.personId !== scene.me);
  if (!last || scene.ctx.now - last.at > OFFER_MS) return false;
  return says(wordsIn(last.text, scene.ctx.policy), 'talkOffer');
}

/** The one the words speak of, else the newest; soft words need its matter named or just spoken of. */
function meantOwn(scene: Scene, own: readonly Ticket[], sure: boolean): Ticket | null {
  const { words, ctx, me } = scene;
  const fit = own.filter((one) => sure || says(words, 'talkWithdrawSoft') || holderOf(one) === null);
  const ticket = bestMeant(scene, fit);
  if (!ticket || (sure && own.length === 1) || kinship(scene, ticket) > 0) return ticket;
  const ownTalk = newestTopic(scene);
  const justSpoken = ownTalk?.ticket.id === ticket.id && isParty(ticket, me);
  const recent = ctx.now - ticket.lastActivityAt <= ctx.policy.timing.askBackMs;
  return justSpoken || (recent && words.bare.length <= SHORT_CHARS) ? ticket : null;
}

/** 「一个多小时了还没人来」 by whoever reported or joined. */
export const urgeTalk: Part = (scene) => {
  if (!says(scene.words, 'talkUrge', 'followUp')) return null;
  const mine = scene.ctx.tickets.filter(
    (one) => isOpen(one) && one.number !== null && isParty(one, scene.me),
  );
  const ticket = repliedTickets(scene).find((one) => mine.includes(one)) ?? urged(scene, mine);
  if (!ticket || scene.ctx.now - ticket.openedAt <= scene.ctx.policy.timing.windowMs) return null;
  return command('催', ticket.number ?? '', 'urges in free words');
};

/** Without a word of its place or matter only clear urging counts, and only the speaker's single open ticket. */
function urged(scene: Scene, mine: readonly Ticket[]): Ticket | null {
  const spoken = bestMeant(
    scene,
    mine.filter((one) => kinship(scene, one) > 0),
  );
  if (spoken) return spoken;
  const [only] = mine;
  if (!only || mine.length > 1 || !says(scene.words, 'talkUrge')) return null;
  const otherPlace = scene.heard.reading.places.some(
    (one) => one.place !== null && one.place.key !== only.place?.key,
  );
  return otherPlace || classesIn(scene.words).length > 0 ? null : only;
}

/** 「麻烦催一下 4」, 「3 撤回吧」: a resident's command word inside a sentence. */
export const residentOrderTalk: Part = (scene): Intent | null => {
  const found = /(催单|催办|催|撤回|附议)\s?#?(\d{1,6})(?:号单|单|号)?(?![\d楼栋幢月日点])/.exec(
    scene.words.folded,
  );
  if (!found || /[??]\s*$/.test(scene.words.said)) return null;
  const word = found[1]?.startsWith('催') ? '催' : (found[1] ?? '');
  return command(word, found[2] ?? '', 'a command inside a sentence');
};

/** 「师傅来了,正在拧」: whoever is in it tells how it goes. */
export const updateTalk: Part = (scene) => {
  if (!says(scene.words, 'talkUpdate') || says(scene.words, 'another')) return null;
  const mine = scene.ctx.tickets.filter(
    (one) => isOpen(one) && isParty(one, scene.me) && inThisRoom(scene, one),
  );
  const fresh = mine.filter((one) => scene.ctx.now - one.lastActivityAt <= DAY_MS);
  const ticket = bestMeant(scene, fresh);
  return ticket
    ? { type: 'supplement', ticketId: ticket.id, place: null, earlier: [], why: 'tells how it goes' }
    : null;
};

/** 「快打119」, 「物业电话打不通」: advice and asides of others about what the room speaks of. */
export const asideTalk: Part = (scene) => {
  if (scene.addressed || !says(scene.words, 'talkAdvice', 'talkAside')) return null;
  if (says(scene.words, 'talkAdvice') && scene.words.bare.length <= SHORT_CHARS)
    return none('advises a neighbour');
  const topic = newestTopic(scene);
  if (!topic || isParty(topic.ticket, scene.me)) return null;
  const named = scene.heard.reading.places.some((one) => one.place !== null);
  return named || scene.ctx.now - topic.at > scene.ctx.policy.timing.windowMs
    ? null
    : none('an aside to the topic');
};

/** Thanks, laughter and nods of people who are spoken with. */
export const politeTalk: Part = (scene) => {
  if (scene.addressed || scene.line.images.length > 0) return null;
  return onlySays(scene.words, scene.ctx.policy, 'talkThanks', 'talkAck', 'greeting')
    ? none('small talk')
    : null;
};
