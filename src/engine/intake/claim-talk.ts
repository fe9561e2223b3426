import type { Ticket } from '../ticket/ticket.ts';
import { atPlaceOf, bestMeant, numbersIn, repliedTickets, ticketByNumber, ticketsOf } from './refs.ts';
import {
  command,
  holderOf,
  isClaimable,
  isMadeOf,
  none,
  onlySays,
  type Part,
  type Scene,
  says,
  type WordsByHead,
  wordsByHead,
  wordsIn,
} from './scene.ts';
import type { Intent, Line } from './talk.ts';

/** Chatter of residents that a worker's 「收到」 may skip in their room. */
const CHATTER_SKIPPED = 5;
/** What may be left of a claim besides its claiming words: 「我来处理一下」, not 「我来拿盒饭」. */
const LEFT_OVER_CHARS = 2;

const CLAIMING = ['talkClaim', 'talkAckClaim', 'talkAck'];

/** 「我来」, 「6号我来答复」, 「14号楼我去」, 「收到」: taking a ticket in free words (rules.md 3.2). */
export const claimTalk: Part = (scene) => {
  if (!scene.staff || isAsking(scene)) return null;
  return claimByReply(scene) ?? claimByNumber(scene) ?? claimByPlace(scene) ?? claimOfLast(scene);
};

function isAsking(scene: Scene): boolean {
  return /[??]\s*$/.test(scene.words.said) || says(scene.words, 'talkAskWho');
}

function claims(scene: Scene): boolean {
  return says(scene.words, 'talkClaim') && !says(scene.words, 'talkClaimNot');
}

function claimByReply(scene: Scene): Intent | null {
  const taken = claims(scene) || says(scene.words, 'talkAckClaim');
  const meant = taken ? repliedTickets(scene).filter(isClaimable) : [];
  const ticket = bestMeant(scene, meant);
  return ticket ? claim(ticket, 'reply to its line') : null;
}

function claimByNumber(scene: Scene): Intent | null {
  const named = claims(scene) || says(scene.words, 'talkClaimOwn') ? ticketByNumber(scene) : null;
  if (!named || holderOf(named.ticket) === scene.me) return null;
  if (isClaimable(named.ticket) || named.found.sure) return claim(named.ticket, 'named by its number');
  return null;
}

function claimByPlace(scene: Scene): Intent | null {
  if (!claims(scene) && !says(scene.words, 'talkClaimOwn')) return null;
  const here = scene.ctx.tickets.filter((one) => isClaimable(one) && atPlaceOf(scene, one));
  const ticket = bestMeant(scene, here);
  return ticket ? claim(ticket, 'named by its place') : null;
}

/** A bare 「我来」 or 「收到」 takes what was last spoken of, and only when that was an unclaimed ticket. */
function claimOfLast(scene: Scene): Intent | null {
  if (!isBareClaim(scene) && !isComing(scene)) return null;
  const ticket = lastSpokenOf(scene);
  return ticket ? claim(ticket, 'the last thing said was its notice') : none('acknowledges something else');
}

/** 「别急,我五分钟到」 among residents: whoever says so of what was just told has taken it. */
function isComing(scene: Scene): boolean {
  const { roomKind } = scene.heard;
  const residents = roomKind === 'resident' || roomKind === 'merchant';
  return residents && says(scene.words, 'talkComing') && !says(scene.words, 'talkClaimNot');
}

function isBareClaim(scene: Scene): boolean {
  const { words, ctx } = scene;
  if (says(words, 'talkClaimNot')) return false;
  if (onlySays(words, ctx.policy, 'talkClaim', 'talkAckClaim', 'talkAck')) {
    return says(words, 'talkClaim', 'talkAckClaim');
  }
  return opensWithClaim(scene);
}

/** 「收到,我联系燃气公司」: the first clause claims, and what follows is the speaker's own doing. */
function opensWithClaim(scene: Scene): boolean {
  const { words, ctx } = scene;
  const [first = '', ...others] = words.folded.split(/[,,。!!;;\s]+/).filter((part) => part !== '');
  const opening = wordsIn(first, ctx.policy);
  if (!says(opening, 'talkClaim', 'talkAckClaim')) return false;
  const known = wordsByHead(ctx.policy, CLAIMING);
  if (!isMadeOf(opening.bare, known)) return restAfterClaim(opening.bare, known) <= LEFT_OVER_CHARS;
  return others.length === 0 || others.some((part) => says(wordsIn(part, ctx.policy), 'talkDoing'));
}

