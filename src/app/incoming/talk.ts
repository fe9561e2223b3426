import { answerOutcome } from '../../engine/intake/answer-talk.ts';
import { maskPrivate } from '../../engine/intake/mask.ts';
import type { Intent } from '../../engine/intake/talk.ts';
import { understand } from '../../engine/intake/understand.ts';
import type { Directory } from '../../engine/org/lookup.ts';
import type { Refusal } from '../../engine/refusal.ts';
import type { Place, Ticket } from '../../engine/ticket/ticket.ts';
import type { CommandContext } from '../command.ts';
import type { Reply } from '../reply.ts';
import { keepAnnounced } from './announced.ts';
import { contextOf } from './context.ts';
import { workersFor } from './filing.ts';
import type { Handling } from './handling.ts';
import { act, actBySystem } from './handling.ts';
import { fileDemands, followerOf } from './report.ts';
import { runCommand } from './run-command.ts';

/** How a line was taken: kept with it, and what the reply depends on. */
export interface Taken {
  outcome: string;
  refusal: Refusal | null;
  /** Meant for the bot beyond doubt: then a refusal is said even in a residents' room. */
  certain: boolean;
}

/** In a room where the bot takes up only what is said to it. */
const UNASKED: Taken = { outcome: 'none:mention-only', refusal: null, certain: false };

/** Free talk: what it wants in the light of what was said before, and doing that. */
export function takeTalk(handling: Handling): Taken {
  return carryOut(intentOf(handling), handling);
}

/**
 * What was said late is meant as it was when it was said: by the talk and the tickets of then. What would be a new request
 * is looked at once more in the light of now: somebody may have reported it since.
 */
function intentOf(handling: Handling): Intent {
  const { hearing, workspace } = handling;
  const tickets = ticketsInReach(handling);
  const recent = workspace.talk(hearing.line.roomId);
  const { at } = hearing.line;
  if (hearing.message.late && at < workspace.now) {
    const before = recent.filter((line) => line.at <= at);
    // One that was itself opened late counts from when it was spoken of.
    const spokenOf = new Set(before.flatMap((line) => line.ticketIds));
    const known = tickets.filter((ticket) => ticket.openedAt <= at || spokenOf.has(ticket.id));
    const then = understood(handling, { now: at, recent: before, tickets: known });
    if (then.type !== 'open') return then;
  }
  return understood(handling, { now: workspace.now, recent, tickets });
}

type Moment = Pick<Parameters<typeof understand>[1], 'now' | 'recent' | 'tickets'>;

function understood({ hearing, workspace, around }: Handling, moment: Moment): Intent {
  return understand(
    {
      line: { ...hearing.line, text: hearing.message.text },
      reading: hearing.reading,
      roomKind: hearing.room?.kind ?? 'private',
      scope: hearing.scope,
      roles: hearing.roles,
      mentionsBot: hearing.addressed,
      // What neighbours asked each other before an outage they have settled by now.
      mayAnswerUnasked: hearing.room?.intake === 'auto' && !hearing.message.late,
    },
    {
      ...moment,
      policy: workspace.policy,
      places: around.places,
      staffNames: staffNamesOf(around.directory),
      knowledge: hearing.scope ? workspace.knowledge(hearing.scope.streetId).entries : [],
    },
  );
}

type StaffNames = Parameters<typeof understand>[1]['staffNames'];
const staffNames = new WeakMap<Directory, StaffNames>();

/** The same for every line until the organisation changes: made once, for a district has hundreds. */
function staffNamesOf(directory: Directory): StaffNames {
  const known = staffNames.get(directory);
  if (known) return known;
  const made = directory.organisation.staff.map(({ id, name }) => ({ personId: id, name }));
  staffNames.set(directory, made);
  return made;
}

/** Tickets a line here could be about: of the room's community, or of which the speaker is a party. */
function ticketsInReach({ hearing, workspace }: Handling): readonly Ticket[] {
  const { scope, person } = hearing;
  return workspace.tickets().filter((ticket) => {
    const party =
      ticket.reporter.personId === person.id || ticket.followers.some((f) => f.personId === person.id);
    if (party || !scope) return party;
    return (
      ticket.streetId === scope.streetId && (scope.communityId ?? ticket.communityId) === ticket.communityId
    );
  });
}

