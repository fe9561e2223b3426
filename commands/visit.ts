import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { find } from './support/finding.ts';
import { MAYBE_TEXT, maybeText, STAFF, STAFF_ROOMS } from './support/kit.ts';

const EXAMPLE = '走访 10号楼独居老人家,发现燃气软管开裂';

export default defineCommand({
  name: '走访',
  aliases: ['入户', 'visit'],
  summary: '走访时发现问题,直接立案',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: [EXAMPLE],
  confirm: 'never',
  handle: (ctx, { text = '' }) => find(ctx, { command: '走访', source: 'visit', text, example: EXAMPLE }),
});
