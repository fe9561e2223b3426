import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { MAYBE_TEXT, maybeText, STAFF, STAFF_ROOMS } from './support/kit.ts';

export default defineCommand({
  name: '销假',
  aliases: ['back'],
  summary: '回来上班了',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: ['销假'],
  confirm: 'never',
  handle(ctx) {
    const own = ctx.leaveRequests.filter(
      (one) =>
        one.personId === ctx.person.id && one.until > ctx.now && ['approved', 'pending'].includes(one.status),
    );
    for (const { id } of own) ctx.change({ type: 'leave-answered', id, status: 'ended', until: ctx.now });
    if (own.length === 0) ctx.reply({ code: 'leave-needed' });
    else ctx.reply({ code: 'leave-ended', name: ctx.person.name });
    return null;
  },
});
