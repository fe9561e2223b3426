/** What is said of written entries, own scores, rankings, why. Sentences: src/text/appraisal. */
export type ScoreReply = { code: 'score-nothing' };
