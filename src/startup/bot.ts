import { randomInt } from 'node:crypto';
import { COMMANDS } from '../../commands/index.ts';
import { createLinli, type Linli, type LinliParts } from '../app/linli.ts';
import { sentences } from '../text/zh-cn.ts';

const CODE_DIGITS = 6;

/** The bot with its own commands and sentences; only edges, store and clock differ between a start and a replay. */
export function createBot(parts: Omit<LinliParts, 'commands' | 'sentences' | 'newCode'>): Linli {
  return createLinli({ ...parts, commands: COMMANDS, sentences, newCode });
}

/** A fresh one-time code; `commands/` and the tool hand out the same kind. */
export function newCode(): string {
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
}
