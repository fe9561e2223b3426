import type { MonthReply } from '../../app/appraisal/month-replies.ts';
import type { Speaking } from '../../app/reply.ts';

type Table = {
  readonly [C in MonthReply['code']]: (reply: Extract<MonthReply, { code: C }>, speaking: Speaking) => string;
};

export const MONTH_SENTENCES: Table = {
  'month-nothing': () => '这里还没有开始考核',
};
