import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { MAYBE_TEXT, maybeText, STAFF, STAFF_ROOMS, settleReport, textMissing } from './support/kit.ts';
import { A_RESIDENT, CALLER } from './support/words.ts';

const EXAMPLE = '代报 13号楼王奶奶来电,楼上空调滴水';

export default defineCommand({
  name: '代报',
  aliases: ['behalf'],
  summary: '替打电话或当面来说的居民报事',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: [EXAMPLE],
  confirm: 'never',
  handle(ctx, { text }) {
    if (!text) return textMissing('代报', EXAMPLE);
    const onBehalfOf = CALLER.exec(text)?.[1]?.trim() || A_RESIDENT;
    return settleReport(ctx, ctx.report({ text, source: 'hotline', onBehalfOf }));
  },
});
