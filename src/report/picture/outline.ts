import type { FontFile } from './font-file.ts';

/** a b c d e f of an SVG matrix, in font units. */
type Matrix = readonly [number, number, number, number, number, number];

interface Point {
  x: number;
  y: number;
  onCurve: boolean;
}

type Contour = readonly Point[];

const AS_IT_IS: Matrix = [1, 0, 0, 1, 0, 0];
/** Parts of parts of parts: no font goes deeper. */
const DEEPEST = 5;

/** A glyph as SVG path data in font units, y upwards; empty for a space. */
export function outlineOf(font: FontFile, glyph: number): string {
  return contoursOf(font, glyph, 0).map(pathOf).join('');
}

function contoursOf(font: FontFile, glyph: number, depth: number): readonly Contour[] {
  const entry = depth > DEEPEST ? null : font.entryOf(glyph);
  if (!entry) return [];
  const count = entry.getInt16(0);
  if (count >= 0) return simpleContours(entry, count);
  return partsOf(entry).flatMap(({ glyph: part, matrix }) =>
    contoursOf(font, part, depth + 1).map((contour) => contour.map((point) => moved(point, matrix))),
  );
}

const HEADER_BYTES = 10;
const FLAG = { onCurve: 1, xByte: 2, yByte: 4, repeat: 8, xSame: 16, ySame: 32 } as const;

function simpleContours(entry: DataView, count: number): readonly Contour[] {
  const ends = Array.from({ length: count }, (_, index) => entry.getUint16(HEADER_BYTES + index * 2));
  const points = (ends.at(-1) ?? -1) + 1;
  const instructions = HEADER_BYTES + count * 2;
  const { flags, at } = flagsOf(entry, instructions + 2 + entry.getUint16(instructions), points);
  const xs = coordinates(entry, at, { flags, byte: FLAG.xByte, same: FLAG.xSame });
  const ys = coordinates(entry, xs.at, { flags, byte: FLAG.yByte, same: FLAG.ySame });
  const all = flags.map((flag, index) => ({
    x: xs.values[index] ?? 0,
    y: ys.values[index] ?? 0,
    onCurve: (flag & FLAG.onCurve) !== 0,
  }));
  return ends.map((end, index) => all.slice((ends[index - 1] ?? -1) + 1, end + 1));
}

function flagsOf(entry: DataView, from: number, points: number): { flags: number[]; at: number } {
  const flags: number[] = [];
  let at = from;
  while (flags.length < points) {
    const flag = entry.getUint8(at++);
    const times = (flag & FLAG.repeat) === 0 ? 1 : 1 + entry.getUint8(at++);
    for (let n = 0; n < times; n += 1) flags.push(flag);
  }
  return { flags, at };
}

function coordinates(
  entry: DataView,
  from: number,
  { flags, byte, same }: { flags: readonly number[]; byte: number; same: number },
): { values: number[]; at: number } {
  let at = from;
  let value = 0;
  const values = flags.map((flag) => {
    const isSame = (flag & same) !== 0;
    if ((flag & byte) !== 0) {
      const by = entry.getUint8(at++);
      // With one byte the other flag is its sign.
      value += isSame ? by : -by;
    } else if (!isSame) {
      value += entry.getInt16(at);
      at += 2;
    }
    return value;
  });
  return { values, at };
}

const PART = { words: 1, offsets: 2, scale: 8, more: 32, scales: 64, matrix: 128 } as const;
/** 2.14 fixed point. */
const ONE = 16384;

function partsOf(entry: DataView): readonly { glyph: number; matrix: Matrix }[] {
  const parts: { glyph: number; matrix: Matrix }[] = [];
  let at = HEADER_BYTES;
  for (let flags: number = PART.more; (flags & PART.more) !== 0; ) {
    flags = entry.getUint16(at);
    const glyph = entry.getUint16(at + 2);
    const words = (flags & PART.words) !== 0;
    const placed = (flags & PART.offsets) !== 0;
    const dx = words ? entry.getInt16(at + 4) : entry.getInt8(at + 4);
    const dy = words ? entry.getInt16(at + 6) : entry.getInt8(at + 5);
    at += words ? 8 : 6;
    const { scale, bytes } = scaleOf(entry, at, flags);
    at += bytes;
    const [a, b, c, d] = scale;
    parts.push({ glyph, matrix: [a, b, c, d, placed ? dx : 0, placed ? dy : 0] });
  }
  return parts;
}

function scaleOf(
  entry: DataView,
  at: number,
  flags: number,
): { scale: readonly [number, number, number, number]; bytes: number } {
  const fixed = (index: number) => entry.getInt16(at + index * 2) / ONE;
  if ((flags & PART.scale) !== 0) return { scale: [fixed(0), 0, 0, fixed(0)], bytes: 2 };
  if ((flags & PART.scales) !== 0) return { scale: [fixed(0), 0, 0, fixed(1)], bytes: 4 };
  if ((flags & PART.matrix) !== 0) return { scale: [fixed(0), fixed(1), fixed(2), fixed(3)], bytes: 8 };
  const [a, b, c, d] = AS_IT_IS;
  return { scale: [a, b, c, d], bytes: 0 };
}

function moved({ x, y, onCurve }: Point, [a, b, c, d, e, f]: Matrix): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f, onCurve };
}

function pathOf(contour: Contour): string {
  const start = startOf(contour);
  if (!start) return '';
  let path = `M${start.x} ${start.y}`;
  let control: Point | null = null;
  for (const point of [...(contour[0] === start ? contour.slice(1) : contour), start]) {
    if (control === null) {
      if (point.onCurve) path += `L${point.x} ${point.y}`;
      else control = point;
      continue;
    }
    const to: Point = point.onCurve ? point : between(control, point);
    path += `Q${control.x} ${control.y} ${to.x} ${to.y}`;
    control = point.onCurve ? null : point;
  }
  return `${path}Z`;
}

function startOf(contour: Contour): Point | null {
  const [first, last] = [contour[0], contour.at(-1)];
  if (!first || !last) return null;
  if (first.onCurve) return first;
  return last.onCurve ? last : between(first, last);
}

/** Between two points off the curve lies one on it, half way. */
function between(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, onCurve: true };
}
