import { DAY_MS, HOUR_MS } from '../../engine/glossary.ts';
import { locatePlaces } from '../../engine/intake/places.ts';
import type { Demand } from '../../engine/intake/talk.ts';
import type { Scope } from '../../engine/org/directory.ts';
import type { Asking } from '../command.ts';
import type { Loaded, Needs, TicketNeed } from '../ports.ts';
import type { Hearing, Surroundings } from './hearing.ts';

/** Limits of what one message may pull in: constant cost however long the history is. */
const TALK_LINES = 40;
/** What was said since a late message stands between it and what was said before it. */
const LATE_TALK_LINES = 200;
const TALK_BACK_MS = 12 * HOUR_MS;
const RECENT_TICKETS = 30;
const OWN_TICKETS = 20;
const WAITING_TICKETS = 30;
const NUMBERS_IN_TEXT = 5;
const GRID_TICKETS = 40;
const PLACES_IN_TEXT = 3;

type TalkNeed = Needs['talk'][number];

export const NO_NEEDS: Needs = {
  messages: [],
  talk: [],
  lines: [],
  tickets: [],
  numbers: [],
  codes: [],
  tries: [],
  leaveRequests: [],
  histories: [],
  openCounts: [],
  knowledge: [],
  appraisal: [],
};

/** What is known where nothing was asked. */
export const NOTHING_LOADED: Loaded = {
  handled: new Set(),
  lines: [],
  tickets: [],
  numbers: new Map(),
  codes: [],
  tries: new Map(),
  leaveRequests: [],
  histories: new Map(),
  openCounts: new Map(),
};

/** What a batch of messages has to know, the same thing asked for once. */
export function needsOf(batch: readonly Hearing[], around: Surroundings, now: number): Needs {
  const single = batch.map((hearing) => needsOfOne(hearing, around, now));
  const all = <K extends keyof Needs>(key: K): Needs[K][number][] =>
    single.flatMap((needs) => [...needs[key]]);
  return {
    messages: unique(all('messages')),
    talk: onceARoom(all('talk')),
    lines: unique(all('lines')),
    tickets: unique(all('tickets')),
    numbers: unique(all('numbers')),
    codes: unique(all('codes')),
    tries: unique(all('tries')),
    leaveRequests: unique(all('leaveRequests')),
    histories: unique(all('histories')),
    openCounts: unique(all('openCounts')),
    knowledge: unique(all('knowledge')),
    appraisal: unique(all('appraisal')),
  };
}

function needsOfOne(hearing: Hearing, around: Surroundings, now: number): Needs {
  const { line, scope, message, room } = hearing;
  const basic = { ...NO_NEEDS, messages: [line.key], lines: line.replyTo ? [line.replyTo] : [] };
  if (room === null && message.chatKind === 'group' && hearing.parsed.type === 'talk') return basic;
  const usual: Needs = {
    ...basic,
    // A typed command says all it means; only talk is understood from what was said before it.
    talk:
      hearing.parsed.type === 'command'
        ? []
        : [
            {
              roomId: line.roomId,
              since: Math.min(now, line.at) - TALK_BACK_MS,
              limit: message.late ? LATE_TALK_LINES : TALK_LINES,
            },
          ],
    tickets: ticketNeeds(hearing, around, now),
    numbers: scope ? [scope.streetId] : [],
    leaveRequests: hearing.isStaff && scope?.communityId ? [scope.communityId] : [],
    openCounts: countsNeeded(hearing, around, now),
    knowledge: scope ? [scope.streetId] : [],
  };
  return withCommandNeeds(usual, hearing, { now, policy: around.policy, directory: around.directory });
}

function ticketNeeds(hearing: Hearing, around: Surroundings, now: number): TicketNeed[] {
  const { scope, person, isStaff } = hearing;
  const since = now - Math.max(around.policy.timing.reopenMs, DAY_MS);
  const own: TicketNeed[] = [{ by: 'party', personId: person.id, since, limit: OWN_TICKETS }];
  if (!scope) return own;
  const { streetId } = scope;
  const area = { streetId, communityId: scope.communityId };
  return [
    ...own,
    ...numbersIn(namingText(hearing)).map((number): TicketNeed => ({ by: 'number', streetId, number })),
    { by: 'recent', ...area, since, limit: RECENT_TICKETS },
    ...gridNeeds(hearing, around),
    ...(isStaff ? staffNeeds(hearing, area) : []),
  ];
}

