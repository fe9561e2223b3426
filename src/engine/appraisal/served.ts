/** Days of a window that somebody was in post, and working days that somebody was on leave. */
import { elapsed } from '../clock/calendar.ts';
import type { CalendarPolicy } from '../clock/calendar-types.ts';
import type { Instant } from '../glossary.ts';
import { dayNumber, instantOf } from '../time.ts';
import type { Window } from './facts.ts';

/** `until` null: without an end. */
interface Stretch {
  from: Instant;
  until: Instant | null;
}

/** Local days of which some part lies in one of the stretches; a day in two of them is one. */
export function daysCovered(stretches: readonly Stretch[], window: Window, zone: string): number {
  return coveredDays(stretches, window, zone).size;
}

/** Working days of which some working time lies in one of the stretches. */
export function workingDaysCovered(
  stretches: readonly Stretch[],
  window: Window,
  calendar: CalendarPolicy,
): number {
  const days = coveredDays(stretches, window, calendar.zone);
  const isOff = (day: number) =>
    stretches.some((stretch) => worksIn(within(stretch, dayOf(day, calendar.zone)), calendar));
  return [...days].filter(isOff).length;
}

function coveredDays(stretches: readonly Stretch[], window: Window, zone: string): ReadonlySet<number> {
  const days = new Set<number>();
  for (const { from, until } of stretches.map((stretch) => within(stretch, window))) {
    if (from >= until) continue;
    const last = dayNumber(zone, until - 1);
    for (let day = dayNumber(zone, from); day <= last; day += 1) days.add(day);
  }
  return days;
}

function within({ from, until }: Stretch, window: Window): Window {
  return { from: Math.max(from, window.from), until: Math.min(until ?? window.until, window.until) };
}

function worksIn({ from, until }: Window, calendar: CalendarPolicy): boolean {
  return from < until && elapsed(calendar, 'working', { from, to: until }) > 0;
}

function dayOf(day: number, zone: string): Window {
  return { from: instantOf(zone, day, 0), until: instantOf(zone, day + 1, 0) };
}
