import { afterEach, expect, test } from 'vitest';
import { hours } from '../../src/chat/simulator/group.ts';
import type { ServicePolicy } from '../../src/engine/policy.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { type Play, play, WORKERS } from './play.ts';

const LIMEI = 'dm:wx-limei';

function prompts(perDay: number) {
  return (policy: ServicePolicy): ServicePolicy => ({
    ...policy,
    timing: { ...policy.timing, promptBudgetPerDay: perDay },
  });
}

const dayOf = (at: number) => new Date(at + hours(8)).toISOString().slice(0, 13);

describeOnEachDatabase('how often a worker is prompted', (database) => {
  let town: Play;
  afterEach(() => town.end());

  test('within the day’s share a reminder comes the same day', async () => {
    town = await play(database, { policy: prompts(20) });
    await town.report('报事 阳光花园3号楼单元门禁失灵');
    await town.advance(hours(2));
    town.expectReply(LIMEI, /#1/);
    expect(town.said(LIMEI).map((line) => dayOf(line.at))).toEqual(['2026-06-03T11']);
  });

  test('beyond it, ordinary reminders wait for the next morning, and none is lost', async () => {
    town = await play(database, { policy: prompts(1) });
    await town.report('报事 阳光花园3号楼单元门禁失灵');
    expect(town.said(WORKERS)[0]?.mentions).toEqual(['wx-limei']);
    await town.advance(hours(10));
    expect(town.said(LIMEI)).toEqual([]);
    await town.advance(hours(14));
    const said = town.said(LIMEI);
    expect(said.length).toBeGreaterThan(0);
    expect(said.every((line) => dayOf(line.at) >= '2026-06-04T08')).toBe(true);
  });

  test('danger to life is told at once, whatever was said that day', async () => {
    town = await play(database, { policy: prompts(0) });
    await town.report('报事 阳光花园3号楼电梯里困住人了');
    await town.advance(hours(1));
    expect(town.said(LIMEI).length).toBeGreaterThan(0);
    expect(town.said(LIMEI).every((line) => dayOf(line.at).startsWith('2026-06-03'))).toBe(true);
  });
});
