import { COMMANDS } from '../../commands/index.ts';
import { createLinli, type Linli, type LinliParts } from '../app/linli.ts';
import { sentences } from '../text/zh-cn.ts';
import { newCode } from './code.ts';

/** The bot with its own commands and sentences; only edges, store and clock differ between a start and a replay. */
export function createBot(parts: Omit<LinliParts, 'commands' | 'sentences' | 'newCode'>): Linli {
  return createLinli({ ...parts, commands: COMMANDS, sentences, newCode });
}
