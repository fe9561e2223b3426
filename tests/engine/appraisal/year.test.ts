import { beforeAll, describe, expect, it } from 'vitest';
import { appraisalJson, appraisalOf } from '../../../src/app/policy/appraisal-kept.ts';
import { loadPolicy } from '../../../src/app/policy/policy-file.ts';
import { compareScores } from '../../../src/engine/appraisal/compare.ts';
import { decimal, sum } from '../../../src/engine/appraisal/decimal.ts';
import type { LedgerEntry } from '../../../src/engine/appraisal/entry.ts';
import type { FACTS, TicketFact } from '../../../src/engine/appraisal/facts.ts';
import { scoreMonth } from '../../../src/engine/appraisal/score.ts';
import type { MonthScores } from '../../../src/engine/appraisal/sheet.ts';
import { isWithin, keysBetween, windowOf } from '../../../src/engine/appraisal/window.ts';
import { HOUR_MS } from '../../../src/engine/glossary.ts';
import { makeEntry } from '../../support/make-appraisal.ts';
import { makeFact, ZONE } from '../../support/make-fact.ts';
import { frozenOf, makeYear, type Year, type YearContext } from '../../support/make-year.ts';

const KEYS = keysBetween('2026-01', '2026-12');

let given: YearContext;
let year: Year;
const whole = new Map<string, ReturnType<typeof close>>();

beforeAll(() => {
  const found = loadPolicy('policies/kunlunlu.yaml');
  if (!found.ok || found.policy.appraisal === null) throw new Error('the policy does not load');
  given = { policy: found.policy.appraisal, calendar: found.policy.calendar };
  year = makeYear(given.policy);
});

/** As a month closes: with the ledger as it is then. */
function close(key: string, pages: readonly (readonly TicketFact[])[], entries: readonly LedgerEntry[]) {
  const { window, subjects } = frozenOf(key, { ...year, pages }, given);
  const scores = scoreMonth(given.policy, { key, window, subjects, entries });
  return { scores, kept: JSON.stringify({ policy: appraisalJson(given.policy), key, window, subjects }) };
}

/** As a month closes with all of the year's tickets and ledger, looked at once. */
function closed(key: string) {
  const known = whole.get(key) ?? close(key, [year.tickets], year.entries);
  whole.set(key, known);
  return known;
}

/** From what was kept, on another day: nothing of the tickets is asked again. */
function replayed(kept: string, entries: readonly LedgerEntry[]): MonthScores {
  const { policy, ...inputs } = JSON.parse(kept);
  return scoreMonth(appraisalOf(policy), { ...inputs, entries });
}

function inPages(tickets: readonly TicketFact[], size: number): readonly (readonly TicketFact[])[] {
  return Array.from({ length: Math.ceil(tickets.length / size) }, (_, page) =>
    tickets.slice(page * size, (page + 1) * size),
  );
}

/** Another order, the same every time. */
function stirred<T>(list: readonly T[]): readonly T[] {
  return list
    .map((one, index) => ({ one, key: (index * 7919) % 10_007 }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ one }) => one);
}

/** The ledger as it was when the month was computed. */
function writtenBy(key: string): readonly LedgerEntry[] {
  const { until } = windowOf(given.policy.window, ZONE, key);
  return year.entries.filter(({ at }) => at < until + 9 * HOUR_MS);
}

