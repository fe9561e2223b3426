import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A sheet says the same words as every other: a fifth is left of it at the lowest level, and higher ones take longer for little. */
const LEVEL = 1;

/** JSON of what is written once, many at a time, and read as a whole: deflated, in base64, so that any text can be stored. */
export function pack(value: unknown): string {
  return deflateRawSync(JSON.stringify(value), { level: LEVEL }).toString('base64');
}

/** What `pack` made, of a column that only `commit` writes. */
export function unpack<T>(packed: string): T {
  const value: T = JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString('utf8'));
  return value;
}
