import type { CommandContext, Outcome } from '../../src/app/command.ts';
import { entryId } from '../../src/app/keys.ts';
import type { KnowledgeTold } from '../../src/app/reply.ts';
import { untilDay } from '../../src/engine/clock/dates.ts';
import type { Instant } from '../../src/engine/glossary.ts';
import { isCurrent, type Knowledge } from '../../src/engine/knowledge/entry.ts';
import { timesIn } from '../../src/engine/knowledge/hours.ts';
import type { Scope } from '../../src/engine/org/directory.ts';
import type { Result } from '../../src/engine/refusal.ts';
import { accept, refuse } from '../../src/engine/refusal.ts';
import { dayNumber, instantOf } from '../../src/engine/time.ts';
import { mayKeep, scopeNamed } from './knowledge-scope.ts';
import type { Written } from './knowledge-words.ts';

/** What 通知 and 问答 have in common: whose it is, how long it counts, where it is shown. */

type Kind = Knowledge['kind'];

/** The command that keeps each kind. */
const COMMANDS = { notice: '通知', faq: '问答' } as const satisfies Record<Kind, string>;

const SOURCE_CHARS = 30;
/** More rooms than this are not posted to by a slip of the finger. */
const ROOMS_UNASKED = 3;
const LAST_MINUTE = 24 * 60 - 1;

export function currentOf(ctx: CommandContext, kind: Kind): readonly Knowledge[] {
  const here = (entry: Knowledge) =>
    entry.kind === kind &&
    isCurrent(entry, ctx.now) &&
    (entry.communityId === null || !ctx.scope?.communityId || entry.communityId === ctx.scope.communityId);
  return ctx.knowledge.filter(here).toSorted((a, b) => b.number - a.number);
}

export function entryNumbered(ctx: CommandContext, kind: Kind, number: number): Result<Knowledge> {
  const found = ctx.knowledge.find(
    (entry) => entry.kind === kind && entry.number === number && isCurrent(entry, ctx.now),
  );
  return found ? accept(found) : refuse({ code: 'no-such-entry', command: COMMANDS[kind], number });
}

/** One that the speaker may change: staff where it counts. */
export function ownEntry(ctx: CommandContext, kind: Kind, number: number): Result<Knowledge> {
  const found = entryNumbered(ctx, kind, number);
  if (!found.ok || mayKeep(ctx, found.value)) return found;
  const at = ctx.directory.nameOf(found.value.communityId ?? found.value.streetId);
  return refuse({ code: 'entry-not-yours', command: COMMANDS[kind], number, at });
}

/** Where a new entry counts: as said, else at the room's place, else where the speaker's own post lies. */
export function scopeFor(ctx: CommandContext, written: Written, kind: Kind): Result<Scope> {
  if (written.scope !== null) return scopeNamed(ctx, written.scope);
  const room = ctx.room ? ctx.scope : ctx.scope && { ...ctx.scope, gridId: null };
  const posts = ctx.directory.staff(ctx.person.id)?.posts ?? [];
  const own = posts
    .flatMap(({ at }) => ctx.directory.scopeOf(at) ?? [])
    .map((one) => ({ ...one, gridId: null }));
  const scope = [...(room ? [room] : []), ...own].find((one) => mayKeep(ctx, one));
  return scope ? accept(scope) : refuse({ code: 'not-permitted', command: COMMANDS[kind] });
}

/** 「通知 改 3」 without saying what. */
export function changesNothing({ text, until, source, scope, forever }: Written): boolean {
  return text === '' && until === null && source === null && scope === null && !forever;
}

/** Of a change: where it counted before, unless said anew. */
export function scopeAfter(ctx: CommandContext, entry: Knowledge, { scope }: Written): Result<Scope> {
  const { streetId, communityId, gridId } = entry;
  return scope === null ? accept({ streetId, communityId, gridId }) : scopeNamed(ctx, scope);
}

export interface Expiry {
  expiresAt: Instant;
  /** It was to count for longer than the policy allows. */
  isCut: boolean;
}

