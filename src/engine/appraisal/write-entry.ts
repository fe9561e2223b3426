/** Written entries (rules.md 8.1): who may write which points about whom, and for which month. */
import type { Instant, Role } from '../glossary.ts';
import type { Staff } from '../org/directory.ts';
import { accept, type Result, refuse } from '../refusal.ts';
import { compare } from './decimal.ts';
import type { LedgerEntry } from './entry.ts';
import type { Month, MonthState } from './month.ts';
import { MONTH_MOVES } from './month-moves.ts';
import type { AppraisalPolicy, DecimalText, Item, ItemSource, PeerGroup } from './policy.ts';
import { keyAt } from './window.ts';

/** What somebody wants to write. */
export interface EntryWish {
  item: Item;
  points: DecimalText;
  /** When it happened. */
  on: Instant;
  reason: string;
}

export interface EntryContext {
  policy: AppraisalPolicy;
  zone: string;
  now: Instant;
  /** The author's roles where the person works. */
  roles: readonly Role[];
  months: readonly Month[];
}

type EntrySource = Extract<ItemSource, { type: 'entry' }>;
export type EntryItem = Item & { source: EntrySource };

/** States in which scores still follow the ledger by themselves. */
const UNSCORED: readonly MonthState[] = MONTH_MOVES.enter;

/** The first group one of the posts held at that time belongs to; null: nobody scores this person. */
export function groupAt(policy: AppraisalPolicy, { posts }: Staff, at: Instant): PeerGroup | null {
  const held = posts.filter(({ since, until }) => since <= at && (until === null || at < until));
  const fits = (group: PeerGroup) => held.some(({ post }) => group.posts.includes(post));
  return policy.groups.find((group) => group.subject === 'person' && fits(group)) ?? null;
}

/** Items that people write entries for, of one group or (null) of any. */
export function writtenItems(policy: AppraisalPolicy, groupId: string | null): readonly EntryItem[] {
  return policy.items.filter(isWritten).filter(({ groups }) => {
    return groupId === null || groups.length === 0 || groups.includes(groupId);
  });
}

function isWritten(item: Item): item is EntryItem {
  return item.source.type === 'entry';
}

/**
 * Those meant by 「迟到」, 「劳动纪律-迟到」 or an id: by whole name, else by part of it; a dimension before the name narrows them.
 * Several: the name is not enough.
 */
export function itemsNamed(
  policy: AppraisalPolicy,
  items: readonly EntryItem[],
  name: string,
): readonly EntryItem[] {
  const [first = '', ...others] = name.split(/[-－—–/／·:：]/u);
  const dimension = policy.dimensions.find((one) => one.name === first || one.id === first);
  const wanted = dimension ? others.join('-') : name;
  const within = dimension ? items.filter((item) => item.dimension === dimension.id) : items;
  const exact = within.filter((item) => item.name === wanted || item.id === name);
  if (exact.length > 0 || wanted === '') return wanted === '' ? within : exact;
  return within.filter((item) => item.name.includes(wanted));
}

/** Whether it may be written; its month. */
export function checkEntry(wish: EntryWish, context: EntryContext): Result<{ monthKey: string }> {
  const { item, points, on, reason } = wish;
  const { policy, zone, now, months } = context;
  if (item.source.type !== 'entry' || !item.source.by.some((role) => context.roles.includes(role))) {
    return refuse({ code: 'entry-not-permitted', item: item.name });
  }
  const { least, most, needsReason } = item.source;
  if (compare(points, least) < 0 || compare(points, most) > 0 || compare(points, '0') === 0) {
    return refuse({ code: 'points-out', item: item.name, least, most });
  }
  if (needsReason && reason.trim() === '') return refuse({ code: 'entry-reason', item: item.name });
  if (on > now) return refuse({ code: 'entry-ahead' });
  return checkMonth(keyAt(policy.window, zone, on), months);
}

/** Only where nothing has been computed yet: later an appeal is the way. */
export function checkMonth(monthKey: string, months: readonly Month[]): Result<{ monthKey: string }> {
  const month = months.find(({ key }) => key === monthKey);
  if (month && !UNSCORED.includes(month.state)) return refuse({ code: 'entry-too-late', monthKey });
  return accept({ monthKey });
}

/** An entry is taken back whole, once, by one that says why. */
export function checkCancel(
  entry: LedgerEntry,
  others: readonly LedgerEntry[],
  context: Omit<EntryContext, 'roles'> & { mayCancel: boolean },
): Result<{ monthKey: string }> {
  const item = context.policy.items.find(({ id }) => id === entry.itemId)?.name ?? entry.itemId;
  if (!context.mayCancel) return refuse({ code: 'entry-not-permitted', item });
  const isCancelled = others.some(({ cancels }) => cancels === entry.id);
  if (isCancelled || entry.cancels !== null) return refuse({ code: 'entry-settled', number: entry.number });
  return checkMonth(keyAt(context.policy.window, context.zone, entry.on), context.months);
}
