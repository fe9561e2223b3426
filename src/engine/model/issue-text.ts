/** A text as the issue model looks at it: pairs of characters for what it is about, triples for names. */
import { fold } from '../intake/text.ts';

/** Names and matter stand early in a letter; its later pages repeat and blur. */
const MAX_CHARS = 1000;
const TITLE_CHARS = 50;

/** `[TEL]`, `【…】`, dates and amounts: alike in any two letters. */
const MASKS = /[[【][^\]】\n]{1,12}[\]】]/g;
const MEASURES = /\d{1,9}(?=[年月日号点时分元万亿个%岁天])/g;
/** Districts as anonymised posts write them: told apart, but no name. */
const DISTRICTS = /[a-z]\d{0,3}[区县]/g;
const TOWNS = /[a-z]\d{0,3}[市省]/g;
const NUMBERED = /\d{1,5}(?:号楼|栋|幢|单元|路|期|号线)/g;

export interface IssueText {
  text: string;
  /** The first line, or the first sentence: where a letter says what it is about. */
  title: string;
  districts: ReadonlySet<string>;
  /** `9栋`, `3号线`. */
  numbered: ReadonlySet<string>;
}

export function issueTextOf(given: string): IssueText {
  const folded = fold(given.slice(0, MAX_CHARS));
  const text = folded.replace(MASKS, ' ').replace(MEASURES, ' ').replace(DISTRICTS, ' ').replace(TOWNS, ' ');
  const first = text.includes('\n') ? text.slice(0, text.indexOf('\n')) : (/^[^。!?]*/.exec(text)?.[0] ?? '');
  return {
    text,
    title: first.slice(0, TITLE_CHARS),
    districts: new Set(folded.match(DISTRICTS)),
    numbered: new Set(folded.match(NUMBERED)),
  };
}

/** Pairs of letters and how often each stands there; the key is the two characters themselves. */
export function pairsOf(text: string): Map<number, number> {
  const pairs = new Map<number, number>();
  for (let at = 0; at + 1 < text.length; at++) {
    const [first, second] = [text.charCodeAt(at), text.charCodeAt(at + 1)];
    if (!isLetter(first) || !isLetter(second)) continue;
    const key = first * 0x10000 + second;
    pairs.set(key, (pairs.get(key) ?? 0) + 1);
  }
  return pairs;
}

/** The hash of the triple that begins at each position; 0 where none does. */
export function triplesOf(text: string): Uint32Array {
  const triples = new Uint32Array(Math.max(0, text.length - 2));
  for (let at = 0; at < triples.length; at++) {
    const codes = [text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2)] as const;
    if (codes.every(isLetter) && !codes.every(isDigit)) triples[at] = hashOf(codes);
  }
  return triples;
}

function hashOf([a, b, c]: readonly [number, number, number]): number {
  let hash = Math.imul(0x811c9dc5 ^ a, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15) ^ b, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13) ^ c, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0 || 1;
}

function isLetter(code: number): boolean {
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x61 && code <= 0x7a) || isDigit(code);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Whether a pair of `pairsOf` has a digit: numbers say nothing of the matter. */
export function hasDigit(pair: number): boolean {
  return isDigit(Math.floor(pair / 0x10000)) || isDigit(pair % 0x10000);
}
