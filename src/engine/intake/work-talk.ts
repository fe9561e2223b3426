import { DAY_MS, MINUTE_MS } from '../glossary.ts';
import type { Ticket } from '../ticket/ticket.ts';
import {
  atPlaceOf,
  bestMeant,
  kinship,
  numbersIn,
  repliedTickets,
  ticketByNumber,
  ticketsOf,
} from './refs.ts';
import { command, holderOf, type Part, type Scene, says, wordsIn } from './scene.ts';
import type { Line } from './talk.ts';

const ARGUMENT_MS = 60 * MINUTE_MS;

/** 「马上去返工」: the holder of a reopened ticket goes on with it. */
export const reworkTalk: Part = (scene) => {
  if (!scene.staff || isQuestion(scene) || !says(scene.words, 'talkRework', 'talkAckClaim', 'talkClaim'))
    return null;
  const mine = scene.ctx.tickets.filter((one) => one.status === 'reopened' && one.assigneeId === scene.me);
  const ticket =
    meant(scene, mine) ??
    (wasLastSaid(scene, mine) || says(scene.words, 'talkRework') ? only(scene, mine) : null);
  return ticket ? command('进展', `${ticket.number} ${told(scene)}`, 'the holder takes the rework up') : null;
};

/** The newest of them, unless the words name another place or another ticket. */
function only(scene: Scene, mine: readonly Ticket[]): Ticket | null {
  if (scene.heard.reading.places.length > 0 || numbersIn(scene.words.folded).some((one) => one.sure))
    return null;
  if (scene.words.bare.length > 24) return null;
  return bestMeant(scene, mine);
}

function wasLastSaid(scene: Scene, tickets: readonly Ticket[]): boolean {
  const last = scene.room.at(-1);
  return last !== undefined && ticketsOf(scene, last).some((one) => tickets.includes(one));
}

/** By number, by reply or by place. */
function meant(scene: Scene, tickets: readonly Ticket[]): Ticket | null {
  const numbered = ticketByNumber(scene);
  if (numbered?.found.sure && tickets.includes(numbered.ticket)) return numbered.ticket;
  const replied = repliedTickets(scene).find((one) => tickets.includes(one));
  if (replied) return replied;
  return bestMeant(
    scene,
    tickets.filter((one) => atPlaceOf(scene, one)),
  );
}

/** 「7号正在疏通」, 「14号楼我到了」: the holder tells how it goes. */
export const progressTalk: Part = (scene) => {
  if (!scene.staff || isQuestion(scene)) return null;
  const numbered = ticketByNumber(scene);
  const held = scene.ctx.tickets.filter(
    (one) => holderOf(one) === scene.me && one.status !== 'finished' && one.status !== 'closed',
  );
  const ticket = numbered?.found.sure && held.includes(numbered.ticket) ? numbered.ticket : null;
  const here =
    ticket ??
    bestMeant(
      scene,
      held.filter((one) => atPlaceOf(scene, one)),
    );
  if (!here) return null;
  const arrived = says(scene.words, 'talkArrived', 'talkHere') && !says(scene.words, 'talkNotYet');
  if (arrived) return command('到场', `${here.number} ${told(scene)}`, 'the holder is there');
  const going = says(scene.words, 'talkDoing', 'talkResponded', 'solved', 'staffReply');
  return going && scene.words.bare.length >= 5
    ? command('进展', `${here.number} ${told(scene)}`, 'the holder tells how it goes')
    : null;
};

/** 「1号我退了,是南桥的」: the holder gives it back. */
export const returnTalk: Part = (scene) => {
  if (!scene.staff || isQuestion(scene) || !says(scene.words, 'talkReturn')) return null;
  const numbered = ticketByNumber(scene);
  if (!numbered?.found.sure || holderOf(numbered.ticket) !== scene.me) return null;
  return command('退单', `${numbered.ticket.number} ${told(scene)}`, 'the holder gives it back');
};

/** 「园林所回复:已出发」: the department called to a ticket answers, through the street or the worker. */
export const whistleTalk: Part = (scene) => {
  if (!scene.staff || isQuestion(scene) || !says(scene.words, 'talkResponded', 'talkArrived', 'solved'))
    return null;
  const called = scene.ctx.tickets.filter((one) => departmentNamed(scene, one) !== null);
  const ticket = meant(scene, called) ?? called.toSorted((a, b) => b.lastActivityAt - a.lastActivityAt)[0];
  const department = ticket && departmentNamed(scene, ticket);
  if (!ticket || !department) return null;
  return command('响应', `${ticket.number} ${department} ${told(scene)}`, 'the department answers');
};

/** The department called to a ticket that the text names; `区园林所` is also called `园林所`. */
function departmentNamed(scene: Scene, ticket: Ticket): string | null {
  const waiting = ticket.whistles.filter((one) => one.resolvedAt === null);
  const named = waiting.find(({ department }) => {
    const short = department.replace(/^(?:[省市区县]|街道)/, '');
    return short.length >= 2 && scene.words.said.includes(short);
  });
  return named?.department ?? null;
}

/** 「先借台机器顶一下」: after an objection the secretary orders work in spite of the pause. */
export const liftTalk: Part = (scene) => {
  if (!scene.leads || isQuestion(scene) || !says(scene.words, 'talkLift')) return null;
  const objected = scene.ctx.tickets.filter(
    (one) => one.status === 'paused' && one.objected && scene.ctx.now - one.lastActivityAt <= DAY_MS,
  );
  const ticket = meant(scene, objected) ?? (objected.length === 1 ? objected[0] : bestKin(scene, objected));
  return ticket
    ? command('恢复', `${ticket.number} ${told(scene)}`, 'ordered in spite of the pause, after an objection')
    : null;
};

function bestKin(scene: Scene, tickets: readonly Ticket[]): Ticket | null {
  return bestMeant(
    scene,
    tickets.filter((one) => kinship(scene, one) > 0),
  );
}

/** Two communities argue in the street room whose ticket it is: the street decides (rules.md 3.2). */
export const disputeTalk: Part = (scene) => {
  if (!scene.staff || scene.heard.roomKind !== 'street' || !says(scene.words, 'talkContradict')) return null;
  const ticket = arguedTicket(scene);
  if (!ticket || ticket.disputed) return null;
  return command('争议', `${ticket.number} ${told(scene)}`, 'two communities argue whose it is');
};

/** The number stands in the line itself or in what somebody else said before it. */
function arguedTicket(scene: Scene): Ticket | null {
  const before = scene.room
    .filter((line) => !line.fromBot && line.at >= scene.ctx.now - ARGUMENT_MS)
    .toReversed();
  const other = before.find((line) => line.personId !== scene.me && numberedIn(scene, line) !== null);
  if (!other) return null;
  const own = ticketByNumber(scene)?.ticket ?? null;
  return own ?? numberedIn(scene, other);
}

function numberedIn(scene: Scene, line: Line): Ticket | null {
  const numbers = numbersIn(wordsIn(line.text, scene.ctx.policy).folded).filter((one) => one.sure);
  return scene.ctx.tickets.find((ticket) => numbers.some((one) => one.number === ticket.number)) ?? null;
}

function isQuestion(scene: Scene): boolean {
  return /[??]\s*$/.test(scene.words.said) || says(scene.words, 'talkAskWho');
}

function told(scene: Scene): string {
  return scene.words.said.replace(/\s+/g, ' ').trim();
}
