import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { tellAlone } from './support/alone.ts';
import { MAYBE_TEXT, maybeText, on, STAFF, STAFF_ROOMS } from './support/kit.ts';
import { asked, sheetMeant, sheetNeeds, shownSheet } from './support/scores.ts';

export default defineCommand({
  name: '我的分',
  aliases: ['得分', 'score'],
  summary: '私聊看自己的月度得分,逐项列出;书记可以带姓名',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: ['我的分', '我的分 9月'],
  confirm: 'never',
  needs: (rest, asking) => sheetNeeds(rest, asking, true),
  handle(ctx, { text = '' }) {
    const words = asked(text, ctx);
    if (words === null) return { code: 'no-appraisal' };
    return on(sheetMeant(ctx, words), ({ month, sheet }) => {
      tellAlone(ctx, { code: 'score-shown', shown: shownSheet(ctx, month, sheet) });
      return null;
    });
  },
});
