import type { PersonId, RoomId } from '../glossary.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { homeOf, ownWordsIn, type Trace } from './place-home.ts';
import { locatePlaces } from './places.ts';
import { read } from './read.ts';
import type { Heard, Home, Line, PlaceFound, ReadContext, TalkContext } from './talk.ts';
import { fold } from './text.ts';

const OWN_CHARS = 400;

const UNIT = /单[元源员圆]/;

export interface Speaker {
  personId: PersonId;
  name: string;
  /** Null: alone with the bot. */
  roomId: RoomId | null;
}

/**
 * What somebody said that may tell here where they live: in this very room, for what was told elsewhere or alone is not
 * for these ears. Whoever tips off does not tell of themselves.
 */
export function traceOf(
  { personId, name, roomId }: Speaker,
  said: { tickets: readonly Ticket[]; lines: readonly Line[] },
): Trace {
  const isForHere = (toldIn: RoomId) => roomId === null || toldIn === roomId;
  const tipOffs = new Set(said.tickets.filter(({ kind }) => kind === 'tip-off').map(({ id }) => id));
  const tickets = said.tickets
    .filter(
      ({ id, reporter }) =>
        !tipOffs.has(id) && (reporter.personId !== personId || isForHere(reporter.roomId)),
    )
    .map((ticket) => ({ ...ticket, followers: ticket.followers.filter((one) => isForHere(one.roomId)) }));
  const lines = said.lines.filter((line) => !line.ticketIds.some((id) => tipOffs.has(id)));
  return { personId, name, tickets, lines };
}

/** The speaker's home, looked for only where something was said that it can settle. */
export function homeMeant(
  text: string,
  said: { trace: Trace; places: readonly PlaceFound[] },
  ctx: ReadContext,
): Home | null {
  const folded = fold(text.slice(0, OWN_CHARS));
  const choice = said.places.some((one) => one.candidates.length > 0);
  if (!choice && !UNIT.test(folded) && ownWordsIn(folded, ctx.policy).length === 0) return null;
  return homeOf(said.trace, (told) => locatePlaces(told, ctx));
}

/** The line read again with the home of whoever wrote it, where that makes a difference. */
export function withHome(heard: Heard, ctx: TalkContext): Heard {
  const { line, reading, scope, roomKind } = heard;
  if (reading.speech === 'empty' || isPlaced(reading.places)) return heard;
  const about = { policy: ctx.policy, places: ctx.places, scope };
  const lines = ctx.recent.filter((one) => one.roomId === line.roomId);
  const speaker = { ...line, roomId: roomKind === 'private' ? null : line.roomId };
  const trace = traceOf(speaker, { tickets: ctx.tickets, lines });
  const home = homeMeant(line.text, { trace, places: reading.places }, about);
  return home ? { ...heard, home, reading: read(line.text, { ...about, home }) } : heard;
}

/** Every place said is certain already. */
function isPlaced(places: readonly PlaceFound[]): boolean {
  return places.length > 0 && places.every((one) => one.place !== null || one.elsewhere);
}
