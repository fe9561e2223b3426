import { simplify } from './simplified.ts';

/** Full-width letters, digits and marks as half-width, Latin letters small, traditional ones simplified. Keeps every index. */
export function fold(text: string): string {
  return simplify(text)
    .replace(/[\uff01-\uff5e\u3000]/g, (mark) =>
      mark === '\u3000' ? ' ' : String.fromCharCode(mark.charCodeAt(0) - 0xfee0),
    )
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** The folded text with what carries no meaning blanked: mentions, links, `[捂脸]`. Indices stay. */
export function plain(text: string): string {
  return fold(text)
    .replace(/\[[^\]\n]{1,8}\]/g, blank)
    .replace(/@[^\s@,:!?。，]{1,20}/g, blank)
    .replace(/https?:\/\/[\x21-\x7e]{1,300}/g, blank);
}

export function blank(part: string): string {
  return ' '.repeat(part.length);
}

/** Letters, digits and Chinese characters: how much was really said. */
export function weightOf(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

const DIGITS: ReadonlyMap<string, number> = new Map(
  ['零〇', '一壹幺', '二两贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap(
    (letters, value) => [...letters].map((letter) => [letter, value] as const),
  ),
);
const ENCLOSED = /^[①-⑳]$/;
/** As banks and as calendars write ten, twenty and thirty. */
const TENS: Readonly<Record<string, string>> = { 拾: '十', 佰: '百', 廿: '二十', 卅: '三十' };

/** `12`, `十二`, `二十`, `一百零三`, `一〇三`, `叁`, `⑫` → the number; `null` for anything else, like `三四`. */
export function numeral(written: string): number | null {
  if (/^\d{1,4}$/.test(written)) return Number(written);
  if (ENCLOSED.test(written)) return written.charCodeAt(0) - 0x2460 + 1;
  const plain = written.replace(/[拾佰廿卅]/g, (ten) => TENS[ten] ?? ten);
  return plain.length === 1 ? (DIGITS.get(plain) ?? (plain === '十' ? 10 : null)) : counted(plain);
}

/** `一百零三`, `二十`: with hundreds and tens. `一〇三`: spoken digit by digit, which only a zero shows for sure. */
function counted(written: string): number | null {
  const found = COUNTED.exec(written);
  if (!found) return SPOKEN.test(written) ? Number([...written].map(digit).join('')) : null;
  const [, hundreds = '', tens, ones = ''] = found;
  const ten = tens === undefined ? 0 : (DIGITS.get(tens.charAt(0)) ?? 1);
  return digit(hundreds) * 100 + ten * 10 + digit(ones);
}

const COUNTED =
  /^(?=.*[十百])(?:([一二两三四五六七八九壹贰叁肆伍陆柒捌玖])百)?零?([一二三四五六七八九壹贰叁肆伍陆柒捌玖]?十)?([一二三四五六七八九壹贰叁肆伍陆柒捌玖]?)$/;
const SPOKEN = /^[一二三四五六七八九幺](?=.?[零〇])[零〇一二三四五六七八九幺]{1,2}$/;

function digit(letter: string): number {
  return DIGITS.get(letter) ?? 0;
}
