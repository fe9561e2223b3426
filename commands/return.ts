import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import {
  act,
  isHeldBy,
  MAYBE_NUMBER,
  MAYBE_TEXT,
  maybeNumber,
  maybeText,
  on,
  reasonMissing,
  STAFF,
  STAFF_ROOMS,
} from './support/kit.ts';

const EXAMPLE = '退单 128 摊位在路东,属河滨社区';

export default defineCommand({
  name: '退单',
  aliases: ['退回', 'return'],
  summary: '不归自己办:写明原因,请书记批准退回',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [MAYBE_NUMBER, MAYBE_TEXT],
  args: z.object({ ticket: maybeNumber, text: maybeText }),
  examples: [EXAMPLE],
  confirm: 'never',
  handle(ctx, { ticket: number, text = '' }) {
    if (text === '') return reasonMissing('退单', EXAMPLE);
    return on(ctx.meant(number ?? null, isHeldBy(ctx)), (ticket) =>
      act(ctx, ticket, {
        action: { type: 'request', kind: 'return', reason: text, to: null, until: null },
        done: 'requested',
        heardIn: 'worker',
      }),
    );
  },
});
