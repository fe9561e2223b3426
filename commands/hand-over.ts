import { z } from 'zod';
import { type CommandContext, defineCommand } from '../src/app/command.ts';
import { param } from '../src/app/incoming/params.ts';
import type { Staff } from '../src/engine/org/directory.ts';
import { accept, type Result } from '../src/engine/refusal.ts';
import { LEADERS, on, STAFF_ROOMS } from './support/kit.ts';
import { handOver, heirNamed, openNeeded, openOf } from './support/leave.ts';
import { assignmentOf, personNamed } from './support/people.ts';
import { handOverPreview, NAMES_WANTED } from './support/words.ts';

const name = z.string({ error: NAMES_WANTED });

export default defineCommand({
  name: '移交',
  aliases: ['handover'],
  summary: '把一个人手上的事全部移交给另一个人,先列出来再确认',
  roles: LEADERS,
  rooms: STAFF_ROOMS,
  params: [param('name', 'from', '谁的'), param('name', 'to', '交给谁')],
  args: z.object({ from: name, to: name }),
  examples: ['移交 顾强 陆敏'],
  confirm: 'always',
  needs: openNeeded,
  preview(ctx, args) {
    const pair = bothNamed(ctx, args);
    if (!pair.ok) return pair;
    const { from, to } = pair.value;
    const numbers = openOf(ctx, from.id).map((ticket) => `#${ticket.number}`);
    return accept(handOverPreview({ from: from.name, to: to.name, numbers }));
  },
  handle(ctx, args) {
    return on(bothNamed(ctx, args), ({ from, to }) => {
      const { moved } = handOver(ctx, openOf(ctx, from.id), assignmentOf(ctx, to));
      ctx.reply({ code: 'handed-over', from: from.name, to: to.name, numbers: moved });
      return null;
    });
  },
});

function bothNamed(
  ctx: CommandContext,
  args: { from: string; to: string },
): Result<{ from: Staff; to: Staff }> {
  const from = personNamed(ctx, args.from);
  if (!from.ok) return from;
  const to = heirNamed(ctx, args.to, from.value.id);
  return to.ok ? accept({ from: from.value, to: to.value }) : to;
}
