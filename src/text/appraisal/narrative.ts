import type { Share } from '../../app/appraisal/month/month-replies.ts';
import type { Counted, MonthFigures } from '../../app/appraisal/month/report-replies.ts';
import { DAY_MS } from '../../engine/glossary.ts';
import { localDay } from '../../engine/time.ts';
import { wholeMonthName, windowText } from './picture.ts';

/** The month's report in words. What is not known is not spoken of. */
export interface Narrative {
  title: string;
  sections: readonly NarrativeSection[];
}

export interface NarrativeSection {
  heading: string;
  /** A sentence or an item each. */
  lines: readonly string[];
  isList: boolean;
}

export function narrativeOf(figures: MonthFigures, zone: string): Narrative {
  const sections: readonly NarrativeSection[] = [
    { heading: '总的情况', lines: overall(figures, zone), isList: false },
    { heading: '和以前比', lines: comparisons(figures), isList: false },
    { heading: '反映最多的事', lines: issues(figures), isList: true },
    { heading: '还没办完、等得最久的', lines: waiting(figures, zone), isList: true },
    { heading: '有进步', lines: changes(figures, 'better'), isList: true },
    { heading: '要留意', lines: changes(figures, 'worse'), isList: true },
    { heading: '各社区', lines: figures.communities.map(communityLine), isList: true },
    { heading: '机器人添的负担', lines: burden(figures), isList: false },
  ];
  const title = `${figures.place}${wholeMonthName(figures.monthKey)}月报`;
  return { title, sections: sections.filter(({ lines }) => lines.length > 0) };
}

function overall({ now, window }: MonthFigures, zone: string): readonly string[] {
  const asked = rates(now);
  return [
    `${windowText(window, zone)},居民反映 ${now.opened} 件,办结 ${now.finished} 件。`,
    ...(asked.length > 0 ? [`${asked.join(',')}。`] : []),
    ...counts(now),
  ];
}

const RATES = [
  ['responded', '按时接单'],
  ['onTime', '按时办结'],
  ['contacted', '回访说联系过'],
  ['solved', '说解决了'],
  ['satisfied', '满意或基本满意'],
] as const satisfies readonly (readonly [keyof Counted, string])[];

function rates(counted: Counted): readonly string[] {
  return RATES.flatMap(([id, name]) => {
    const share = counted[id];
    return share ? [`${name} ${percent(share)}(${share.good}/${share.of})`] : [];
  });
}

const COUNTS = [
  ['rework', '返工'],
  ['repeated', '同一处重复'],
  ['returned', '退单转派'],
] as const satisfies readonly (readonly [keyof Counted, string])[];

function counts(now: Counted): readonly string[] {
  const parts = COUNTS.flatMap(([id, name]) => (now[id] > 0 ? [`${name} ${now[id]} 件`] : []));
  return parts.length > 0 ? [`${parts.join(',')}。`] : [];
}

function comparisons(figures: MonthFigures): readonly string[] {
  const { now, before, yearBefore, fewest } = figures;
  return [
    ...(before ? [compared('上月', { was: before.counted, now, fewest })] : []),
    ...(yearBefore ? [compared('去年同月', { was: yearBefore.counted, now, fewest })] : []),
  ];
}

function compared(name: string, { was, now, fewest }: Compared): string {
  const shares = RATES.flatMap(([id, label]) => {
    const pair = comparable(was[id], now[id], fewest);
    return pair ? [`${label} ${percent(pair.was)} → ${percent(pair.now)}`] : [];
  });
  const parts = [
    `反映${difference(now.opened - was.opened)}`,
    `办结${difference(now.finished - was.finished)}`,
    ...shares,
  ];
  return `比${name}:${parts.join(',')}。`;
}

function difference(more: number): string {
  if (more === 0) return '一样多';
  return more > 0 ? `多 ${more} 件` : `少 ${-more} 件`;
}

interface Pair {
  was: Share;
  now: Share;
}

