import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { find } from './support/finding.ts';
import { MAYBE_TEXT, maybeText, STAFF, STAFF_ROOMS } from './support/kit.ts';

const EXAMPLE = '巡查 3号楼北侧绿化带有人倒装修垃圾';

export default defineCommand({
  name: '巡查',
  aliases: ['巡逻', 'patrol'],
  summary: '巡查看到问题,直接立案',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: [EXAMPLE],
  confirm: 'never',
  handle: (ctx, { text = '' }) => find(ctx, { command: '巡查', source: 'patrol', text, example: EXAMPLE }),
});
