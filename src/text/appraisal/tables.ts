import type { Evidence } from '../../engine/appraisal/entry.ts';
import type { Rank } from '../../engine/appraisal/sheet.ts';
import { UNRANKED } from './month-kit.ts';
import { wholeMonthName } from './picture.ts';

/** Words of the sheets and files of a month. */

export const RANKING_HEADERS = {
  place: '名次',
  name: '姓名',
  title: '名称',
  community: '社区',
  total: '总分',
  differentiated: '差异化得分',
  ballots: '测评得分',
  post: '岗位系数',
  allocation: '业务分配系数',
  cases: '回访数',
  margin: '偶然误差±',
  note: '说明',
} as const;

export const SCORE_HEADERS = { group: '组', name: '姓名', community: '社区', total: '总分' } as const;

export const ENTRY_HEADERS = {
  number: '编号',
  on: '日期',
  name: '姓名',
  item: '项目',
  points: '分值',
  reason: '原因',
  author: '记分人',
  evidence: '依据',
  note: '说明',
} as const;

export const TABLE_NAMES = { scores: '逐项得分', entries: '记分条目' } as const;

/** `按时率(20)`: an item and the most it gives. */
export function itemHeader({ name, points }: { name: string; points: string }): string {
  return `${name}(${points})`;
}

export function rankNote({ unranked, tied, closeToNext }: Rank): string {
  if (unranked !== null) return `不排名:${UNRANKED[unranked]}`;
  return [tied ? '并列' : '', closeToNext ? '与上一名差距不明显' : '']
    .filter((part) => part !== '')
    .join(',');
}

export function evidenceText(evidence: readonly Evidence[]): string {
  return evidence.flatMap((one) => evidenceWord(one)).join(' ');
}

function evidenceWord(evidence: Evidence): readonly string[] {
  switch (evidence.type) {
    case 'ticket':
      return [`#${evidence.number}`];
    case 'entry':
      return [`记分 ${evidence.number}`];
    case 'picture':
      return ['图片'];
    case 'message':
      return ['消息'];
    default:
      return [];
  }
}

export const CANCELS = '撤销之前的一条';
export const CANCELLED = '已撤销';

const FILE_WORDS = { ranking: '排名', rankings: '考核排名', scores: '考核得分', month: '月报' } as const;

/** What a file is called; signs that some system does not take in names are left out. */
export function fileName(
  kind: keyof typeof FILE_WORDS,
  { place, monthKey, format }: { place: string; monthKey: string; format: string },
): string {
  const name = `${place}${wholeMonthName(monthKey)}${FILE_WORDS[kind]}`.replaceAll(/[\\/:*?"<>|\p{C}]/gu, '');
  return `${name.slice(0, 100)}.${format}`;
}
