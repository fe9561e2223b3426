import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { NO_NEEDS } from '../../src/app/incoming/needs.ts';
import type { AppraisalChange, Store } from '../../src/app/ports.ts';
import type { Ballot } from '../../src/engine/appraisal/ballot.ts';
import { describeOnEachDatabase, readSql } from '../support/databases.ts';
import { makeBallot, makeVote, voted } from '../support/make-appraisal.ts';
import { makePlan } from '../support/make-plan.ts';
import { days } from '../support/make-ticket.ts';

const streetId = 'liuyin';

async function commit(store: Store, ...appraisal: AppraisalChange[]) {
  return store.commit(makePlan({ appraisal }));
}

async function load(store: Store) {
  const { appraisal } = await store.load({ ...NO_NEEDS, appraisal: [{ by: 'ballots', streetId }] });
  if (appraisal === undefined) throw new Error('nothing was loaded');
  return appraisal;
}

const opened = (ballot: Ballot): AppraisalChange => ({ type: 'ballot-opened', ballot });
const changed = (ballot: Ballot): AppraisalChange => ({ type: 'ballot-changed', ballot });
const closed = makeBallot(1, { status: 'closed' });

const byChen = makeVote('chen', { ability: 9, diligence: 8 });
const byWu = makeVote('wufang', { ability: 9, diligence: 3 });

