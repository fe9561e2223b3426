import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { isOpen } from '../src/engine/ticket/standing.ts';
import {
  ANY_ROOM,
  act,
  EVERYONE,
  isParty,
  MAYBE_NUMBER,
  MAYBE_TEXT,
  maybeNumber,
  maybeText,
  on,
  textMissing,
} from './support/kit.ts';

export default defineCommand({
  name: '补充',
  aliases: ['supplement'],
  summary: '给一件事补上情况或照片',
  roles: EVERYONE,
  rooms: ANY_ROOM,
  params: [MAYBE_NUMBER, MAYBE_TEXT],
  args: z.object({ ticket: maybeNumber, text: maybeText }),
  examples: ['补充 128 是2单元那部电梯', '补充 今天又停了一次'],
  confirm: 'never',
  handle(ctx, { ticket: number, text = '' }) {
    const { images } = ctx;
    if (text === '' && images.length === 0) return textMissing('补充', '补充 128 是2单元那部电梯');
    const fits = ctx.meant(number ?? null, (ticket) => isOpen(ticket) && isParty(ticket, ctx.person.id));
    return on(fits, (ticket) =>
      act(ctx, ticket, { action: { type: 'supplement', text, images }, done: 'supplemented' }),
    );
  },
});
