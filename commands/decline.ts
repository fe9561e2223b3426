import { z } from 'zod';
import { type CommandContext, defineCommand, type Outcome } from '../src/app/command.ts';
import { answered } from './support/answer.ts';
import { act, LEADERS, MAYBE_TEXT, maybeText, on, reasonMissing, STAFF_ROOMS } from './support/kit.ts';
import { leaveMeant } from './support/leave.ts';

const EXAMPLE = '驳回 128 先联系车主,联系不上再说';

export default defineCommand({
  name: '驳回',
  aliases: ['不同意', 'decline'],
  summary: '不同意退单、转派、缓办、延期、剔除、请假,写明原因',
  roles: LEADERS,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: [EXAMPLE, '驳回 请假 顾强 汛期人手不够'],
  confirm: 'never',
  handle(ctx, { text = '' }) {
    const { about, number, rest } = answered(text);
    if (about === 'leave') return declineLeave(ctx, rest);
    if (rest === '') return reasonMissing('驳回', EXAMPLE);
    const fits = ctx.meant(
      number,
      ({ pending }) => pending !== null && (about === null || pending.kind === about),
    );
    return on(fits, (ticket) =>
      act(ctx, ticket, { action: { type: 'decline', request: about, reason: rest }, done: 'declined' }),
    );
  },
});

function declineLeave(ctx: CommandContext, rest: string): Outcome {
  const name = rest.split(/[\s,，]+/).find((word) => word !== '') ?? null;
  return on(leaveMeant(ctx, name), (request) => {
    ctx.change({ type: 'leave-answered', id: request.id, status: 'declined', until: null });
    const asker = ctx.directory.nameOf(request.personId);
    ctx.reply({ code: 'leave-answered', request, name: asker, approved: false, handover: [] });
    return null;
  });
}
