import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { MAYBE_TEXT, maybeText, STAFF, STAFF_ROOMS } from './support/kit.ts';
import { showRanking } from './support/ranking.ts';
import { asked, rankingNeeds } from './support/scores.ts';

export default defineCommand({
  name: '排行',
  aliases: ['排名', 'ranking'],
  summary: '看月度考核排名;可以写组、社区、网格和月份、季度',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: ['排行', '排行 上个月', '排行 网格员 9月', '排行 三季度'],
  confirm: 'never',
  needs: rankingNeeds,
  handle(ctx, { text = '' }) {
    const words = asked(text, ctx);
    return words === null ? { code: 'no-appraisal' } : showRanking(ctx, words);
  },
});
