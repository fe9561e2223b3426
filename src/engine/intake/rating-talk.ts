import type { Ticket } from '../ticket/ticket.ts';
import { bestMeant, kinship, repliedTickets } from './refs.ts';
import { command, hitsOf, isParty, none, onlySays, type Part, type Scene, says } from './scene.ts';

type Grade = '满意' | '基本满意' | '不满意';

/** A line this short may rate without the word 「满意」. */
const SHORT_RATING_CHARS = 16;

/** 「满意 小陆速度快」, 「还是坏的」: answers to the call-back of a finished ticket (rules.md 3.2). */
export const ratingTalk: Part = (scene) => {
  const grade = gradeIn(scene);
  if (grade === null) return null;
  const awaiting = scene.ctx.tickets.filter((one) => awaitsRating(scene, one));
  const ticket = ratedTicket(scene, awaiting);
  if (!ticket)
    return says(scene.words, 'talkRateSure') && isOnlyRating(scene) ? none('nothing awaits a rating') : null;
  if (!isSureOf(scene, ticket)) return null;
  return command('评价', `${ticket.number} ${grade} ${restOf(scene)}`, 'answers the call-back');
};

/** Finished (or closed by somebody else's rating meanwhile), theirs, and not rated by them since. */
function awaitsRating(scene: Scene, ticket: Ticket): boolean {
  if (ticket.status !== 'finished' && ticket.status !== 'closed') return false;
  const late = scene.ctx.now - ticket.finishedAt > scene.ctx.policy.timing.callBackMs;
  const over = ticket.status === 'closed' && !says(scene.words, 'talkRateSure');
  if (ticket.number === null || late || over || !isParty(ticket, scene.me)) return false;
  return !ticket.ratings.some((one) => one.personId === scene.me && one.at >= ticket.finishedAt);
}

/** A no outweighs a half yes, and that a yes; words inside longer ones of another grade do not count. */
function gradeIn(scene: Scene): Grade | null {
  if (says(scene.words, 'talkRateNot')) return null;
  const graded = ['talkRateBad', 'talkRateFair', 'talkRateGood'].flatMap((list) => hitsOf(scene.words, list));
  const outer = graded.filter(
    (hit) =>
      !graded.some(
        (other) =>
          other !== hit && other.at <= hit.at && other.end >= hit.end && other.word.length > hit.word.length,
      ),
  );
  if (outer.some((hit) => hit.list === 'talkRateBad')) return '不满意';
  if (outer.some((hit) => hit.word === '满意' || hit.word.endsWith('满意')))
    return sureGrade(outer.map((hit) => hit.word));
  if (outer.some((hit) => hit.list === 'talkRateFair')) return '基本满意';
  if (outer.length > 0) return '满意';
  return isBackAgain(scene) ? '不满意' : null;
}

/** 「又不亮了」: what was finished is not. */
function isBackAgain(scene: Scene): boolean {
  const short = scene.words.bare.length <= SHORT_RATING_CHARS && scene.heard.reading.places.length === 0;
  return short && says(scene.words, 'talkAgain') && says(scene.words, 'problem');
}

/** 「这趟可以了 基本满意」: where the word itself is said, it decides. */
function sureGrade(words: readonly string[]): Grade {
  const halves = /^(?:基本|大体|还算|勉强)/;
  return words.some((word) => word.endsWith('满意') && halves.test(word)) ? '基本满意' : '满意';
}

/** Reply first, then what the words speak of, then the newest call-back. */
function ratedTicket(scene: Scene, awaiting: readonly Ticket[]): Ticket | null {
  const replied = repliedTickets(scene).find((one) => awaiting.includes(one));
  if (replied) return replied;
  const spoken = awaiting.filter((one) => kinship(scene, one) > 0);
  if (spoken.length > 0) return bestMeant(scene, spoken);
  const finishedAt = (one: Ticket) => ('finishedAt' in one ? one.finishedAt : 0);
  return awaiting.toSorted((a, b) => finishedAt(b) - finishedAt(a))[0] ?? null;
}

/** 「满意」 rates whatever else is said; 「可以」 only in a short line, a reply, or one that speaks of the matter. */
function isSureOf(scene: Scene, ticket: Ticket): boolean {
  if (says(scene.words, 'talkRateSure') || isOnlyRating(scene)) return true;
  if (repliedTickets(scene).includes(ticket)) return true;
  if (says(scene.words, 'question', 'talkTrade')) return false;
  return scene.words.bare.length <= SHORT_RATING_CHARS || kinship(scene, ticket) > 0;
}

function isOnlyRating(scene: Scene): boolean {
  return onlySays(scene.words, scene.ctx.policy, 'talkRateGood', 'talkRateFair', 'talkRateBad', 'talkThanks');
}

/** What was said besides the rating word itself. */
function restOf(scene: Scene): string {
  const { said, hits } = scene.words;
  const sure = hits
    .filter((hit) => /满意$/.test(hit.word) && hit.list.startsWith('talkRate'))
    .sort((a, b) => b.word.length - a.word.length)[0];
  if (!sure) return said.trim();
  const around = [said.slice(0, sure.at), said.slice(sure.end)].map((part) =>
    part.replace(/^[\s,,。!!吧的了]{1,6}|[\s,,。]{1,6}$/g, ''),
  );
  return around.filter((part) => part !== '').join(' ');
}