/** Of a handful of answers a rate says nothing. */
function comparable(was: Share | null, now: Share | null, fewest: number): Pair | null {
  return was && now && was.of >= fewest && now.of >= fewest ? { was, now } : null;
}

function issues({ issues: all }: MonthFigures): readonly string[] {
  return all.map(({ name, count, before }) => {
    const was = before === null ? '' : before === 0 ? '(上月没有)' : `(上月 ${before} 件)`;
    return `${name} ${count} 件${was}`;
  });
}

function waiting({ waiting: all, window }: MonthFigures, zone: string): readonly string[] {
  return all.map(({ number, name, community, openedAt }) => {
    const [, month, day] = localDay(zone, openedAt).split('-').map(Number);
    const days = Math.floor((window.until - openedAt) / DAY_MS);
    return `#${number} ${name}${community && `(${community})`},${month}月${day}日报的,到月底 ${days} 天`;
  });
}

/** Points by which a rate has to have moved to be spoken of. */
const TOLD_POINTS = 2;

function changes(figures: MonthFigures, way: 'better' | 'worse'): readonly string[] {
  const { now, before, communities, fewest } = figures;
  const whole = before ? moves({ was: before.counted, now, fewest }, way) : [];
  const each = communities.flatMap((one) =>
    one.before
      ? moves({ was: one.before, now: one.now, fewest }, way).map((text) => `${one.name}:${text}`)
      : [],
  );
  return [...whole, ...each];
}

interface Compared {
  was: Counted;
  now: Counted;
  fewest: number;
}

function moves({ was, now, fewest }: Compared, way: 'better' | 'worse'): readonly string[] {
  const sign = way === 'better' ? 1 : -1;
  const shares = RATES.flatMap(([id, name]) => {
    const pair = comparable(was[id], now[id], fewest);
    if (!pair || sign * (points(pair.now) - points(pair.was)) < TOLD_POINTS) return [];
    return [`${name} ${percent(pair.was)} → ${percent(pair.now)}`];
  });
  const fewer = COUNTS.flatMap(([id, name]) => {
    const less = was[id] - now[id];
    return sign * less >= Math.max(2, was[id] / 4) ? [`${name} ${was[id]} → ${now[id]} 件`] : [];
  });
  return [...shares, ...fewer];
}

function percent(share: Share): string {
  return `${Math.round(points(share))}%`;
}

function points({ good, of }: Share): number {
  return (100 * good) / of;
}

function communityLine({ name, now }: MonthFigures['communities'][number]): string {
  const shares = [
    now.onTime ? `按时 ${percent(now.onTime)}` : '',
    now.solved ? `解决 ${percent(now.solved)}` : '',
    now.satisfied ? `满意 ${percent(now.satisfied)}` : '',
  ].filter((part) => part !== '');
  return [`${name}:反映 ${now.opened} 件`, `办结 ${now.finished} 件`, ...shares].join(',');
}

function burden({ burden: of }: MonthFigures): readonly string[] {
  if (!of) return [];
  const { people, prompts, most } = of;
  const average = Math.round((10 * prompts) / people) / 10;
  return [`机器人这个月点名提醒 ${prompts} 次,${people} 人平均 ${average} 次,最多的一人 ${most} 次。`];
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** As it is said in a chat. */
export function narrativeText({ title, sections }: Narrative): string {
  const parts = sections.map(({ heading, lines, isList }, index) => {
    const head = headingOf(heading, index);
    if (!isList) return `${head}:${lines.join('')}`;
    return [head, ...lines.slice(0, MOST_LINES).map((line) => `· ${line}`), more(lines.length)]
      .filter((line) => line !== '')
      .join('\n');
  });
  return [title, ...parts].join('\n');
}

/** On a phone; the document has them all. */
const MOST_LINES = 6;

function more(count: number): string {
  return count > MOST_LINES ? `…还有 ${count - MOST_LINES} 条,见文件` : '';
}

export function headingOf(heading: string, index: number): string {
  return `${NUMERALS[index] ?? ''}、${heading}`;
}
