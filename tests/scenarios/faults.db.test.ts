import { afterAll, beforeAll, expect, test } from 'vitest';
import { SECOND_MS } from '../../src/engine/glossary.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { drive } from '../support/district/drive.ts';
import { makeProgram, type Program } from '../support/district/program.ts';

/**
 * The point of this file: with something going wrong each second, from lost acknowledgements to a process killed, everything
 * people said has its effect once and its answer once. `npm run bench -- faults` does it for five minutes.
 */
const EVENTS = 600;
const OVER_MS = 20 * SECOND_MS;
const REST_WITHIN_MS = 90 * SECOND_MS;

let program: Program;
beforeAll(() => {
  program = makeProgram();
});
afterAll(() => program.remove());

describeOnEachDatabase('a fault a second', (database) => {
  test(`loses and doubles nothing of ${EVENTS} events`, { timeout: 180_000 }, async () => {
    const driven = await drive(program, {
      url: database.url(),
      processes: database.provider === 'sqlite' ? 1 : 2,
      events: EVENTS,
      overMs: OVER_MS,
      neighbourhoods: 6,
      seed: 1,
      restWithinMs: REST_WITHIN_MS,
    });
    expect(driven.findings).toEqual({ lost: [], tickets: [], unanswered: [], doubled: [], cards: [] });
    expect(driven.deeds.length).toBeGreaterThanOrEqual(EVENTS);
    expect(driven.kills).toBeGreaterThan(0);
    expect(driven.ledger.tickets.length).toBeGreaterThan(20);
    expect(driven.told.join('\n')).not.toContain('程序出错');
  });
});