describeOnEachDatabase('ballots', (database) => {
  test('come back as they were opened; open ones, and the closed ones of the newest month', async () => {
    const store = await database.open();
    const april = makeBallot(1, { monthKey: '2026-04', status: 'closed' });
    const may = makeBallot(2, { monthKey: '2026-05', status: 'closed' });
    const june = makeBallot(3);
    await commit(store, opened(april), opened(may), opened(june));
    const { ballots, numbers } = await load(store);
    expect(ballots).toEqual([may, june]);
    expect(numbers.ballot).toBe(3);
    expect(await store.appraisal.ballots(streetId, '2026-04')).toEqual([april]);
  });

  test('a rule has one ballot a month, whoever opens it', async () => {
    const store = await database.open();
    const other = await database.open();
    expect(await commit(store, opened(makeBallot()))).toBe('committed');
    const again = { ...makeBallot(), id: 'again', number: 2 };
    expect(await commit(other, opened(again))).toBe('conflict');
    expect(await commit(other, opened({ ...again, monthKey: '2026-07' }))).toBe('committed');
  });

  test('a reminder does not open again what was closed meanwhile', async () => {
    const store = await database.open();
    await commit(store, opened(makeBallot()));
    const reminded = makeBallot(1, { reminded: ['86400000'] });
    expect(await commit(store, changed(reminded))).toBe('committed');
    expect((await load(store)).ballots).toEqual([reminded]);
    expect(await commit(store, changed(closed))).toBe('committed');
    expect(await commit(store, changed(reminded))).toBe('conflict');
    expect((await load(store)).ballots).toEqual([closed]);
  });

  test('nobody votes twice on the same, and nobody after it closed', async () => {
    const store = await database.open();
    await commit(store, opened(makeBallot()));
    expect(await commit(store, voted(byChen))).toBe('committed');
    expect(await commit(store, voted({ ...byChen, values: { ability: 1 } }))).toBe('conflict');
    expect(await commit(store, voted({ ...byChen, subjectId: 'zhouhai' }))).toBe('committed');
    expect([...(await load(store)).voted]).toEqual(['ballot-1 chen limei', 'ballot-1 chen zhouhai']);
    await commit(store, changed(closed));
    expect(await commit(store, voted(byWu))).toBe('conflict');
    expect(await store.appraisal.turnout(['ballot-1'])).toHaveLength(2);
    expect((await load(store)).voted.size).toBe(0);
  });

  test('what many vote at once is counted, each once', async () => {
    const stores = [await database.open(), await database.open()];
    const [first] = stores;
    if (first === undefined) return;
    await commit(first, opened(makeBallot()));
    const votes = Array.from({ length: 8 }, (_, n) => makeVote(`voter-${n}`, { ability: n % 2 ? 9 : 4 }));
    const ends = votes.flatMap((vote) => stores.map((store) => commit(store, voted(vote))));
    const said = await Promise.all(ends);
    expect(said.filter((end) => end === 'committed')).toHaveLength(8);
    const of = { ballotId: 'ballot-1', subjectId: 'limei', aspectId: 'ability' };
    expect(await first.appraisal.counts(['ballot-1'])).toEqual([
      { ...of, value: 4, count: 4 },
      { ...of, value: 9, count: 4 },
    ]);
  });

  test('a web link is found by its hash alone', async () => {
    const store = await database.open();
    const link = { tokenHash: 'h', ballotId: 'ballot-1', voterId: 'chen', expiresAt: days(30) };
    expect(await commit(store, { type: 'link-issued', link })).toBe('committed');
    expect(await store.appraisal.link('h')).toEqual(link);
    expect(await store.appraisal.link('other')).toBeNull();
    expect(await commit(store, { type: 'link-issued', link })).toBe('conflict');
  });

  const rowsOf = (columns: string) => readSql(database.url(), `SELECT ${columns} FROM "BallotCount"`);

  test('of a secret vote no row has voter and value; of an open one there is one', async () => {
    const store = await database.open();
    await commit(store, opened(makeBallot()), voted(byChen), voted(byWu));
    expect(await readSql(database.url(), 'SELECT * FROM "BallotVote"')).toEqual([]);
    expect(await readSql(database.url(), 'SELECT * FROM "BallotTurnout"')).toEqual([
      ['ballot-1', 'chen', 'limei'],
      ['ballot-1', 'wufang', 'limei'],
    ]);
    expect(JSON.stringify(await rowsOf('*'))).not.toMatch(/chen|wufang/);
    await commit(store, voted(makeVote('zhouhai'), false));
    expect(await readSql(database.url(), 'SELECT "voterId" FROM "BallotVote"')).toEqual([['zhouhai']]);
  });

  test('the rows of a secret ballot do not tell in which order people voted', async () => {
    const columns = '"subjectId", "aspectId", CAST("value" AS TEXT), CAST("count" AS TEXT)';
    const after: unknown[] = [];
    for (const order of [
      [byChen, byWu],
      [byWu, byChen],
    ]) {
      const store = await database.open();
      await commit(store, opened(makeBallot(after.length + 1)));
      const ballotId = `ballot-${after.length + 1}`;
      for (const vote of order) await commit(store, voted({ ...vote, ballotId }));
      const rows = await readSql(
        database.url(),
        `SELECT ${columns} FROM "BallotCount" WHERE "ballotId" = '${ballotId}'`,
      );
      after.push(rows);
    }
    expect(after[1]).toEqual(after[0]);
    if (database.provider === 'sqlite') {
      await expect(rowsOf('rowid')).rejects.toThrow('ColumnNotFound');
      await expect(readSql(database.url(), 'SELECT rowid FROM "BallotTurnout"')).rejects.toThrow(
        'ColumnNotFound',
      );
      return;
    }
    // The last transaction wrote every row of its subject, so it tells that somebody voted, and not how.
    const writers = await readSql(
      database.url(),
      `SELECT COUNT(DISTINCT CAST(xmin AS TEXT)) FROM "BallotCount" GROUP BY "ballotId", "subjectId"`,
    );
    expect(writers.map(([count]) => Number(count))).toEqual([1, 1]);
  });
});

const MODELS = readFileSync(fileURLToPath(new URL('../../prisma/models.prisma', import.meta.url)), 'utf8');

function columnsOf(model: string): readonly string[] {
  const body = new RegExp(`^model ${model} \\{\\n(.*?)^\\}`, 'ms').exec(MODELS)?.[1] ?? '';
  return [...body.matchAll(/^ {2}(\w+) +\w/gm)].map((match) => match[1] ?? '');
}

test('in the schema nothing but ids stands beside a voter, and nothing of persons or time beside a count', () => {
  const withVoter = [...MODELS.matchAll(/^model (\w+) \{/gm)]
    .map((match) => match[1] ?? '')
    .filter((model) => columnsOf(model).includes('voterId'));
  expect(withVoter).toEqual(['BallotTurnout', 'BallotVote', 'BallotLink']);
  expect(columnsOf('BallotTurnout')).toEqual(['ballotId', 'voterId', 'subjectId']);
  expect(columnsOf('BallotCount')).toEqual(['ballotId', 'subjectId', 'aspectId', 'value', 'count']);
});
