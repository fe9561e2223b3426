import type { EntryShown } from '../../src/app/appraisal/score-replies.ts';
import type { Asking, CommandContext, Outcome } from '../../src/app/command.ts';
import { entryId } from '../../src/app/keys.ts';
import { nearest } from '../../src/app/nearest.ts';
import type { Needs } from '../../src/app/ports.ts';
import type { Evidence, LedgerEntry } from '../../src/engine/appraisal/entry.ts';
import type { AppraisalPolicy } from '../../src/engine/appraisal/policy.ts';
import { keyAt } from '../../src/engine/appraisal/window.ts';
import {
  checkCancel,
  checkEntry,
  type EntryItem,
  groupAt,
  itemsNamed,
  writtenItems,
} from '../../src/engine/appraisal/write-entry.ts';
import { pastDay } from '../../src/engine/clock/past-day.ts';
import { DAY_MS, type Instant } from '../../src/engine/glossary.ts';
import { publishable } from '../../src/engine/knowledge/publishable.ts';
import type { Staff } from '../../src/engine/org/directory.ts';
import { rolesOver } from '../../src/engine/org/leading.ts';
import { accept, type Result, refuse } from '../../src/engine/refusal.ts';
import { instantOf } from '../../src/engine/time.ts';
import { tellAlone } from './alone.ts';
import { on } from './kit.ts';
import { personNamed } from './people.ts';

/** 「李梅 迟到 -1 9月3日迟到20分钟」, 「撤销 12 记错人了」, or nothing: what was written lately. */
export type Wish =
  | { verb: 'list' }
  | { verb: 'cancel'; number: number; reason: string }
  | { verb: 'write'; name: string; item: string; points: string | null; reason: string };

const LIST_BACK_MS = 62 * DAY_MS;
const LISTED = 12;
const MONTHS = 14;
const MOST_EVIDENCE = 5;

