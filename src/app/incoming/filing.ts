import { candidates } from '../../engine/assign/candidates.ts';
import { deadlinesFor } from '../../engine/clock/deadlines.ts';
import type { MessageKey, PersonId } from '../../engine/glossary.ts';
import { maskPrivate } from '../../engine/intake/mask.ts';
import type { Demand, Reading } from '../../engine/intake/talk.ts';
import type { Scope } from '../../engine/org/directory.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import type { Action, Assignment } from '../../engine/ticket/action.ts';
import type { Filing } from '../../engine/ticket/event.ts';
import type { Party, Ticket, TicketSource } from '../../engine/ticket/ticket.ts';
import { ticketId } from '../keys.ts';
import type { Workspace } from './workspace.ts';

/** A ticket's own words are kept up to here. */
const MAX_KEPT_CHARS = 500;
/** A longer list nobody reads on a phone. */
const MAX_CHOICES = 6;

export interface ToFile {
  demand: Demand;
  /** Which of a message's demands it is: several become several tickets. */
  ordinal: number;
  cause: MessageKey;
  messageIds: readonly MessageKey[];
  images: readonly string[];
  reporter: Party;
  source: TicketSource;
  onBehalfOf: string | null;
  confirm: boolean;
  scope: Scope;
}

/** Who used the report command means it, even where the reading finds no demand. */
export function demandOfAnyText(text: string, reading: Reading, policy: ServicePolicy): Demand {
  const rule = policy.categories.findLast((one) => one.level1 === '其他') ?? policy.categories.at(-1);
  return {
    text,
    kind: 'help',
    category: [rule?.level1 ?? '其他', rule?.level2 ?? '其他'],
    urgency: 'normal',
    urgent: 0,
    place: reading.places[0] ?? null,
    why: [],
  };
}

/** Where a demand lies: its own place first, then the room's. `null`: not even a community is known. */
export function areaOf(demand: Demand, scope: Scope, workspace: Workspace) {
  const place = demand.place?.place ?? null;
  const only = workspace.directory.organisation.communities.filter((one) => one.streetId === scope.streetId);
  const communityId =
    place?.communityId ?? scope.communityId ?? (only.length === 1 ? (only[0]?.id ?? null) : null);
  const gridId = place ? place.gridId : scope.gridId;
  return communityId === null ? null : { streetId: scope.streetId, communityId, gridId };
}

/** The `file` action for a demand, or `null` when nobody can know which community it belongs to. */
export function fileAction(toFile: ToFile, workspace: Workspace): Action | null {
  const area = areaOf(toFile.demand, toFile.scope, workspace);
  if (!area) return null;
  const { demand, confirm } = toFile;
  const place = demand.place?.place ?? null;
  // Whoever only wants to know something is answered, wherever they are.
  const isAsking = demand.kind === 'question';
  const askPlace = !confirm && !isAsking && place === null && needsPlace(demand, workspace);
  // Nobody is sent before the place is known, unless it cannot wait for the answer.
  const waits = askPlace && demand.urgency === 'normal';
  return {
    type: 'file',
    confirm,
    askPlace,
    choices: (demand.place?.candidates ?? []).slice(0, MAX_CHOICES),
    assign: confirm || waits ? null : (workersFor(area, [], workspace)[0] ?? null),
    filing: filingOf(toFile, area, workspace),
  };
}

type Area = Pick<Ticket, 'streetId' | 'communityId' | 'gridId'>;

/** Who could take a ticket there, best first, by place, duty and load. */
export function workersFor(
  area: Area,
  exclude: readonly PersonId[],
  workspace: Workspace,
): readonly Assignment[] {
  return candidates(
    { ...area, now: workspace.now, exclude },
    workspace.directory,
    workspace.loaded.openCounts,
  );
}

function filingOf(toFile: ToFile, area: Area, workspace: Workspace): Filing {
  const { demand, confirm } = toFile;
  return {
    ...area,
    id: ticketId(toFile.cause, toFile.ordinal),
    number: confirm ? null : workspace.nextNumber(area.streetId),
    draftNumber: confirm ? workspace.nextDraftNumber(area.streetId) : null,
    kind: demand.kind,
    category: demand.category,
    urgency: demand.urgency,
    place: demand.place?.place ?? null,
    text: maskPrivate(demand.text).slice(0, MAX_KEPT_CHARS),
    source: toFile.source,
    reporter: toFile.reporter,
    onBehalfOf: toFile.onBehalfOf,
    messageIds: toFile.messageIds,
    images: toFile.images,
    why: demand.why,
    policyVersion: workspace.policy.version,
    deadlines: deadlinesFor(demand, workspace.policy, workspace.now),
  };
}

function needsPlace(demand: Demand, workspace: Workspace): boolean {
  const rule = workspace.policy.categories.find((one) => one.level2 === demand.category[1]);
  return rule?.needsPlace ?? true;
}
