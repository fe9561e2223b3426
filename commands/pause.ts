import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { requestDelay } from './support/delay.ts';
import { MAYBE_NUMBER, MAYBE_TEXT, maybeNumber, maybeText, STAFF, STAFF_ROOMS } from './support/kit.ts';

const EXAMPLE = '缓办 128 等高压车,缓到5月15日';

export default defineCommand({
  name: '缓办',
  aliases: ['暂缓', 'pause'],
  summary: '暂时办不了:写原因和新日期,请书记批准',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [MAYBE_NUMBER, MAYBE_TEXT],
  args: z.object({ ticket: maybeNumber, text: maybeText }),
  examples: [EXAMPLE, '缓办 128 配件在路上,周五到'],
  confirm: 'never',
  handle(ctx, { ticket, text = '' }) {
    return requestDelay(ctx, {
      kind: 'pause',
      command: '缓办',
      number: ticket ?? null,
      text,
      example: EXAMPLE,
    });
  },
});
