import { randomBytes, randomInt } from 'node:crypto';
import { MINUTE_MS } from '../engine/glossary.ts';

const CODE_DIGITS = 6;

/** A fresh one-time code; commands and the tool hand out the same kind. */
export function newCode(): string {
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
}

const TOKEN_BYTES = 32;

/** What a one-time link ends in: 43 characters that nobody guesses. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** How long a code lives, in words: `24 小时`, `30 分钟`. */
export function lifeText(lifeMs: number): string {
  const minutes = Math.round(lifeMs / MINUTE_MS);
  return minutes >= 120 ? `${Math.round(minutes / 60)} 小时` : `${minutes} 分钟`;
}
