import { expect, test } from 'vitest';
import { moveOn } from '../../src/app/appraisal/month/move-on.ts';
import type { AppraisalChange, TicketChange } from '../../src/app/ports.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/engine/glossary.ts';
import type { TicketEvent } from '../../src/engine/ticket/event.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { makeBallot, makeVote, voted } from '../support/make-appraisal.ts';
import { makePlan, newTicket } from '../support/make-plan.ts';
import { actors, filed, makeEvent } from '../support/make-ticket.ts';
import { anEntry, at, juneWith, monthParts } from '../support/month-parts.ts';
import { smallMonth } from '../support/month-town.ts';
import { shippedPolicy } from '../support/shipped-policy.ts';

const streetId = 'kunlun';
const { rule } = makeBallot();
const policy = smallMonth({ ballots: [rule] })(shippedPolicy());

/** Reported, taken, noted, finished late or in time, rated well or badly, and closed, by turns. */
function story(n: number): TicketChange {
  const start = at('2026-06-02T09:00') + n * 7 * HOUR_MS;
  const worker = { personId: n % 3 ? 'limei' : 'wangqiang', name: '网格员', roles: [] };
  const later = (hours: number, body: Parameters<typeof makeEvent>[0]): TicketEvent =>
    makeEvent(body, worker, start + hours * HOUR_MS);
  const held = { assigneeId: worker.personId, assigneeName: worker.name };
  const filing = { id: `t${n}`, number: n, gridId: n % 3 ? 'yg-1' : 'yg-2', messageIds: [] };
  const limits = { respondBy: start + HOUR_MS, updateBy: start, solveBy: start + 30 * HOUR_MS };
  const satisfied = n % 4 ? 'satisfied' : 'dissatisfied';
  const rating = {
    personId: 'playground:zhang',
    at: start,
    contacted: n % 5 !== 0,
    solved: null,
    satisfied,
    text: '',
  } as const;
  return newTicket([
    { ...filed({ ...filing, deadlines: limits }), at: start },
    later(0, { kind: 'assigned', ...held, because: [], deadlines: limits }),
    later(n % 2, { kind: 'claimed', ...held, updateBy: start }),
    later(4, { kind: 'progressed', text: '看过', images: [], updateBy: start }),
    later(20 + n, { kind: 'finished', result: '修好了', images: [] }),
    { ...makeEvent({ kind: 'rated', rating }, actors.zhang), at: start + 50 * HOUR_MS },
    later(60, { kind: 'closed', how: 'rated' }),
  ]);
}

/** What happened, in some order. */
function happenings(): readonly AppraisalChange[] {
  const ballot = makeBallot(1, {
    streetId,
    opensAt: at('2026-06-25T09:00'),
    closesAt: at('2026-06-30T17:00'),
  });
  const votes = ['a', 'b', 'c', 'd'].map((voter, n) => makeVote(voter, { ability: 6 + n, diligence: 9 - n }));
  const entries = Array.from({ length: 9 }, (_, n) =>
    anEntry(n + 4, { points: n % 2 ? '-0.5' : '-1', on: at('2026-06-20T09:00') - n * MINUTE_MS }),
  );
  return [
    { type: 'ballot-opened', ballot },
    ...votes.map((vote) => voted(vote)),
    ...entries.map((entry): AppraisalChange => ({ type: 'entry-added', entry })),
  ];
}

const closed: string[] = [];

describeOnEachDatabase('the scores of a month', (database) => {
  test('are the same text on every database, whatever order things were written in', async () => {
    const store = await database.open();
    const parts = monthParts(store, policy);
    await juneWith(store, parts);
    const [opened, ...others] = happenings();
    const tickets = Array.from({ length: 24 }, (_, n) => story(n + 1));
    const isFirst = closed.length === 0;
    for (const appraisal of opened ? [opened, ...(isFirst ? others : others.toReversed())] : []) {
      expect(await store.commit(makePlan({ appraisal: [appraisal] }))).toBe('committed');
    }
    for (const ticket of isFirst ? tickets : tickets.toReversed()) {
      expect(await store.commit(makePlan({ tickets: [ticket] }))).toBe('committed');
    }
    const ballot = { ...makeBallot(1, { streetId }), status: 'closed' as const };
    await store.commit(makePlan({ appraisal: [{ type: 'ballot-changed', ballot }] }));
    await moveOn(streetId, at('2026-07-01T09:00'), parts);
    const june = await store.appraisal.month(streetId, '2026-06');
    expect(june?.state).toBe('previewed');
    const sheets = await store.appraisal.sheets(june?.id ?? '', 1);
    expect(sheets.find(({ subject }) => subject.id === 'limei')?.ballots).not.toBeNull();
    closed.push(JSON.stringify([await store.appraisal.frozen(june?.id ?? ''), sheets]));
    expect(closed.at(-1)).toBe(closed[0]);
  });
});
