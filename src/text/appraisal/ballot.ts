import type { BallotReply } from '../../app/appraisal/ballot-replies.ts';
import type { Speaking } from '../../app/reply.ts';

type Table = {
  readonly [C in BallotReply['code']]: (
    reply: Extract<BallotReply, { code: C }>,
    speaking: Speaking,
  ) => string;
};

export const BALLOT_SENTENCES: Table = {
  'ballot-nothing': () => '现在没有要您测评的',
};