describe('a year of a street', () => {
  it('is worth the name: people are scored, ranked and differ, in every month', () => {
    for (const key of KEYS) {
      const { sheets, rankings } = closed(key).scores;
      const totals = new Set(sheets.map(({ total }) => total));
      expect([key, totals.size > sheets.length / 2, rankings.length > 3]).toEqual([key, true, true]);
      expect(sheets.flatMap(({ lines }) => lines.filter(({ got }) => got !== null)).length).toBeGreaterThan(
        300,
      );
    }
  });

  it('replays every month to the same digits, long after, from what the month kept', () => {
    for (const key of KEYS) {
      const { scores, kept } = close(key, [year.tickets], writtenBy(key));
      expect(JSON.stringify(replayed(kept, year.entries))).toBe(JSON.stringify(scores));
    }
  });

  it('neither the order nor the pages of what happened move a digit', () => {
    for (const key of KEYS) {
      const one = closed(key);
      const other = close(key, inPages(stirred(year.tickets), 97), stirred(year.entries));
      expect(JSON.stringify(other.scores)).toBe(JSON.stringify(one.scores));
      expect(other.kept).toBe(one.kept);
    }
  });

  it('what happens in one month moves no other', () => {
    const before = KEYS.map(closed);
    const at = Date.parse('2026-06-10T10:00:00+08:00');
    const held = { number: 9001, issueKey: null, assigneeId: 'yg-1-3', openedAt: at, claimedAt: at };
    const ticket = makeFact({ ...held, respondBy: at, solveBy: at, finishedAt: at + 1, closedAt: at + 2 });
    const item = given.policy.items.find(({ source }) => source.type === 'entry');
    const entry = makeEntry(9001, { on: at, at, subjectId: 'yg-1-3', itemId: item?.id ?? '', points: '-1' });
    const moved = KEYS.filter((key, index) => {
      const after = close(key, [[...year.tickets, ticket]], [...year.entries, entry]);
      return JSON.stringify(after.scores) !== JSON.stringify(before[index]?.scores);
    });
    expect(moved).toEqual(['2026-06']);
  });

  it('counts everything once: the months together are the year', () => {
    const subjectFacts = KEYS.flatMap(
      (key) => frozenOf(key, { ...year, pages: [year.tickets] }, given).subjects,
    )
      .filter(({ subject }) => subject.kind === 'community')
      .map(({ facts }) => facts);
    const total = (fact: (typeof FACTS)[number]) =>
      subjectFacts.reduce((count, facts) => count + (facts[fact]?.count ?? 0), 0);
    const twelve = {
      from: windowOf(given.policy.window, ZONE, '2026-01').from,
      until: windowOf(given.policy.window, ZONE, '2026-12').until,
    };
    const counting = year.tickets.filter((ticket) => ticket.number !== null && !ticket.void);
    const rated = counting.filter(({ excluded }) => !excluded);
    const closed = rated.filter(({ closedAt }) => closedAt !== null && isWithin(twelve, closedAt));
    expect(total('opened')).toBe(counting.filter(({ openedAt }) => isWithin(twelve, openedAt)).length);
    expect(total('finished')).toBe(closed.length);
    expect(total('on-time') + total('late')).toBe(
      rated.filter(({ paused, solveBy }) => !paused && solveBy !== null && isWithin(twelve, solveBy)).length,
    );
  });
});

describe('an upheld appeal', () => {
  it('makes a version that differs in its subject’s item alone, and leaves the first as it was', () => {
    const may = closed('2026-05');
    const { until } = may.scores.window;
    const loss = may.scores.sheets.flatMap(({ subject, lines }) =>
      lines.flatMap(({ itemId, because }) =>
        because.type === 'entries' && !because.capped && because.sum.startsWith('-')
          ? [{ subjectId: subject.id, itemId, points: because.sum }]
          : [],
      ),
    )[0];
    if (loss === undefined) throw new Error('nobody lost a point in May');
    const back = { ...loss, points: loss.points.replace(/^-/, ''), on: until - 1, at: until + 9 };
    const upheld = [...year.entries, makeEntry(9001, { ...back, appealId: 'appeal-1' })];
    const second = replayed(may.kept, upheld);
    const { moves } = compareScores(may.scores, second);
    const own = moves.find(({ subjectId }) => subjectId === loss.subjectId);
    expect(own?.lines.map(({ itemId }) => itemId)).toEqual([loss.itemId]);
    expect(decimal(own?.points ?? '0').gt(sum([]))).toBe(true);
    expect(moves.filter(({ lines }) => lines.length > 0)).toEqual([own]);
    const first = upheld.filter(({ appealId }) => appealId === null);
    expect(JSON.stringify(replayed(may.kept, first))).toBe(JSON.stringify(may.scores));
  });
});
