import type { LineWhy, ScoreReply } from '../../app/appraisal/score-replies.ts';
import type { Speaking } from '../../app/reply.ts';
import type { Item, Missing, Scoring } from '../../engine/appraisal/policy.ts';
import type { Because, ScoreLine } from '../../engine/appraisal/sheet.ts';
import { dayOf, plain } from '../say.ts';
import { METRIC_WORDS } from './metric-words.ts';
import { monthName, pointsText, signed } from './month-kit.ts';
import { ballotPartsText, loadsText } from './why-parts.ts';

type ByCode<C extends ScoreReply['code']> = Extract<ScoreReply, { code: C }>;

const ENTRIES_SHOWN = 8;
const TICKETS_SHOWN = 15;
const ROUNDING = { 'half-up': '四舍五入', 'half-even': '四舍六入五成双', down: '舍去尾数' } as const;

/** One line: what was counted, how it becomes points, what it rests on (rules.md 8.4). */
export function lineWhyText({ why }: ByCode<'line-explained'>, speaking: Speaking): string {
  const { line, dimensionName, item, own, monthKey } = why;
  const missing = line.got === null ? null : (item?.missing ?? null);
  const whose = own ? '您' : why.subjectName;
  const got =
    line.got === null ? '没有数据,不算' : `得 ${pointsText(line.got)} 分,满分 ${pointsText(line.of)}`;
  return [
    `${whose}${monthName(monthKey, speaking)}「${line.name}」(${dimensionName})${got}`,
    ...becauseLines(line.because, missing),
    line.corrected === undefined ? '' : `申诉成立,更正 ${signed(line.corrected)} 分`,
    formulaText(line, item),
    ticketsText(line),
    ...entryLines(why, speaking),
    item?.origin === 'assumption' || !item ? '' : `依据:${plain(item.origin)}`,
  ]
    .filter((text) => text !== '')
    .join('\n');
}

/** `missing`: what stands for no data, where points were given all the same. */
function becauseLines(because: Because, missing: Missing | null): readonly string[] {
  switch (because.type) {
    case 'rate':
      return rateLines(because);
    case 'count':
      return [
        `${METRIC_WORDS[because.metric].good} ${because.count} ${because.metric === 'leave-days' ? '天' : '次'}`,
      ];
    case 'entries': {
      const start = because.start === 'full' ? '从满分起扣' : '从 0 分起加';
      if (because.count === 0) return [`${start},这个月没有记分`];
      return [
        `${start},${because.count} 条记分合计 ${signed(because.sum)} 分${because.capped ? ',到顶(或到底)为止' : ''}`,
      ];
    }
    case 'ballot':
      return [`测评平均 ${pointsText(because.average)},${because.voters} 人该评,${because.voted} 人评了`];
    case 'no-data':
      return [`${NO_DATA[because.what]}${AS_POINTS[missing ?? 'share']}`];
    default:
      return because satisfies never;
  }
}

const NO_DATA: Readonly<Record<Extract<Because, { type: 'no-data' }>['what'], string>> = {
  'no-cases': '这个月没有这样的单',
  'no-entry': '这个月没有记分',
  'no-quorum': '测评票数没到规定',
  'no-ballot': '这个月没有测评',
  'not-measured': '这一项现在还没有数据来源',
};

const AS_POINTS: Readonly<Record<Missing, string>> = {
  share: ',没有就不算,不当 0 分',
  'no-data': ',没有就不算,不当 0 分',
  zero: ',按制度算 0 分',
  full: ',按制度算满分',
};

function rateLines(because: Extract<Because, { type: 'rate' }>): readonly string[] {
  const { metric, good, of, rate, shrunk, interval } = because;
  const words = METRIC_WORDS[metric];
  const chance = of > 0 ? `(按件数看,真实水平大约在 ${share(interval[0])} 到 ${share(interval[1])})` : '';
  return [
    `${words.of} ${of} 件,${words.good} ${pointsText(good)},${words.name} ${share(rate)}${chance}`,
    shrunk === null ? '' : `件数少时向全组平均 ${share(shrunk.mean)} 靠拢,按 ${share(shrunk.to)} 算`,
  ].filter((line) => line !== '');
}

/** `95.0%`. */
function share(rate: string): string {
  return `${(Number(rate) * 100).toFixed(1)}%`;
}

/** Shares are said to a tenth of a percent: with a longer one the reader's own sum comes out slightly different. */
function isShort(because: Because): boolean {
  return because.type !== 'rate' || /^\d(?:\.\d{1,3})?$/.test(because.shrunk?.to ?? because.rate);
}

