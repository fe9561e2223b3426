import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import type { Kind } from '../src/engine/glossary.ts';
import { ANY_ROOM, EVERYONE, MAYBE_TEXT, maybeText, settleReport, textMissing } from './support/kit.ts';

/** What the word itself says, whatever the text does. */
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['投诉', 'complaint'],
  ['举报', 'tip-off'],
]);

export default defineCommand({
  name: '报事',
  aliases: ['报修', '反映', '投诉', '举报', 'report'],
  summary: '报一件事:写清地点和情况,可以带照片',
  roles: EVERYONE,
  rooms: ANY_ROOM,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: ['报事 阳光花园3号楼2单元电梯停在5楼', '报修 向阳路公厕水管漏水'],
  confirm: 'never',
  handle(ctx, { text }) {
    if (!text) return textMissing('报事', '报事 阳光花园3号楼2单元电梯坏了');
    const kind = KINDS.get(ctx.typed ?? '');
    return settleReport(
      ctx,
      ctx.report({ text, source: 'command', onBehalfOf: null, ...(kind && { kind }) }),
    );
  },
});
