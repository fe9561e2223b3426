import { afterEach, expect, test } from 'vitest';
import { hours, minutes } from '../../src/chat/simulator/group.ts';
import type { AppraisalPolicy } from '../../src/engine/appraisal/policy.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { type Play, play, RESIDENTS, type Staging, WORKERS } from './play.ts';

const at = (text: string) => Date.parse(`2026-06-${text}:00+08:00`);
const LIMEI = 'dm:wx-limei';
const CHENHUA = 'dm:wx-chenhua';

/** The shipped policy, whose items of the kind people earn lack data until somebody writes some. */
const earned: NonNullable<Staging['policy']> = (policy) => {
  const { appraisal } = policy;
  if (!appraisal) throw new Error('the shipped policy scores no months');
  const items: AppraisalPolicy['items'] = appraisal.items.map((item) =>
    item.id === 'commendation' ? { ...item, missing: 'share' } : item,
  );
  return { ...policy, appraisal: { ...appraisal, ballots: [], items } };
};

describeOnEachDatabase('what is said though nobody asked', (database) => {
  let town: Play;
  afterEach(() => town.end());

  const until = (time: number) => town.advance(time - town.clock.now());
  /** Another process on the same database, after this one has ended. */
  const anew = async (time: string) => {
    await town.end();
    town = await play(database, { at: at(time) });
    await town.linli.tick(town.clock.now());
  };
  const saying = (chat: string, pattern: RegExp) => town.said(chat).filter(({ text }) => pattern.test(text));

  test('the evening before, each worker is told once what falls due, whoever starts anew', async () => {
    town = await play(database, { at: at('03T17:00') });
    await town.report('报事 阳光花园3号楼有人被困电梯里');
    await town.limei.says(WORKERS, '接单 1');
    await until(at('03T17:31'));
    const told = () => saying(LIMEI, /到期 1 件/);
    expect(told().map(({ text }) => text)).toEqual([expect.stringMatching(/^6月4日到期 1 件:\n#1 电梯/)]);
    expect(saying('dm:wx-wangqiang', /到期/)).toEqual([]);
    expect(saying(WORKERS, /到期 \d+ 件/)).toEqual([]);
    await anew('03T17:32');
    await until(at('03T19:00'));
    expect(told()).toEqual([]);
  });

  test('a bot that is back too late in the evening wakes nobody', async () => {
    town = await play(database, { at: at('03T17:00') });
    await town.report('报事 阳光花园3号楼有人被困电梯里');
    await town.limei.says(WORKERS, '接单 1');
    await anew('03T20:30');
    await until(at('03T22:00'));
    expect(saying(LIMEI, /到期 1 件/)).toEqual([]);
    await until(at('04T08:01'));
    expect(saying(LIMEI, /^6月4日到期 1 件/)).toHaveLength(1);
  });

  test('on Monday the secretary hears of the week, and nobody of a week without anything', async () => {
    town = await play(database, { at: at('05T10:00') });
    await town.report('报事 阳光花园3号楼2单元电梯坏了');
    await town.advance(minutes(1));
    await until(at('08T09:01'));
    expect(saying(CHENHUA, /一周小结/).map(({ text }) => text)).toEqual([
      expect.stringMatching(/^阳光社区一周小结:新增 1 件,办完 0 件,在办 1 件\n/),
    ]);
    expect(saying('dm:wx-wugang', /一周小结/)).toEqual([]);
    expect(saying(RESIDENTS, /小结/)).toEqual([]);
  });

  test('on the 25th who leads hears what the month lacks, until it is there', async () => {
    town = await play(database, { at: at('25T08:30'), policy: earned });
    for (const name of ['孙燕', '周涛']) await town.wugang.whispers(`记分 ${name} 表扬 1 居民来电感谢`);
    await town.wugang.whispers('记分 吴刚 表扬 1 自己记自己');
    await until(at('25T09:00') + hours(1));
    const [missing, ...more] = saying(CHENHUA, /考核还缺/);
    expect(missing?.text).toMatch(/^阳光社区6月考核还缺这些,6月30日截止:\n表扬:\d 人里 \d 人还没有记分/);
    expect(more).toEqual([]);
    expect(saying('dm:wx-xujing', /^昆仑路街道6月考核还缺/)).toHaveLength(1);
    expect(saying(LIMEI, /考核还缺/)).toEqual([]);
  });
});
