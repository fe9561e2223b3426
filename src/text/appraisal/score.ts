import type { ScoreReply } from '../../app/appraisal/score-replies.ts';
import type { Speaking } from '../../app/reply.ts';

type Table = {
  readonly [C in ScoreReply['code']]: (reply: Extract<ScoreReply, { code: C }>, speaking: Speaking) => string;
};

export const SCORE_SENTENCES: Table = {
  'score-nothing': () => '还没有可以看的分',
};
