/** Full-width letters, digits and marks as half-width, Latin letters small. Keeps every index where it was. */
export function fold(text: string): string {
  return text
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

const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** `12`, `十二`, `二十`, `二十一` → the number; `null` for anything else. */
export function numeral(written: string): number | null {
  if (/^\d{1,4}$/.test(written)) return Number(written);
  const tens = /^([一二两三四五六七八九]?)十([一二三四五六七八九]?)$/.exec(written);
  if (tens) return (DIGITS[tens[1] ?? ''] ?? 1) * 10 + (DIGITS[tens[2] ?? ''] ?? 0);
  return DIGITS[written] ?? null;
}