const CANCEL = /^撤[销回]\s*#?(\d{1,9})\s*([\s\S]*)$/;
const POINTS = /^([+\-＋－−]?)(\d{1,4}(?:\.\d{1,2})?)分?$/;
const SIGNED = /^([+\-＋－−])(\d{1,4}(?:\.\d{1,2})?)分?/;
const TICKETS = /[#＃](\d{1,9})/g;

export function wishOf(text: string): Wish {
  const cancel = CANCEL.exec(text);
  if (cancel) return { verb: 'cancel', number: Number(cancel[1]), reason: (cancel[2] ?? '').trim() };
  const words = text.split(/\s+/).filter((word) => word !== '');
  const [name, item = '', ...rest] = words;
  if (name === undefined) return { verb: 'list' };
  return { verb: 'write', name: name.replace(/^[@＠]/, ''), ...pointed(item, rest) };
}

/** The points stand behind the item, with a space or without: 「迟到 -1 …」, 「迟到-1 …」. */
function pointed(
  item: string,
  rest: readonly string[],
): { item: string; points: string | null; reason: string } {
  const [first = '', ...others] = rest;
  const apart = POINTS.exec(first);
  if (apart) return { item, points: signedPoints(apart), reason: others.join(' ') };
  const at = item.search(/[+\-＋－−]\d/);
  const joined = at > 0 ? SIGNED.exec(item.slice(at)) : null;
  if (!joined) return { item, points: null, reason: rest.join(' ') };
  return { item: item.slice(0, at), points: signedPoints(joined), reason: rest.join(' ') };
}

function signedPoints([, sign = '', digits = '']: RegExpExecArray): string {
  return /[-－−]/.test(sign) ? `-${digits}` : digits;
}

export function entryNeeds(rest: string, { now, scope }: Asking): Partial<Needs> {
  if (!scope) return {};
  const { streetId } = scope;
  const months = { by: 'months', streetId, limit: MONTHS } as const;
  const wish = wishOf(rest);
  if (wish.verb === 'cancel') return { appraisal: [months, { by: 'entry', streetId, number: wish.number }] };
  if (wish.verb === 'write') return { appraisal: [months] };
  const window = { from: now - LIST_BACK_MS, until: now + DAY_MS };
  return { appraisal: [months, { by: 'entries', streetId, window, subjectId: null }] };
}

export function writeEntry(ctx: CommandContext, wish: Extract<Wish, { verb: 'write' }>): Outcome {
  const { appraisal: policy } = ctx.policy;
  if (policy === null) return { code: 'no-appraisal' };
  return on(personNamed(ctx, wish.name), (staff) => {
    const at = happenedAt(ctx, wish.reason);
    const group = groupAt(policy, staff, at);
    if (group === null) return { code: 'not-scored', name: staff.name, monthKey: null };
    return on(itemMeant(policy, writtenItems(policy, group.id), wish.item), (item) => {
      const { least, most } = item.source;
      if (wish.points === null) return { code: 'points-missing', item: item.name, least, most };
      return keep(ctx, { policy, staff, item, points: wish.points, at, reason: wish.reason });
    });
  });
}

/** The first day named; else now. */
function happenedAt(ctx: CommandContext, reason: string): Instant {
  const { zone } = ctx.policy.calendar;
  const day = pastDay(reason, { zone, now: ctx.now });
  return day === null ? ctx.now : instantOf(zone, day, 0);
}

function itemMeant(policy: AppraisalPolicy, items: readonly EntryItem[], name: string): Result<EntryItem> {
  const found = itemsNamed(policy, items, name);
  const only = found[0];
  if (only && found.length === 1) return accept(only);
  if (found.length > 1 && name !== '') {
    return refuse({ code: 'item-unclear', because: 'several', name, names: found.map((one) => one.name) });
  }
  const names = items.map((one) => one.name);
  const near = nearest(name, names);
  return refuse({ code: 'item-unclear', because: 'unknown', name, names: near.length > 0 ? near : names });
}

interface Kept {
  policy: AppraisalPolicy;
  staff: Staff;
  item: EntryItem;
  points: string;
  at: Instant;
  reason: string;
}

function keep(ctx: CommandContext, { policy, staff, item, points, at, reason }: Kept): Outcome {
  const { zone } = ctx.policy.calendar;
  const roles = rolesThere(ctx, staff, at);
  const context = { policy, zone, now: ctx.now, roles, months: ctx.appraisal.months };
  return on(checkEntry({ item, points, on: at, reason }, context), ({ monthKey }) => {
    const { text, masked } = publishable(reason);
    const entry: LedgerEntry = {
      ...head(ctx),
      subjectId: staff.id,
      itemId: item.id,
      points,
      on: at,
      reason: text,
      evidence: evidenceOf(ctx, reason),
      cancels: null,
    };
    ctx.appraise({ type: 'entry-added', entry });
    holdMonth(ctx, monthKey);
    const shown = { ...shownEntry(ctx, entry, policy), monthKey };
    tellAlone(ctx, { code: 'entry-written', entry: shown, masked });
    ctx.tell({ personId: staff.id }, { code: 'entry-told', entry: shown });
    return null;
  });
}

/**
 * Once its window is over a month may be being computed: of the two, one has to decide again, so that an entry is in the first scores or
 * is refused.
 */
function holdMonth(ctx: CommandContext, monthKey: string): void {
  const month = ctx.appraisal.months.find(
    ({ streetId, key }) => streetId === ctx.streetId && key === monthKey,
  );
  if (!month || ctx.now < month.window.until) return;
  const held = { ...month, revision: month.revision + 1 };
  ctx.appraise({ type: 'month-saved', month: held, fromRevision: month.revision });
}

type Head = 'id' | 'streetId' | 'number' | 'at' | 'authorId' | 'authorName' | 'policyVersion' | 'appealId';

function head(ctx: CommandContext): Pick<LedgerEntry, Head> {
  return {
    id: entryId(ctx.messageId),
    streetId: ctx.streetId ?? '',
    number: ctx.nextAppraisalNumber('entry'),
    at: ctx.now,
    authorId: ctx.person.id,
    authorName: ctx.person.name,
    policyVersion: ctx.policy.version,
    appealId: null,
  };
}

/** Tickets named, pictures sent along, and the message itself. */
function evidenceOf(ctx: CommandContext, reason: string): readonly Evidence[] {
  const numbers = [...reason.matchAll(TICKETS)].map((match) => Number(match[1]));
  return [
    ...[...new Set(numbers)].slice(0, MOST_EVIDENCE).map((number) => ({ type: 'ticket', number }) as const),
    ...ctx.images.slice(0, MOST_EVIDENCE).map((reference) => ({ type: 'picture', reference }) as const),
    { type: 'message', key: ctx.messageId },
  ];
}

/** What the speaker is where the person worked then; nobody writes about themselves or who stands as high. */
function rolesThere(ctx: CommandContext, staff: Staff, at: Instant) {
  return rolesOver(ctx.directory, { personId: ctx.person.id, staff, at, now: ctx.now });
}

export function cancelEntry(ctx: CommandContext, wish: Extract<Wish, { verb: 'cancel' }>): Outcome {
  const { appraisal: policy } = ctx.policy;
  if (policy === null) return { code: 'no-appraisal' };
  const entry = ctx.appraisal.entries.find((one) => one.number === wish.number);
  const staff = entry && ctx.directory.staff(entry.subjectId);
  if (!entry || !staff) return { code: 'no-such-score-entry', number: wish.number };
  if (wish.reason === '')
    return { code: 'reason-missing', command: '记分', example: '记分 撤销 12 记错人了' };
  const roles = rolesThere(ctx, staff, entry.on);
  const mayCancel = entry.authorId === ctx.person.id || roles.includes('street');
  const { zone } = ctx.policy.calendar;
  const context = { policy, zone, now: ctx.now, months: ctx.appraisal.months, mayCancel };
  return on(checkCancel(entry, ctx.appraisal.entries, context), ({ monthKey }) => {
    const { text: reason } = publishable(wish.reason);
    const { subjectId, itemId, on: at } = entry;
    const undoing = {
      subjectId,
      itemId,
      on: at,
      points: '0',
      reason,
      evidence: evidenceOf(ctx, wish.reason),
    };
    ctx.appraise({ type: 'entry-added', entry: { ...head(ctx), ...undoing, cancels: entry.id } });
    holdMonth(ctx, monthKey);
    const shown = shownEntry(ctx, entry, policy);
    tellAlone(ctx, { code: 'entry-cancelled', entry: shown, reason, toSubject: false });
    ctx.tell({ personId: subjectId }, { code: 'entry-cancelled', entry: shown, reason, toSubject: true });
    return null;
  });
}

/** The newest first, of people over whom the speaker has a say. */
export function listEntries(ctx: CommandContext): Outcome {
  const { appraisal: policy } = ctx.policy;
  if (policy === null) return { code: 'no-appraisal' };
  const { entries } = ctx.appraisal;
  const undone = new Set(entries.flatMap(({ cancels }) => cancels ?? []));
  const own = entries.filter(({ cancels }) => cancels === null).filter((entry) => isOver(ctx, entry));
  const newest = own.toSorted((a, b) => b.number - a.number);
  const shown = newest
    .slice(0, LISTED)
    .map((entry) => ({ ...shownEntry(ctx, entry, policy), cancelled: undone.has(entry.id) }));
  tellAlone(ctx, { code: 'entries-listed', entries: shown, more: newest.length - shown.length });
  return null;
}

function isOver(ctx: CommandContext, { subjectId, authorId, on: at }: LedgerEntry): boolean {
  const staff = ctx.directory.staff(subjectId);
  if (authorId === ctx.person.id || !staff) return authorId === ctx.person.id;
  return rolesThere(ctx, staff, at).some((role) => role === 'secretary' || role === 'street');
}

export function shownEntry(ctx: CommandContext, entry: LedgerEntry, policy: AppraisalPolicy): EntryShown {
  const item = policy.items.find(({ id }) => id === entry.itemId);
  const { number, points, authorName, reason } = entry;
  const monthKey = keyAt(policy.window, ctx.policy.calendar.zone, entry.on);
  const subjectName = ctx.directory.nameOf(entry.subjectId);
  return {
    number,
    points,
    authorName,
    reason,
    on: entry.on,
    monthKey,
    subjectName,
    itemName: item?.name ?? entry.itemId,
    cancelled: false,
  };
}
