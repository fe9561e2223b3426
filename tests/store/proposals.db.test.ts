import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/engine/glossary.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { filedTicket, makeInbound, makePlan } from '../support/make-plan.ts';
import { minutes } from '../support/make-ticket.ts';

const CAPS = { calls: 3, tokens: 1000 };
const DAY = 20_000;

describeOnEachDatabase('what a language model may be asked in a day', (database) => {
  test('calls are counted for all processes together, up to the cap', async () => {
    const [one, other] = [await database.open(), await database.open()];
    const asked = await Promise.all(
      [one, other, one, other, one].map((store) => store.proposals.reserve(DAY, 10, CAPS)),
    );
    expect(asked.filter(Boolean)).toHaveLength(3);
    expect(await one.proposals.use(DAY)).toEqual({ calls: 3, tokens: 30, failures: 0, taken: 0 });
    expect(await one.proposals.reserve(DAY + 1, 10, CAPS)).toBe(true);
  });

  test('so are tokens, by what a call may cost; what it cost less is given back', async () => {
    const { proposals } = await database.open();
    expect(await proposals.reserve(DAY, 600, CAPS)).toBe(true);
    expect(await proposals.reserve(DAY, 600, CAPS)).toBe(false);
    await proposals.settle(DAY, { tokens: -400, failed: false, taken: true });
    expect(await proposals.reserve(DAY, 600, CAPS)).toBe(true);
    await proposals.settle(DAY, { tokens: 0, failed: true, taken: false });
    expect(await proposals.use(DAY)).toEqual({ calls: 2, tokens: 800, failures: 1, taken: 1 });
  });

  test.each([[{ calls: 0, tokens: 1000 }], [{ calls: 3, tokens: 9 }]])(
    'with caps of nothing not even the first call is made: %o',
    async (caps) => {
      const { proposals } = await database.open();
      expect(await proposals.reserve(DAY, 10, caps)).toBe(false);
      expect(await proposals.use(DAY)).toEqual({ calls: 0, tokens: 0, failures: 0, taken: 0 });
    },
  );
});

describeOnEachDatabase('answers of a language model', (database) => {
  test('are found again by their hash, the newest one', async () => {
    const { proposals } = await database.open();
    expect(await proposals.answer('h1')).toBeNull();
    await proposals.remember('h1', '{"request":true}', minutes(1));
    await proposals.remember('h1', '{"request":false}', minutes(2));
    expect(await (await database.open()).proposals.answer('h1')).toBe('{"request":false}');
  });

  test('are forgotten after a month', async () => {
    const { proposals } = await database.open();
    await proposals.remember('old', '{}', minutes(0));
    await proposals.remember('new', '{}', minutes(0) + 31 * DAY_MS);
    expect(await proposals.answer('old')).toBeNull();
    expect(await proposals.answer('new')).toBe('{}');
  });
});

describeOnEachDatabase('a line that a ticket comes of only later', (database) => {
  const linked = [{ key: 'playground:m1', ticketIds: ['t7'] }];

  test('belongs to it from then on', async () => {
    const store = await database.open();
    await store.commit(makePlan({ inbound: [makeInbound(1)] }));
    expect(await store.commit(makePlan({ tickets: [filedTicket(7)], linked }))).toBe('committed');
    expect(await store.forgetMessage('playground:m1')).toEqual(['t7']);
  });

  test('taken back before that, nothing comes of it', async () => {
    const store = await database.open();
    await store.commit(makePlan({ inbound: [makeInbound(1)] }));
    await store.forgetMessage('playground:m1');
    expect(await store.commit(makePlan({ tickets: [filedTicket(7)], linked }))).toBe('conflict');
    expect((await store.health()).tickets).toBe(0);
  });
});
