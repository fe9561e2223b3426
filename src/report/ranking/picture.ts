import {
  leftOutText,
  moreNames,
  RANKING_MARKS,
  RANKING_NOTES,
  rankingSubtitle,
  rankingTitle,
  unrankedText,
} from '../../text/appraisal/picture.ts';
import { createLettering, type Fonts, type Lettering, type Letters } from '../picture/lettering.ts';
import type { RankingRow, RankingView } from './view.ts';

/** Wide enough for a phone at its full sharpness; what is drawn at 40 is read like the words of a chat. */
const WIDTH = 1080;
const EDGE = 56;
const RIGHT = WIDTH - EDGE;
const INK = { text: '#1f2937', soft: '#6b7280', line: '#e5e7eb', bar: '#93c5fd', first: '#2563eb' } as const;
const MARK = { tied: '#475569', close: '#b45309' } as const;

/** One row each with its bar up to here, then two columns; past the most, the middle is left to the sheet. */
const ONE_COLUMN = 30;
const MOST_ROWS = 80;
const FIRST_SHOWN = 60;
const LAST_SHOWN = 20;
const UNRANKED_SHOWN = 24;

interface Drawing {
  lettering: Lettering;
  svg: string[];
  /** Where the next part begins. */
  y: number;
}

/** The ranking of a group as SVG, 1080 wide and as high as it needs. Names are drawn as outlines, so no font is asked for later. */
export function rankingSvg(view: RankingView, fonts: Fonts): string {
  const drawing: Drawing = { lettering: createLettering(fonts), svg: [], y: EDGE };
  drawHeader(view, drawing);
  if (view.rows.length <= ONE_COLUMN) drawRows(view.rows, drawing);
  else drawColumns(view.rows, drawing);
  drawUnranked(view, drawing);
  drawNotes(view, drawing);
  const height = Math.ceil(drawing.y + EDGE);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">`,
    drawing.lettering.definitions(),
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...drawing.svg,
    '</svg>',
  ].join('');
}

function drawHeader({ streetName, title }: RankingView, drawing: Drawing): void {
  drawing.svg.push(`<rect width="${WIDTH}" height="16" fill="${INK.first}"/>`);
  const above = title.of === null ? streetName : `${streetName} · ${title.of}`;
  line(above, { size: 36, fill: INK.soft, height: 56 }, drawing);
  line(rankingTitle(title), { size: 60, weight: 'bold', fill: INK.text, height: 84 }, drawing);
  line(rankingSubtitle(title), { size: 32, fill: INK.soft, height: 56 }, drawing);
  drawing.y += 24;
}

interface LineLook extends Pick<Letters, 'size' | 'weight' | 'fill'> {
  height: number;
}

/** A line of its own, cut where it would not fit. */
function line(text: string, look: LineLook, drawing: Drawing): void {
  const { lettering, svg } = drawing;
  const { height, ...letters } = look;
  drawing.y += height;
  const shown = lettering.cut(text, RIGHT - EDGE, letters);
  svg.push(lettering.write(shown, { ...letters, x: EDGE, y: drawing.y - height * 0.25 }));
}

const ROW = { height: 92, baseline: 50, name: 156, total: 190, bar: 68, barHeight: 8 } as const;

function drawRows(rows: readonly RankingRow[], drawing: Drawing): void {
  const best = Math.max(1, ...rows.map(({ total }) => Number(total)));
  for (const row of rows) {
    drawRow(row, best, drawing);
    drawing.y += ROW.height;
  }
}

