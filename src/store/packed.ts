import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A sheet says the same words as every other: a fifth is left of it at the lowest level, and higher ones take longer for little. */
const LEVEL = 1;
/** A sheet is some 15 kB and a fifth of it packed: what zlib takes by itself is many times that, for each of thousands. */
const SMALL = { chunkSize: 8192, windowBits: 14, memLevel: 7 };
const UNPACKED_CHUNK = 32_768;

/** JSON of what is written once, many at a time, and read as a whole: deflated, in base64, so that any text can be stored. */
export function pack(value: unknown): string {
  return deflateRawSync(JSON.stringify(value), { level: LEVEL, ...SMALL }).toString('base64');
}

/** What `pack` made, of a column that only `commit` writes. */
export function unpack<T>(packed: string): T {
  const value: T = JSON.parse(
    inflateRawSync(Buffer.from(packed, 'base64'), { chunkSize: UNPACKED_CHUNK }).toString('utf8'),
  );
  return value;
}
