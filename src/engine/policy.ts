import type { AppraisalPolicy } from './appraisal/policy.ts';
import type { CalendarPolicy, Span } from './clock/calendar-types.ts';
import type { Urgency } from './glossary.ts';
import type { IssueModel } from './model/issue-model.ts';
import type { ReadingModel } from './model/reading-model.ts';

/**
 * The service policy: every number of rules.md 3 and 4 that a street may want to change.
 * It is data (`policies/*.yaml`), carries a version, and a ticket keeps the version of its day.
 */
export interface ServicePolicy {
  id: string;
  version: string;
  calendar: CalendarPolicy;
  categories: readonly CategoryRule[];
  limits: readonly LimitRule[];
  thresholds: Thresholds;
  timing: Timing;
  languageModel: LanguageModelPolicy;
  knowledge: KnowledgePolicy;
  /** How months are scored; null: they are not. */
  appraisal: AppraisalPolicy | null;
  lexicon: Lexicon;
  models: Models;
  /** Told to a resident whose ticket is critical: `火警 119`, `急救 120`, … by category level 2 or `*`. */
  publicNumbers: Readonly<Record<string, string>>;
}

/** One level-2 category under its level 1, with the words that name it. */
export interface CategoryRule {
  level1: string;
  level2: string;
  words: readonly string[];
  /** A ticket of it needs photos to be finished. */
  photosToFinish: boolean;
  /** Whether a place must be known (asked back once when it is not). */
  needsPlace: boolean;
}

/** The first rule that matches wins; `*` matches all. */
export interface LimitRule {
  urgency: Urgency | '*';
  level1: string;
  level2: string;
  respond: Span;
  update: Span;
  solve: Span;
}

export interface Thresholds {
  /** At or above: opened without asking (rules.md 3.1 `auto`). */
  openAt: number;
  /** From here up to `openAt`: staff are asked (`confirm`). Below: silence. */
  confirmAt: number;
  /** Same issue at or above. */
  sameAt: number;
  urgentAt: number;
}

/** What is answered from notices and kept answers, and how long they count. */
export interface KnowledgePolicy {
  /** A notice that names no day, and an answer whose last day nobody said. */
  noticeKeepMs: number;
  faqKeepMs: number;
  /** Nothing is kept for longer, whatever its keeper says. */
  longestMs: number;
  /** A question asked of the bot is answered when it is so sure (0–1) of the entry. */
  answerAt: number;
  /** Neighbours asking each other are answered when it is so sure; null: never. */
  unaskedAt: number | null;
  /** In one room such an answer comes at most once within this. */
  unaskedEveryMs: number;
}

/** What an optional language model may be asked, and how often. It proposes to staff and decides nothing. */
export interface LanguageModelPolicy {
  /** Only readings from here up to `to` (0–1) are unsure enough to be worth a question. */
  from: number;
  to: number;
  /** It has to be so sure of a request itself (0–1) that staff are asked. */
  draftAt: number;
  callsPerDay: number;
  tokensPerDay: number;
  timeLimitMs: number;
}

/** Lengths that are not limits of a category. All editable seeds [A] of rules.md 3 and 4. */
export interface Timing {
  windowMs: number;
  askBackMs: number;
  sameIssueMs: number;
  callBackMs: number;
  reopenMs: number;
  returnWithin: Span;
  extensionMax: Span;
  /** How long before a deadline the reminder goes out, as a share of the whole limit (0–1). */
  remindBeforeShare: number;
  /** Not claimed in time → reminder; then after this share of the response limit again → next worker. */
  claimNextAfterShare: number;
  /** The second reminder of silence comes after twice the update interval; each later one at least this after it. */
  updateAgain: Span;
  /** A draft nobody answers: staff are reminded after the first, it lapses after the second. */
  draftRemindMs: number;
  draftLapseMs: number;
  /** A department that does not answer a whistle is reminded, after as long again the caller hears. */
  whistleRespondMs: number;
  promptBudgetPerDay: number;
  /** Minute of the local day at which everybody hears what falls due the day after; null: nobody does. */
  tomorrowAtMinute: number | null;
  bindCodeMs: number;
  chatterKeepMs: number;
}

/** What was learned from messages; `null`: the word lists alone. */
export interface Models {
  reading: ReadingModel | null;
  issue: IssueModel | null;
}

/** Word lists of the first reading; a street adds its own. Each name is explained in policies/default.yaml. */
export type Lexicon = Readonly<Record<string, readonly string[]>>;
