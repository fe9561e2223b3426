import { z } from 'zod';
import { type CommandContext, defineCommand, type Outcome } from '../src/app/command.ts';
import { optional, param } from '../src/app/incoming/params.ts';
import type { Follower, Ticket } from '../src/engine/ticket/ticket.ts';
import { LEADERS, NUMBER, on, STAFF_ROOMS, ticketNumber } from './support/kit.ts';
import { isMerged, unmerge } from './support/unmerge.ts';
import { NO_CLASS, SPLIT_WHY } from './support/words.ts';

export default defineCommand({
  name: '拆分',
  aliases: ['拆单', 'split'],
  summary: '不是同一件:拆开并错的单,或把一户附议拆成单独一件',
  roles: LEADERS,
  rooms: STAFF_ROOMS,
  params: [NUMBER, optional(param('text', 'name', '附议人'))],
  args: z.object({ ticket: ticketNumber, name: z.string().optional() }),
  examples: ['拆分 131', '拆分 128 王哥'],
  confirm: 'never',
  withHistory: true,
  handle(ctx, { ticket: number, name }) {
    return on(ctx.find(number), (ticket) => {
      if (isMerged(ticket)) return unmerge(ctx, ticket);
      const follower = followerNamed(ticket, name);
      if (follower) return partWith(ctx, ticket, follower);
      const near = [...new Set(ticket.followers.map((one) => one.name))];
      return { code: 'no-such-person', name: name ?? '', near };
    });
  },
});

/** The name decides only when one follower has it; with one follower none is needed. */
function followerNamed(ticket: Ticket, name: string | undefined): Follower | null {
  const wanted = name?.replace(/^[@＠]/, '').trim();
  const found =
    wanted === undefined ? ticket.followers : ticket.followers.filter((one) => one.name === wanted);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** 「我家也是」 says nothing without what it answered. */
function ownWords(ctx: CommandContext, { text = '' }: Follower): string | null {
  const saysWhat = ctx.read(text).demands.some(({ category: [level1] }) => level1 !== NO_CLASS);
  return saysWhat ? text : null;
}

/** A follower leaves and has a ticket of their own, linked to where it came from. */
function partWith(ctx: CommandContext, ticket: Ticket, follower: Follower): Outcome {
  const { personId, name, roomId } = follower;
  return on(ctx.act(ticket, { type: 'part', personId }), () =>
    on(
      ctx.report({
        text: ownWords(ctx, follower) ?? ticket.text,
        source: 'command',
        onBehalfOf: null,
        reporter: { personId, name, roomId },
      }),
      (opened) => {
        for (const one of opened) {
          ctx.act(one, { type: 'link', id: ticket.id, number: ticket.number ?? 0, why: SPLIT_WHY });
        }
        ctx.reply({ code: 'done', number: ticket.number ?? 0, what: 'parted' });
        return null;
      },
    ),
  );
}
