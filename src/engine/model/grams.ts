/** Texts as counted hashes of their character n-grams: what every trained model looks at. */
import { fold } from '../intake/text.ts';

export const MAX_CHARS = 4000;

/** Hashes in ascending order, each once, with how often it stands in the text. */
export interface Grams {
  hashes: Uint32Array;
  counts: Uint16Array;
}

/**
 * The text without what tells where it was written rather than what it says: width and case, `[捂脸]` and masks like
 * `[TEL]`, mentions, links, anonymised towns (`A3区`), digits (all `0`), marks but `?`, and marks at the ends.
 */
export function matterOf(text: string): string {
  return fold(text.slice(0, MAX_CHARS))
    .replace(/\[[^\]\n]{1,12}\]/g, ' ')
    .replace(/@[^\s@,:!?。，]{1,20}/g, ' ')
    .replace(/https?:\/\/[\x21-\x7e]{1,300}/g, ' ')
    .replace(/[a-z]\d{0,4}[市区县省]/g, '')
    .replace(/[\d*×x]+/g, (run) => (/\d/.test(run) ? '0' : ' '))
    .replace(/[^\p{L}\p{N}?]+/gu, ' ')
    .replace(/[\s?]+$/, '')
    .trimStart();
}

/** The n-grams of 1 to `longest` characters; the text's ends are marks of their own. */
export function gramsOf(matter: string, longest: number): Grams {
  const text = ` ${matter.slice(0, MAX_CHARS)} `;
  const all = new Uint32Array(text.length * longest);
  let size = 0;
  for (let at = 0; at < text.length; at++) {
    let hash = 0x811c9dc5;
    const end = Math.min(text.length, at + longest);
    for (let to = at; to < end; to++) {
      hash = Math.imul(hash ^ text.charCodeAt(to), 0x01000193);
      if (to > at || text.charCodeAt(to) !== 0x20) all[size++] = mixed(hash);
    }
  }
  return counted(all.subarray(0, size));
}

/** A hash does not tell its text: where one of these stands, the n-gram is looked up again. */
export function piecesOf(matter: string, longest: number, wanted: ReadonlySet<number>): Map<number, string> {
  const text = ` ${matter.slice(0, MAX_CHARS)} `;
  const pieces = new Map<number, string>();
  for (let at = 0; at < text.length && pieces.size < wanted.size; at++) {
    let hash = 0x811c9dc5;
    for (let to = at; to < Math.min(text.length, at + longest); to++) {
      hash = Math.imul(hash ^ text.charCodeAt(to), 0x01000193);
      const whole = mixed(hash);
      if (wanted.has(whole) && !pieces.has(whole)) pieces.set(whole, text.slice(at, to + 1).trim());
    }
  }
  return pieces;
}

/** FNV-1a leaves the high bits of short strings alike; this spreads them. */
function mixed(given: number): number {
  let hash = given ^ (given >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The hash of a name, for features that are no n-gram: `list:problem`. */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return mixed(hash);
}

function counted(all: Uint32Array): Grams {
  all.sort();
  const counts = new Uint16Array(all.length);
  let size = 0;
  for (let at = 0; at < all.length; at++) {
    const hash = all[at] ?? 0;
    if (size > 0 && all[size - 1] === hash) counts[size - 1] = Math.min(0xffff, (counts[size - 1] ?? 0) + 1);
    else {
      all[size] = hash;
      counts[size] = 1;
      size += 1;
    }
  }
  return { hashes: all.slice(0, size), counts: counts.slice(0, size) };
}