function drawRow(row: RankingRow, best: number, drawing: Drawing): void {
  const { lettering, svg } = drawing;
  const y = drawing.y + ROW.baseline;
  const isFirst = row.place <= 3;
  svg.push(placeSign(row.place, y, lettering));
  const name = { size: 42, weight: isFirst ? 'bold' : 'regular', fill: INK.text } as const;
  const marks = marksOf(row);
  const marksWidth = marks.reduce((sum, { text }) => sum + lettering.widthOf(text, 26) + 44, 0);
  const room = RIGHT - ROW.total - ROW.name - marksWidth;
  const shown = lettering.cut(row.name, room, name);
  svg.push(lettering.write(shown, { ...name, x: ROW.name, y }));
  let x = ROW.name + lettering.widthOf(shown, name.size, name.weight) + 20;
  const left = ROW.name + room - x;
  if (row.from && left > FROM_LEAST) {
    const from = lettering.cut(row.from, left, { size: 30 });
    svg.push(lettering.write(from, { x, y, size: 30, fill: INK.soft }));
    x += lettering.widthOf(from, 30) + 20;
  }
  for (const mark of marks) x = chip(mark, { x, y }, drawing);
  svg.push(
    lettering.write(row.total, { x: RIGHT, y, size: 44, weight: 'bold', fill: INK.text, anchor: 'end' }),
  );
  svg.push(bar(Number(row.total) / best, { y: drawing.y + ROW.bar, fill: isFirst ? INK.first : INK.bar }));
}

/** Three letters and a mark that it goes on. */
const FROM_LEAST = 120;

function placeSign(place: number, y: number, lettering: Lettering): string {
  const x = EDGE + 36;
  const size = place < 100 ? 38 : 30;
  if (place > 3) return lettering.write(String(place), { x, y, size, fill: INK.soft, anchor: 'middle' });
  const number = lettering.write(String(place), {
    x,
    y,
    size,
    weight: 'bold',
    fill: '#fff',
    anchor: 'middle',
  });
  return `<circle cx="${x}" cy="${y - 14}" r="34" fill="${INK.first}"/>${number}`;
}

function bar(share: number, { y, fill }: { y: number; fill: string }): string {
  const whole = RIGHT - ROW.name;
  const width = Math.round(whole * Math.min(1, Math.max(0, share)));
  const track = `<rect x="${ROW.name}" y="${y}" width="${whole}" height="${ROW.barHeight}" rx="4" fill="${INK.line}"/>`;
  if (width < ROW.barHeight) return track;
  return `${track}<rect x="${ROW.name}" y="${y}" width="${width}" height="${ROW.barHeight}" rx="4" fill="${fill}"/>`;
}

interface Mark {
  text: string;
  fill: string;
}

function marksOf({ tied, closeToNext }: RankingRow): readonly Mark[] {
  return [
    ...(tied ? [{ text: RANKING_MARKS.tied, fill: MARK.tied }] : []),
    ...(closeToNext ? [{ text: RANKING_MARKS.close, fill: MARK.close }] : []),
  ];
}

/** Returns where the next one may begin. */
function chip({ text, fill }: Mark, { x, y }: { x: number; y: number }, { lettering, svg }: Drawing): number {
  const width = lettering.widthOf(text, 26) + 28;
  svg.push(
    `<rect x="${x}" y="${y - 32}" width="${width}" height="42" rx="10" fill="none" stroke="${fill}" stroke-width="2"/>`,
    lettering.write(text, { x: x + 14, y: y - 2, size: 26, fill }),
  );
  return x + width + 16;
}

const CELL = { height: 66, baseline: 46, gap: 48, place: 66, total: 130 } as const;

/** Down the left column, then down the right one. */
function drawColumns(rows: readonly RankingRow[], drawing: Drawing): void {
  const isLong = rows.length > MOST_ROWS;
  const first = isLong ? rows.slice(0, FIRST_SHOWN) : rows;
  drawHalves(first, drawing);
  if (!isLong) return;
  const left = rows.length - FIRST_SHOWN - LAST_SHOWN;
  line(leftOutText(left), { size: 32, fill: INK.soft, height: 72 }, drawing);
  drawHalves(rows.slice(-LAST_SHOWN), drawing);
}

