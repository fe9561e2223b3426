import { blankEnumerators } from './enumeration.ts';
import { fold } from './text.ts';

const KEYCAPS = /(?:\d\ufe0f?\u20e3 ?){1,4}/g;
const CIRCLED_BUILDING = /[①-⑨❶-❾➀-➈➊-➒](?=\s{0,2}(?:号楼|号[搂院]|栋|幢|座|#|[东西南北中]?单[元源员]))/g;
const OTHER_DASHES = /[—–‐‑−﹣~〜～]/g;
/** Where the rows of circled digits begin; the first one is what enumerations use too. */
const CIRCLES = [0x2460, 0x2776, 0x2780, 0x278a];

/** The text as places are looked for in: `3️⃣号楼`, `③栋`, `3—2—501` in plain digits and dashes. Keeps every index. */
export function placeText(text: string): string {
  const plain = fold(text)
    .replace(KEYCAPS, (keys) => keys.replace(/\D/g, '').padStart(keys.length))
    .replace(CIRCLED_BUILDING, digitIn)
    .replace(OTHER_DASHES, (dash) => (dash === '~' || dash === '〜' || dash === '～' ? '~' : '-'))
    .replace(/[\n\t\r]/g, ' ');
  return blankEnumerators(plain);
}

function digitIn(circled: string): string {
  const code = circled.charCodeAt(0);
  const row = CIRCLES.findLast((first) => first <= code) ?? code;
  return String(code - row + 1);
}
