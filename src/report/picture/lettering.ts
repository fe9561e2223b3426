import type { FontFile } from './font-file.ts';
import { outlineOf } from './outline.ts';

export type Weight = 'regular' | 'bold';
export type Fonts = Readonly<Record<Weight, Font>>;

/** A font with the outlines that were drawn before: the same names come every month. */
export interface Font {
  file: FontFile;
  outlines: Map<number, string>;
}

export interface Letters {
  x: number;
  /** Of the baseline. */
  y: number;
  size: number;
  weight?: Weight;
  fill: string;
  anchor?: 'start' | 'middle' | 'end';
}

/** Texts of one picture as outlines, so that it looks the same wherever it is drawn. */
export interface Lettering {
  /** SVG. Colours are the program's own; text may be anybody's. */
  write(text: string, letters: Letters): string;
  /** In pixels. */
  widthOf(text: string, size: number, weight?: Weight): number;
  /** Cut with 「…」 where it would be wider. */
  cut(text: string, width: number, letters: Pick<Letters, 'size' | 'weight'>): string;
  /** What the written texts refer to; stands in front of them. */
  definitions(): string;
}

const KEPT_OUTLINES = 5000;
const UNSEEN = /[\p{C}\p{M}]/gu;

export function createLettering(fonts: Fonts): Lettering {
  const used = new Map<string, string>();
  const widthOf = (text: string, size: number, weight: Weight = 'regular') => {
    const { file } = fonts[weight];
    const units = glyphsOf(text, file).reduce((sum, glyph) => sum + file.widthOf(glyph), 0);
    return (units * size) / file.unitsPerEm;
  };
  return {
    widthOf,
    write: (text, letters) => {
      const weight = letters.weight ?? 'regular';
      const font = fonts[weight];
      const scale = letters.size / font.file.unitsPerEm;
      const left = letters.x - widthOf(text, letters.size, weight) * ANCHORS[letters.anchor ?? 'start'];
      let at = 0;
      const glyphs = glyphsOf(text, font.file).map((glyph) => {
        const id = `${weight[0]}${glyph}`;
        if (!used.has(id)) used.set(id, outlined(font, glyph));
        const shown = `<use href="#${id}" x="${at}"/>`;
        at += font.file.widthOf(glyph);
        return shown;
      });
      const place = `translate(${tidy(left)} ${tidy(letters.y)}) scale(${scale.toFixed(5)} ${(-scale).toFixed(5)})`;
      return `<g fill="${letters.fill}" transform="${place}">${glyphs.join('')}</g>`;
    },
    cut: (text, width, { size, weight }) => {
      if (widthOf(text, size, weight) <= width) return text;
      const letters = [...text];
      while (letters.length > 1 && widthOf(`${letters.join('')}…`, size, weight) > width) letters.pop();
      return `${letters.join('')}…`;
    },
    definitions: () =>
      `<defs>${[...used].map(([id, path]) => `<path id="${id}" d="${path}"/>`).join('')}</defs>`,
  };
}

const ANCHORS = { start: 0, middle: 0.5, end: 1 } as const;

function glyphsOf(text: string, { glyphOf }: FontFile): readonly number[] {
  const shown = text.replaceAll(/\s/g, ' ').replaceAll(UNSEEN, '');
  return Array.from(shown, (letter) => glyphOf(letter.codePointAt(0) ?? 0));
}

function outlined({ file, outlines }: Font, glyph: number): string {
  const known = outlines.get(glyph);
  if (known !== undefined) return known;
  if (outlines.size >= KEPT_OUTLINES) outlines.clear();
  const outline = outlineOf(file, glyph);
  outlines.set(glyph, outline);
  return outline;
}

function tidy(pixels: number): string {
  return pixels.toFixed(2);
}