function drawHalves(rows: readonly RankingRow[], drawing: Drawing): void {
  const half = Math.ceil(rows.length / 2);
  const width = (RIGHT - EDGE - CELL.gap) / 2;
  rows.forEach((row, index) => {
    const x = index < half ? EDGE : EDGE + width + CELL.gap;
    drawCell(row, { x, y: drawing.y + (index % half) * CELL.height, width }, drawing);
  });
  drawing.y += half * CELL.height;
}

function drawCell(
  row: RankingRow,
  at: { x: number; y: number; width: number },
  { lettering, svg }: Drawing,
): void {
  const y = at.y + CELL.baseline;
  const right = at.x + at.width;
  const isFirst = row.place <= 3;
  const weight = isFirst ? 'bold' : 'regular';
  const place = { x: at.x + CELL.place - 16, y, size: 32, fill: isFirst ? INK.first : INK.soft } as const;
  svg.push(lettering.write(String(row.place), { ...place, weight, anchor: 'end' }));
  const marks = `${row.tied ? RANKING_MARKS.tiedShort : ''}${row.closeToNext ? RANKING_MARKS.closeShort : ''}`;
  const room = at.width - CELL.place - CELL.total - lettering.widthOf(marks, 32) - 16;
  const size = lettering.widthOf(row.name, 36, weight) > room ? 28 : 36;
  const name = lettering.cut(row.name, room, { size, weight });
  svg.push(
    lettering.write(name, { x: at.x + CELL.place, y, size, weight, fill: INK.text }),
    lettering.write(marks, { x: right - CELL.total, y, size: 32, fill: MARK.close, anchor: 'end' }),
    lettering.write(row.total, { x: right, y, size: 36, weight, fill: INK.text, anchor: 'end' }),
    `<rect x="${at.x}" y="${at.y + CELL.height - 2}" width="${at.width}" height="2" fill="${INK.line}"/>`,
  );
}

function drawUnranked({ unranked }: RankingView, drawing: Drawing): void {
  if (unranked.length > 0) drawing.y += 16;
  for (const { why, names } of unranked) {
    paragraph(unrankedText(why, moreNames(names, UNRANKED_SHOWN)), drawing);
  }
}

function drawNotes({ rows }: RankingView, drawing: Drawing): void {
  const isShort = rows.length > ONE_COLUMN;
  const notes = [
    rows.some(({ tied }) => tied) ? RANKING_NOTES[isShort ? 'tiedShort' : 'tied'] : '',
    rows.some(({ closeToNext }) => closeToNext) ? RANKING_NOTES[isShort ? 'closeShort' : 'close'] : '',
    RANKING_NOTES.own,
  ];
  drawing.svg.push(
    `<rect x="${EDGE}" y="${drawing.y + 16}" width="${RIGHT - EDGE}" height="2" fill="${INK.line}"/>`,
  );
  drawing.y += 36;
  paragraph(notes.join(''), drawing);
}

/** As many lines as it takes. */
function paragraph(text: string, drawing: Drawing): void {
  const look = { size: 30, fill: INK.soft, height: 48 } as const;
  let rest = [...text];
  while (rest.length > 0) {
    const count = fitting(rest, drawing.lettering, look.size);
    line(rest.slice(0, count).join(''), look, drawing);
    rest = rest.slice(count);
  }
}

const NO_BEGINNING = /^[,.:;、。」)]/;
const NO_END = /^[「(]/;

function fitting(letters: readonly string[], { widthOf }: Lettering, size: number): number {
  let width = 0;
  let end = letters.findIndex((letter) => {
    width += widthOf(letter, size);
    return width > RIGHT - EDGE;
  });
  if (end < 0) return letters.length;
  // The letter before goes along with a mark that no line begins with.
  while (end > 1 && (NO_BEGINNING.test(letters[end] ?? '') || NO_END.test(letters[end - 1] ?? ''))) end -= 1;
  return Math.max(1, end);
}
