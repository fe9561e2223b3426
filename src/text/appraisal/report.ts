import type { ReportReply } from '../../app/appraisal/month/report-replies.ts';
import type { Speaking } from '../../app/reply.ts';
import { monthName } from './month-kit.ts';
import { narrativeOf, narrativeText } from './narrative.ts';

type Table = {
  readonly [C in ReportReply['code']]: (
    reply: Extract<ReportReply, { code: C }>,
    speaking: Speaking,
  ) => string;
};

export const REPORT_SENTENCES: Table = {
  'month-report': ({ figures }, { zone }) => narrativeText(narrativeOf(figures, zone)),
  'scores-exported': ({ monthKey, place }, speaking) =>
    `${place}${monthName(monthKey, speaking)}的排名、逐项得分和记分条目在下面的表里。里面有个人的分,请不要转发`,
};
