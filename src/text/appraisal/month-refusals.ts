import type { MonthState } from '../../engine/appraisal/month.ts';
import type { Refusal } from '../../engine/refusal.ts';

type Code =
  | 'month-none'
  | 'month-not-over'
  | 'month-not-ready'
  | 'month-past'
  | 'month-frozen'
  | 'appeal-too-late'
  | 'ballots-open';
type ByCode = { [C in Code]: Extract<Refusal, { code: C }> };
type Table = { readonly [C in Code]: (refusal: ByCode[C]) => string };

export const MONTH_STATE_LABELS: Readonly<Record<MonthState, string>> = {
  open: '进行中',
  collecting: '等月结',
  computed: '已算分',
  previewed: '等公布',
  published: '已公布',
  appealed: '申诉中',
  frozen: '已定稿',
};

/** Why a month is not moved on. */
export const MONTH_REFUSALS: Table = {
  'month-none': ({ monthKey }) => `没有${fullMonth(monthKey)}的考核。发「排行」看最近一个月的`,
  'month-not-over': ({ monthKey, untilText }) =>
    `${fullMonth(monthKey)}还没有过完,请在 ${untilText} 以后再月结`,
  'month-not-ready': ({ monthKey, state, move }) =>
    `${fullMonth(monthKey)}的分还没有公布(${MONTH_STATE_LABELS[state]}),${NOT_READY[move]}`,
  'month-past': ({ monthKey, state, move }) =>
    `${fullMonth(monthKey)}${PAST[move]}(${MONTH_STATE_LABELS[state]}),不用再来一次。发「排行」可以看`,
  'month-frozen': ({ monthKey, move }) => `${fullMonth(monthKey)}的分已经定稿,${FROZEN[move]}`,
  'appeal-too-late': ({ monthKey, untilText }) =>
    `${fullMonth(monthKey)}的申诉到 ${untilText} 为止,已经过了。还有疑问请直接找书记或街道`,
  'ballots-open': ({ monthKey, untilText }) =>
    `${fullMonth(monthKey)}的测评到 ${untilText} 才截止,请过后再月结`,
};

const NOT_READY: Readonly<Record<ByCode['month-not-ready']['move'], string>> = {
  close: '请过后再月结',
  publish: '请等算好、书记预览过再公布',
  appeal: '请等公布之后再申诉',
  review: '请等公布、有人申诉之后再复核',
};

const PAST: Readonly<Record<ByCode['month-past']['move'], string>> = {
  close: '已经月结',
  publish: '已经公布过了',
  appeal: '不再受理申诉',
  review: '不再复核',
};

const FROZEN: Readonly<Record<ByCode['month-frozen']['move'], string>> = {
  close: '不会再算。发「排行」可以看',
  publish: '早已公布。发「排行」可以看',
  appeal: '不再受理申诉。有新的证据请直接找书记或街道',
  review: '不能再改。发「排行」可以看',
};

/** With its year: a refusal does not know what day it is. */
function fullMonth(key: string): string {
  return `${Number(key.slice(0, 4))}年${Number(key.slice(5))}月`;
}
