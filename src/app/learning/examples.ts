import type { Category, Instant, PersonId, TicketId } from '../../engine/glossary.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import { SYSTEM, type TicketEvent } from '../../engine/ticket/event.ts';

/** What staff made of somebody's words: masked as the ticket has them, with who said so and when. */
export interface Example {
  ticketId: TicketId;
  text: string;
  request: boolean;
  /** Null: nobody has looked at it, or it is no request. */
  category: Category | null;
  because: 'confirmed' | 'rejected' | 'corrected' | 'taken-up' | 'called-none';
  by: PersonId;
  at: Instant;
}

type Filed = Extract<TicketEvent, { kind: 'filed' }>;

/**
 * Examples from the tickets' own histories, oldest first: no second book is kept. What only the clock or the reporter did
 * says nothing; of the same words the newest verdict holds.
 */
export function examplesOf(
  histories: readonly (readonly TicketEvent[])[],
  policy: ServicePolicy,
): readonly Example[] {
  const found = histories.flatMap((events) => {
    const [filed, ...later] = events;
    const example = filed?.kind === 'filed' ? exampleOf(filed, later, policy) : null;
    return example ? [example] : [];
  });
  const newest = new Map<string, Example>();
  for (const example of found.toSorted((a, b) => a.at - b.at)) {
    newest.delete(example.text);
    newest.set(example.text, example);
  }
  return [...newest.values()];
}

function exampleOf(filed: Filed, later: readonly TicketEvent[], policy: ServicePolicy): Example | null {
  const { id, text } = filed.filing;
  if (text.trim() === '') return null;
  const verdict = verdictOf(filed, later, policy);
  if (!verdict) return null;
  const { at, actorId: by } = verdict.event;
  const category = verdict.request ? categorySeen(filed, later, policy) : null;
  return { ticketId: id, text, request: verdict.request, category, because: verdict.because, by, at };
}

interface Verdict {
  request: boolean;
  because: Example['because'];
  event: TicketEvent;
}

/** The last word of staff on whether it was a request; null: there is none, or it was about something else. */
function verdictOf(filed: Filed, later: readonly TicketEvent[], policy: ServicePolicy): Verdict | null {
  const byStaff = later.filter((event) => isByStaff(event, filed));
  const rejected = byStaff.find((event) => event.kind === 'rejected');
  if (rejected?.kind === 'rejected') {
    return says(rejected.reason, 'talkLearnKnown', policy)
      ? null
      : { request: false, because: 'rejected', event: rejected };
  }
  const gone = lastOf(later, 'withdrawn', 'restored');
  if (gone?.kind === 'withdrawn') {
    const none = isByStaff(gone, filed) && says(gone.text, 'talkLearnNone', policy);
    return none ? { request: false, because: 'called-none', event: gone } : null;
  }
  // Two keys have said that it was unreasonable: no example of anything.
  if (lastOf(later, 'excluded', 'included')?.kind === 'excluded') return null;
  const corrected = byStaff.findLast((event) => event.kind === 'corrected' && event.category !== undefined);
  const confirmed = byStaff.find((event) => event.kind === 'confirmed');
  const taken = byStaff.findLast((event) => event.kind === 'finished' || event.kind === 'claimed');
  if (corrected) return { request: true, because: 'corrected', event: corrected };
  if (confirmed) return { request: true, because: 'confirmed', event: confirmed };
  return taken ? { request: true, because: 'taken-up', event: taken } : null;
}

/** The class that staff gave it, or let stand when they had done the work; what fits no class teaches none. */
function categorySeen(
  { filing }: Filed,
  later: readonly TicketEvent[],
  policy: ServicePolicy,
): Category | null {
  const corrections = later.flatMap((event) =>
    event.kind === 'corrected' && event.category ? [{ event, category: event.category }] : [],
  );
  const last = corrections.at(-1);
  const chosen = last !== undefined && isByStaff(last.event, { filing });
  const category = last?.category ?? filing.category;
  const known = policy.categories.some(
    ({ level1, level2 }) => category[0] === level1 && category[1] === level2,
  );
  const seen = chosen || (later.some(({ kind }) => kind === 'finished') && !category[1].endsWith('其他'));
  return known && seen ? category : null;
}

function lastOf(
  events: readonly TicketEvent[],
  ...kinds: readonly TicketEvent['kind'][]
): TicketEvent | null {
  return events.findLast(({ kind }) => kinds.includes(kind)) ?? null;
}

const STAFF_SOURCES: readonly string[] = ['patrol', 'visit', 'hotline'];

/** A resident may correct or take back what they said themselves; that is no verdict. */
function isByStaff({ actorId }: TicketEvent, { filing }: Pick<Filed, 'filing'>): boolean {
  if (actorId === SYSTEM) return false;
  return actorId !== filing.reporter.personId || STAFF_SOURCES.includes(filing.source);
}

function says(reason: string, list: string, { lexicon }: ServicePolicy): boolean {
  return (lexicon[list] ?? []).some((word) => reason.includes(word));
}
