import { enumerators } from './enumeration.ts';
import { fold } from './text.ts';

/** In chat a space ends a clause as a comma does. */
const SENTENCE = /[。;\n!?]|[, ](?=另外|还有|再一个|再就是|此外|其次|再有|顺便|仲有|同埋|对了)/g;
const OPENS_ANOTHER = /^[\s,]*(?:另外|还有|再一个|再就是|此外|其次|再有|顺便|仲有|同埋|对了|第二件|另一个)/;

export interface Part {
  text: string;
  at: number;
  end: number;
  /** An item of an enumeration: certain to be a matter of its own. */
  listed: boolean;
}

/** The parts of a message that could each be a matter: items of an enumeration, or what follows 「另外」. */
export function partsOf(text: string): readonly Part[] {
  const folded = fold(text);
  const items = enumerators(folded);
  if (items.length === 0) return byWord(text, folded);
  return items.map(({ end }, i) => {
    const until = items[i + 1]?.at ?? lastItemEnd(folded, end);
    return { text: trimmed(text.slice(end, until)), at: end, end: until, listed: true };
  });
}

/** The last item ends with its sentence: what follows speaks of all of them. */
function lastItemEnd(text: string, from: number): number {
  const stop = text.slice(from).search(/[。\n]/);
  return stop < 0 ? text.length : from + stop + 1;
}

function byWord(text: string, folded: string): readonly Part[] {
  const cuts = [0];
  for (const mark of folded.matchAll(SENTENCE)) {
    const at = mark.index + 1;
    if (OPENS_ANOTHER.test(folded.slice(at, at + 12))) cuts.push(at);
    if (cuts.length >= 12) break;
  }
  return cuts.map((at, i) => {
    const end = cuts[i + 1] ?? text.length;
    return { text: trimmed(text.slice(at, end)), at, end, listed: false };
  });
}

/** Without the comma that stood between it and its neighbour. */
function trimmed(text: string): string {
  return text.trim().replace(/^[,，;；]{1,3}|[,，;；]{1,3}$/g, '');
}
