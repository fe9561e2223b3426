import { afterEach, beforeEach, expect, test } from 'vitest';
import { days, minutes } from '../../src/chat/simulator/group.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { MORNING, type Play, play, RESIDENTS, STREET, WORKERS } from './play.ts';

const at = (text: string) => Date.parse(`${text}:00+08:00`);

describeOnEachDatabase('a month of a small town', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());

  const until = async (time: string) => town.advance(at(time) - town.clock.now());

  test('from a report to the ranking', async () => {
    await town.report();
    await town.limei.says(WORKERS, '接单 1');
    await town.advance(minutes(30));
    await town.limei.says(WORKERS, '办结 1 门锁已换');
    await town.zhang.says(RESIDENTS, '评价 1 满意');
    await until('2026-07-01T09:30');
    console.log(town.said().slice(-12).map((line) => `${line.chatId}: ${line.text} ${line.picture ?? ''}`).join('\n---\n'));
    await until('2026-07-09T09:30');
    console.log(town.said().slice(-14).map((line) => `${line.chatId}: ${line.text} ${line.picture ?? ''}`).join('\n---\n'));
  });
});
