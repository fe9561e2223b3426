import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pairsAmong, readIssues } from '../../src/learning/issue-data.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'issues-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, rows: readonly object[]) =>
  writeFileSync(join(folder, name), `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
const member = (id: string, more: object = {}) => ({ id, text: `text of ${id}`, ...more });

describe('posts with labels', () => {
  it('are none where the folder has none', () => {
    expect(readIssues(folder)).toBeNull();
  });

  it('know their issue, their places and what they share a group with', () => {
    write('same-issue-clusters.jsonl', [
      { cluster: 'x', members: [member('1', { canon: 'one' }), member('2')] },
      { cluster: 'y', members: [member('3')] },
      { cluster: 'z', members: [member('6')] },
    ]);
    write('same-place-different-issue.jsonl', [
      { members: [member('2', { cluster: 'x' }), member('3', { cluster: 'y' })] },
      { members: [member('4', { cluster: null }), member('5')] },
    ]);
    const posts = readIssues(folder) ?? [];
    expect(posts.map(({ id, issue }) => [id, issue])).toEqual([
      ['1', 'x'],
      ['2', 'x'],
      ['3', 'y'],
      ['4', 'alone:4'],
      ['5', 'alone:5'],
      ['6', 'z'],
    ]);
    const groups = posts.map(({ group }) => group);
    expect(new Set(groups.slice(0, 3)).size).toBe(1);
    expect(groups[3]).toBe(groups[4]);
    expect(new Set(groups).size).toBe(3);
    expect(posts[0]?.ids).toEqual(['1', 'one']);
  });

  it('are paired: one issue is at one place, posts of one place may be two', () => {
    write('same-issue-clusters.jsonl', [{ cluster: 'x', members: [member('1'), member('2')] }]);
    write('same-place-different-issue.jsonl', [{ members: [member('2'), member('3')] }]);
    const pairs = pairsAmong(readIssues(folder) ?? []);
    expect(pairs.map(({ a, b, same, here }) => `${a.id}${b.id} ${same} ${here}`)).toEqual([
      '12 true true',
      '13 false false',
      '23 false true',
    ]);
  });
});
