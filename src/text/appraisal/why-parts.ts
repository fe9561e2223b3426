import type { LoadShare, ScoreSheet } from '../../engine/appraisal/sheet.ts';
import { plain } from '../say.ts';
import { pointsText } from './month-kit.ts';

/** `多元测评 91.75:居民测评 95(权重 0.4,20 人里 5 人)`; a ballot that was not heard is named and has no figure. */
export function ballotPartsText({
  ballots,
  ballotParts,
}: Pick<ScoreSheet, 'ballots' | 'ballotParts'>): string {
  if (ballotParts.length === 0) return '没有测评,只看月度得分';
  const parts = ballotParts.map(({ name, weight, got, voted, voters }) =>
    got === null
      ? voters === 0
        ? `${plain(name)}能评的人太少,没有评`
        : `${plain(name)}票数不够(${voters} 人里 ${voted} 人),不算`
      : `${plain(name)} ${pointsText(got)}(权重 ${weight},${voters} 人里 ${voted} 人)`,
  );
  const all = ballots === null ? '测评没有可算的票,权重归月度得分' : `多元测评 ${pointsText(ballots)}`;
  return `${all}:${parts.join(';')}`;
}

const LOADS: Readonly<Record<LoadShare['by'], readonly [name: string, unit: string]>> = {
  households: ['户数', '户'],
  population: ['人口', '人'],
  area: ['面积', '平方米'],
  tickets: ['诉求', '件'],
};

/** `业务分配系数看负担:户数 500 户,同组平均 400`. Empty: nothing was counted. */
export function loadsText({ loads = [] }: Pick<ScoreSheet, 'loads'>): string {
  const parts = loads.map(({ by, own, mean }) => {
    const [name, unit] = LOADS[by];
    return `${name} ${own} ${unit},同组平均 ${pointsText(mean)}`;
  });
  return parts.length === 0 ? '' : `业务分配系数看负担:${parts.join(';')}`;
}
