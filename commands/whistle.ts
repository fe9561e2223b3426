import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { optional, param } from '../src/app/incoming/params.ts';
import {
  act,
  MAYBE_TEXT,
  maybeText,
  NUMBER,
  on,
  reasonMissing,
  STAFF,
  STAFF_ROOMS,
  ticketNumber,
} from './support/kit.ts';

const EXAMPLE = '吹哨 128 区园林所 栏杆基座断裂要更换';

export default defineCommand({
  name: '吹哨',
  aliases: ['whistle'],
  summary: '请部门到场,从吹哨起计时',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [NUMBER, optional(param('name', 'department', '部门')), MAYBE_TEXT],
  args: z.object({ ticket: ticketNumber, department: z.string().optional(), text: maybeText }),
  examples: [EXAMPLE],
  confirm: 'never',
  handle(ctx, { ticket: number, department, text }) {
    if (!department || !text) return reasonMissing('吹哨', EXAMPLE);
    return on(ctx.find(number), (ticket) =>
      act(ctx, ticket, {
        action: { type: 'whistle', department, reason: text },
        done: 'whistled',
        heardIn: 'street',
      }),
    );
  },
});
