import type { MonthState } from './appraisal/month.ts';

/**
 * Every way the engine or a command can say no. A refusal is a value: code and the facts its sentence needs.
 * Sentences live in src/text; a code without a sentence is a compile error there.
 */
export type Refusal =
  // who may
  | { code: 'not-permitted'; command: string }
  | { code: 'wrong-room'; command: string; rooms: string }
  | { code: 'staff-rates-own' }
  | { code: 'not-yours'; number: number; holder: string }
  | { code: 'not-reporter'; number: number }
  // what it names
  | { code: 'no-such-ticket'; number: number }
  | { code: 'which-ticket'; command: string; numbers: readonly number[] }
  | { code: 'no-ticket-meant'; command: string }
  /** Of a draft (疑3): `waiting` are those that may be answered; `number` is null where none was named. */
  | { code: 'no-such-draft'; number: number | null; command: string; waiting: readonly number[] }
  | { code: 'which-draft'; command: string; numbers: readonly number[] }
  | {
      code: 'draft-settled';
      draft: number;
      command: string;
      how: 'confirmed' | 'rejected' | 'withdrawn' | 'merged';
      /** null: by the clock or by itself. */
      by: string | null;
      /** What it became, or was merged into. */
      number: number | null;
      /** A ticket of the same number that may be meant instead. */
      namesake: number | null;
    }
  | { code: 'no-such-person'; name: string; near: readonly string[] }
  | { code: 'which-person'; name: string; candidates: readonly string[] }
  | { code: 'no-such-grid'; name: string }
  | { code: 'not-the-worker'; name: string }
  /** `names`: the finer ones of a level 1, those that look alike, or every level 1. */
  | {
      code: 'category-unclear';
      number: number;
      because: 'coarse' | 'misspelt' | 'unknown';
      name: string;
      names: readonly string[];
    }
  // the ticket's life
  | { code: 'wrong-status'; number: number; status: string; action: string }
  | { code: 'already-claimed'; number: number; holder: string }
  | { code: 'already-rated'; number: number }
  | { code: 'already-follows'; number: number }
  | { code: 'already-pending'; number: number; request: string }
  | { code: 'nothing-pending'; number: number | null }
  | { code: 'return-too-late'; number: number; untilText: string }
  | { code: 'extended-before'; number: number }
  | { code: 'extension-too-long'; number: number; latestText: string }
  | { code: 'date-in-past'; text: string }
  | { code: 'date-unclear'; text: string; example: string }
  | { code: 'reason-missing'; command: string; example: string }
  | { code: 'result-missing'; number: number; example: string }
  | { code: 'photos-missing'; number: number; category: string }
  | { code: 'reopen-too-late'; number: number; days: number }
  | { code: 'same-ticket'; number: number }
  | { code: 'second-key-same-person'; number: number }
  | { code: 'conflict'; number: number }
  // talk and arguments
  | { code: 'unknown-command'; text: string; near: readonly string[] }
  | { code: 'bad-arguments'; command: string; problem: string; example: string }
  | { code: 'text-missing'; command: string; example: string }
  /** Of a notice or kept answer: no such number here, too long, or another's to keep. */
  | { code: 'no-such-entry'; command: string; number: number }
  | { code: 'text-too-long'; most: number; chars: number }
  | { code: 'entry-not-yours'; command: string; number: number; at: string }
  /** 范围 of such an entry: nobody knows the place, it is not the speaker's to write for, or several are called so. */
  | {
      code: 'scope-unclear';
      because: 'unknown' | 'not-theirs' | 'several';
      name: string;
      names: readonly string[];
    }
  /** Not even the community is known: several have such a place, or none was said. */
  | { code: 'place-needed'; candidates: readonly string[] }
  // binding
  | { code: 'code-wrong' }
  | { code: 'code-expired' }
  | { code: 'code-used' }
  | { code: 'too-many-tries'; waitMinutes: number }
  | { code: 'account-bound'; name: string }
  | { code: 'room-not-bound' }
  | { code: 'room-scope-unknown'; text: string; examples: readonly string[] }
  // written entries
  | { code: 'not-scored'; name: string; monthKey: string | null }
  /** `names`: those that look alike, else what may be written; `several`: more than one is meant. */
  | { code: 'item-unclear'; because: 'unknown' | 'several'; name: string; names: readonly string[] }
  | { code: 'entry-not-permitted'; item: string }
  | { code: 'points-missing'; item: string; least: string; most: string }
  | { code: 'points-out'; item: string; least: string; most: string }
  | { code: 'entry-reason'; item: string }
  | { code: 'entry-ahead' }
  /** The month's scores are computed: only an appeal moves them. */
  | { code: 'entry-too-late'; monthKey: string }
  | { code: 'no-such-score-entry'; number: number }
  | { code: 'entry-settled'; number: number }
  /** The policy scores no months. */
  | { code: 'no-appraisal' }
  /** Somebody else's score. */
  | { code: 'score-not-yours'; name: string }
  /** No scores of that month, or none that may be seen yet. */
  | { code: 'no-scores'; monthKey: string | null; state: string | null }
  | { code: 'month-ahead' }
  | { code: 'report-off' }
  /** The policy publishes no rankings there. */
  | { code: 'ranking-off' }
  /** `names`: lines of the sheet. */
  | { code: 'no-such-line'; name: string; names: readonly string[] }
  /** Of a number to try out. */
  | { code: 'value-out'; name: string; value: string; most: string }
  // ballots
  | { code: 'ballot-none' }
  | { code: 'ballot-closed'; ballot: string }
  /** `names`: whom the voter has still to rate. */
  | { code: 'ballot-not-yours'; subject: string; names: readonly string[] }
  /** The same person in several open ballots: which one is said by its number. */
  | { code: 'which-ballot'; subject: string; ballots: readonly { number: number; name: string }[] }
  | { code: 'voted-before'; subject: string }
  /** Says what is wanted, never what was given: that may be secret. */
  | { code: 'votes-wrong'; subject: string; aspects: readonly string[]; most: number }
  | { code: 'votes-unread' }
  // months
  | { code: 'month-none'; monthKey: string }
  | { code: 'month-not-over'; monthKey: string; untilText: string }
  /** Too early in its life, too late, or settled for good. */
  | { code: 'month-not-ready'; monthKey: string; state: MonthState; move: MonthMove }
  | { code: 'month-past'; monthKey: string; state: MonthState; move: MonthMove }
  | { code: 'month-frozen'; monthKey: string; move: MonthMove }
  | { code: 'appeal-too-late'; monthKey: string; untilText: string }
  /** People may still vote on it. */
  | { code: 'ballots-open'; monthKey: string; untilText: string }
  // appeals and proposals
  /** `open`: those that wait for an answer. */
  | { code: 'no-such-appeal'; number: number | null; open: readonly number[] }
  | { code: 'no-own-appeal'; number: number }
  | { code: 'appeal-settled'; number: number }
  | { code: 'appeal-open'; number: number }
  /** Own, or of people whom somebody else leads. */
  | { code: 'review-not-yours'; number: number }
  | { code: 'no-such-proposal'; number: number | null; open: readonly number[] }
  | { code: 'proposal-settled'; number: number }
  | { code: 'proposal-not-yours'; number: number }
  /** Only the street may, or the secretary of its only community. */
  | { code: 'publish-not-yours' }
  | { code: 'broken' };

type MonthMove = 'close' | 'publish' | 'appeal' | 'review';

export type RefusalCode = Refusal['code'];

/** What a decision returns: the value, or why not. */
export type Result<T, R extends Refusal = Refusal> = { ok: true; value: T } | { ok: false; refusal: R };

export function accept<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function refuse<R extends Refusal>(refusal: R): { ok: false; refusal: R } {
  return { ok: false, refusal };
}
