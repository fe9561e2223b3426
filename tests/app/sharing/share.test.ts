import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { laneOf } from '../../../src/app/keys.ts';
import { noMeter } from '../../../src/app/meter.ts';
import { LANES, type LeaseStore } from '../../../src/app/ports.ts';
import { createShare, type Share, shareAlone } from '../../../src/app/sharing/share.ts';
import { WECHAT_TIMES } from '../../../src/chat/wechat/times.ts';
import { createHandTimer, type HandTimer } from '../../support/hand-timer.ts';

/** Leases by a clock moved by hand; the real ones are shown to keep the same promises in the database suites. */
class Leases implements LeaseStore {
  readonly rows = new Map<string, { owner: string; untilMs: number }>();
  nowMs = 0;
  /** Cut off from the database. */
  readonly cut = new Set<string>();
  async hold(names: readonly string[], owner: string, forMs: number): Promise<ReadonlySet<string>> {
    if (this.cut.has(owner)) throw new Error('the database is away');
    const got = new Set<string>();
    for (const name of names) {
      const row = this.rows.get(name);
      if (row && row.owner !== owner && row.untilMs > this.nowMs) continue;
      this.rows.set(name, { owner, untilMs: this.nowMs + forMs });
      got.add(name);
    }
    return got;
  }
  async release(names: readonly string[], owner: string): Promise<void> {
    if (this.cut.has(owner)) throw new Error('the database is away');
    for (const name of names) if (this.rows.get(name)?.owner === owner) this.rows.delete(name);
  }
  async held() {
    return [...this.rows]
      .filter(([, row]) => row.untilMs > this.nowMs)
      .map(([name, { owner, untilMs }]) => ({ name, owner, lapsesInMs: untilMs - this.nowMs }));
  }
}

const CHATS = chatOfEachLane();

function chatOfEachLane(): readonly string[] {
  const chats = new Map<number, string>();
  for (let n = 0; chats.size < LANES; n += 1) chats.set(laneOf('lark', `c${n}`), `c${n}`);
  return [...chats.entries()].toSorted(([a], [b]) => a - b).map(([, chatId]) => chatId);
}

interface Process {
  owner: string;
  share: Share;
  timer: HandTimer;
  /** Lanes in which it has something under way. */
  busy: Set<number>;
  changes: number;
  beats: number;
  life: 'runs' | 'frozen' | 'dead';
}

/** Some processes on one database, whose time is moved together; who is frozen does nothing but its time goes on. */
function createTown() {
  const leases = new Leases();
  const processes: Process[] = [];
  const lanesOf = ({ share, life }: Process) =>
    life === 'dead' ? [] : CHATS.flatMap((chatId, lane) => (share.holds('lark', chatId) ? [lane] : []));
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 100) {
      leases.nowMs += 100;
      for (const { timer, life } of processes) {
        if (life === 'runs') await timer.run(100);
        else timer.pass(100);
      }
      nobodyTwice();
    }
  };
  const nobodyTwice = () => {
    const all = processes.flatMap(lanesOf);
    if (new Set(all).size !== all.length) throw new Error('a lane is held twice');
    if (processes.filter((one) => one.life !== 'dead' && one.share.ticks()).length > 1)
      throw new Error('two tick');
    const wechat = processes.filter((one) => one.life !== 'dead' && one.share.runs('wechat'));
    if (wechat.length > 1) throw new Error('two run one account');
  };
  const add = async (owner: string): Promise<Process> => {
    const timer = createHandTimer(Math.floor(Math.random() * 1000));
    const one: Process = {
      owner,
      timer,
      busy: new Set(),
      changes: 0,
      beats: 0,
      life: 'runs',
      share: shareAlone([]),
    };
    one.share = createShare({
      leases,
      owner,
      networks: [
        { network: 'lark', exclusive: null },
        { network: 'wechat', exclusive: 'wechat:main' },
      ],
      timer,
      log: { info: () => {}, warn: () => {}, error: () => {} },
      meter: noMeter,
      inHand: (lane) => one.busy.has(lane),
      changed: () => {
        one.changes += 1;
      },
      beaten: () => {
        one.beats += 1;
      },
    });
    processes.push(one);
    await one.share.start().catch(() => {});
    nobodyTwice();
    return one;
  };
  const unheld = () => {
    const held = new Set(processes.flatMap(lanesOf));
    return CHATS.flatMap((_chat, lane) => (held.has(lane) ? [] : [lane]));
  };
  return { leases, processes, add, pass, lanesOf, unheld };
}

test('one process has everything at once', async () => {
  const town = createTown();
  const one = await town.add('one');
  expect(town.unheld()).toEqual([]);
  expect(one.share.mine()).toEqual({
    networks: [
      { network: 'lark', lanes: 'all' },
      { network: 'wechat', lanes: 'all' },
    ],
  });
  expect([one.share.ticks(), one.share.runs('wechat'), one.share.processes()]).toEqual([true, true, 1]);
});

test('one that is alone on its database asks nobody', () => {
  const share = shareAlone(['lark']);
  expect(share.mine()).toEqual({ networks: [{ network: 'lark', lanes: 'all' }] });
  expect([share.holds('lark', 'any'), share.ticks(), share.processes()]).toEqual([true, true, 1]);
});

