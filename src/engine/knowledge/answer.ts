import { type DateContext, daysIn } from '../clock/dates.ts';
import type { Instant } from '../glossary.ts';
import { plain } from '../intake/text.ts';
import type { Scope } from '../org/directory.ts';
import type { ServicePolicy } from '../policy.ts';
import type { Place } from '../ticket/ticket.ts';
import { dayNumber } from '../time.ts';
import { countsAt, isCurrent, isOver, type Knowledge } from './entry.ts';
import { type Match, matches } from './match.ts';
import { speaksOfPlace } from './where.ts';

/** Said before a notice that is not of the day or place asked for: the reader sees for what it is. */
export const ANSWER_LEADS = ['plain', 'other-day', 'other-place'] as const;
export type AnswerLead = (typeof ANSWER_LEADS)[number];

export type Answer =
  | { type: 'answer'; entry: Knowledge; lead: AnswerLead; sure: number }
  /** Several fit alike: asked back. */
  | { type: 'which'; entries: readonly Knowledge[] };

/** What was asked, and by when and where it counts. */
export interface Asked {
  text: string;
  now: Instant;
  scope: Scope;
  policy: ServicePolicy;
  places: readonly Place[];
  /** Names of all estates, to know which of them a notice limits itself to. */
  estates: readonly string[];
}

/** A notice of the very day that is asked for needs fewer words in common. */
const DAY_BONUS = 0.2;
/** So close to the best, another one may be meant as well. */
const CLOSE = 0.06;
const MOST_ASKED_BACK = 3;

/** The entry that answers a question, by word and day and place; expired, withdrawn and past ones never do. */
export function answerTo(asked: Asked, entries: readonly Knowledge[]): Answer | null {
  const { now, scope, policy } = asked;
  const counts = (entry: Knowledge) => isCurrent(entry, now) && !isOver(entry, now) && countsAt(entry, scope);
  const days = daysOf(asked);
  const found = matches(asked.text, entries, { policy, names: asked.estates })
    .filter(({ entry }) => counts(entry))
    .map((match) => ({ ...match, sure: match.sure + (isOfDay(match.entry, days, asked) ? DAY_BONUS : 0) }))
    .sort((a, b) => b.sure - a.sure);
  const [best] = found;
  if (!best || best.sure < policy.knowledge.answerAt) return null;
  const close = found.filter(({ sure }) => sure >= policy.knowledge.answerAt && sure >= best.sure - CLOSE);
  const meant = close.length > 1 ? narrowed(close, days, asked) : close;
  const [only] = meant;
  if (only && meant.length === 1) return answer(only, days, asked);
  return { type: 'which', entries: meant.slice(0, MOST_ASKED_BACK).map(({ entry }) => entry) };
}

function answer({ entry, sure }: Match, days: readonly number[], asked: Asked): Answer {
  return { type: 'answer', entry, sure: Math.min(1, sure), lead: leadOf(entry, days, asked) };
}

function leadOf(entry: Knowledge, days: readonly number[], asked: Asked): AnswerLead {
  if (entry.kind === 'faq') return 'plain';
  if (days.length > 0 && entry.endsAt !== null && !isOfDay(entry, days, asked)) return 'other-day';
  return isOfPlace(entry, asked) ? 'plain' : 'other-place';
}

/** Of several notices of one matter those of the place and the day; else the next one to come. */
function narrowed(close: readonly Match[], days: readonly number[], asked: Asked): readonly Match[] {
  const here = kept(close, ({ entry }) => isOfPlace(entry, asked));
  const then = kept(here, ({ entry }) => days.length === 0 || isOfDay(entry, days, asked));
  if (!then.every(({ entry }) => entry.kind === 'notice' && entry.startsAt !== null)) return then;
  return then.toSorted((a, b) => (a.entry.startsAt ?? 0) - (b.entry.startsAt ?? 0)).slice(0, 1);
}

/** Those that fit, or all when none does. */
function kept(found: readonly Match[], fits: (match: Match) => boolean): readonly Match[] {
  const fitting = found.filter(fits);
  return fitting.length > 0 ? fitting : found;
}

function isOfPlace(entry: Knowledge, { places, estates }: Asked): boolean {
  return places.length === 0 || places.some((place) => speaksOfPlace(entry.text, place, estates));
}

function daysOf({ text, now, policy }: Asked): readonly number[] {
  const context: DateContext = { zone: policy.calendar.zone, now };
  return daysIn(
    plain(text.slice(0, MAX_CHARS))
      .replace(/今晚/g, '今天')
      .replace(/明[晚早]/g, '明天'),
    context,
  ).map(({ day }) => day);
}

const MAX_CHARS = 400;

function isOfDay(entry: Knowledge, days: readonly number[], { policy }: Pick<Asked, 'policy'>): boolean {
  const { startsAt, endsAt } = entry;
  if (entry.kind === 'faq' || startsAt === null || endsAt === null) return false;
  const { zone } = policy.calendar;
  const [first, last] = [dayNumber(zone, startsAt), dayNumber(zone, endsAt)];
  return days.some((day) => day >= first && day <= last);
}
