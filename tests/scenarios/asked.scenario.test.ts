import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeOnEachDatabase } from '../support/databases.ts';
import { type Play, play, RESIDENTS, WORKERS } from './play.ts';

describeOnEachDatabase('what the bot is asked', (database) => {
  let town: Play;
  beforeEach(async () => {
    town = await play(database);
  });
  afterEach(() => town.end());

  test('and nothing answers: one line, no place asked for, a question that does not press', async () => {
    await town.zhang.says(RESIDENTS, '@邻里 明天停电吗');
    const { text } = town.expectReply(RESIDENTS, /^已受理 #1 停电/);
    expect(text).not.toMatch(/哪个位置|\+1|\n/);
    town.expectSilence(RESIDENTS);
    town.expectReply(WORKERS, /^#1 停电/);
    expect(await town.ticket(1)).toMatchObject({ kind: 'question', urgency: 'normal', ask: null });
  });

  test('a place that is asked back and a receipt come in one message', async () => {
    await town.zhang.says(RESIDENTS, '家里有很浓的煤气味');
    const said = town.said(RESIDENTS);
    expect(said).toHaveLength(1);
    expect(said[0]?.text).toMatch(/哪栋楼/);
  });
});
