import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { reportReference } from '../src/app/reports/reference.ts';
import { tellAlone } from './support/alone.ts';
import { LEADERS, MAYBE_TEXT, maybeText, on, STAFF_ROOMS } from './support/kit.ts';
import { monthToTell, referenceTo, whoseMeant } from './support/month-file.ts';
import { MONTHS_BACK } from './support/scores.ts';

export default defineCommand({
  name: '导出',
  aliases: ['export'],
  summary: '私聊要一个月的 Excel 表:排名、逐项得分、记分条目',
  roles: LEADERS,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: ['导出', '导出 9月'],
  confirm: 'never',
  needs: (_rest, { scope }) =>
    scope ? { appraisal: [{ by: 'months', streetId: scope.streetId, limit: MONTHS_BACK }] } : {},
  handle(ctx, { text = '' }) {
    const { policy, now, directory, scope, person } = ctx;
    const whose = whoseMeant(text, { policy, now, directory, scope, personId: person.id });
    return on(monthToTell(ctx, text, true), (month) => {
      if (whose === null) return { code: 'report-off' };
      const { streetId, communityId } = whose;
      const place = directory.nameOf(communityId ?? streetId);
      tellAlone(ctx, { code: 'scores-exported', monthKey: month.key, place });
      // Whose points are in it is told to one person, whatever room it was asked in.
      ctx.attach(reportReference(referenceTo('scores', month, communityId)), { personId: person.id });
      return null;
    });
  },
});