function formulaText({ because, of, got, corrected }: ScoreLine, item: Item | null): string {
  if (got === null || item?.source.type !== 'metric') return '';
  const measure =
    because.type === 'rate'
      ? share(because.shrunk?.to ?? because.rate)
      : because.type === 'count'
        ? String(because.count)
        : '';
  return measure === ''
    ? ''
    : `算式:${scoringText(item.source.scoring, { of: pointsText(of), measure, isRate: because.type === 'rate' })}${corrected === undefined ? '' : `,再更正 ${signed(corrected)} 分`} ${isShort(because) ? '=' : '≈'} ${pointsText(got)}`;
}

interface Measured {
  of: string;
  measure: string;
  isRate: boolean;
}

function scoringText(scoring: Scoring, { of, measure, isRate }: Measured): string {
  const mark = (bound: string) => (isRate ? share(bound) : bound);
  switch (scoring.type) {
    case 'share':
      return `${of} × ${measure}`;
    case 'inverse':
      return `${of} ×(1 − ${measure})`;
    case 'target':
      return `${of} × ${measure} ÷ ${mark(scoring.target)}(最多满分)`;
    case 'each':
      return scoring.each.startsWith('-')
        ? `${of} − ${measure} × ${scoring.each.slice(1)}(扣完为止)`
        : `${measure} × ${scoring.each}(最多满分)`;
    case 'bands':
      return `${measure} 对照分档(${scoring.bands.map((band) => `${mark(band.atLeast)} 起 ${band.points} 分`).join('、')})`;
    default:
      return scoring satisfies never;
  }
}

function ticketsText({ evidence, more }: ScoreLine): string {
  const numbers = evidence.flatMap((one) => (one.type === 'ticket' ? [one.number] : []));
  if (numbers.length === 0) return '';
  const shown = numbers.slice(0, TICKETS_SHOWN).map((number) => `#${number}`);
  const rest = numbers.length - shown.length + more;
  return `工单(影响得分的在前):${shown.join('、')}${rest > 0 ? ` 等 ${numbers.length + more} 件` : ''}`;
}

function entryLines({ entries }: LineWhy, speaking: Speaking): readonly string[] {
  const lines = entries.slice(0, ENTRIES_SHOWN).map((entry) => {
    const why = entry.reason === '' ? '' : `:${plain(entry.reason)}`;
    const undone = entry.cancelled ? '(已撤销,不算)' : '';
    return `记分${entry.number} ${dayOf(entry.on, speaking)} ${signed(entry.points)} 分${why}(${entry.authorName} 记)${undone}`;
  });
  const more = entries.length - lines.length;
  return more > 0 ? [...lines, `…还有 ${more} 条记分`] : lines;
}

/** The total: parts, weights, coefficients, rounding. */
export function totalWhyText({ why }: ByCode<'total-explained'>, speaking: Speaking): string {
  const { sheet, result, rounding, own, policyVersion } = why;
  const whose = own ? '您' : why.subjectName;
  const month = monthName(why.monthKey, speaking);
  if (sheet.total === null) return `${whose}${month}没有可算的数据,所以没有总分`;
  const parts = sheet.dimensions.map(({ name, bonus, got, of }) =>
    bonus ? `${name} +${pointsText(got)}` : `${name} ${pointsText(got)}/${pointsText(of)}`,
  );
  const examples = sheet.lines.filter(({ got }) => got !== null).map(({ name }) => name);
  return [
    `${whose}${month}总分 ${pointsText(sheet.total)}`,
    `月度差异化得分 ${pointsText(sheet.differentiated)}(${parts.join(',')};按有数据的项折成百分,加分项另加)`,
    ballotPartsText(sheet),
    weightsText(why),
    `岗位系数 ${pointsText(sheet.postCoefficient)},业务分配系数 ${pointsText(sheet.allocationCoefficient)}(同组平均为 1)`,
    loadsText(sheet),
    `总分${ROUNDING[rounding.rule]}到 ${rounding.places} 位小数,每一项到 4 位;制度 ${plain(policyVersion)} 版,权重 ${result.differentiated}:${result.ballots}`,
    `看某一项发「为什么 ${examples[0] ?? '按时率'}」`,
  ]
    .filter((text) => text !== '')
    .join('\n');
}

function weightsText({ sheet, result }: ByCode<'total-explained'>['why']): string {
  const coefficients = `× ${pointsText(sheet.postCoefficient)} × ${pointsText(sheet.allocationCoefficient)}`;
  const { differentiated, ballots, total } = sheet;
  if (differentiated === null || ballots === null) {
    return `算式:${pointsText(differentiated ?? ballots)} ${coefficients} = ${pointsText(total)}`;
  }
  const of = Number(result.differentiated) + Number(result.ballots);
  return `算式:(${pointsText(differentiated)} × ${result.differentiated} + ${pointsText(ballots)} × ${result.ballots})÷ ${of} ${coefficients} = ${pointsText(total)}`;
}