function carryOut(intent: Intent, handling: Handling): Taken {
  const inPrivate = handling.hearing.message.chatKind === 'private';
  switch (intent.type) {
    case 'none':
      // Whoever writes to the bot alone is waiting for a word.
      if (inPrivate) return carryOut({ type: 'greeting', why: intent.why }, handling);
      return { outcome: `none:${intent.why}`, refusal: null, certain: false };
    case 'greeting':
      contextOf(handling).reply({ code: 'greeting' });
      return { outcome: 'greeting', refusal: null, certain: true };
    case 'command':
      return runShortForm(intent, handling);
    case 'open':
      return open(intent, handling);
    case 'announce':
      return keepAnnounced(intent.hours, handling);
    case 'answer':
    case 'which-answer':
      return answer(intent, handling);
    default:
      return onTicket(intent, handling);
  }
}

function runShortForm(intent: Extract<Intent, { type: 'command' }>, handling: Handling): Taken {
  const { hearing, around, again } = handling;
  const command = around.registry.byName.get(intent.command);
  if (!command) throw new Error(`understand named an unknown command: ${intent.command}`);
  const parsed = { type: 'command' as const, command, rest: intent.rest };
  if (command.needs || command.withHistory) {
    again.set(hearing.line.key, parsed);
    return { outcome: 'again', refusal: null, certain: false };
  }
  return takeInferred({ ...handling, hearing: { ...hearing, parsed, inferred: true } });
}

/** A command understood from talk: carried out as if typed, but with less ado. */
export function takeInferred(handling: Handling): Taken {
  const { hearing } = handling;
  if (hearing.parsed.type !== 'command') throw new Error('takeInferred: not a command');
  const { command, rest } = hearing.parsed;
  const refusal = runCommand(command, rest, quietly(contextOf(handling), handling));
  return { outcome: `command:${command.name}`, refusal, certain: hearing.addressed };
}

/**
 * Among residents a mere 「记下了」 to words that were not spoken to the bot would only be noise. That a request is gone is
 * said: whoever was misunderstood can take it up again.
 */
function quietly(ctx: CommandContext, { hearing }: Handling): CommandContext {
  const residents = hearing.room?.kind === 'resident' || hearing.room?.kind === 'merchant';
  if (!residents || hearing.addressed) return ctx;
  const isNoise = (reply: Reply) => reply.code === 'done' && reply.what !== 'withdrawn';
  return { ...ctx, reply: (reply) => (isNoise(reply) ? undefined : ctx.reply(reply)) };
}

function open(intent: Extract<Intent, { type: 'open' }>, handling: Handling): Taken {
  const { hearing, workspace } = handling;
  const addressed = hearing.addressed || intent.toBot === true;
  if (hearing.room?.intake === 'mention-only' && !addressed) return UNASKED;
  const earlier = intent.earlier.flatMap((key) => workspace.line(key) ?? []);
  const confirm = intent.confirm || (hearing.room?.intake === 'confirm' && !addressed);
  const filed = fileDemands(intent.demands, handling, {
    source: addressed ? 'mention' : 'talk',
    onBehalfOf: null,
    messageIds: [...intent.earlier, hearing.line.key],
    images: [...earlier.flatMap((line) => line.images), ...hearing.message.images],
    confirm,
  });
  return { outcome: 'opened', refusal: filed.ok ? null : filed.refusal, certain: addressed };
}

/** From what is kept: said at once, and nothing is opened. */
function answer(intent: Extract<Intent, { type: 'answer' | 'which-answer' }>, handling: Handling): Taken {
  const { reply } = contextOf(handling);
  if (intent.type === 'which-answer') reply({ code: 'which-answer', entries: intent.entries });
  else reply({ code: 'answered', entry: intent.entry, lead: intent.lead });
  return { outcome: answerOutcome(intent), refusal: null, certain: handling.hearing.addressed };
}

type OnTicket = Exclude<
  Intent,
  { type: 'none' | 'greeting' | 'command' | 'open' | 'announce' | 'answer' | 'which-answer' }
>;

/** Talk about a ticket that is there: more of it, another who has it too, or the same trouble again. */
function onTicket(intent: OnTicket, handling: Handling): Taken {
  const ticket = handling.workspace.ticket(intent.ticketId);
  if (!ticket) return { outcome: 'none:ticket-gone', refusal: null, certain: false };
  const others = intent.type === 'supplement' ? (intent.also ?? []) : [];
  const before = [ticket, ...others.flatMap(({ ticketId }) => handling.workspace.ticket(ticketId) ?? [])];
  const refusal =
    intent.type === 'supplement'
      ? supplementAll(ticket, intent, handling)
      : joinOrReopen(ticket, intent, handling);
  const { message } = handling.hearing;
  const moved = tellMoved(before, handling);
  if (message.chatKind === 'private' && !refusal && !moved && ticket.number !== null) {
    const what = intent.type === 'join' ? 'followed' : 'supplemented';
    contextOf(handling).reply({ code: 'done', number: ticket.number, what });
  }
  return { outcome: intent.type, refusal, certain: message.chatKind === 'private' };
}

