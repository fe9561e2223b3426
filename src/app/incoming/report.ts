import type { PersonId } from '../../engine/glossary.ts';
import { homeMeant, traceOf } from '../../engine/intake/heard-home.ts';
import { maskPrivate } from '../../engine/intake/mask.ts';
import { read } from '../../engine/intake/read.ts';
import { sameIssue } from '../../engine/intake/same.ts';
import type { Demand, ReadContext, Reading } from '../../engine/intake/talk.ts';
import { withMatters } from '../../engine/intake/two-matters.ts';
import type { Result } from '../../engine/refusal.ts';
import { accept, refuse } from '../../engine/refusal.ts';
import { isOpen } from '../../engine/ticket/standing.ts';
import type { Follower, Party, Ticket } from '../../engine/ticket/ticket.ts';
import type { Report } from '../command.ts';
import { areaOf, demandOfAnyText, fileAction } from './filing.ts';
import { act, type Handling } from './handling.ts';

/** A follower's words are kept up to here. */
const OWN_WORDS_CHARS = 200;

export interface FilingManner {
  source: Report['source'];
  onBehalfOf: string | null;
  messageIds: readonly string[];
  images: readonly string[];
  confirm: boolean;
  /** The speaker, unless said otherwise. */
  reporter?: Party;
}

/**
 * A report by command: a ticket for each demand, but a thing already reported is joined (rules.md 3.1). A text in
 * which no demand is found is one demand all the same.
 */
export function fileReport(report: Report, handling: Handling): Result<readonly Ticket[]> {
  const { hearing, around } = handling;
  const { scope, message, line } = hearing;
  if (!scope) return refuse({ code: 'room-not-bound' });
  const alone = readAtHome(report, handling, { ...around, scope });
  const reading = withMatters(alone, report.text, { ...around, scope });
  const found =
    reading.demands.length > 0 ? reading.demands : [demandOfAnyText(report.text, reading, around.policy)];
  const demands = found.map((demand) => ({ ...demand, kind: report.kind ?? demand.kind }));
  // A part split off by hand is a ticket of its own, whatever it resembles.
  const known = demands.map((demand) => (report.reporter ? null : knownAlready(demand, handling)));
  const fresh = demands.filter((_, at) => known[at] === null);
  const added = known.flatMap((one) => (one ? [addTo(one, report, handling)] : []));
  const failed = added.find((result) => !result.ok);
  if (failed && fresh.length === 0) return failed;
  const filed = fileDemands(fresh, handling, {
    source: report.source,
    onBehalfOf: report.onBehalfOf,
    messageIds: [line.key],
    images: message.images,
    confirm: false,
    ...(report.reporter && { reporter: report.reporter }),
  });
  if (!filed.ok) return filed;
  return accept([...filed.value, ...added.flatMap((result) => (result.ok ? [result.value] : []))]);
}

/** 「报事 我们这栋电梯坏了」: of whoever reports for themselves the home may be known. */
function readAtHome(report: Report, { hearing, workspace }: Handling, about: ReadContext): Reading {
  const reading = read(report.text, about);
  if (report.source !== 'command' || report.onBehalfOf !== null || report.reporter) return reading;
  const { id: personId, name } = hearing.person;
  const lines = workspace.talk(hearing.line.roomId);
  const roomId = hearing.room ? hearing.line.roomId : null;
  const trace = traceOf({ personId, name, roomId }, { tickets: workspace.tickets(), lines });
  const home = homeMeant(report.text, { trace, places: reading.places }, about);
  return home ? read(report.text, { ...about, home }) : reading;
}

/** The open ticket that is the same thing at the same place, if one is near in time. */
function knownAlready(demand: Demand, { workspace, hearing }: Handling): Known | null {
  const { policy, now } = workspace;
  const area = hearing.scope && areaOf(demand, hearing.scope, workspace);
  const near = (ticket: Ticket) =>
    ticket.communityId === area?.communityId &&
    isOpen(ticket) &&
    now - ticket.lastActivityAt <= policy.timing.sameIssueMs &&
    ticket.kind !== 'question' &&
    // Whoever tips off is named nowhere: not as one of many who wait, and nobody joins them.
    (ticket.kind === 'tip-off') === (demand.kind === 'tip-off');
  const alike = workspace.tickets().flatMap((ticket) => {
    const { same, why } = sameIssue(demand, ticket, policy);
    return near(ticket) && same >= policy.thresholds.sameAt ? [{ ticket, why }] : [];
  });
  // Their own first: who was split off does not fall back into what they were split from.
  return alike.find(({ ticket }) => isPartyOf(ticket, hearing.person.id)) ?? alike[0] ?? null;
}

function isPartyOf(ticket: Ticket, personId: PersonId): boolean {
  return [ticket.reporter, ...ticket.followers].some((one) => one.personId === personId);
}

/** A ticket that is the same thing, and why. */
interface Known {
  ticket: Ticket;
  why: string;
}

/** A neighbour follows; the reporter and staff only add what they say. */
function addTo({ ticket, why }: Known, report: Report, handling: Handling): Result<Ticket> {
  const { hearing } = handling;
  if (isPartyOf(ticket, hearing.person.id) || report.source !== 'command' || report.onBehalfOf !== null) {
    const text = maskPrivate(report.text);
    return act(ticket, { type: 'supplement', text, images: hearing.message.images }, handling);
  }
  return act(ticket, { type: 'join', follower: followerOf(handling, report.text, why) }, handling);
}

/** The speaker, with what they said themselves. */
export function followerOf({ hearing, workspace }: Handling, text: string, why: string): Follower {
  return {
    personId: hearing.person.id,
    name: hearing.person.name,
    roomId: hearing.line.roomId,
    at: workspace.now,
    messageId: hearing.line.key,
    why,
    text: maskPrivate(text).slice(0, OWN_WORDS_CHARS).toWellFormed(),
  };
}

/** One ticket a demand; all or the first refusal. */
export function fileDemands(
  demands: readonly Demand[],
  handling: Handling,
  manner: FilingManner,
): Result<readonly Ticket[]> {
  const { hearing, workspace } = handling;
  const { scope, person, line } = hearing;
  if (!scope) return refuse({ code: 'room-not-bound' });
  const speaker = { personId: person.id, name: person.name, roomId: line.roomId };
  const reporter = manner.reporter ?? speaker;
  const opened: Ticket[] = [];
  for (const [ordinal, demand] of demands.entries()) {
    const action = fileAction({ ...manner, demand, ordinal, cause: line.key, reporter, scope }, workspace);
    if (!action)
      return refuse({
        code: 'place-needed',
        candidates: demand.place?.candidates.map((place) => place.text) ?? [],
      });
    const filed = act(null, action, handling);
    if (!filed.ok) return filed;
    opened.push(filed.value);
  }
  return accept(opened);
}
