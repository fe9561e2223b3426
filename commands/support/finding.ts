import type { CommandContext, Outcome } from '../../src/app/command.ts';
import { settleReport, textMissing } from './kit.ts';
import { ALL_WELL } from './words.ts';

interface Finding {
  command: string;
  source: 'patrol' | 'visit';
  text: string;
  example: string;
}

/** What a worker finds outside becomes a ticket that keeps its source; finding nothing becomes none. */
export function find(ctx: CommandContext, { command, source, text, example }: Finding): Outcome {
  if (text === '') return textMissing(command, example);
  if (ALL_WELL.test(text)) {
    ctx.reply({ code: 'nothing-found' });
    return null;
  }
  return settleReport(ctx, ctx.report({ text, source, onBehalfOf: null }));
}
