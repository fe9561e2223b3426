import type { Instant } from '../../../engine/glossary.ts';
import type { Share } from './month-replies.ts';

/** What is said of reports and files of a month. Sentences: src/text/appraisal. */
export type ReportReply =
  | { code: 'month-report'; figures: MonthFigures }
  /** The file comes behind it. */
  | { code: 'scores-exported'; monthKey: string; place: string };

/** What the month's report says, in figures; nobody's name and no score is in them. */
export interface MonthFigures {
  /** The street, or the community that it is about. */
  place: string;
  monthKey: string;
  window: { from: Instant; until: Instant };
  now: Counted;
  /** Only where that month was counted too. */
  before: { monthKey: string; counted: Counted } | null;
  yearBefore: { monthKey: string; counted: Counted } | null;
  /** Of the whole street: each community. */
  communities: readonly { name: string; now: Counted; before: Counted | null }[];
  /** `before` is null where nothing is known of the month before. */
  issues: readonly { name: string; count: number; before: number | null }[];
  waiting: readonly { number: number; name: string; community: string; openedAt: Instant }[];
  /** What the bot asked of its people; null: not known. */
  burden: { people: number; prompts: number; most: number } | null;
  /** With fewer on either side two rates are not compared. */
  fewest: number;
}

export interface Counted {
  opened: number;
  finished: number;
  rework: number;
  repeated: number;
  returned: number;
  contacted: Share | null;
  solved: Share | null;
  satisfied: Share | null;
  onTime: Share | null;
  responded: Share | null;
}