describe('three processes', () => {
  async function three() {
    const town = createTown();
    const [a, b, c] = [await town.add('a'), await town.add('b'), await town.add('c')];
    await town.pass(8000);
    return { ...town, a, b, c };
  }

  test('say at every beat that it is time to look for what nobody was told of', async () => {
    const { a, pass } = await three();
    const before = a.beats;
    await pass(9000);
    expect(a.beats - before).toBe(3);
  });

  test('two of them have what the third had as soon as its lease has lapsed', async () => {
    const { a, pass, unheld } = await three();
    a.life = 'dead';
    await pass(10_300);
    expect(unheld()).toEqual([]);
  });

  test('have about a third of the chats each, and all of them together', async () => {
    const { a, b, c, lanesOf, unheld } = await three();
    expect(unheld()).toEqual([]);
    expect([a, b, c].map((one) => lanesOf(one).length)).toEqual([22, 21, 21]);
    expect(a.share.mine().networks[0]).toEqual({ network: 'lark', lanes: lanesOf(a) });
    expect([a, b, c].map((one) => one.share.processes())).toEqual([3, 3, 3]);
  });

  test('of which one ticks and one runs the account that only one may run', async () => {
    const { a, b, c } = await three();
    expect([a, b, c].filter((one) => one.share.ticks())).toHaveLength(1);
    expect([a, b, c].map((one) => one.share.runs('wechat'))).toEqual([true, false, false]);
    expect(b.share.mine().networks.map((one) => one.network)).toEqual(['lark']);
    expect([a, b].map((one) => one.share.runs('lark'))).toEqual([true, true]);
  });

  test('one dies: the others have its chats within its lease and two beats', async () => {
    const { a, b, c, pass, unheld } = await three();
    a.life = 'dead';
    const before = b.changes;
    await pass(10_000 + 2 * 3000);
    expect(unheld()).toEqual([]);
    expect(b.share.ticks() || c.share.ticks()).toBe(true);
    expect(b.share.runs('wechat') || c.share.runs('wechat')).toBe(true);
    expect(b.changes).toBeGreaterThan(before);
  });

  test('one stops: the others need not wait for its lease', async () => {
    const { a, pass, unheld } = await three();
    await a.share.stop();
    await pass(3100);
    expect(unheld()).toEqual([]);
  });

  test('one is cut off from the database: it is silent before others take over', async () => {
    const { a, leases, pass, lanesOf, unheld } = await three();
    leases.cut.add('a');
    await pass(8000);
    expect(lanesOf(a)).toEqual([]);
    expect([a.share.ticks(), a.share.runs('wechat')]).toEqual([false, false]);
    await pass(8000);
    expect(unheld()).toEqual([]);
    leases.cut.delete('a');
    await pass(8000);
    expect(lanesOf(a)).toHaveLength(22);
  });

  test('one that is cut off has the time to end its account before another may start it', async () => {
    const { a, leases, pass } = await three();
    leases.cut.add('a');
    while (a.share.runs('wechat')) await pass(100);
    const silentMs = leases.nowMs;
    while (leases.rows.get('wechat:main')?.owner === 'a') await pass(100);
    expect(leases.nowMs - silentMs).toBeGreaterThanOrEqual(WECHAT_TIMES.stopMs + 1000);
  });

  test('one is frozen and wakes: it does not believe what it held', async () => {
    const { b, pass, lanesOf, unheld } = await three();
    b.life = 'frozen';
    await pass(16_000);
    expect(lanesOf(b)).toEqual([]);
    expect(unheld()).toEqual([]);
    b.life = 'runs';
    await pass(8000);
    expect(lanesOf(b)).toHaveLength(21);
  });
});

test('a lane in which something is under way is handed over when that has ended', async () => {
  const town = createTown();
  const a = await town.add('a');
  a.busy.add(1);
  const b = await town.add('b');
  await town.pass(20_000);
  expect(town.lanesOf(a)).not.toContain(1);
  expect(town.lanesOf(b)).not.toContain(1);
  expect(town.lanesOf(b)).toContain(3);
  a.busy.delete(1);
  await town.pass(3000);
  expect(town.lanesOf(b)).toContain(1);
});

test('whatever happens to whom, no lane has two holders, and in the end the living have all', async () => {
  const step = fc.record({
    what: fc.constantFrom('add', 'die', 'freeze', 'wake', 'cut', 'mend', 'stop', 'busy', 'done'),
    whom: fc.nat(),
    lane: fc.nat({ max: LANES - 1 }),
    thenMs: fc.integer({ min: 0, max: 12_000 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
      const town = createTown();
      await town.add('first');
      for (const [index, { what, whom, lane, thenMs }] of steps.entries()) {
        const one = town.processes[whom % town.processes.length];
        if (what === 'add') await town.add(`p${index}`);
        else if (one) await happen(what, { one, lane, leases: town.leases });
        await town.pass(thenMs);
      }
      for (const one of town.processes) {
        one.busy.clear();
        if (one.life === 'frozen') one.life = 'runs';
      }
      town.leases.cut.clear();
      await town.add('last');
      await town.pass(25_000);
      expect(town.unheld()).toEqual([]);
    }),
    { numRuns: 25 },
  );
}, 60_000);

async function happen(what: string, given: { one: Process; lane: number; leases: Leases }): Promise<void> {
  const { one, lane, leases } = given;
  if (one.life === 'dead') return;
  if (what === 'die') one.life = 'dead';
  if (what === 'freeze') one.life = 'frozen';
  if (what === 'wake') one.life = 'runs';
  if (what === 'cut') leases.cut.add(one.owner);
  if (what === 'mend') leases.cut.delete(one.owner);
  if (what === 'busy' && one.share.holds('lark', CHATS[lane] ?? '')) one.busy.add(lane);
  if (what === 'done') one.busy.clear();
  if (what === 'stop') {
    await one.share.stop().catch(() => {});
    one.life = 'dead';
  }
}
