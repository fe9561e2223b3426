import type { CommandContext, Outcome } from '../../src/app/command.ts';
import type { Action } from '../../src/engine/ticket/action.ts';
import type { Ticket, Whistle } from '../../src/engine/ticket/ticket.ts';
import { act } from './kit.ts';
import { departmentIn, stageIn } from './whistle.ts';

/** 到场 and 进展 told of a department that was whistled for are also its answer, with its time. */
export function answerOfDepartment(ctx: CommandContext, ticket: Ticket, text: string): Outcome | 'none' {
  const whistle = departmentIn(ticket.whistles, text);
  const action = whistle && answerAction(whistle, text);
  return action ? act(ctx, ticket, { action, done: 'whistle-answered', heardIn: 'worker' }) : 'none';
}

function answerAction(whistle: Whistle, text: string): Action | null {
  const stage = stageIn(text);
  const times = { responded: whistle.respondedAt, arrived: whistle.arrivedAt, resolved: whistle.resolvedAt };
  if (times[stage] !== null) return null;
  return { type: 'answer-whistle', department: whistle.department, stage, text };
}
