import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ballotResults } from '../../src/app/appraisal/ballot/ballot-results.ts';
import { hours, type Member, minutes } from '../../src/chat/simulator/group.ts';
import { ballotParts } from '../../src/engine/appraisal/ballot-scores.ts';
import type { AppraisalPolicy } from '../../src/engine/appraisal/policy.ts';
import type { ServicePolicy } from '../../src/engine/policy.ts';
import { taken } from '../commands/speaking.ts';
import { makeRule, makeSubject } from '../engine/appraisal/ballots.ts';
import { aPolicy } from '../engine/appraisal/scoring-kit.ts';
import { describeOnEachDatabase, readSql, type TestDatabase } from '../support/databases.ts';
import { type Play, play, RESIDENTS, WORKERS } from './play.ts';

const MIDNIGHT = Date.parse('2026-06-26T00:00:00+08:00');
const EVENING_BEFORE = MIDNIGHT - hours(2);
const JUNE = { streetId: 'kunlun', key: '2026-06' };
const days = (count: number) => hours(24 * count);
const LIMEI = 'dm:wx-limei';
const ZHAOLEI = 'dm:wx-zhaolei';

const group = (id: string, posts: AppraisalPolicy['groups'][number]['posts']) => ({
  id,
  name: id,
  subject: 'person' as const,
  posts,
  smallest: 1,
  servedDays: 0,
  tickets: 'own' as const,
});
/** Workers rate each other in secret, the street rates the heads by name; five days before the month’s end until nine on the first. */
const APPRAISAL = aPolicy({
  groups: [group('heads', ['head']), group('workers', ['grid-worker', 'community-worker'])],
  ballots: [
    makeRule({ groups: ['workers'], quorum: { fewest: 2, share: '0.5' }, remindBeforeMs: [days(1)] }),
    makeRule({
      id: 'street',
      name: '街道测评',
      raters: 'street',
      groups: ['heads'],
      secret: false,
      quorum: { fewest: 1, share: '0' },
      remindBeforeMs: [],
    }),
  ],
});
const withBallots = (policy: ServicePolicy): ServicePolicy => ({ ...policy, appraisal: APPRAISAL });

const opened = async (database: TestDatabase) => {
  const town = await play(database, { at: EVENING_BEFORE, policy: withBallots });
  await town.advance(hours(11));
  return { town, zhaolei: town.member('wx-zhaolei', '赵磊') };
};

const asked = (town: Play, chat: string) =>
  town.said(chat).filter(({ text }) => /测评开始了|还差您的|记下了/.test(text));
const whispered = (town: Play, by: Member, text: string) => taken(town, { by, in: 'private', text });

