import { afterAll, beforeAll, expect, test } from 'vitest';
import { LANES } from '../../src/app/ports.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/engine/glossary.ts';
import { describeOnPostgres } from '../support/databases.ts';
import { audit } from '../support/district/audit.ts';
import { type Crew, startCrew } from '../support/district/crew.ts';
import { larkDistrict, type Neighbourhood, settleIn, writePolicy } from '../support/district/district.ts';
import { prepare, rest } from '../support/district/drive.ts';
import { readLedger } from '../support/district/ledger.ts';
import { takenInBefore } from '../support/district/overdue.ts';
import { createPeople, type Deed, type People } from '../support/district/people.ts';
import { makeProgram, type Program } from '../support/district/program.ts';
import { seeded } from '../support/district/random.ts';
import { type FakeLark, startFakeLark } from '../support/fake-lark/server.ts';
import { readSql } from '../support/raw-sql.ts';
import { until } from '../support/until.ts';

/**
 * The point of this file: three real processes on one database, each killed in turn in the midst of talk, are for the people in
 * the rooms one bot that is late at most as long as a lease lasts.
 */
const PROCESSES = 3;
const NEIGHBOURHOODS = 8;
const REPORTS_A_KILL = 4;
const OVERDUE = 12;
const LANES_EACH = Math.floor(LANES / PROCESSES);
const REPEATS_A_KILL = 5;
/** A lease, and what a busy machine needs. */
const TAKEN_OVER_WITHIN_MS = 10 * SECOND_MS + 20 * SECOND_MS;

let program: Program;
let lark: FakeLark;
let crew: Crew;
beforeAll(async () => {
  program = makeProgram();
  lark = await startFakeLark({ pushAgainMs: [150, 1000, 3000, 10_000] });
});
afterAll(async () => {
  await crew?.stop();
  await lark.stop();
  program.remove();
});

/** Two residents report, the second when the first was heard; and so on when both are answered. */
async function conversation(where: Neighbourhood, people: People): Promise<void> {
  for (let said = 0; said < REPORTS_A_KILL; said += 2) {
    const first = people.report(where);
    await Promise.all(first.outcomes);
    const second = people.report(where);
    people.chatter();
    const both = [first, second];
    await until('both are answered', () => both.every((report) => answerTo(report) >= 0), {
      withinMs: 30_000,
    });
    people.claim();
  }
}

/** Where in all that the bot said the answer stands. */
function answerTo(deed: Deed): number {
  return lark.said().findIndex(({ replyTo }) => replyTo === deed.id);
}

async function lanesOf(url: string): Promise<ReadonlyMap<string, number>> {
  const rows = await readSql(
    url,
    `SELECT "owner", COUNT(*) FROM "Lease" WHERE "name" LIKE 'lane:%'
      AND "until" > EXTRACT(EPOCH FROM clock_timestamp()) * 1000 GROUP BY "owner"`,
  );
  return new Map(rows.map(([owner, count]) => [String(owner), Number(count)]));
}

/** Kills one of them; resolves with how long it was until others had all its lanes. */
async function killAndMeasure(url: string, seat: number): Promise<number> {
  const pid = crew.pid(seat);
  const killedMs = performance.now();
  const replaced = crew.kill(seat);
  await until('all lanes have living holders', async () => {
    const lanes = await lanesOf(url);
    const living = [...lanes].filter(([owner]) => !owner.includes(`-${pid}-`));
    return living.reduce((sum, [, count]) => sum + count, 0) === LANES;
  });
  const tookMs = performance.now() - killedMs;
  await replaced;
  return tookMs;
}

describeOnPostgres('three processes on one database and one Lark', (database) => {
  test('killed in turn, they lose nothing, double nothing, and keep the order of each room', {
    timeout: 120_000,
  }, async () => {
    const url = database.url();
    const district = larkDistrict(NEIGHBOURHOODS);
    settleIn(district, lark);
    await prepare(url, district.organisation);
    const policy = writePolicy(program.folder, 30);
    const people = createPeople({ lark, district, random: seeded(3), doubled: 0.1, contested: 0.5 });
    const at = Date.now() - 40 * MINUTE_MS;
    const overdue = Array.from({ length: OVERDUE }, (_, n) =>
      people.report(district.neighbourhoods[n % NEIGHBOURHOODS], { unpushed: true, at }),
    );
    await takenInBefore(overdue, { url, policy, lark });

    crew = startCrew({ program, lark, url, policy, seats: PROCESSES });
    await crew.ready();
    await until('all are connected', () => lark.socket.open === PROCESSES);
    const tookMs: number[] = [];
    for (let seat = 0; seat < PROCESSES; seat += 1) {
      await until('each has its lanes', async () => {
        const lanes = [...(await lanesOf(url)).values()];
        return lanes.length === PROCESSES && lanes.every((count) => count >= LANES_EACH);
      });
      const before = lark.said().length;
      const talks = district.neighbourhoods.map((where) => conversation(where, people));
      await until('they talk', () => lark.said().length >= before + NEIGHBOURHOODS);
      tookMs.push(await killAndMeasure(url, seat));
      await Promise.all(talks);
    }
    await rest({ url, restWithinMs: 40_000 }, { lark, deeds: people.deeds });

    const { deeds } = people;
    const ledger = await readLedger(url);
    expect(audit({ ledger, deeds, lark })).toEqual({
      lost: [],
      tickets: [],
      unanswered: [],
      doubled: [],
      cards: [],
    });
    expect(ledger.tickets).toHaveLength(OVERDUE + PROCESSES * NEIGHBOURHOODS * REPORTS_A_KILL);
    const reminded = ledger.events.filter(({ kind }) => kind === 'reminded').map((one) => one.ticketId);
    expect(reminded).toHaveLength(OVERDUE);
    expect(new Set(reminded).size).toBe(OVERDUE);
    for (const { residents } of district.neighbourhoods) {
      const answers = deeds.filter((deed) => deed.kind === 'report' && inRoom(deed, residents)).map(answerTo);
      expect(answers).toEqual(answers.toSorted((a, b) => a - b));
    }
    // Each said by one of them: only what was just said when its process died is sent again, under its old key.
    expect(lark.sendCalls() - lark.said().length).toBeLessThan(REPEATS_A_KILL * PROCESSES);
    expect(Math.max(...tookMs)).toBeLessThan(TAKEN_OVER_WITHIN_MS);
    expect(await crew.stop()).toEqual([0, 0, 0]);
    process.stderr.write(
      `${JSON.stringify({ tookMs, said: lark.said().length, calls: lark.sendCalls() })}\n`,
    );
  });
});

function inRoom({ id }: Deed, chatId: string): boolean {
  return lark.world.messages.get(id)?.chatId === chatId;
}
