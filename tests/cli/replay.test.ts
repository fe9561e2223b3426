import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SAMPLE_YAML } from '../app/import/sample.ts';
import { runLinli, scratch } from './run-linli.ts';

const folder = scratch();

function write(name: string, rows: readonly object[]): string {
  const path = join(folder, name);
  writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'));
  return path;
}

function line(
  id: string,
  time: string,
  words: { from: string; text: string; room?: string; replyTo?: string },
): object {
  return { at: `2026-06-03T${time}:00+08:00`, room: 'songtao-1', name: words.from, id, ...words };
}

const MORNING = [
  line('m1', '09:00', { from: 'pg-he', text: '早上好,今天真凉快' }),
  line('m2', '09:05', { from: 'pg-luo', text: '松涛苑2号楼电梯坏了,老人困在里面,快来人' }),
  line('m3', '09:06', { from: 'pg-he', text: '+1', replyTo: 'm2' }),
  line('m4', '09:08', { from: 'pg-jiang', text: '接单 1', room: 'songtao-w' }),
  line('m5', '09:40', { from: 'pg-jiang', text: '办结 1 已救出老人,电梯修好', room: 'songtao-w' }),
];

type Row = Record<string, unknown>;

describe('linli replay', () => {
  test('a picture that goes with a line is no line of its own', async () => {
    const path = write('picture.chat.jsonl', [
      {
        ...line('m1', '09:05', { from: 'pg-luo', text: '松涛苑2号楼电梯坏了,老人困在里面,快来人' }),
        images: 1,
      },
    ]);
    writeFileSync(join(folder, 'picture.neighbourhood.yaml'), SAMPLE_YAML);
    const { out } = await runLinli(['replay', path, '--json']);
    const rows: Row[] = out
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row));
    const said = rows.filter((row) => row['type'] === 'said');
    expect(said.length).toBeGreaterThan(1);
    expect(said.filter((row) => row['text'] === '' || row['text'] === '[图片]')).toEqual([]);
    expect(rows.at(-1)).toMatchObject({ type: 'summary', botLines: said.length });
  });

  test('runs the whole bot over a log and prints tickets, what was said, and the summary', async () => {
    const path = write('morning.chat.jsonl', MORNING);
    writeFileSync(join(folder, 'morning.neighbourhood.yaml'), SAMPLE_YAML);
    const { code, out, err } = await runLinli(['replay', path, '--json']);
    expect(err).toBe('');
    expect(code).toBe(0);
    const rows: Row[] = out
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text));
    const tickets = rows.filter((row) => row['type'] === 'ticket');
    expect(tickets).toHaveLength(1);
    expect(tickets[0]).toMatchObject({
      number: 1,
      kind: 'help',
      category: ['物业服务', '电梯'],
      urgency: 'critical',
      grid: 'st-1',
      status: 'finished',
      assignee: 'jiangyan',
      reporter: 'pg-luo',
      followers: ['pg-he'],
      openedAt: '2026-06-03T09:05:00+08:00',
    });
    const [ticket] = tickets;
    expect(ticket?.['messageIds']).toEqual(expect.arrayContaining(['m2', 'm3']));
    expect(ticket?.['place']).toContain('2号楼');
    expect(ticket?.['events']).toContainEqual({
      at: '2026-06-03T09:08:00+08:00',
      kind: 'claimed',
      actor: 'pg-jiang',
      messageId: 'm4',
    });
    const said = rows.filter((row) => row['type'] === 'said');
    expect(said.map((row) => row['inReplyTo'])).toContain('m2');
    expect(rows.at(-1)).toMatchObject({ type: 'summary', messages: 5, tickets: 1, botLines: said.length });
    expect(Number(rows.at(-1)?.['silent'])).toBeGreaterThanOrEqual(1);
  });

  test('what staff keep in the log answers what is asked after it', async () => {
    const path = write('answers.chat.jsonl', [
      line('m1', '09:00', {
        from: 'pg-jiang',
        text: '通知 今天9:00-17:00 松涛苑停水,换水表',
        room: 'songtao-w',
      }),
      line('m2', '09:05', { from: 'pg-luo', text: '松涛苑2号楼停水了,一滴水都没有' }),
      line('m3', '09:10', { from: 'pg-he', text: '@邻里 几点来水?' }),
    ]);
    writeFileSync(join(folder, 'answers.neighbourhood.yaml'), SAMPLE_YAML);
    const { code, out } = await runLinli(['replay', path, '--json']);
    expect(code).toBe(0);
    expect(out).toContain('通知1 记下了');
    expect(out).toContain('来源:');
    expect(out).not.toContain('"type":"ticket"');
  });

  test('without --json it tells the same to people', async () => {
    const path = write('people.jsonl', MORNING);
    writeFileSync(join(folder, 'people.neighbourhood.yaml'), SAMPLE_YAML);
    const { code, out } = await runLinli(['replay', path]);
    expect(code).toBe(0);
    expect(out).toMatch(/#1 .*电梯/);
    expect(out).toMatch(/5 条消息,1 件工单/);
  });

  test('lists every bad line by its number and runs nothing', async () => {
    const path = write('bad.chat.jsonl', [
      line('m1', '09:00', { from: 'a', text: 'x' }),
      { at: '2026-06-03 09:01', room: 'r', from: 'a', text: 'x', id: 'm2' },
      { at: '2026-06-03T09:02:00+08:00', room: 'r', from: 'a', text: 'x' },
      line('m4', '08:00', { from: 'a', text: 'x' }),
    ]);
    const { code, out, err } = await runLinli(['replay', path]);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/第 2 行:at 应为带时区的时间/);
    expect(err).toMatch(/第 3 行:.*id/);
    expect(err).toMatch(/第 4 行:时间早于上一行/);
  });

  test('asks for a neighbourhood where none is beside the log', async () => {
    const path = write('alone.chat.jsonl', MORNING);
    const { code, err } = await runLinli(['replay', path]);
    expect(code).toBe(1);
    expect(err).toContain('--neighbourhood');
  });
});
