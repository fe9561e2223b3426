import { loadFonts, toPng } from '../../src/report/picture/png.ts';
import { rankingSvg } from '../../src/report/ranking/picture.ts';
import type { RankingRow, RankingView } from '../../src/report/ranking/view.ts';
import { type Row, round } from '../measures.ts';

const MEMBERS = [20, 60, 2000];
const TIMES = 7;
const NAMES = ['王芳', '欧阳建国', '阿卜杜热合曼·买买提', '李梅', '古丽娜尔·吐尔逊', '诸葛明'];

/** What a ranking's picture costs once the fonts are read: the median, and what the processors worked for it. */
export async function pictureBench(print: (bench: string, row: Row) => void): Promise<void> {
  const fonts = await loadFonts();
  for (const members of MEMBERS) {
    const view = viewOf(members);
    const draw = () => toPng(rankingSvg(view, fonts));
    await draw();
    const worked = process.cpuUsage();
    const times: number[] = [];
    for (let n = 0; n < TIMES; n += 1) {
      const startedMs = performance.now();
      await draw();
      times.push(performance.now() - startedMs);
    }
    const { user, system } = process.cpuUsage(worked);
    const ms = times.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0;
    print('picture', { members, ms: round(ms), cpuMs: round((user + system) / 1000 / TIMES) });
  }
}

function viewOf(members: number): RankingView {
  const window = {
    from: Date.parse('2026-09-01T00:00:00+08:00'),
    until: Date.parse('2026-10-01T00:00:00+08:00'),
  };
  const rows = Array.from({ length: members }, (_, index) => rowOf(index));
  const title = {
    groupName: '网格员',
    kind: 'person' as const,
    monthKey: '2026-09',
    window,
    zone: 'Asia/Shanghai',
    version: 1,
    ranked: members,
    of: null,
  };
  return { streetName: '昆仑路街道', title, rows, unranked: [] };
}

function rowOf(index: number): RankingRow {
  const name = NAMES[index % NAMES.length] ?? '';
  const total = (98 - index / 40).toFixed(2);
  const marks = { tied: index % 5 === 0, closeToNext: index % 7 === 0 };
  return { subjectId: `s${index}`, name, place: index + 1, total, from: '阳光社区', ...marks };
}
