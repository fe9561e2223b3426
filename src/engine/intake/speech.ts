import type { Signs } from './signs.ts';
import { count, has } from './signs.ts';
import type { Speech } from './talk.ts';

const LIKELY = 0.5;

/** What sort of talk it is. What tells or sells is named before what asks: both use the same words. */
export function speechOf(signs: Signs, request: number): Speech {
  if (signs.size === 0) return 'empty';
  if (has(signs, 'injection')) return 'injection';
  if (request < LIKELY && selling(signs)) return 'trade';
  if (request < LIKELY && telling(signs)) return 'notice';
  if (has(signs, 'praise') && !has(signs, 'problem')) return 'praise';
  if (request < LIKELY) return 'chatter';
  if (has(signs, 'suggestion') && !has(signs, 'neglected')) return 'suggestion';
  return asksOffice(signs) ? 'question' : 'report';
}

function selling(signs: Signs): boolean {
  return has(signs, 'trade') || count(signs, 'advert') >= 2;
}

function telling(signs: Signs): boolean {
  return has(signs, 'notice') || count(signs, 'official') >= 2 || count(signs, 'news') >= 2;
}

/** A matter of an office is asked, and nothing is broken. */
export function asksOffice(signs: Signs): boolean {
  return has(signs, 'consult') && !has(signs, 'neglected') && count(signs, 'problem') <= 1;
}