function restAfterClaim(bare: string, known: WordsByHead): number {
  const fitting = (known.get(bare.charAt(0)) ?? []).filter((word) => bare.startsWith(word));
  return bare.length - fitting.reduce((longest, word) => Math.max(longest, word.length), 0);
}

function lastSpokenOf(scene: Scene): Ticket | null {
  const run: Ticket[] = [];
  let skipped = 0;
  let stopped: Line | null = null;
  for (const line of scene.room.toReversed()) {
    const waiting = [...ticketsOf(scene, line), ...pointedAt(scene, line)].filter(isClaimable);
    run.push(...waiting);
    if (waiting.length > 0 || passesBy(line, scene)) continue;
    if (isNeighboursTalk(line, scene) && skipped++ < CHATTER_SKIPPED) continue;
    stopped = line;
    break;
  }
  return pick(run, scene) ?? onlyOneSince(stopped, scene);
}

/** 「3号楼灯这个谁去一下」: staff point at a ticket by its number, or by its building and what is to be done. */
function pointedAt(scene: Scene, line: Line): readonly Ticket[] {
  if (!line.fromStaff) return [];
  const words = wordsIn(line.text, scene.ctx.policy);
  const urges = says(words, 'talkAskWho', 'talkHandOver', 'talkUrge', 'talkLift', 'problem');
  const sure = numbersIn(words.folded).filter((one) => one.sure || urges);
  return scene.ctx.tickets.filter((ticket) => {
    if (sure.some((one) => one.number === ticket.number)) return true;
    const building = /\d{1,3}号楼/.exec(ticket.place?.text ?? '')?.[0];
    return (
      urges &&
      building !== undefined &&
      !/\d/.test(words.folded.split(building)[0]?.at(-1) ?? '') &&
      words.folded.includes(building)
    );
  });
}

/** Bot lines on other matters, acknowledgements, commands of the work itself and bare pictures are no new topic. */
function passesBy(line: Line, scene: Scene): boolean {
  if (line.fromBot) return true;
  const words = wordsIn(line.text, scene.ctx.policy);
  if (words.bare === '') return true;
  if (onlySays(words, scene.ctx.policy, 'talkClaim', 'talkAckClaim', 'talkAck', 'talkThanks')) return true;
  if (line.fromStaff && says(words, 'talkHandOver') && namesMe(line, scene)) return true;
  return line.fromStaff && startsWithAny(words.bare, scene.ctx.policy.lexicon['talkWorkCommands'] ?? []);
}

/** 「付师傅去看一下」, said to the speaker: what was told before it is meant. */
function namesMe(line: Line, scene: Scene): boolean {
  const own = scene.ctx.staffNames.find((one) => one.personId === scene.me);
  return own !== undefined && line.text.includes(own.name);
}

function startsWithAny(bare: string, words: readonly string[]): boolean {
  return words.some((word) => bare.startsWith(word));
}

function isNeighboursTalk(line: Line, scene: Scene): boolean {
  const residents = scene.heard.roomKind === 'resident' || scene.heard.roomKind === 'merchant';
  return (
    residents && !line.fromStaff && !says(wordsIn(line.text, scene.ctx.policy), 'talkNotice', 'talkTrade')
  );
}

/** Of several just announced: the one the speaker was asked to take, else the newest. */
function pick(run: readonly Ticket[], scene: Scene): Ticket | null {
  const mine = run.filter((one) => one.status === 'assigned' && one.assigneeId === scene.me);
  const distinct = new Set(mine.map((one) => one.id));
  return (distinct.size === 1 ? mine[0] : run[0]) ?? null;
}

/** In quiet hours the bot does not announce: then the only one that came since the last words is meant. */
function onlyOneSince(last: Line | null, scene: Scene): Ticket | null {
  const since = last?.at ?? 0;
  const waiting = scene.ctx.tickets.filter((one) => isClaimable(one) && one.openedAt > since);
  return waiting.length === 1 ? (waiting[0] ?? null) : null;
}

function claim(ticket: Ticket, why: string): Intent {
  return command('接单', ticket.number ?? '', why);
}
