import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Rows of messages, and pairs of what is one issue: what a folder of `--data DIR` has to hold. */
export const MESSAGE_FILES = [
  'requests-12345.jsonl',
  'requests-board.jsonl',
  'not-requests.jsonl',
  'chitchat.jsonl',
] as const;
export const ISSUE_FILES = ['same-issue-clusters.jsonl'] as const;

/** What a folder lacks, as a sentence; null: nothing. */
export function lackOf(folder: string, files: readonly string[]): string | null {
  if (!existsSync(folder)) return `There is no folder ${folder}.`;
  const missing = files.filter((file) => !existsSync(join(folder, file)));
  return missing.length === 0 ? null : `${folder} has no ${missing.join(', ')}.`;
}
