import { beforeAll, describe, expect, test } from 'vitest';
import { createLettering, type Fonts } from '../../src/report/picture/lettering.ts';
import { loadFonts, toPng } from '../../src/report/picture/png.ts';
import { rankingSvg } from '../../src/report/ranking/picture.ts';
import type { RankingRow, RankingView } from '../../src/report/ranking/view.ts';

let fonts: Fonts;
beforeAll(async () => {
  fonts = await loadFonts();
});

const NAMES = ['王芳', '欧阳建国', '阿卜杜热合曼·买买提', '龑龘', '<script>'];

function row(index: number): RankingRow {
  return {
    subjectId: `s${index}`,
    name: NAMES[index % NAMES.length] ?? '',
    place: index + 1,
    total: (99 - index / 10).toFixed(2),
    tied: index === 1,
    closeToNext: index === 2,
    from: '阳光社区',
  };
}

function view(count: number, changes: Partial<RankingView> = {}): RankingView {
  return {
    streetName: '昆仑路街道',
    title: {
      groupName: '网格员',
      kind: 'person',
      monthKey: '2026-10',
      window: { from: Date.UTC(2026, 8, 30, 16), until: Date.UTC(2026, 9, 31, 16) },
      zone: 'Asia/Shanghai',
      version: 1,
      ranked: count,
      of: null,
    },
    rows: Array.from({ length: count }, (_, index) => row(index)),
    unranked: [],
    ...changes,
  };
}

function heightOf(svg: string): number {
  return Number(/ height="(\d+)"/.exec(svg)?.[1]);
}

describe('letters are drawn as outlines', () => {
  test('a text is as wide as its letters, and cut with 「…」 where it would be wider', () => {
    const { widthOf, cut } = createLettering(fonts);
    expect(widthOf('王芳', 40)).toBeCloseTo(80);
    expect(widthOf('1', 40)).toBeCloseTo(widthOf('8', 40));
    expect(widthOf('王芳', 40, 'bold')).toBeCloseTo(80);
    expect(cut('欧阳建国', 200, { size: 40 })).toBe('欧阳建国');
    expect(cut('欧阳建国', 130, { size: 40 })).toBe('欧阳…');
  });

  test('each letter of a name is there once, however often it comes', () => {
    const { write, definitions } = createLettering(fonts);
    const at = { x: 0, y: 0, size: 40, fill: '#000' };
    expect(write('王王芳', at).match(/<use /g)).toHaveLength(3);
    expect(definitions().match(/<path id="r\d+" d="M[^"]+Z"/g)).toHaveLength(2);
  });

  test('what cannot be seen takes no room, what the font has not is drawn as a box', () => {
    const { widthOf, write, definitions } = createLettering(fonts);
    expect(widthOf('王\u202e\u0000芳\ufe0f', 40)).toBeCloseTo(80);
    expect(write('😀', { x: 0, y: 0, size: 40, fill: '#000' })).toContain('#r0');
    expect(definitions()).toContain('id="r0" d="M');
  });
});

describe('the picture of a ranking', () => {
  test('is a PNG 1080 wide', async () => {
    const png = await toPng(rankingSvg(view(3), fonts));
    expect(Buffer.from(png.subarray(0, 8)).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect(new DataView(png.buffer, png.byteOffset).getUint32(16)).toBe(1080);
  });

  test('holds nobody’s text as text: nothing in a name is read as a tag', () => {
    const svg = rankingSvg(view(5), fonts);
    expect(svg).not.toContain('script');
    expect(svg).not.toContain('<text');
  });

  test('marks ties and close ones and says what the marks mean', () => {
    const plain = rankingSvg(view(1), fonts);
    const marked = rankingSvg(view(3), fonts);
    expect(plain.match(/stroke-width/g)).toBeNull();
    expect(marked.match(/stroke-width/g)).toHaveLength(2);
  });

  test('grows with its rows, in two columns from 31 on, and never without end', () => {
    const heights = [30, 31, 60, 80, 81, 2000].map((count) => heightOf(rankingSvg(view(count), fonts)));
    const [thirty = 0, more = 0, , most = 0, cut, endless] = heights;
    expect(more).toBeLessThan(thirty);
    expect(most).toBeLessThan(3500);
    expect(endless).toBe(cut);
  });

  test('names who is not ranked and why, two dozen of them at most', () => {
    const names = Array.from({ length: 200 }, (_, index) => `王${index}`);
    const all = rankingSvg(view(3, { unranked: [{ why: 'few-cases', names }] }), fonts);
    const some = rankingSvg(view(3, { unranked: [{ why: 'few-cases', names: names.slice(0, 24) }] }), fonts);
    expect(heightOf(all) - heightOf(some)).toBeLessThan(60);
    expect(heightOf(some)).toBeGreaterThan(heightOf(rankingSvg(view(3), fonts)));
  });
});
