/** What is said of the month: closing, preview, publication, appeals, what-if, reminders. Sentences: src/text/appraisal. */
export type MonthReply = { code: 'month-nothing' };
