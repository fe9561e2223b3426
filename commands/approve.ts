import { z } from 'zod';
import { type CommandContext, defineCommand, type Outcome } from '../src/app/command.ts';
import type { LeaveRequest } from '../src/app/ports.ts';
import type { Result } from '../src/engine/refusal.ts';
import { accept } from '../src/engine/refusal.ts';
import type { Assignment } from '../src/engine/ticket/action.ts';
import type { RequestKind, Ticket } from '../src/engine/ticket/ticket.ts';
import { type Answered, answered } from './support/answer.ts';
import { act, LEADERS, MAYBE_TEXT, maybeText, on, STAFF_ROOMS } from './support/kit.ts';
import { handOver, heirNamed, leaveMeant, openNeeded, openOf } from './support/leave.ts';
import { assignmentOf, workerFor } from './support/people.ts';

export default defineCommand({
  name: '批准',
  aliases: ['同意', 'approve'],
  summary: '同意退单、转派、缓办、延期、请假;只有一个在等时不用写编号',
  roles: LEADERS,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: ['批准 128', '批准', '批准 退单 128', '批准 请假 顾强 陆敏'],
  confirm: 'never',
  needs: openNeeded,
  handle(ctx, { text = '' }) {
    const answer = answered(text);
    if (answer.about === 'leave' || onlyLeaveWaits(ctx, answer)) return approveLeave(ctx, answer.rest);
    const kind = answer.about;
    return on(ctx.meant(answer.number, isPending(kind)), (ticket) =>
      on(assignFor(ctx, ticket, answer), (assign) =>
        act(ctx, ticket, {
          action: { type: 'approve', request: kind, assign },
          ...(TOLD_APART.includes(ticket.pending?.kind) && { done: 'approved' }),
        }),
      ),
    );
  },
});

/** Only whoever asked, and the residents, hear of these by a notice. */
const TOLD_APART: readonly unknown[] = ['pause', 'extension'];

function isPending(kind: RequestKind | null): (ticket: Ticket) => boolean {
  return ({ pending }) => pending !== null && (kind === null || pending.kind === kind);
}

function onlyLeaveWaits(ctx: CommandContext, { about, number }: Answered): boolean {
  if (about !== null || number !== null || ctx.repliedTo.length > 0) return false;
  return !ctx.tickets.some(isPending(null)) && ctx.leaveRequests.some((one) => one.status === 'pending');
}

/** A transfer goes to whom it was asked for; a returned ticket to whoever is named, or back to be assigned. */
function assignFor(ctx: CommandContext, ticket: Ticket, { rest }: Answered): Result<Assignment | null> {
  const { pending } = ticket;
  const wanted = pending?.kind === 'transfer' && pending.to ? ctx.directory.staff(pending.to) : null;
  if (wanted) return accept(assignmentOf(ctx, wanted));
  const isName = pending?.kind === 'return' && ctx.directory.findStaff(rest, null).length > 0;
  return isName ? workerFor(ctx, ticket, rest) : accept(null);
}

/** 「请假 顾强 陆敏」: yes to the leave, and what 顾强 has in hand goes to 陆敏. */
function approveLeave(ctx: CommandContext, rest: string): Outcome {
  const [name = null, heir = ''] = rest.split(/[\s,，]+/).filter((word) => word !== '');
  return on(leaveMeant(ctx, name), (request) => {
    if (heir === '') return answerYes(ctx, request, openOf(ctx, request.personId));
    return on(heirNamed(ctx, heir, request.personId), (staff) => {
      const { moved, left } = handOver(ctx, openOf(ctx, request.personId), assignmentOf(ctx, staff));
      const from = ctx.directory.nameOf(request.personId);
      const outcome = answerYes(ctx, request, left);
      if (moved.length > 0) ctx.reply({ code: 'handed-over', from, to: staff.name, numbers: moved });
      return outcome;
    });
  });
}

function answerYes(ctx: CommandContext, request: LeaveRequest, handover: readonly Ticket[]): Outcome {
  ctx.change({ type: 'leave-answered', id: request.id, status: 'approved', until: null });
  const name = ctx.directory.nameOf(request.personId);
  ctx.reply({ code: 'leave-answered', request, name, approved: true, handover });
  return null;
}
