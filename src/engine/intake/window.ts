import { type MessageKey, MINUTE_MS } from '../glossary.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { ticketsOf } from './refs.ts';
import { classesIn, isOpen, onlySays, type Scene, says, wordsIn } from './scene.ts';
import type { Line } from './talk.ts';
import { AGAINST, saysOnlyWhere } from './told-evidence.ts';

const PLACE_WORDS = /\d{1,3}\s*[-#号栋幢座楼单层]|[一二三四五六七八九十]{1,3}[号栋幢座楼单层]/;

/** Own lines of the last minutes, newest first: policy.timing.windowMs (rules.md 3.1, Window). */
function ownLines(scene: Scene): readonly Line[] {
  const since = scene.ctx.now - scene.ctx.policy.timing.windowMs;
  return scene.room
    .filter((line) => line.personId === scene.me && !line.fromBot && line.at >= since)
    .toReversed();
}

/** The open ticket that the speaker's own newest lines are about, with nothing else of theirs after it. */
export function ownWindowTicket(scene: Scene): Ticket | null {
  for (const line of ownLines(scene)) {
    const open = ticketsOf(scene, line).filter(isOpen);
    if (open.length > 0) return open.at(-1) ?? null;
    if (turnsAway(line, scene)) return null;
  }
  return null;
}

/** Goods and quarrels end what one was telling; thanks and laughter only end it for a picture, which could be of them. */
function turnsAway(line: Line, scene: Scene): boolean {
  const words = wordsIn(line.text, scene.ctx.policy);
  const isNotice = says(words, 'talkNotice') && line.text.length >= NOTICE_CHARS;
  if (isNotice || says(words, 'talkTrade', 'talkQuarrel')) return true;
  return scene.words.bare === '' && isPlainlyElse(line, scene);
}

const NOTICE_CHARS = 20;

/**
 * The speaker's own lines that belong to a ticket opened now: photos, and words that name its matter or place.
 * It ends at a line that is of another ticket or plainly of something else.
 */
export function earlierLines(scene: Scene): readonly MessageKey[] {
  const own: Line[] = [];
  for (const line of ownLines(scene)) {
    if (ticketsOf(scene, line).length > 0) break;
    if (isPlainlyElse(line, scene)) break;
    own.push(line);
  }
  // What stands between two lines of one report is part of it: 「暖气凉了」, 「孩子都咳嗽了」, 「8号楼2单元」.
  const first = own.findLastIndex((line) => belongs(line, scene) || isBeforeWhere(line, scene));
  return own
    .slice(0, first + 1)
    .filter((line) => tellsOn(line, scene))
    .map(({ key }) => key)
    .reverse();
}

/** Not an answer to another line, an empty one or a command. */
function tellsOn(line: Line, scene: Scene): boolean {
  const { bare } = wordsIn(line.text, scene.ctx.policy);
  if (bare === '') return line.images.length > 0;
  return line.replyTo === null && !COMMANDS.test(bare);
}

/** What was said right before a line that only says where is what happens there. */
function isBeforeWhere(line: Line, scene: Scene): boolean {
  if (scene.ctx.now - line.at > WHERE_MS || line.replyTo !== null) return false;
  const words = wordsIn(line.text, scene.ctx.policy);
  if (words.bare.length < TOLD_CHARS || says(words, 'question', ...AGAINST)) return false;
  return saysOnlyWhere(scene);
}

const WHERE_MS = 2 * MINUTE_MS;
const TOLD_CHARS = 6;

const COMMANDS = /^[/#]?(?:查|我的|帮助)/;

function belongs(line: Line, scene: Scene): boolean {
  const words = wordsIn(line.text, scene.ctx.policy);
  if (words.bare === '') return line.images.length > 0;
  if (COMMANDS.test(words.bare)) return false;
  return classesIn(words).length > 0 || says(words, 'problem', 'object') || PLACE_WORDS.test(words.folded);
}

/** 「我妹住别处,停电了」, then 「整晚没来电」: what one goes on to tell without a place is of that other place. */
export function followsElsewhere(scene: Scene): boolean {
  if (scene.heard.reading.places.length > 0) return false;
  return ownLines(scene).some((line) => says(wordsIn(line.text, scene.ctx.policy), 'elsewhere'));
}

/** Greeting, trade, thanks, a 「+1」 to something: no part of a report. */
export function isPlainlyElse(line: Line, scene: Scene): boolean {
  const words = wordsIn(line.text, scene.ctx.policy);
  if (words.bare === '') return false;
  if (says(words, 'talkTrade', 'talkNotice', 'talkQuarrel')) return true;
  return onlySays(
    words,
    scene.ctx.policy,
    'talkThanks',
    'talkAck',
    'talkJoin',
    'greeting',
    'banter',
    'talkBotBanter',
  );
}

/** Has offered goods in this room not long ago: 「到了,来拿」 is about them. */
export function isSeller(scene: Scene): boolean {
  return scene.room.some((line) => {
    if (line.personId !== scene.me || line.fromBot) return false;
    return says(wordsIn(line.text, scene.ctx.policy), 'talkTrade');
  });
}
