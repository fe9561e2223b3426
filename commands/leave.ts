import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import type { LeaveRequest } from '../src/app/ports.ts';
import { daysNamed, spanOf } from '../src/engine/clock/dates.ts';
import { maskPrivate } from '../src/engine/intake/mask.ts';
import { MAYBE_TEXT, maybeText, on, reasonMissing, STAFF, STAFF_ROOMS } from './support/kit.ts';
import { communityOf } from './support/leave.ts';

const EXAMPLE = '请假 5月12日至13日 家里有事';

export default defineCommand({
  name: '请假',
  aliases: ['leave'],
  summary: '请假几天,书记批准后新单派给别人',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: [EXAMPLE, '请假 明天 看病'],
  confirm: 'never',
  handle(ctx, { text = '' }) {
    const { id, name } = ctx.person;
    const community = communityOf(ctx, ctx.directory.staff(id));
    if (!community) return { code: 'not-permitted', command: '请假' };
    if (text === '') return reasonMissing('请假', EXAMPLE);
    const { zone } = ctx.policy.calendar;
    return on(daysNamed(text, { zone, now: ctx.now }), (days) => {
      const asked = {
        id: ctx.messageId,
        personId: id,
        communityId: community.id,
        askedAt: ctx.now,
        reason: maskPrivate(text),
      };
      const request: LeaveRequest = { ...asked, ...spanOf(days, zone), status: 'pending' };
      ctx.change({ type: 'leave-requested', request });
      ctx.reply({ code: 'leave-asked', request, name });
      const secretary = ctx.directory.secretaryOf(community.id, ctx.now);
      if (ctx.chat.kind === 'private' && secretary && secretary.id !== id) {
        ctx.tell({ personId: secretary.id }, { code: 'leave-asked', request, name });
      }
      return null;
    });
  },
});
