import { afterEach, expect, test } from 'vitest';
import { parseReportReference } from '../../src/app/reports/reference.ts';
import { minutes } from '../../src/chat/simulator/group.ts';
import { createReports } from '../../src/report/reports.ts';
import { describeOnEachDatabase } from '../support/databases.ts';
import { CLOSING, monthTown, until } from '../support/month-town.ts';
import { unzipped } from '../support/unzip.ts';
import { type Play, STREET, WORKERS } from './play.ts';

describeOnEachDatabase('the month’s report and its sheet are asked for', (database) => {
  let town: Play;
  afterEach(() => town.end());

  const lines = (chat: string) => town.said().filter((line) => line.chatId === chat);
  const words = (chat: string) => lines(chat).findLast(({ text }) => text !== '')?.text ?? '';
  const files = (chat: string) => lines(chat).flatMap(({ picture }) => picture ?? []);
  const alone = (id: string) => `dm:wx-${id}`;

  test('by those who lead, as soon as it is computed, and by all once it is published', async () => {
    town = await monthTown(database);
    const { chenhua, limei, xujing, zhang } = town;

    await xujing.whispers('月报');
    expect(words(alone('xujing'))).toContain('没有分');
    await until(town, CLOSING + minutes(2));

    await limei.says(WORKERS, '月报 6月');
    expect(words(WORKERS)).toContain('还没有公布');
    await xujing.says(STREET, '月报 6月');
    expect(words(STREET)).toContain('私聊发给您了');
    expect(words(alone('xujing'))).toMatch(
      /^昆仑路街道2026年6月月报\n一、总的情况:6月1日至6月30日,居民反映 \d+ 件/,
    );
    expect(files(alone('xujing'))).toEqual(['report:month/kunlun/2026-06/1/all.docx']);

    await xujing.whispers('公布 6月 确认');
    await town.advance(minutes(2));
    await limei.says(WORKERS, '月报 6月');
    expect(words(WORKERS)).toMatch(/^(@\S+ )?阳光社区2026年6月月报/);
    expect(files(WORKERS)).toContain('report:month/kunlun/2026-06/1/yanguang.docx');

    await chenhua.says(WORKERS, '导出 6月');
    expect(words(alone('chenhua'))).toMatch(/^阳光社区6月的排名、逐项得分和记分条目在下面的表里/);
    expect(files(alone('chenhua'))).toContain('report:scores/kunlun/2026-06/1/yanguang.xlsx');
    expect(files(WORKERS).some((reference) => reference.includes('scores'))).toBe(false);
    await limei.whispers('导出 6月');
    expect(files(alone('limei')).some((reference) => reference.includes('scores'))).toBe(false);
    await zhang.whispers('月报 6月');
    expect(files(alone('zhang'))).toEqual([]);

    const reports = createReports({ store: town.store, zone: 'Asia/Shanghai' });
    const sent = town.said().flatMap(({ picture }) => picture ?? []);
    const made = await Promise.all([...new Set(sent)].map((reference) => reports.read(reference)));
    expect(sent.every(parseReportReference)).toBe(true);
    expect(made.map((file) => file === null)).not.toContain(true);
    const document = await reports.read('report:month/kunlun/2026-06/1/yanguang.docx');
    expect(unzipped(document?.bytes ?? new Uint8Array(), 'word/document.xml')).toContain(
      '阳光社区2026年6月月报',
    );
  });
});
