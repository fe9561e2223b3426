import type { Speaking } from '../app/reply.ts';
import { type Instant, MINUTE_MS, type PersonId } from '../engine/glossary.ts';
import { maskPrivate } from '../engine/intake/mask.ts';
import type { TicketEvent } from '../engine/ticket/event.ts';
import type { Ticket } from '../engine/ticket/ticket.ts';
import { clockText } from '../engine/time.ts';
import { URGENCY_LABELS } from './labels.ts';

/** The pieces that sentences are made of. */

const QUOTE_CHARS = 60;
const OPEN_ENDED = /^$|其他$/;

/** `#128`, or `疑3` while staff have not confirmed it. */
export function numberOf(ticket: Pick<Ticket, 'number' | 'draftNumber'>): string {
  return ticket.number === null ? `疑${ticket.draftNumber ?? '?'}` : `#${ticket.number}`;
}

/** What it is about in one word: the level-2 category, or level 1 where that says nothing. */
export function subjectOf(ticket: Pick<Ticket, 'category'>): string {
  const [level1, level2] = ticket.category;
  return OPEN_ENDED.test(level2) ? level1 : level2;
}

export function placeOf(ticket: Pick<Ticket, 'place'>): string {
  return ticket.place ? maskPrivate(ticket.place.text) : '';
}

/** `#128 电梯 · 阳光花园3号楼2单元`. */
export function titleOf(ticket: Ticket): string {
  return [`${numberOf(ticket)} ${subjectOf(ticket)}`, placeOf(ticket)].filter(Boolean).join(' · ');
}

/** `【特急】#128 电梯(3户) 阳光花园3号楼2单元`: as staff see it. */
export function staffTitleOf(ticket: Ticket): string {
  const households = ticket.followers.length + 1;
  const urgency = ticket.urgency === 'normal' ? '' : `【${URGENCY_LABELS[ticket.urgency]}】`;
  const count = households > 1 ? `(${households}户)` : '';
  return `${urgency}${numberOf(ticket)} ${subjectOf(ticket)}${count} ${placeOf(ticket)}`.trim();
}

/** 「…」 with nothing private in it, cut to a line; empty for no text. */
export function quote(text: string): string {
  const shown = plain(text);
  return shown === '' ? '' : `「${shown}」`;
}

/** A text safe to repeat in any room, cut to a line. */
export function plain(text: string): string {
  const line = maskPrivate(text).replace(/\s+/g, ' ').trim();
  return line.length > QUOTE_CHARS ? `${line.slice(0, QUOTE_CHARS).toWellFormed()}…` : line;
}

/** `:原因`, or nothing when none was given. */
export function because(text: string): string {
  return text.trim() === '' ? '' : `:${plain(text)}`;
}

export function when(at: Instant, { zone, now }: Speaking): string {
  return clockText(zone, at, now);
}

/** `18:14` of today without the word, other days with theirs. */
export function soon(at: Instant, speaking: Speaking): string {
  return when(at, speaking).replace(/^今天 /, '');
}

/** Only the day, for dates that people name by the day: `5月15日`, `明天`. */
export function dayOf(at: Instant, speaking: Speaking): string {
  return when(at, speaking).replace(/ \d\d:\d\d$/, '');
}

/** `还剩 3小时20分`, `已到时限` or `已超时 2天`. */
export function timeLeft(until: Instant, now: Instant): string {
  const minutes = Math.floor(Math.abs(until - now) / MINUTE_MS);
  if (minutes === 0) return '已到时限';
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const short = hours > 0 ? `${hours}小时${minutes % 60}分` : `${minutes}分钟`;
  const length = days > 0 ? `${days}天${hours > 0 ? `${hours}小时` : ''}` : short;
  return until >= now ? `还剩 ${length}` : `已超时 ${length}`;
}

export function holderOf(ticket: Ticket): string | null {
  return 'assigneeName' in ticket ? ticket.assigneeName : null;
}

/** `@李梅`, or nothing when nobody holds it. */
export function atHolder(ticket: Ticket): string {
  const holder = holderOf(ticket);
  return holder === null ? '' : `@${holder}`;
}

/** `@王芳`, the community's secretary, or nothing. */
export function atSecretary(ticket: Ticket, { directory, now }: Speaking): string {
  const secretary = directory.secretaryOf(ticket.communityId, now);
  return secretary ? `@${secretary.name}` : '';
}

/** Whoever tips off is named in no room: the other side may read, or hear of it. */
const UNNAMED = '反映的居民';

export function reporterOf({ kind, reporter }: Pick<Ticket, 'kind' | 'reporter'>): string {
  return kind === 'tip-off' ? UNNAMED : reporter.name;
}

/** `@张阿姨 @王哥`: those who wait for it; a crowd is not listed, whoever tips off is spoken to alone. */
export function atParties(ticket: Ticket): string {
  if (ticket.kind === 'tip-off') return '';
  const names = [...new Set([ticket.reporter, ...ticket.followers].map((party) => party.name))];
  const shown = names.slice(0, 6).map((name) => `@${name}`);
  return names.length > shown.length ? `${shown.join(' ')} 等${names.length}位` : shown.join(' ');
}

export function nameOf(personId: PersonId, { directory }: Speaking): string {
  return directory.staff(personId)?.name ?? '邻居';
}

/** The words that came with an event: its reason, text or result. */
export function wordsOf(event: TicketEvent): string {
  if ('reason' in event) return event.reason;
  if ('text' in event) return event.text;
  return event.kind === 'finished' ? event.result : '';
}

/** The public emergency number of the ticket's category, else the general ones. */
export function publicNumberOf(ticket: Ticket, { policy }: Speaking): string {
  const { publicNumbers } = policy;
  return publicNumbers[ticket.category[1]] ?? publicNumbers[ticket.category[0]] ?? publicNumbers['*'] ?? '';
}

/** Joins the parts that there are: a missing name or place leaves no gap. */
export function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
