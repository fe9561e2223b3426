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
    const own = ctx.leaveRequests.filter((one) => one.personId === ctx.person.id);
    const open = own.filter((one) => one.status !== 'ended' && one.until > ctx.now);
    for (const { id } of open) ctx.change({ type: 'leave-answered', id, status: 'ended', until: ctx.now });
    // Whoever says so on the morning after is welcome too.
    const isBack = open.length > 0 || own.some((one) => one.status === 'approved');
    ctx.reply(isBack ? { code: 'leave-ended', name: ctx.person.name } : { code: 'leave-needed' });
    return null;
  },
});