/** In a busy community the newest do not reach back to the ticket that a report is: those of its place do. */
function gridNeeds(hearing: Hearing, around: Surroundings): TicketNeed[] {
  const { scope, parsed, reading } = hearing;
  if (!scope) return [];
  const found = parsed.type === 'command' ? locatePlaces(parsed.rest, { ...around, scope }) : reading.places;
  const grids = new Map(found.flatMap(({ place }) => (place?.gridId ? [[place.gridId, place]] : [])));
  return [...grids].slice(0, PLACES_IN_TEXT).flatMap(([gridId, { communityId }]): TicketNeed[] => {
    if (communityId === null) return [];
    return [{ by: 'grid', streetId: scope.streetId, communityId, gridId, limit: GRID_TICKETS }];
  });
}

function staffNeeds(hearing: Hearing, area: { streetId: string; communityId: string | null }): TicketNeed[] {
  return [
    { by: 'assignee', personId: hearing.person.id, limit: OWN_TICKETS },
    { by: 'waiting', ...area, limit: WAITING_TICKETS },
    ...draftsIn(namingText(hearing)).map(
      (draftNumber): TicketNeed => ({ by: 'draft', streetId: area.streetId, draftNumber }),
    ),
  ];
}

/** Load decides only where the grid's own worker is away or no grid is known. */
function countsNeeded(hearing: Hearing, around: Surroundings, now: number): string[] {
  const { scope, reading } = hearing;
  if (!scope || (reading.demands.length === 0 && hearing.parsed.type !== 'command')) return [];
  const areas = reading.demands.length > 0 ? reading.demands.map((demand) => areaOf(demand, scope)) : [scope];
  return areas.flatMap(({ communityId, gridId }) => {
    if (communityId === null) return [];
    const own = gridId ? around.directory.workersOf({ communityId, gridId }, now) : [];
    return own.length > 0 && hearing.parsed.type !== 'command' ? [] : [communityId];
  });
}

function areaOf(demand: Demand, scope: Scope): Pick<Scope, 'communityId' | 'gridId'> {
  const place = demand.place?.place;
  return place ? { communityId: place.communityId ?? scope.communityId, gridId: place.gridId } : scope;
}

function withCommandNeeds(
  usual: Needs,
  hearing: Hearing,
  env: Pick<Asking, 'now' | 'policy' | 'directory'>,
): Needs {
  if (hearing.parsed.type !== 'command') return usual;
  const extra = hearing.parsed.command.needs?.(hearing.parsed.rest, {
    ...env,
    personId: hearing.person.id,
    accountId: hearing.message.senderId,
    network: hearing.message.network,
    scope: hearing.scope,
  });
  if (!extra) return usual;
  return {
    ...usual,
    ...extra,
    tickets: [...usual.tickets, ...(extra.tickets ?? [])],
    histories: [...usual.histories, ...(extra.histories ?? [])],
    openCounts: [...usual.openCounts, ...(extra.openCounts ?? [])],
    leaveRequests: [...usual.leaveRequests, ...(extra.leaveRequests ?? [])],
    appraisal: [...usual.appraisal, ...(extra.appraisal ?? [])],
  };
}

/** A command's own words: in the masked line 「合并 2131 2128」 is a phone number. */
export function namingText({ parsed, line, inferred }: Hearing): string {
  return parsed.type === 'command' && !inferred ? parsed.rest : line.text;
}

/** Numbers a text may name a ticket by. */
export function numbersIn(text: string): number[] {
  const found = text.normalize('NFKC').match(/\d{1,7}/g) ?? [];
  return [...new Set(found.map(Number))].filter((n) => n > 0).slice(0, NUMBERS_IN_TEXT);
}

function draftsIn(text: string): number[] {
  return numbersIn(text).slice(0, 2);
}

/** The farthest any of them looks back: a question for each line of a busy room would read its talk again and again. */
function onceARoom(talk: readonly TalkNeed[]): TalkNeed[] {
  const rooms = new Map<string, TalkNeed>();
  for (const need of talk) {
    const { since, limit } = rooms.get(need.roomId) ?? need;
    rooms.set(need.roomId, {
      ...need,
      since: Math.min(since, need.since),
      limit: Math.max(limit, need.limit),
    });
  }
  return [...rooms.values()];
}

function unique<T>(items: readonly T[]): T[] {
  const seen = new Map<string, T>();
  for (const item of items) seen.set(typeof item === 'string' ? item : JSON.stringify(item), item);
  return [...seen.values()];
}
