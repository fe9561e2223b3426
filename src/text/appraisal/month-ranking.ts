import type { ChangedRow, GroupPreview, MonthReply } from '../../app/appraisal/month/month-replies.ts';
import type { Speaking } from '../../app/reply.ts';
import type { Rank } from '../../engine/appraisal/sheet.ts';
import { when } from '../say.ts';
import { COUNTED, lateMark, monthName, percent, placeText, pointsText, UNRANKED } from './month-kit.ts';

type ByCode<C extends MonthReply['code']> = Extract<MonthReply, { code: C }>;

/** The most a phone shows at a glance; the picture and the sheet have them all. */
const LISTED = 12;
const SHOWN_MISSING = 6;

export function previewText({ preview }: ByCode<'month-previewed'>, speaking: Speaking): string {
  const { groups, missing, noQuorum, proposals, mayPublish, publishAt } = preview;
  const month = monthName(preview.monthKey, speaking);
  const lacking = missing.slice(0, SHOWN_MISSING).map(({ item, count }) => `${item}(${count})`);
  const byItself =
    publishAt === null ? '' : `${mayPublish ? ';不发就' : ''}${when(publishAt, speaking)} 自动公布`;
  const how = mayPublish ? `要公布请发「公布 ${month}」` : '';
  return [
    `${lateMark(preview.isLate)}${month}考核算好了,先给您看,还没有公布`,
    ...groups.map(groupLine),
    lacking.length > 0 ? `缺数据:${lacking.join('、')}${missing.length > lacking.length ? ' 等' : ''}` : '',
    noQuorum.length > 0 ? `没到法定人数的测评:${noQuorum.join('、')}` : '',
    proposals > 0 ? `有 ${proposals} 条考核建议等答复,发「考核建议」看` : '',
    `${how}${byItself}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function groupLine({ name, isWhole, ranked, unranked, first, last }: GroupPreview): string {
  const rest = unranked > 0 ? `,${unranked} 个不排名` : '';
  if (first === null || last === null) return `${name}:没有可排的${rest}`;
  const ends = [endText(first, isWhole ? '第一' : '最高', isWhole)];
  if (ranked > 1) ends.push(endText(last, isWhole ? '最后' : '最低', isWhole));
  return `${name}(${ranked}):${ends.join(',')}${rest}`;
}

function endText({ name, total, place: at }: Rank, word: string, isWhole: boolean): string {
  const where = isWhole || at === null ? '' : `(街道第${at})`;
  return `${word} ${name} ${pointsText(total)}${where}`;
}

export function rankingText({ shown }: ByCode<'month-ranking'>, speaking: Speaking): string {
  const { ranks, ranked, of } = shown;
  const places = ranks.filter(({ place }) => place !== null);
  const unranked = ranks.filter(({ place }) => place === null);
  const more = places.length - LISTED;
  const version = shown.version > 1 ? `(第${shown.version}版)` : '';
  const counted = COUNTED[shown.kind];
  const whole = wholeText(of, ranked, counted);
  return [
    `${lateMark(shown.isLate)}${monthName(shown.monthKey, speaking)}考核排名${version} · ${shown.groupName}(${whole})`,
    ...places.slice(0, LISTED).map(rankLine),
    more > 0 ? `…还有 ${more} ${counted},看图和表` : '',
    unranked.length > 0 ? `不排名:${unrankedText(unranked)}` : '',
    places.slice(0, LISTED).some(({ closeToNext }) => closeToNext) ? '带「≈」的与前一名差距不明显' : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function wholeText(of: string | null, ranked: number, counted: string): string {
  if (ranked === 0) return of === null ? '没有可排的' : `${of},没有可排的`;
  return of === null ? `${ranked} ${counted}` : `${of},名次是全街道 ${ranked} ${counted}里的`;
}

function rankLine(rank: Rank): string {
  const marks = [rank.tied ? ' 并列' : '', rank.closeToNext ? ' ≈' : ''].join('');
  return `${rank.place} ${rank.name} ${pointsText(rank.total)}${marks}`;
}

function unrankedText(ranks: readonly Rank[]): string {
  const shown = ranks.slice(0, SHOWN_MISSING);
  const names = shown.map(({ name, unranked }) => `${name}${unranked ? `(${UNRANKED[unranked]})` : ''}`);
  return `${names.join('、')}${ranks.length > shown.length ? ` 等${ranks.length}个` : ''}`;
}

export function figuresText({ figures }: ByCode<'month-figures'>, speaking: Speaking): string {
  const { name, finished, contacted, solved, satisfied, onTime } = figures;
  const shares = [
    contacted ? `回应率 ${percent(contacted)}` : '',
    solved ? `解决率 ${percent(solved)}` : '',
    satisfied ? `满意率 ${percent(satisfied)}` : '',
    onTime ? `按时率 ${percent(onTime)}` : '',
  ].filter((part) => part !== '');
  const month = monthName(figures.monthKey, speaking);
  const counted = [`办结 ${finished} 件`, ...shares].join(',');
  return `${lateMark(figures.isLate)}${name}${month}:${counted}。谢谢大家监督,有事直接在群里说`;
}

export function changedText({ changed }: ByCode<'month-changed'>, speaking: Speaking): string {
  const { rows, version, monthKey } = changed;
  const title = `${monthName(monthKey, speaking)}考核排名更正(第${version}版)`;
  const more = rows.length - LISTED;
  return [title, ...rows.slice(0, LISTED).map(changedLine), more > 0 ? `…还有 ${more} 个,看图和表` : '']
    .filter((line) => line !== '')
    .join('\n');
}

function changedLine({ name, groupName, from, to }: ChangedRow): string {
  const points =
    from.total === to.total ? pointsText(to.total) : `${pointsText(from.total)} → ${pointsText(to.total)}`;
  const places =
    from.place === to.place ? `名次不变(${place(to.place)})` : `${place(from.place)} → ${place(to.place)}`;
  return `${name}(${groupName}):${points},${places}`;
}

function place(at: number | null): string {
  return at === null ? '不排名' : placeText({ place: at, tied: false });
}
