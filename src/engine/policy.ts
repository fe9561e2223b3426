import type { CalendarPolicy, Span } from './clock/calendar-types.ts';
import type { Urgency } from './glossary.ts';

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
  lexicon: Lexicon;
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
  bindCodeMs: number;
  chatterKeepMs: number;
}

/** Word lists of the first reading; a street adds its own. Each name is explained in policies/default.yaml. */
export type Lexicon = Readonly<Record<string, readonly string[]>>;
