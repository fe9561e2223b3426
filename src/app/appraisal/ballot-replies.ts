/** What is said of ballots. Sentences: src/text/appraisal. */
export type BallotReply = { code: 'ballot-nothing' };