describeOnEachDatabase('a ballot', (database) => {
  let town: Play;
  let zhaolei: Member;
  beforeEach(async () => {
    ({ town, zhaolei } = await opened(database));
  });
  afterEach(() => town.end());

  test('opens by itself and asks each voter once, in private, when the night is over', async () => {
    const first = town.expectReply(LIMEI, /6月的测评开始了,请在 7月1日 09:00 前评完/);
    expect(new Date(first.at).toISOString()).toBe('2026-06-26T00:00:00.000Z');
    expect(first.text).toContain('【测评1 同事互评,不记名】王强、赵磊。每人 5 个数:德 能 勤 绩 廉,0–10 分');
    town.expectReply('dm:wx-xujing', /【测评2 街道测评】陈华、吴刚/);
    expect(asked(town, LIMEI)).toHaveLength(1);
    expect(asked(town, WORKERS)).toEqual([]);
    await town.linli.tick(town.clock.now());
    await town.advance(hours(24));
    expect(asked(town, LIMEI)).toHaveLength(1);
    expect(await town.store.appraisal.ballots('kunlun', '2026-06')).toHaveLength(2);
  });

  test('is filled in by message, one line a person; nobody votes twice, for themselves or on others’ ballots', async () => {
    const slipped = await taken(town, { by: town.limei, in: WORKERS, text: '测评 王强 9 8 9 10 9' });
    expect(slipped).toBe('refused:wrong-room');
    town.expectReply(WORKERS, /「测评」请到私聊里发/);
    expect(await whispered(town, town.limei, '测评')).toBe('command:测评');
    town.expectReply(LIMEI, /还要您评的.*\n.*王强、赵磊/);
    expect(await whispered(town, town.limei, '测评 王强 9 8 9 10 9')).toBe('command:测评');
    town.expectReply(LIMEI, /^记下了:王强。不记名,分数只进总数。还有赵磊$/);
    expect(await whispered(town, town.limei, '测评 王强 1 1 1 1 1\n赵磊 8 8 8 8 8')).toBe(
      'refused:voted-before',
    );
    town.expectReply(LIMEI, /^记下了:赵磊.*都评完了,谢谢您\n王强 您已经评过/);
    expect(await whispered(town, town.limei, '测评 李梅 10 10 10 10 10')).toBe('refused:ballot-not-yours');
    expect(await whispered(town, town.limei, '测评 孙燕 9 9 9 9 9')).toBe('refused:ballot-not-yours');
    expect(await whispered(town, town.xujing, '测评 王强 9 9 9 9 9')).toBe('refused:ballot-not-yours');
    expect(await whispered(town, town.zhang, '测评 王强 9 9 9 9 9')).toBe('refused:ballot-none');
    expect(await whispered(town, zhaolei, '测评 王强 9 9 9 9')).toBe('refused:votes-wrong');
    expect(await whispered(town, zhaolei, '测评 王强 9 9 9 9 11')).toBe('refused:votes-wrong');
    expect(await whispered(town, zhaolei, '测评 王强 很好')).toBe('refused:votes-unread');
    expect(await whispered(town, zhaolei, '王强 7 7 7 7 7')).toBe('command:测评');
    const results = await ballotResults(JUNE, town.store.appraisal);
    const [result] = results.get('wangqiang') ?? [];
    expect(result).toMatchObject({ voters: 2, voted: 2 });
    expect(result?.counts.filter(({ aspectId }) => aspectId === 'neng')).toEqual([
      { aspectId: 'neng', value: 7, count: 1 },
      { aspectId: 'neng', value: 8, count: 1 },
    ]);
  });

  test('reminds whoever has not finished, closes, and shows nothing of whom too few have rated', async () => {
    await town.limei.whispers('测评 王强 9 8 9 10 9\n赵磊 8 8 8 8 8');
    await town.wangqiang.whispers('测评 李梅 9 9 9 9 9');
    const before = asked(town, LIMEI).length;
    await town.advance(days(4) + minutes(30));
    town.expectReply('dm:wx-wangqiang', /测评 明天 09:00 截止,还差您的\n.*】赵磊。/);
    town.expectReply(ZHAOLEI, /还差您的\n.*李梅、王强/);
    expect(asked(town, LIMEI)).toHaveLength(before);
    expect(asked(town, 'dm:wx-xujing')).toHaveLength(1);
    await zhaolei.whispers('测评 王强 7 8 7 8 7');
    await town.advance(days(1));
    expect(await whispered(town, zhaolei, '测评 李梅 9 9 9 9 9')).toBe('refused:ballot-closed');
    const ballots = await town.store.appraisal.ballots('kunlun', '2026-06');
    expect(ballots.map(({ status }) => status)).toEqual(['closed', 'closed']);
    expect(town.said(ZHAOLEI).filter(({ text }) => text.includes('还差您的'))).toHaveLength(1);
    const results = await ballotResults(JUNE, town.store.appraisal);
    const partOf = (id: string) => {
      const subject = makeSubject(id, { groupId: 'workers' });
      return ballotParts(APPRAISAL, { subject, facts: {}, ballots: results.get(id) ?? [] })[0];
    };
    expect(partOf('wangqiang')).toMatchObject({ got: '82', voted: 2, voters: 2 });
    expect(partOf('zhaolei')).toMatchObject({ got: null, voted: 1, voters: 2 });
    expect(partOf('limei')).toMatchObject({ got: null, voted: 1, voters: 2 });
  });
});

