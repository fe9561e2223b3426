import type { MonthReply, OwnScore } from '../../app/appraisal/month/month-replies.ts';
import type { Speaking } from '../../app/reply.ts';
import type { ScoreLine, ScoreSheet } from '../../engine/appraisal/sheet.ts';
import { when } from '../say.ts';
import { COUNTED, lateMark, monthName, placeText, pointsText, shortPoints, UNRANKED } from './month-kit.ts';

type ByCode<C extends MonthReply['code']> = Extract<MonthReply, { code: C }>;

/** Where most was lost; 我的分 has every line. */
const LOST_SHOWN = 5;

export function ownText({ own }: ByCode<'month-own'>, speaking: Speaking): string {
  const head = `${lateMark(own.isLate)}${headLine(own, speaking)}`;
  return own.sheet.total === null ? head : `${head}\n${bodyOf(own, speaking)}`;
}

export function ownChangedText(
  { monthKey, from, own }: ByCode<'month-own-changed'>,
  speaking: Speaking,
): string {
  const { total } = own.sheet;
  const title = `${monthName(monthKey, speaking)}考核有更正(第${own.version}版):${pointsText(from)} → ${pointsText(total)} 分`;
  return [`${title}${rankText(own)}`, bodyOf(own, speaking)].join('\n');
}

function headLine(own: OwnScore, speaking: Speaking): string {
  const month = monthName(own.monthKey, speaking);
  const { total, subject } = own.sheet;
  const whose = subject.kind === 'community' ? subject.name : '您';
  if (total === null) return `${whose}${month}考核没有可算的数据,不排名`;
  return `${whose}${month}考核 ${pointsText(total)} 分${rankText(own)}`;
}

function rankText({ rank, ranked, groupName, sheet }: OwnScore): string {
  if (rank === null) return '';
  if (rank.place !== null)
    return `,${groupName}${placeText(rank)},共 ${ranked} ${COUNTED[sheet.subject.kind]}`;
  return rank.unranked === null ? '' : `,不排名(${UNRANKED[rank.unranked]})`;
}

function bodyOf({ sheet, appealUntil }: OwnScore, speaking: Speaking): string {
  const lost = mostLost(sheet);
  const item = lost[0]?.name ?? sheet.lines[0]?.name ?? '总分';
  const isOwn = sheet.subject.kind === 'person';
  const example = isOwn ? item : `${sheet.subject.name} ${item}`;
  return [
    dimensionsText(sheet),
    lost.length > 0 ? `扣得多的:${lost.map(lineText).join('、')}` : '',
    ballotsText(sheet),
    coefficientsText(sheet),
    `${isOwn ? '逐项看发「我的分」,' : ''}问缘由发「为什么 ${example}」`,
    `有异议请在 ${when(appealUntil, speaking)} 前发「申诉 ${example} 理由」`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function dimensionsText({ dimensions }: ScoreSheet): string {
  return dimensions
    .filter(({ of, bonus, got }) => (bonus ? pointsText(got) : pointsText(of)) !== '0')
    .map(({ name, bonus, got, of }) =>
      bonus ? `${name} +${shortPoints(got)}` : `${name} ${shortPoints(got)}/${shortPoints(of)}`,
    )
    .join(',');
}

function mostLost({ lines, dimensions }: ScoreSheet): readonly ScoreLine[] {
  const bonus = new Set(dimensions.filter((one) => one.bonus).map(({ id }) => id));
  return lines
    .filter((line) => line.got !== null && !bonus.has(line.dimensionId) && lostOf(line) > 0)
    .toSorted((a, b) => lostOf(b) - lostOf(a))
    .slice(0, LOST_SHOWN);
}

/** Only for the order in which they are named. */
function lostOf({ of, got }: ScoreLine): number {
  return got === null ? 0 : Number(of) - Number(got);
}

function lineText({ name, got, of }: ScoreLine): string {
  return `${name} ${got === null ? '无数据' : shortPoints(got)}/${shortPoints(of)}`;
}

function ballotsText({ ballots, ballotParts }: ScoreSheet): string {
  if (ballots === null) return '';
  const parts = ballotParts.flatMap(({ name, got }) => (got === null ? [] : [`${name} ${shortPoints(got)}`]));
  return `测评 ${shortPoints(ballots)}${parts.length > 1 ? `(${parts.join(',')})` : ''}`;
}

function coefficientsText({ postCoefficient, allocationCoefficient }: ScoreSheet): string {
  const [post, allocation] = [pointsText(postCoefficient), pointsText(allocationCoefficient)];
  return post === '1' && allocation === '1' ? '' : `岗位系数 ${post},业务分配系数 ${allocation}`;
}
