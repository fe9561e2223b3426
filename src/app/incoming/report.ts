import { maskPrivate } from '../../engine/intake/mask.ts';
import { read } from '../../engine/intake/read.ts';
import { sameIssue } from '../../engine/intake/same.ts';
import type { Demand } from '../../engine/intake/talk.ts';
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
  const reading = read(report.text, { ...around, scope });
  const found =
    reading.demands.length > 0 ? reading.demands : [demandOfAnyText(report.text, reading, around.policy)];
  const demands = found.map((demand) => ({ ...demand, kind: report.kind ?? demand.kind }));
  // A part split off by hand is a ticket of its own, whatever it resembles.
  const known = demands.map((demand) => (report.reporter ? null : knownAlready(demand, handling)));
  const fresh = demands.filter((_, at) => known[at] === null);
  const added = known.flatMap((ticket) => (ticket ? [addTo(ticket, report, handling)] : []));
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

/** The open ticket that is the same thing at the same place, if one is near in time. */
function knownAlready(demand: Demand, { workspace, hearing }: Handling): Ticket | null {
  const { policy, now } = workspace;
  const area = hearing.scope && areaOf(demand, hearing.scope, workspace);
  const near = (ticket: Ticket) =>
    ticket.communityId === area?.communityId &&
    isOpen(ticket) &&
    now - ticket.lastActivityAt <= policy.timing.sameIssueMs &&
    ticket.kind !== 'question' &&
    // Whoever tips off is named nowhere: not as one of many who wait, and nobody joins them.
    (ticket.kind === 'tip-off') === (demand.kind === 'tip-off');
  const isSame = (ticket: Ticket) => sameIssue(demand, ticket, policy).same >= policy.thresholds.sameAt;
  return workspace.tickets().find((ticket) => near(ticket) && isSame(ticket)) ?? null;
}

/** A neighbour follows; the reporter and staff only add what they say. */
function addTo(ticket: Ticket, report: Report, handling: Handling): Result<Ticket> {
  const { hearing, workspace } = handling;
  const party = [ticket.reporter, ...ticket.followers].some((one) => one.personId === hearing.person.id);
  if (party || report.source !== 'command' || report.onBehalfOf !== null) {
    const text = maskPrivate(report.text);
    return act(ticket, { type: 'supplement', text, images: hearing.message.images }, handling);
  }
  const { why } = sameIssue(ticket, ticket, workspace.policy);
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
