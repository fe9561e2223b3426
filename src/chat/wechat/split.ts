/** WeChat cuts off what is longer than about 2,000 characters. */
const LONGEST = 1900;

/** A text in pieces that WeChat takes whole, cut at line ends where there are any, never within a character. */
export function splitText(text: string): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > LONGEST) {
    const length = cutAt(rest);
    pieces.push(rest.slice(0, length));
    rest = rest.slice(length).replace(/^\n/, '');
  }
  return rest === '' && pieces.length > 0 ? pieces : [...pieces, rest];
}

function cutAt(text: string): number {
  const lineEnd = text.lastIndexOf('\n', LONGEST);
  if (lineEnd > LONGEST / 2) return lineEnd;
  const isWithinPair = /[\uD800-\uDBFF]/.test(text[LONGEST - 1] ?? '');
  return isWithinPair ? LONGEST - 1 : LONGEST;
}
