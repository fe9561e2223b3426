import { MINUTE_MS } from '../glossary.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { bestMeant, ticketsOf } from './refs.ts';
import { hitsOf, isOpen, onlySays, type Scene, says, wordsIn } from './scene.ts';
import type { Line } from './talk.ts';
import { blank } from './text.ts';

const TOPIC_MS = 30 * MINUTE_MS;

/** What the room spoke of last: the ticket, and the talk of others that came after it. */
export interface Topic {
  ticket: Ticket;
  at: number;
  between: readonly Line[];
}

/** The newest ticket talked of in this room; lines that say nothing are no talk. */
export function newestTopic(scene: Scene): Topic | null {
  const between: Line[] = [];
  for (const line of scene.room.toReversed()) {
    if (scene.ctx.now - line.at > TOPIC_MS) return null;
    const told = ticketsOf(scene, line).filter(isTalkable);
    // Of several told in one message the words choose; else the first.
    const ticket = told.length > 1 ? bestMeant(scene, told) : told[0];
    if (ticket) return { ticket, at: line.at, between };
    if (!line.fromBot && !isSilent(line, scene)) between.push(line);
  }
  return null;
}

function isTalkable(ticket: Ticket): boolean {
  return isOpen(ticket);
}

/** Pictures, thanks and nods. */
function isSilent(line: Line, scene: Scene): boolean {
  const words = wordsIn(line.text, scene.ctx.policy);
  return words.bare === '' || onlySays(words, scene.ctx.policy, 'talkAck', 'talkThanks');
}

/** Whether a 「+1」 could as well mean goods, food or fun: such talk, or somebody who sells, came after the topic. */
export function isContested(scene: Scene, topic: Topic): boolean {
  if (topic.between.some((line) => isInvite(line, scene))) return true;
  const speakers = new Set(topic.between.map((line) => line.personId));
  const offers = scene.room.filter((line) => scene.ctx.now - line.at <= TOPIC_MS && isInvite(line, scene));
  return offers.some((line) => speakers.has(line.personId));
}

/** 「我家也是 今天吃鱼」: what is said beside the joining words was said after the topic, and not in it. */
export function takesUpOther(scene: Scene, { ticket, between }: Topic): boolean {
  const joins = hitsOf(scene.words, 'talkJoin');
  let rest = scene.words.folded;
  for (const { at, end } of joins) rest = rest.slice(0, at) + blank(rest.slice(at, end)) + rest.slice(end);
  const told = wordsIn(ticket.text, scene.ctx.policy).bare;
  const said = between.map((line) => wordsIn(line.text, scene.ctx.policy).bare).join(' ');
  return piecesOf(rest).some((piece) => said.includes(piece) && !told.includes(piece));
}

/** Runs of three characters: two could be anything. */
function piecesOf(text: string): readonly string[] {
  return [...text.matchAll(/(?=(\p{Script=Han}{3}))/gu)].flatMap(([, piece]) => piece ?? []);
}

function isInvite(line: Line, scene: Scene): boolean {
  if (line.fromBot) return false;
  return says(wordsIn(line.text, scene.ctx.policy), 'talkInvite', 'talkTrade', 'trade');
}
