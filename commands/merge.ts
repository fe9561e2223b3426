import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { param } from '../src/app/incoming/params.ts';
import { act, LEADERS, NUMBER, on, STAFF_ROOMS, ticketNumber } from './support/kit.ts';

export default defineCommand({
  name: '合并',
  aliases: ['并单', 'merge'],
  summary: '两件其实是一件:前一件并到后一件',
  roles: LEADERS,
  rooms: STAFF_ROOMS,
  params: [NUMBER, param('ticket', 'into', '并到的编号')],
  args: z.object({ ticket: ticketNumber, into: ticketNumber }),
  examples: ['合并 131 128'],
  confirm: 'never',
  handle(ctx, { ticket: number, into: intoNumber }) {
    return on(ctx.find(number), (ticket) =>
      on(ctx.find(intoNumber), (into) =>
        on(ctx.act(ticket, { type: 'merge', into }), () =>
          act(ctx, into, { action: { type: 'absorb', from: ticket }, done: 'merged' }),
        ),
      ),
    );
  },
});
