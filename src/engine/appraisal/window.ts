/** Which stretch of time a month is (rules.md 4): keys are `2026-10`, edges are exact local midnights of the zone. */
import type { Instant } from '../glossary.ts';
import { digest, localInstant } from '../time.ts';
import type { Window } from './facts.ts';
import type { WindowRule } from './policy.ts';

const MONTH_KEY = /^\d{4}-(?:0[1-9]|1[0-2])$/;

export function isMonthKey(text: string): boolean {
  return MONTH_KEY.test(text);
}

/** The month of that key; `until` is the first instant of the next one. Throws on a text that is no key. */
export function windowOf(rule: WindowRule, zone: string, key: string): Window {
  const month = monthNumber(key);
  const first = rule.type === 'calendar-month' ? month : month - 1;
  return { from: edge(rule, zone, first), until: edge(rule, zone, first + 1) };
}

/** The key of the month in which an instant lies. */
export function keyAt(rule: WindowRule, zone: string, at: Instant): string {
  const { year, month, day } = digest(zone, at);
  const passed = rule.type === 'from-day' && day >= rule.day ? 1 : 0;
  return keyOf(year * 12 + month - 1 + passed);
}

export function nextKey(key: string): string {
  return keyOf(monthNumber(key) + 1);
}

export function previousKey(key: string): string {
  return keyOf(monthNumber(key) - 1);
}

/** The same month a year before, for comparisons. */
export function yearBefore(key: string): string {
  return keyOf(monthNumber(key) - 12);
}

/** Every key from the first to the last, both included; empty when `first` is the later. */
export function keysBetween(first: string, last: string): readonly string[] {
  const from = monthNumber(first);
  const count = Math.max(0, monthNumber(last) - from + 1);
  return Array.from({ length: count }, (_, index) => keyOf(from + index));
}

export function isWithin(window: Window, at: Instant): boolean {
  return window.from <= at && at < window.until;
}

/** Months since year 0, so that year ends need no care. */
function monthNumber(key: string): number {
  if (!isMonthKey(key)) throw new Error(`not a month: ${key}`);
  return Number(key.slice(0, 4)) * 12 + Number(key.slice(5)) - 1;
}

function keyOf(months: number): string {
  const year = String(Math.floor(months / 12)).padStart(4, '0');
  return `${year}-${String((months % 12) + 1).padStart(2, '0')}`;
}

function edge(rule: WindowRule, zone: string, months: number): Instant {
  const day = rule.type === 'calendar-month' ? 1 : rule.day;
  return localInstant(zone, {
    year: Math.floor(months / 12),
    month: (months % 12) + 1,
    day,
    hour: 0,
    minute: 0,
  });
}
