import { type CommunityId, DAY_MS, type PersonId } from '../glossary.ts';
import { FACTS, type Fact, type FactId, type SubjectFacts, type TicketFact, type Window } from './facts.ts';
import { occurrences } from './occurrences.ts';
import { collectIssues, type Repeat } from './repeats.ts';

/** What a month counted, by person and by community. Ids ascend, whatever order the tickets came in. */
export interface CountedFacts {
  persons: ReadonlyMap<PersonId, SubjectFacts>;
  communities: ReadonlyMap<CommunityId, SubjectFacts>;
}

/** Counts page by page and keeps no ticket. */
export interface Tally {
  add(page: Iterable<TicketFact>): void;
  facts(): CountedFacts;
}

interface Counted {
  count: number;
  tickets: Set<number>;
}

type Book = Map<string, Map<FactId, Counted>>;

/** One thing to be counted, and for whom. */
interface Entry extends Repeat {
  fact: FactId;
}

interface Books {
  persons: Book;
  communities: Book;
}

export function countFacts(
  tickets: Iterable<TicketFact>,
  window: Window,
  rule: { repeatWithinDays: number },
): CountedFacts {
  const tally = createTally(window, rule);
  tally.add(tickets);
  return tally.facts();
}

/** Counts what happened in the window. Neither the order of tickets nor the cut of pages matters; each ticket comes once. */
export function createTally(window: Window, rule: { repeatWithinDays: number }): Tally {
  const books = newBooks();
  const issues = collectIssues(window);
  return {
    add: (page) => {
      for (const ticket of page) {
        const { communityId, number } = ticket;
        for (const one of occurrences(ticket, window)) {
          enter(books, { ...one, communityId, number: number ?? 0 });
        }
        issues.note(ticket);
      }
    },
    facts: () => {
      const again = newBooks();
      for (const repeat of issues.repeats(rule.repeatWithinDays * DAY_MS)) {
        enter(again, { ...repeat, fact: 'repeated' });
      }
      return {
        persons: closed([books.persons, again.persons]),
        communities: closed([books.communities, again.communities]),
      };
    },
  };
}

function newBooks(): Books {
  return { persons: new Map(), communities: new Map() };
}

function enter({ persons, communities }: Books, entry: Entry): void {
  if (entry.personId !== null) count(persons, entry.personId, entry);
  count(communities, entry.communityId, entry);
}

function count(book: Book, id: string, { fact, number }: Entry): void {
  const facts = book.get(id) ?? new Map<FactId, Counted>();
  const counted = facts.get(fact) ?? { count: 0, tickets: new Set<number>() };
  counted.count += 1;
  counted.tickets.add(number);
  book.set(id, facts.set(fact, counted));
}

/** In the order of ids and of `FACTS`, so that the same month is the same text wherever it was counted. */
function closed(books: readonly Book[]): ReadonlyMap<string, SubjectFacts> {
  const ids = new Set(books.flatMap((book) => [...book.keys()]));
  return new Map([...ids].toSorted().map((id) => [id, factsOf(books.map((book) => book.get(id)))]));
}

function factsOf(parts: readonly (ReadonlyMap<FactId, Counted> | undefined)[]): SubjectFacts {
  const facts: Partial<Record<FactId, Fact>> = {};
  for (const id of FACTS) {
    const counted = parts.map((part) => part?.get(id)).find((one) => one !== undefined);
    if (counted === undefined) continue;
    facts[id] = { count: counted.count, tickets: [...counted.tickets].toSorted((a, b) => a - b) };
  }
  return facts;
}