type Supplement = Extract<Intent, { type: 'supplement' }>;

/** The ticket meant, and those that came of the same message. */
function supplementAll(ticket: Ticket, intent: Supplement, handling: Handling): Refusal | null {
  const refusal = supplement(ticket, intent, handling);
  for (const { ticketId, place } of intent.also ?? []) {
    const other = handling.workspace.ticket(ticketId);
    if (other) supplement(other, { ...intent, ticketId, place, earlier: [] }, handling);
  }
  return refusal;
}

/** The receipt in the room names another building: one line says that it was understood. A unit more contradicts nothing. */
function tellMoved(before: readonly Ticket[], handling: Handling): boolean {
  const moved = before.flatMap((ticket) => {
    const now = handling.workspace.ticket(ticket.id);
    const isMoved =
      ticket.number !== null && ticket.place && now?.place && now.place.key !== ticket.place.key;
    return isMoved ? [now] : [];
  });
  for (const ticket of moved) contextOf(handling).reply({ code: 'place-moved', ticket });
  return moved.length > 0;
}

function supplement(ticket: Ticket, intent: Supplement, handling: Handling): Refusal | null {
  const { hearing, workspace } = handling;
  for (const line of intent.earlier.flatMap((key) => workspace.line(key) ?? [])) {
    const now = workspace.ticket(ticket.id) ?? ticket;
    const as = { ...handling, hearing: { ...hearing, line } };
    act(now, { type: 'supplement', text: line.text, images: line.images }, as);
  }
  const told = workspace.ticket(ticket.id) ?? ticket;
  const moves = intent.place && (told.ask || told.place?.text !== intent.place.text) ? intent.place : null;
  // The place first: what is taken up now is announced with it, to whoever works there.
  const moved = moves && correctPlace(told, moves, handling);
  gain(ticket, intent, handling);
  if (moves) return moved;
  const text = maskPrivate(hearing.message.text);
  const action = { type: 'supplement', text, images: hearing.message.images } as const;
  return refusalOf(act(workspace.ticket(ticket.id) ?? ticket, action, handling));
}

/** Danger told later is danger; what staff were asked about is taken up once it is plain, unless they want to say so themselves. */
function gain(ticket: Ticket, intent: Supplement, handling: Handling): void {
  const { hearing, workspace } = handling;
  const { urgency, sure = false } = intent;
  if (sure && hearing.room?.intake === 'auto') {
    const number = workspace.nextNumber(ticket.streetId);
    const placed = workspace.ticket(ticket.id) ?? ticket;
    const assign = workersFor(placed, [], workspace)[0] ?? null;
    actBySystem(placed, { type: 'confirm', number, assign }, handling);
  }
  if (urgency) actBySystem(workspace.ticket(ticket.id) ?? ticket, { type: 'correct', urgency }, handling);
}

/** A place given or put right; whoever works there gets it while nobody has claimed it. */
function correctPlace(ticket: Ticket, place: Place, handling: Handling): Refusal | null {
  const communityId = place.communityId ?? ticket.communityId;
  const area = { streetId: ticket.streetId, communityId, gridId: place.gridId };
  const moved = ticket.ask !== null || place.gridId !== ticket.gridId || communityId !== ticket.communityId;
  const assign = moved ? (workersFor(area, [], handling.workspace)[0] ?? null) : null;
  const done = act(ticket, { type: 'correct', place, gridId: place.gridId, communityId, assign }, handling);
  return done.ok ? null : done.refusal;
}

function joinOrReopen(
  ticket: Ticket,
  intent: Exclude<OnTicket, { type: 'supplement' }>,
  handling: Handling,
): Refusal | null {
  const { text } = handling.hearing.message;
  const reopen = { type: 'reopen', reason: maskPrivate(text) } as const;
  if (intent.type === 'reopen') return refusalOf(act(ticket, reopen, handling));
  const follower = followerOf(handling, text, intent.why);
  const action = intent.type === 'join' ? ({ type: 'join', follower } as const) : { ...reopen, follower };
  return refusalOf(act(ticket, action, handling));
}

function refusalOf(done: ReturnType<typeof act>): Refusal | null {
  return done.ok ? null : done.refusal;
}
