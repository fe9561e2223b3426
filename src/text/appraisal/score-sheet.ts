import type { ScoreReply, SheetShown } from '../../app/appraisal/score-replies.ts';
import type { Speaking } from '../../app/reply.ts';
import type { ScoreLine, ScoreSheet } from '../../engine/appraisal/sheet.ts';
import { COUNTED, monthName, placeText, pointsText, UNRANKED } from './month-kit.ts';

type ByCode<C extends ScoreReply['code']> = Extract<ScoreReply, { code: C }>;

/** Every line, by dimension: what 我的分 shows. */
export function sheetText({ shown }: ByCode<'score-shown'>, speaking: Speaking): string {
  const { sheet } = shown;
  const example = sheet.lines.find(({ got }) => got !== null)?.name ?? '总分';
  const of = shown.own ? '' : `${sheet.subject.name} `;
  return [
    headLine(shown, speaking),
    ...sheet.dimensions.flatMap((dimension) => dimensionLines(sheet, dimension)),
    ballotsLine(sheet),
    coefficientsLine(sheet),
    `问缘由发「为什么 ${of}${example}」${shown.own ? `,有异议发「申诉 ${example} 理由」` : ''}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function headLine(
  { sheet, rank, groupName, ranked, monthKey, ...shown }: SheetShown,
  speaking: Speaking,
): string {
  const month = monthName(monthKey, speaking);
  const isOut = shown.state !== 'computed' && shown.state !== 'previewed';
  const marks = [shown.version > 1 ? `第${shown.version}版` : '', isOut ? '' : '未公布'].filter(
    (mark) => mark !== '',
  );
  const mark = marks.length > 0 ? `(${marks.join(',')})` : '';
  const whose = shown.own ? '您' : sheet.subject.name;
  const total = sheet.total === null ? '没有可算的数据' : `${pointsText(sheet.total)} 分`;
  return `${whose}${month}考核${mark}:${total}${rankText({ sheet, rank, groupName, ranked })}`;
}

function rankText({
  sheet,
  rank,
  groupName,
  ranked,
}: Pick<SheetShown, 'sheet' | 'rank' | 'groupName' | 'ranked'>): string {
  if (rank === null) return '';
  if (rank.place !== null)
    return `,${groupName}${placeText(rank)},共 ${ranked} ${COUNTED[sheet.subject.kind]}`;
  return rank.unranked === null ? '' : `,不排名(${UNRANKED[rank.unranked]})`;
}

function dimensionLines(sheet: ScoreSheet, { id, name, bonus, got, of }: ScoreSheet['dimensions'][number]) {
  const lines = sheet.lines.filter(({ dimensionId }) => dimensionId === id);
  if (lines.length === 0) return [];
  const head = bonus ? `【${name} +${pointsText(got)}】` : `【${name} ${pointsText(got)}/${pointsText(of)}】`;
  return [head, lines.map(lineText).join('、')];
}

function lineText({ name, got, of }: ScoreLine): string {
  return got === null ? `${name} 无数据` : `${name} ${pointsText(got)}/${pointsText(of)}`;
}

function ballotsLine({ ballots, ballotParts }: ScoreSheet): string {
  if (ballotParts.length === 0) return '';
  const parts = ballotParts.map(({ name, got, voted, voters }) =>
    got === null
      ? `${name} ${voters === 0 ? '没有评' : `票数不够(${voted}/${voters})`},不计`
      : `${name} ${pointsText(got)}`,
  );
  return `【测评 ${ballots === null ? '不计' : pointsText(ballots)}】\n${parts.join('、')}`;
}

function coefficientsLine({ postCoefficient, allocationCoefficient }: ScoreSheet): string {
  const [post, allocation] = [pointsText(postCoefficient), pointsText(allocationCoefficient)];
  return post === '1' && allocation === '1' ? '' : `岗位系数 ${post},业务分配系数 ${allocation}`;
}
