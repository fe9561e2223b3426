import type { BoardRow } from '../../src/learning/data.ts';
import type { IssuePost } from '../../src/learning/issue-data.ts';
import type { Rarity } from '../../src/learning/issue-training.ts';

/** Invented letters about a few matters at invented places: enough of them that a model has something to learn. */
const MATTERS = [
  ['凉亭的柱子开裂', '下雨天没人敢坐进去', '怕砸着老人', '请加固凉亭的柱子'],
  ['烧烤摊的油烟飘进窗', '半夜还在翻串', '家里全是油烟味', '请管管烧烤摊'],
  ['公交改道以后没有车坐', '上班要走三站路', '老人看病不便', '请恢复公交线路'],
  ['孩子上学没有名额', '登记时说有学位', '开学又说满了', '请落实上学名额'],
] as const;
const NAMES = ['云杉里', '望鹤台', '碧梧坊', '青禾渡', '听松院', '晚照湾', '沐阳谷', '锦溪桥'] as const;
const OPENINGS = ['您好', '各位领导', '我是住户', '想反映一件事', '希望有人管', '写信给你们'] as const;

const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('an empty list');
  return found;
};

/** A letter about a matter at a place; another `turn` words it otherwise. */
export function letter(matter: number, name: string, turn: number): string {
  const parts = at(MATTERS, matter);
  return `${name}${at(parts, turn)}\n${at(OPENINGS, turn)},${at(parts, turn + 1)},${at(parts, turn + 2)}。`;
}

/** Posts without labels: each place name is new, so that names stay rare. */
export function letters(count: number): BoardRow[] {
  return Array.from({ length: count }, (_, k) => ({
    id: `free-${k}`,
    source: 'invented',
    text: letter(k, String.fromCharCode(0x5000 + (k % 900), 0x6000 + (k % 700), 0x7000 + (k % 500)), k >> 2),
    dup_group: null,
    title: null,
    category1: null,
  }));
}

/** Two issues at each place, three letters of each. */
export function labelled(): IssuePost[] {
  return NAMES.flatMap((name, place) =>
    [place, place + 1].flatMap((matter) =>
      [0, 1, 2].map((turn) => ({
        id: `p${place}-${matter}-${turn}`,
        text: letter(matter, name, turn),
        issue: `${name}/${matter % MATTERS.length}`,
        group: place,
        places: [place],
        ids: [`p${place}-${matter}-${turn}`],
      })),
    ),
  );
}

/** Few letters: what stands in five of them is not rare. */
export const FEW: Rarity = { rarePair: 5, commonShare: 0.4, commonTriple: 4 };
