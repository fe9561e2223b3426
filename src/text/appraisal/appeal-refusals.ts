import type { Refusal } from '../../engine/refusal.ts';

type Code =
  | 'no-such-appeal'
  | 'no-own-appeal'
  | 'appeal-settled'
  | 'appeal-open'
  | 'review-not-yours'
  | 'no-such-proposal'
  | 'proposal-settled'
  | 'proposal-not-yours'
  | 'publish-not-yours';
type Table = { readonly [C in Code]: (refusal: Extract<Refusal, { code: C }>) => string };

/** Why an appeal or a proposal was not answered. */
export const APPEAL_REFUSALS: Table = {
  'no-such-appeal': ({ number, open }) =>
    open.length > 0
      ? `${missing('申诉', number)}等复核的有${listed('申诉', open)},例如「复核 ${open[0]} 驳回 理由」`
      : `${missing('申诉', number)}眼下没有等您复核的申诉`,
  'no-own-appeal': ({ number }) => `您没有提过申诉${number},请核对编号`,
  'appeal-settled': ({ number }) => `申诉${number} 已经有结果了,不能再改。发「复核」看等复核的`,
  'appeal-open': ({ number }) => `这一项您已经提过申诉${number},正在复核。有补充请直接告诉复核的人`,
  'review-not-yours': ({ number }) =>
    `申诉${number} 不归您复核:自己的请街道来看,别的社区的请那边书记或街道来看`,
  'no-such-proposal': ({ number, open }) =>
    open.length > 0
      ? `${missing('建议', number)}等答复的有${listed('建议', open)},例如「考核建议 ${open[0]} 确认」`
      : `${missing('建议', number)}眼下没有等您答复的考核建议`,
  'proposal-settled': ({ number }) => `建议${number} 已经有答复了,不能再改。发「考核建议」看等答复的`,
  'proposal-not-yours': ({ number }) => `建议${number} 不归您答复。发「考核建议」看归您的`,
  'publish-not-yours': () => '公布全街道的考核要由街道来发。书记可以先看「排行」,有不对的告诉街道',
};

function missing(what: string, number: number | null): string {
  return number === null ? '' : `没有找到${what}${number}。`;
}

const LISTED = 8;

function listed(what: string, numbers: readonly number[]): string {
  const shown = numbers.slice(0, LISTED).map((number) => `${what}${number}`);
  return shown.join('、') + (numbers.length > LISTED ? ' 等' : '');
}