/** The last moment it counts: as said, else `otherwise`; nothing counts for longer than the policy allows. */
export function expiryOf(ctx: CommandContext, written: Written, otherwise: Instant): Result<Expiry> {
  const latest = ctx.now + ctx.policy.knowledge.longestMs;
  const within = (until: Instant) => ({ expiresAt: Math.min(until, latest), isCut: until > latest });
  if (written.forever) return accept({ expiresAt: latest, isCut: true });
  if (written.until === null) return accept(within(otherwise));
  const { zone } = ctx.policy.calendar;
  const day = untilDay(written.until, { zone, now: ctx.now });
  if (!day.ok) return day;
  const minute = timesIn(written.until).at(-1)?.minute ?? LAST_MINUTE;
  const until = instantOf(zone, dayNumber(zone, day.value), minute);
  return until < ctx.now ? refuse({ code: 'date-in-past', text: written.until }) : accept(within(until));
}

export function endOfDay(zone: string, at: Instant): Instant {
  return instantOf(zone, dayNumber(zone, at), LAST_MINUTE);
}

export function checkLength(text: string, most: number): Result<string> {
  const chars = [...text].length;
  return chars > most ? refuse({ code: 'text-too-long', most, chars }) : accept(text);
}

/** What is the same of every new entry. */
export function newEntry(ctx: CommandContext, kind: Kind, scope: Scope) {
  return {
    id: entryId(ctx.messageId),
    kind,
    number: ctx.nextEntry(kind),
    ...scope,
    authorId: ctx.person.id,
    authorName: ctx.person.name,
    addedAt: ctx.now,
    changedAt: null,
    withdrawnAt: null,
  };
}

/** Whose word it is: as said, else the place whose staff wrote it. */
export function sourceOf(ctx: CommandContext, { source }: Written, scope: Scope): string {
  const said = source ?? ctx.directory.nameOf(scope.communityId ?? scope.streetId);
  return said.slice(0, SOURCE_CHARS).toWellFormed();
}

export const NOTHING_TOLD: KnowledgeTold = { rooms: null, masked: false, alike: null, isCut: false };

/** Shown again before so many rooms get it. True: the question was put, nothing is to be done yet. */
export function asksBefore(
  ctx: CommandContext,
  scope: Scope,
  asked: { written: Written; rest: string },
): boolean {
  const { written, rest } = asked;
  const rooms = residentRooms(ctx, scope);
  if (!written.post || written.confirmed || rooms.length <= ROOMS_UNASKED) return false;
  ctx.reply({ code: 'post-first', rooms: rooms.map(({ name }) => name), repeat: `通知 ${rest} 确认` });
  return true;
}

/** The residents' rooms of its place and below; their names, once it is posted there. */
export function postTo(ctx: CommandContext, entry: Knowledge, withdrawn: boolean): readonly string[] {
  const rooms = residentRooms(ctx, entry);
  for (const { id } of rooms) ctx.tell({ roomId: id }, { code: 'notice-posted', entry, withdrawn });
  return rooms.map(({ name }) => name);
}

function residentRooms({ directory }: CommandContext, { streetId, communityId, gridId }: Scope) {
  return directory.organisation.rooms.filter(({ kind, scope }) => {
    const at = kind === 'resident' ? directory.scopeOf(scope) : null;
    if (at?.streetId !== streetId || (communityId !== null && at.communityId !== communityId)) return false;
    return gridId === null || at.gridId === gridId;
  });
}

/** Takes an entry out of use; whoever was shown it in a room is told there if that is asked for. */
export function withdraw(ctx: CommandContext, entry: Knowledge, post: boolean): Outcome {
  ctx.change({ type: 'knowledge-changed', entry: { ...entry, changedAt: ctx.now, withdrawnAt: ctx.now } });
  const rooms = post && entry.kind === 'notice' ? postTo(ctx, entry, true) : null;
  ctx.reply({ code: 'knowledge-kept', entry, what: 'withdrawn', told: { ...NOTHING_TOLD, rooms } });
  return null;
}
