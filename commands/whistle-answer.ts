import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { optional, param } from '../src/app/incoming/params.ts';
import type { Role } from '../src/engine/glossary.ts';
import {
  act,
  MAYBE_TEXT,
  maybeText,
  NUMBER,
  on,
  STAFF,
  STAFF_ROOMS,
  textMissing,
  ticketNumber,
} from './support/kit.ts';
import { isDepartment, stageIn } from './support/whistle.ts';

const EXAMPLE = '响应 128 园林所 已出发,预计16:00到场';
const ANSWERERS: readonly Role[] = [...STAFF, 'department'];

export default defineCommand({
  name: '响应',
  aliases: ['回应', 'answer'],
  summary: '记下部门的回应:已响应、已到场或已解决',
  roles: ANSWERERS,
  rooms: STAFF_ROOMS,
  params: [NUMBER, optional(param('name', 'department', '部门')), MAYBE_TEXT],
  args: z.object({ ticket: ticketNumber, department: z.string().optional(), text: maybeText }),
  examples: [EXAMPLE, '响应 128 园林所 已到场'],
  confirm: 'never',
  handle(ctx, { ticket: number, department: name, text }) {
    if (!name || !text) return textMissing('响应', EXAMPLE);
    return on(ctx.find(number), (ticket) => {
      const department = ticket.whistles.find((one) => isDepartment(one, name))?.department ?? name;
      return act(ctx, ticket, {
        action: { type: 'answer-whistle', department, stage: stageIn(text), text },
        done: 'whistle-answered',
        heardIn: 'worker',
      });
    });
  },
});
