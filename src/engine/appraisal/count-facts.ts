import { type CommunityId, DAY_MS, type PersonId } from '../glossary.ts';
import { FACTS, type Fact, type FactId, type SubjectFacts, type TicketFact, type Window } from './facts.ts';
import { type Occurrence, occurrences } from './occurrences.ts';
import { collectIssues } from './repeats.ts';

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
  /** In the order in which they came; of one ticket's several things once. */
  tickets: number[];
}

type Counts = Map<FactId, Counted>;
type Book = Map<string, Counts>;

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
        for (const one of occurrences(ticket, window)) enter(books, one, ticket);
        issues.note(ticket);
      }
    },
    facts: () => {
      const again = newBooks();
      for (const repeat of issues.repeats(rule.repeatWithinDays * DAY_MS)) {
        enter(again, { fact: 'repeated', personId: repeat.personId }, repeat);
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

function enter(
  { persons, communities }: Books,
  { fact, personId }: Occurrence,
  { communityId, number }: Pick<TicketFact, 'communityId' | 'number'>,
): void {
  if (number === null) return;
  if (personId !== null) count(countsOf(persons, personId), fact, number);
  count(countsOf(communities, communityId), fact, number);
}

function countsOf(book: Book, id: string): Counts {
  const known = book.get(id);
  if (known !== undefined) return known;
  const counts: Counts = new Map();
  book.set(id, counts);
  return counts;
}

function count(counts: Counts, fact: FactId, number: number): void {
  const counted = counts.get(fact);
  if (counted === undefined) {
    counts.set(fact, { count: 1, tickets: [number] });
    return;
  }
  counted.count += 1;
  if (counted.tickets.at(-1) !== number) counted.tickets.push(number);
}

/** In the order of ids and of `FACTS`, so that the same month is the same text wherever it was counted. */
function closed(books: readonly Book[]): ReadonlyMap<string, SubjectFacts> {
  const ids = new Set(books.flatMap((book) => [...book.keys()]));
  return new Map([...ids].toSorted().map((id) => [id, factsOf(books.map((book) => book.get(id)))]));
}

function factsOf(parts: readonly (Counts | undefined)[]): SubjectFacts {
  const facts: Partial<Record<FactId, Fact>> = {};
  for (const id of FACTS) {
    const counted = parts.map((part) => part?.get(id)).find((one) => one !== undefined);
    if (counted !== undefined) facts[id] = { count: counted.count, tickets: ascending(counted.tickets) };
  }
  return facts;
}

/** Each once. Typed arrays sort numbers without being told how, and much faster. */
function ascending(numbers: readonly number[]): readonly number[] {
  return [...new Set(Float64Array.from(numbers).sort())];
}