describeOnEachDatabase('a ballot of residents', (database) => {
  const residents = makeRule({
    id: 'residents',
    name: '居民评网格员',
    raters: 'residents',
    groups: ['workers'],
    aspects: [{ id: 'all', name: '总体' }],
    quorum: { fewest: 1, share: '0' },
  });
  const policy = (shipped: ServicePolicy): ServicePolicy => ({
    ...shipped,
    appraisal: { ...APPRAISAL, ballots: [residents] },
  });

  test('asks whoever reported what a worker has closed, alone, about that worker', async () => {
    const town = await play(database, { at: EVENING_BEFORE - days(2), policy });
    await town.report();
    await town.limei.says(WORKERS, '接单 1');
    await town.limei.says(WORKERS, '办结 1 门锁已换,试运行正常');
    await town.zhang.says(RESIDENTS, '评价 1 满意');
    await town.advance(days(2) + hours(11));
    town.expectReply('dm:wx-zhang', /【测评1 居民评网格员,不记名】李梅。每人 1 个数,0–10 分/);
    expect(await whispered(town, town.zhang, '李梅 9')).toBe('command:测评');
    expect(await town.store.appraisal.turnout([(await ballotOf(town)).id])).toEqual([
      expect.objectContaining({ voterId: 'playground:wx-zhang', subjectId: 'limei' }),
    ]);
    await town.end();
  });
});

describeOnEachDatabase('a ballot where the network shows cards', (database) => {
  test('is a form: what is written in a line comes back as a vote', async () => {
    const town = await play(database, { at: EVENING_BEFORE, policy: withBallots, cards: true });
    await town.advance(hours(11));
    const card = town.cardOf(town.expectReply(LIMEI, /测评开始了/));
    if (card.type !== 'form') throw new Error('no form');
    for (const { command } of card.actions)
      expect(await whispered(town, town.limei, `${command} 9 8 9 10 9`)).toBe('command:测评');
    expect(await town.store.appraisal.turnout([(await ballotOf(town)).id])).toHaveLength(2);
    await town.end();
  });
});

const ballotOf = async (town: Play) => {
  const [first] = await town.store.appraisal.ballots(JUNE.streetId, JUNE.key);
  return first ?? expect.fail('no ballot');
};

describeOnEachDatabase('a secret vote', (database) => {
  const dumps: string[] = [];

  /** Of two who rate the same person it must not be found out who gave what: told apart by nothing that is kept. */
  test.each([
    ['one gives much and the other little', '王强 10 9 8 7 6', '王强 1 2 3 4 5'],
    ['the other way round', '王强 1 2 3 4 5', '王强 10 9 8 7 6'],
  ])('leaves the same database whoever gave it: %s', async (_, limeis, zhaoleis) => {
    const { town, zhaolei } = await opened(database);
    await town.limei.whispers(`测评 ${limeis}`);
    await zhaolei.whispers(zhaoleis);
    await town.limei.whispers('测评 王方 3 1 4 1 5');
    await town.limei.whispers('王方 3 1 4 1 5');
    await town.limei.whispers('王方 314');
    await town.limei.whispers('测平 3');
    await town.end();
    const dump = await everything(database);
    for (const written of [limeis, zhaoleis, '3 1 4 1 5', '314', '测平'])
      expect(dump).not.toContain(written.replace(/^王强 /, ''));
    dumps.push(dump);
  });

  test('so that both databases are the same, row by row', () => {
    expect(dumps).toHaveLength(2);
    expect(dumps[1]).toBe(dumps[0]);
  });
});

/** Every row of every table, as it lies there. */
async function everything(database: TestDatabase): Promise<string> {
  const tables = await readSql(
    database.url(),
    database.provider === 'sqlite'
      ? `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`
      : `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name`,
  );
  const lines: string[] = [];
  for (const [table] of tables) {
    if (IN_REAL_TIME.includes(String(table))) continue;
    const rows = await readSql(database.url(), `SELECT * FROM "${table}"`);
    lines.push(...rows.map((row) => `${table} ${JSON.stringify(row)}`));
  }
  return lines.join('\n');
}

/** What the program notes by the real clock, of itself. */
const IN_REAL_TIME = ['_prisma_migrations', 'Lease', 'Link', 'sqlite_sequence'];

describe('the tables that are left out of the comparison', () => {
  test('are none of ballots', () => expect(IN_REAL_TIME.join()).not.toMatch(/Ballot|Inbound|Outbox/));
});
