import { blank } from './text.ts';

const MARK =
  /(?<=^|[\n\s;。:!?;,.、])(?:\(?(\d{1,2})\)|(\d{1,2}) ?[、.](?!\d{1,4}(?:[^\d号栋幢座#单-]|$))|([一二三四五六七八九])个?(?:是|系|係|来)|([一二三四五六七八九])[、,.: ]|第([一二三四五六七八九])[,、:件个 ])|([①②③④⑤⑥⑦⑧⑨])/g;
const HAN = '一二三四五六七八九';
const CIRCLED = '①②③④⑤⑥⑦⑧⑨';

/** Where the items of 「1.…;2.…」, 「一是…二是…」 begin and their text starts; empty when it is no enumeration. */
export function enumerators(text: string): readonly { at: number; end: number }[] {
  const found: { at: number; end: number; n: number }[] = [];
  for (const mark of text.matchAll(MARK)) {
    const n = numberOf(mark);
    if (n === found.length + 1) found.push({ at: mark.index, end: mark.index + mark[0].length, n });
    if (found.length >= 20) break;
  }
  // 「三、一、二、四号楼」: numbers right behind each other are no items.
  const bare = found.some(({ end }, i) => found[i + 1]?.at === end);
  return found.length >= 2 && !bare ? found : [];
}

function numberOf(mark: RegExpExecArray): number {
  const [, bracketed, dotted, being, plain, nth, circled] = mark;
  if (circled !== undefined) return CIRCLED.indexOf(circled) + 1;
  return Number(bracketed ?? dotted ?? 0) || HAN.indexOf(being ?? plain ?? nth ?? '-') + 1;
}

/** Item numbers blanked, so that 「1.6号楼」 is building 6. Indices stay. */
export function blankEnumerators(text: string): string {
  let clean = text;
  for (const { at, end } of enumerators(text))
    clean = clean.slice(0, at) + blank(text.slice(at, end)) + clean.slice(end);
  return clean;
}
