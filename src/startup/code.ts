import { randomInt } from 'node:crypto';

const CODE_DIGITS = 6;

/** A fresh one-time code; commands and the tool hand out the same kind. */
export function newCode(): string {
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
}
