import type { Refusal } from '../../engine/refusal.ts';
import { plain } from '../say.ts';

type Code =
  | 'not-scored'
  | 'item-unclear'
  | 'entry-not-permitted'
  | 'points-missing'
  | 'points-out'
  | 'entry-reason'
  | 'entry-ahead'
  | 'entry-too-late'
  | 'no-such-score-entry'
  | 'entry-settled'
  | 'no-appraisal'
  | 'score-not-yours'
  | 'no-scores'
  | 'month-ahead'
  | 'ranking-off'
  | 'report-off'
  | 'no-such-line'
  | 'value-out';
type Table = { readonly [C in Code]: (refusal: Extract<Refusal, { code: C }>) => string };

/** Why an entry was not written, or a score not shown. */
export const ENTRY_REFUSALS: Table = {
  'not-scored': ({ name, monthKey }) =>
    monthKey === null
      ? `${name} 的岗位不在考核范围里,没有可以记的项目。发「名单」看各人的岗位`
      : `${monthText(monthKey)}没有 ${name} 的考核分:岗位不在考核范围里,或者在岗天数不够`,
  'item-unclear': ({ because, name, names }) => {
    const choice = names.slice(0, 12).join('、');
    if (because === 'several') return `「${plain(name)}」对得上几项:${choice}。请写全项目名`;
    if (name === '') return `请写上项目:${choice}。例如「记分 王芳 ${names[0] ?? '迟到'} -1 原因」`;
    return `没有「${plain(name)}」这一项。可以写:${choice}`;
  },
  'entry-not-permitted': ({ item }) => `「${item}」不归您记。请告诉管这个人的书记或街道`,
  'points-missing': ({ item, least, most }) =>
    `「${item}」请写上几分,每次 ${least} 到 ${most} 分,例如「记分 王芳 ${item} ${least.startsWith('-') ? least : `+${most}`} 原因」`,
  'points-out': ({ item, least, most }) => `「${item}」没有记下:每次可以写 ${least} 到 ${most} 分,0 分不用记`,
  'entry-reason': ({ item }) => `「${item}」要写明原因:什么时候、什么事。写在分数后面再发一次`,
  'entry-ahead': () => '日期还没有到,没有记下。请写已经发生的日子',
  'entry-too-late': ({ monthKey }) =>
    `${monthText(monthKey)}的分已经算出来了,不能再记。有不对的请本人发「申诉」,由书记「复核」`,
  'no-such-score-entry': ({ number }) => `没有找到记分 ${number}。发「记分」看最近记了哪些`,
  'entry-settled': ({ number }) => `记分 ${number} 已经撤销过了。发「记分」看最近记了哪些`,
  'score-not-yours': ({ name }) => `${name} 的分只给本人、本社区书记和街道看。看自己的请发「我的分」`,
  'no-scores': ({ monthKey, state }) => {
    const month = monthKey === null ? '最近的月份' : monthText(monthKey);
    const why = state === null ? '还没有分' : state === 'open' ? '还没有结束' : '还没有公布';
    return `${month}${why}。可以写别的月份,例如「上个月」「9月」`;
  },
  'month-ahead': () => '没有这个月份,或者还没有到。请写一个月,例如「上个月」「9月」',
  'ranking-off': () => '这里的制度不公布排名。看自己的分请发「我的分」',
  'report-off': () => '这里的月报只给书记和街道看。看自己的分请发「我的分」',
  'no-such-line': ({ name, names }) =>
    `没有「${plain(name)}」这一项。可以写:${names.slice(0, 12).join('、')}${names.length > 12 ? ' 等' : ''}`,
  'value-out': ({ name, value, most }) => `「${name}」不能是 ${value}:请写 0 到 ${most} 的数`,
  'no-appraisal': () => '这里的制度没有考核部分。请运维在制度文件里补上这一节',
};

/** A refusal does not know what year it is. */
function monthText(monthKey: string): string {
  return `${Number(monthKey.slice(0, 4))}年${Number(monthKey.slice(5))}月`;
}
