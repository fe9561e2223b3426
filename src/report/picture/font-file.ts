/**
 * What of a TrueType file is needed to draw lines of text: which glyph a character has, how wide it is, its outline. Chinese
 * and digits need no shaping; resvg's own text takes a millisecond a character, outlines next to nothing.
 */
export interface FontFile {
  unitsPerEm: number;
  /** 0: the font has none. */
  glyphOf(codePoint: number): number;
  /** In font units. */
  widthOf(glyph: number): number;
  /** Of the outline: a view of the `glyf` entry; null: nothing to draw. */
  entryOf(glyph: number): DataView | null;
}

type Tables = (tag: string) => DataView;

/** Throws where the file is no TrueType font: it comes with the program, so that is a broken installation. */
export function readFontFile(bytes: Uint8Array): FontFile {
  const tables = tablesOf(bytes);
  const head = tables('head');
  const longOffsets = head.getInt16(50) === 1;
  const loca = tables('loca');
  const glyf = tables('glyf');
  const offset = (glyph: number) => (longOffsets ? loca.getUint32(glyph * 4) : loca.getUint16(glyph * 2) * 2);
  return {
    unitsPerEm: head.getUint16(18),
    glyphOf: characterMap(tables('cmap')),
    widthOf: widths(tables('hmtx'), tables('hhea').getUint16(34)),
    entryOf: (glyph) => {
      const [from, until] = [offset(glyph), offset(glyph + 1)];
      return until > from ? new DataView(glyf.buffer, glyf.byteOffset + from, until - from) : null;
    },
  };
}

const HEADER_BYTES = 12;
const ENTRY_BYTES = 16;

function tablesOf(bytes: Uint8Array): Tables {
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<string, DataView>();
  for (let at = HEADER_BYTES, left = file.getUint16(4); left > 0; at += ENTRY_BYTES, left -= 1) {
    const tag = String.fromCharCode(...bytes.subarray(at, at + 4));
    const from = file.byteOffset + file.getUint32(at + 8);
    found.set(tag, new DataView(bytes.buffer, from, file.getUint32(at + 12)));
  }
  return (tag) => {
    const table = found.get(tag);
    if (!table) throw new Error(`the font has no table ${tag}`);
    return table;
  };
}

function widths(hmtx: DataView, metrics: number): (glyph: number) => number {
  // Glyphs behind the last metric are as wide as that one.
  return (glyph) => hmtx.getUint16(Math.min(glyph, metrics - 1) * 4);
}

const SEGMENTED = 12;

/** Format 12, which every font with rare characters has: groups of code points in ascending order. */
function characterMap(cmap: DataView): (codePoint: number) => number {
  const starts = Array.from({ length: cmap.getUint16(2) }, (_, index) => cmap.getUint32(8 + index * 8));
  const start = starts.find((at) => cmap.getUint16(at) === SEGMENTED);
  if (start === undefined) throw new Error('the font maps no characters in a way we read');
  const groups = cmap.getUint32(start + 12);
  return (codePoint) => {
    let low = 0;
    let high = groups - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const group = start + 16 + middle * 12;
      const first = cmap.getUint32(group);
      if (codePoint < first) high = middle - 1;
      else if (codePoint > cmap.getUint32(group + 4)) low = middle + 1;
      else return cmap.getUint32(group + 8) + codePoint - first;
    }
    return 0;
  };
}
