import type { Refusal } from '../../engine/refusal.ts';

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
  | 'no-appraisal';
type Table = { readonly [C in Code]: (refusal: Extract<Refusal, { code: C }>) => string };

/** Why an entry was not written. */
export const ENTRY_REFUSALS: Table = {
  'not-scored': ({ name }) => `${name} 的岗位不在考核范围里,没有可以记的项目。发「名单」看各人的岗位`,
  'item-unclear': ({ because, name, names }) => {
    const choice = names.slice(0, 12).join('、');
    if (because === 'several') return `「${name}」对得上几项:${choice}。请写全项目名`;
    if (name === '') return `请写上项目:${choice}。例如「记分 王芳 ${names[0] ?? '迟到'} -1 原因」`;
    return `没有「${name}」这一项。可以写:${choice}`;
  },
  'entry-not-permitted': ({ item }) => `「${item}」不归您记。请告诉该社区书记或街道`,
  'points-missing': ({ item, least, most }) =>
    `「${item}」请写上几分,每次 ${least} 到 ${most} 分,例如「记分 王芳 ${item} ${least.startsWith('-') ? least : `+${most}`} 原因」`,
  'points-out': ({ item, least, most }) => `「${item}」没有记下:每次可以写 ${least} 到 ${most} 分,不能是 0`,
  'entry-reason': ({ item }) => `「${item}」要写明原因:什么时候、什么事。写在分数后面再发一次`,
  'entry-ahead': () => '日期还没有到,没有记下。请写已经发生的日子',
  'entry-too-late': ({ monthKey }) =>
    `${Number(monthKey.slice(0, 4))}年${Number(monthKey.slice(5))}月的分已经算出来了,不能再记。有不对的请本人发「申诉」,由书记「复核」`,
  'no-such-score-entry': ({ number }) => `没有找到记分 ${number}。发「记分」看最近记了哪些`,
  'entry-settled': ({ number }) => `记分 ${number} 已经撤销过了。发「记分」看最近记了哪些`,
  'no-appraisal': () => '这里的制度没有考核部分。请运维在制度文件里补上这一节',
};
