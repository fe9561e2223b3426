import type { RankingChanged, RankingShown } from '../../app/appraisal/month/month-replies.ts';
import type { SpanRanked } from '../../app/appraisal/score-replies.ts';
import type { Speaking } from '../../app/reply.ts';
import type { TableCard } from '../../chat/card.ts';
import type { Rank } from '../../engine/appraisal/sheet.ts';
import { COUNTED, lateMark, monthName, placeText, pointsText, UNRANKED } from './month-kit.ts';

type Column = TableCard['columns'][number];

const left = (label: string): Column => ({ label, align: 'left' });
const right = (label: string): Column => ({ label, align: 'right' });

/** A card pages through its rows; more than these do not fit into one. */
const MOST_ROWS = 100;

/** The ranking of a group as a table: all of it, where the words have only the first. */
export function rankingCard(shown: RankingShown, speaking: Speaking): TableCard {
  const { ranks, ranked, of, version, groupName, kind } = shown;
  const unit = COUNTED[kind];
  const month = monthName(shown.monthKey, speaking);
  const whole = of === null ? `共 ${ranked} ${unit}` : `${of},名次是全街道 ${ranked} ${unit}里的`;
  const close = ranks.some(({ closeToNext }) => closeToNext) ? '「≈」:与上一名差距不明显' : '';
  return table({
    title: `${lateMark(shown.isLate)}${month}${groupName}排名${version > 1 ? `(第${version}版)` : ''}`,
    text: [whole, close],
    columns: [right('名次'), left('姓名'), right('总分'), left('说明')],
    rows: ranks.map((rank) => [
      rank.place === null ? '—' : String(rank.place),
      rank.name,
      rank.total === null ? '' : pointsText(rank.total),
      markText(rank),
    ]),
  });
}

function markText({ unranked, tied, closeToNext }: Rank): string {
  if (unranked !== null) return `不排名:${UNRANKED[unranked]}`;
  return [tied ? '并列' : '', closeToNext ? '≈' : ''].filter((part) => part !== '').join(' ');
}

/** What a later version of a ranking says otherwise. */
export function changedCard({ monthKey, version, rows }: RankingChanged, speaking: Speaking): TableCard {
  return table({
    title: `${monthName(monthKey, speaking)}考核排名更正(第${version}版)`,
    text: [],
    columns: [left('姓名'), left('组'), right('原来'), right('现在')],
    rows: rows.map(({ name, groupName, from, to }) => [name, groupName, standing(from), standing(to)]),
  });
}

function standing({ place, total }: RankingChanged['rows'][number]['from']): string {
  const at = place === null ? '不排名' : placeText({ place, tied: false });
  return `${pointsText(total)} ${at}`;
}

/** A group over several months. */
export function spanCard({ groupName, monthKeys, of, rows }: SpanRanked, speaking: Speaking): TableCard {
  const months = monthKeys.map((key) => monthName(key, speaking));
  return table({
    title: `${months[0] ?? ''}至${months.at(-1) ?? ''}${groupName}排名`,
    text: [of ?? ''],
    columns: [right('名次'), left('姓名'), right('平均'), ...months.map(right)],
    rows: rows.map(({ place, name, mean, totals }) => [
      place === null ? '—' : String(place),
      name,
      mean === null ? '' : pointsText(mean),
      ...totals.map((total) => (total === null ? '' : pointsText(total))),
    ]),
  });
}

interface Given {
  title: string;
  /** Lines; empty ones are left out. */
  text: readonly string[];
  columns: TableCard['columns'];
  rows: TableCard['rows'];
}

function table({ title, text, columns, rows }: Given): TableCard {
  const more = rows.length > MOST_ROWS ? `…还有 ${rows.length - MOST_ROWS} 个,看图和表` : '';
  const lines = [...text, more].filter((line) => line !== '');
  return { type: 'table', title, text: lines.join('\n'), columns, rows: rows.slice(0, MOST_ROWS) };
}
