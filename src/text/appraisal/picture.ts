import type { Window } from '../../engine/appraisal/facts.ts';
import type { SubjectKind } from '../../engine/appraisal/policy.ts';
import type { Rank } from '../../engine/appraisal/sheet.ts';
import { localDay } from '../../engine/time.ts';
import { COUNTED, UNRANKED } from './month-kit.ts';

/** `2026年10月`: pictures and files are looked at years later. */
export function wholeMonthName(key: string): string {
  return `${Number(key.slice(0, 4))}年${Number(key.slice(5))}月`;
}

/** `9月19日至10月18日`: the days that belong to it. */
export function windowText({ from, until }: Window, zone: string): string {
  const day = (at: number) => {
    const [, month, date] = localDay(zone, at).split('-');
    return `${Number(month)}月${Number(date)}日`;
  };
  return `${day(from)}至${day(until - 1)}`;
}

export interface RankingTitle {
  groupName: string;
  kind: SubjectKind;
  monthKey: string;
  window: Window;
  zone: string;
  version: number;
  /** Ranked in the whole group. */
  ranked: number;
  /** The community whose people these are; null: the whole street. */
  of: string | null;
}

export function rankingTitle({ groupName, monthKey }: RankingTitle): string {
  return `${wholeMonthName(monthKey)}${groupName}排名`;
}

export function rankingSubtitle({ window, zone, version, ranked, of, kind }: RankingTitle): string {
  const unit = COUNTED[kind];
  const some = of === null ? `共 ${ranked} ${unit}` : `名次是全街道 ${ranked} ${unit}里的`;
  const whole = ranked === 0 ? '没有可排的' : some;
  return [windowText(window, zone), whole, version > 1 ? `第 ${version} 版` : '']
    .filter((part) => part !== '')
    .join(' · ');
}

export const RANKING_MARKS = {
  tied: '并列',
  close: '≈上一名',
  tiedShort: '=',
  closeShort: '≈',
} as const;

export const RANKING_NOTES = {
  tied: '「并列」:总分相同。',
  tiedShort: '「=」:总分相同,并列。',
  close: '「≈上一名」:与上一名差距不明显,可能只是偶然。',
  closeShort: '「≈」:与上一名差距不明显,可能只是偶然。',
  own: '自己的逐项得分发「我的分」看,有异议发「申诉」。',
} as const;

export function leftOutText(count: number): string {
  return `… 中间 ${count} 个见表格 …`;
}

export function unrankedText(why: NonNullable<Rank['unranked']>, names: readonly string[]): string {
  return `不排名(${UNRANKED[why]}):${names.join('、')}`;
}

export function moreNames(names: readonly string[], most: number): readonly string[] {
  return names.length <= most ? names : [...names.slice(0, most), `等 ${names.length} 个`];
}
