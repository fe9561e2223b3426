import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { requestDelay } from './support/delay.ts';
import { MAYBE_NUMBER, MAYBE_TEXT, maybeNumber, maybeText, STAFF, STAFF_ROOMS } from './support/kit.ts';

const EXAMPLE = '延期 128 要和房管一起上门,延到5月20日';

export default defineCommand({
  name: '延期',
  aliases: ['extend'],
  summary: '时限内办不完:写原因和新日期,请书记批准(只有一次)',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [MAYBE_NUMBER, MAYBE_TEXT],
  args: z.object({ ticket: maybeNumber, text: maybeText }),
  examples: [EXAMPLE],
  confirm: 'never',
  handle(ctx, { ticket, text = '' }) {
    const number = ticket ?? null;
    return requestDelay(ctx, { kind: 'extension', command: '延期', number, text, example: EXAMPLE });
  },
});
