import type { AppraisalPolicy, BallotRule, Item } from '../../src/engine/appraisal/policy.ts';
import { DAY_MS } from '../../src/engine/glossary.ts';
import type { Organisation, Staff } from '../../src/engine/org/directory.ts';
import { ballotRowOf, entryRowOf } from '../../src/store/appraisal-rows.ts';
import type { Database } from '../../src/store/database.ts';
import { insert, type Sql, type Value } from '../../src/store/sql.ts';
import { ticketStatements } from '../../src/store/ticket-rows.ts';
import { ticketOf } from './tickets.ts';
import { STREET } from './town.ts';

const AT_ONCE = 500;

export interface Sizes {
  workers: number;
  tickets: number;
  entries: number;
  votes: number;
}

export interface MonthGiven extends Sizes {
  organisation: Organisation;
  policy: AppraisalPolicy;
  monthKey: string;
  from: number;
}

/** Everything that a month closes on, by multi-row SQL. */
export async function fillMonth(database: Database, given: MonthGiven): Promise<void> {
  const { organisation, tickets: count, entries, from } = given;
  const communities = organisation.communities.length;
  const make = (n: number) => ticketOf(n, { count, communities, from });
  await inParts(database, count, (first, size) => ticketStatements(numbered(first, size).map(make)));
  const people = organisation.staff.filter(({ id }) => id !== 'admin');
  const items = given.policy.items.filter(({ source }) => source.type === 'entry');
  await inParts(database, entries, (first, size) =>
    insert(
      'ScoreEntry',
      numbered(first, size).map((n) => entryOf(n, people, { ...given, items })),
    ),
  );
  await fillBallots(database, people, given);
}

async function inParts(
  database: Database,
  count: number,
  statements: (first: number, size: number) => readonly Sql[],
): Promise<void> {
  for (let first = 0; first < count; first += AT_ONCE)
    await database.write(statements(first, Math.min(AT_ONCE, count - first)));
}

function numbered(first: number, size: number): readonly number[] {
  return Array.from({ length: size }, (_, n) => first + n);
}

function entryOf(n: number, people: readonly Staff[], given: MonthGiven & { items: readonly Item[] }) {
  const item = given.items[Math.floor(n / people.length) % given.items.length];
  const source = item?.source;
  const starts = source?.type === 'entry' ? source.start : 'full';
  const on = given.from + ((n * 7919) % 29) * DAY_MS;
  return entryRowOf({
    id: `entry-${n}`,
    streetId: STREET,
    number: n + 1,
    subjectId: people[n % people.length]?.id ?? '',
    itemId: item?.id ?? '',
    points: starts === 'full' ? '-0.1' : '0.5',
    on,
    at: on + 3_600_000,
    authorId: 'admin',
    authorName: '街道考核办',
    reason: '例会迟到十分钟,已提醒',
    evidence: n % 3 === 0 ? [{ type: 'ticket', number: (n % given.tickets) + 1 }] : [],
    policyVersion: 'bench',
    cancels: null,
    appealId: null,
  });
}

type Row = Readonly<Record<string, Value>>;

/** Each rule of the policy has a ballot; votes are spread over them by turns, a worker rated by the next ones on the list. */
async function fillBallots(database: Database, people: readonly Staff[], given: MonthGiven): Promise<void> {
  const { rules, votes } = { rules: given.policy.ballots, votes: given.votes };
  const each = Math.floor(votes / people.length);
  const tasks = people.flatMap((person, n) =>
    Array.from({ length: each }, (_, round) => ({
      voterId: people[(n + round + 1) % people.length]?.id ?? '',
      subjectId: person.id,
      rule: round % rules.length,
      stars: 6 + ((n + round) % 5),
    })),
  );
  for (const [index, rule] of rules.entries()) {
    const ballotId = `ballot-${index}`;
    const own = tasks.filter((task) => task.rule === index);
    const roll = own.map(({ voterId, subjectId }) => ({ voterId, subjectId }));
    await database.write([
      ...insert('Ballot', [ballotRowOf(ballotOf(rule, index, given))]),
      ...insert('BallotRoll', [{ ballotId, tasks: JSON.stringify(roll) }]),
    ]);
    const turnout = roll.map((task) => ({ ballotId, ...task }));
    await writeAll(database, 'BallotTurnout', turnout);
    await writeAll(database, 'BallotCount', countRows(ballotId, rule, own));
  }
}

function ballotOf(rule: BallotRule, index: number, { monthKey, from }: MonthGiven) {
  return {
    id: `ballot-${index}`,
    streetId: STREET,
    monthKey,
    number: index + 1,
    rule,
    opensAt: from + 25 * DAY_MS,
    closesAt: from + 30 * DAY_MS,
    tasks: [],
    status: 'closed' as const,
    reminded: [],
  };
}

/** As votes leave them: a row for every value of everybody rated. */
function countRows(
  ballotId: string,
  { aspects, most }: BallotRule,
  votes: readonly { subjectId: string; stars: number }[],
): readonly Row[] {
  const counts = new Map<string, number>();
  const key = (subjectId: string, value: number) => `${subjectId} ${value}`;
  for (const { subjectId, stars } of votes)
    counts.set(key(subjectId, stars), (counts.get(key(subjectId, stars)) ?? 0) + 1);
  const subjects = [...new Set(votes.map(({ subjectId }) => subjectId))];
  const values = Array.from({ length: most + 1 }, (_, value) => value);
  return subjects.flatMap((subjectId) =>
    aspects.flatMap(({ id: aspectId }) =>
      values.map((value) => ({
        ballotId,
        subjectId,
        aspectId,
        value,
        count: counts.get(key(subjectId, value)) ?? 0,
      })),
    ),
  );
}

async function writeAll(database: Database, table: string, rows: readonly Row[]): Promise<void> {
  await inParts(database, rows.length, (first, size) => insert(table, rows.slice(first, first + size)));
}
