import type { AppealOutcome, AppealShown, MonthReply } from '../../app/appraisal/month/month-replies.ts';
import type { Speaking } from '../../app/reply.ts';
import type { Proposal } from '../../engine/appraisal/month.ts';
import { plain, when } from '../say.ts';
import { monthName, pointsText, signed } from './month-kit.ts';
import { ownChangedText, ownText } from './month-own.ts';
import { changedText, figuresText, previewText, rankingText } from './month-ranking.ts';

type Table = {
  readonly [C in MonthReply['code']]: (reply: Extract<MonthReply, { code: C }>, speaking: Speaking) => string;
};

export const MONTH_SENTENCES: Table = {
  'month-nothing': () => '这里还没有开始考核',
  'month-previewed': previewText,
  'month-ranking': rankingText,
  'month-own': ownText,
  'month-figures': figuresText,
  'month-changed': changedText,
  'month-own-changed': ownChangedText,
  'month-publishing': ({ monthKey }, speaking) => `好的,${monthName(monthKey, speaking)}考核现在公布`,
  'appeal-taken': ({ appeal, itemName, subjectName, until }, speaking) =>
    `申诉${appeal.number} 收到:${subjectName}${monthName(appeal.monthKey, speaking)}${about(itemName)}。复核有结果就告诉您;别的项有异议,${when(until, speaking)} 前都可以再提`,
  'appeal-withdrawn': ({ number }) => `申诉${number} 已撤回`,
  'appeal-told': ({ appeal }, speaking) =>
    `${appealLine(appeal, speaking)}\n成立请发「复核 ${appeal.number} 成立 +1 理由」或「复核 ${appeal.number} 成立 撤销 记分编号 理由」,不成立请发「复核 ${appeal.number} 驳回 理由」`,
  'appeals-listed': ({ appeals }, speaking) =>
    appeals.length === 0
      ? '没有等复核的申诉'
      : [
          `等复核的申诉 ${appeals.length} 件`,
          ...appeals.map((appeal) => appealLine(appeal, speaking)),
          `回复「复核 ${appeals[0]?.number} 成立 +1 理由」或「复核 ${appeals[0]?.number} 驳回 理由」`,
        ].join('\n'),
  'appeals-waiting': ({ monthKey, appeals }, speaking) =>
    [
      `${monthName(monthKey, speaking)}的申诉期过了,还有 ${appeals.length} 件等您复核,答复了这个月才定稿`,
      ...appeals.map((appeal) => appealLine(appeal, speaking)),
      `回复「复核 ${appeals[0]?.number} 成立 +1 理由」或「复核 ${appeals[0]?.number} 驳回 理由」`,
    ].join('\n'),
  'appeal-answered': ({ appeal, outcome, toAppellant }, speaking) => {
    const subject = `${appeal.subjectName}${monthName(appeal.monthKey, speaking)}${about(appeal.itemName)}`;
    const ending = outcome.type === 'rejected' ? '' : '。分数和排名马上重算';
    return `${toAppellant ? '您的' : ''}申诉${appeal.number}(${subject})${outcomeText(outcome)}:${plain(appeal.answer)}${ending}`;
  },
  'proposals-told': ({ monthKey, proposals }, speaking) =>
    [
      `${monthName(monthKey, speaking)}考核有 ${proposals.length} 条建议,由您来定,不答复就不执行`,
      ...proposals.map((one) => proposalText(one, speaking)),
      howToAnswer(proposals),
    ].join('\n'),
  'proposals-listed': ({ proposals }, speaking) =>
    proposals.length === 0
      ? '没有等答复的考核建议'
      : [...proposals.map((one) => proposalText(one, speaking)), howToAnswer(proposals)].join('\n'),
  'proposal-answered': ({ proposal }) =>
    `建议${proposal.number}(${proposal.subjectName}:${proposal.measure})${proposal.status === 'confirmed' ? '已确认' : '已驳回'},记入档案${proposal.reason === '' ? '' : `:${plain(proposal.reason)}`}`,
};

function about(itemName: string | null): string {
  return itemName === null ? '总分' : `「${itemName}」`;
}

function appealLine(appeal: AppealShown, speaking: Speaking): string {
  const whose =
    appeal.byName === appeal.subjectName ? appeal.byName : `${appeal.byName}替${appeal.subjectName}`;
  return `申诉${appeal.number} ${whose}对${monthName(appeal.monthKey, speaking)}${about(appeal.itemName)}有异议:${plain(appeal.text)}`;
}

function outcomeText(outcome: AppealOutcome): string {
  switch (outcome.type) {
    case 'rejected':
      return '没有成立';
    case 'points':
      return `成立,「${outcome.itemName}」${signed(outcome.points)} 分(记分${outcome.entryNumber})`;
    case 'cancelled':
      return `成立,撤销了一条记分(记分${outcome.entryNumber})`;
    default:
      return outcome satisfies never;
  }
}

function proposalText(proposal: Proposal, speaking: Speaking): string {
  const because = proposal.because.map(({ monthKey, place, members, total }) => {
    const standing = place === null ? '' : `第${place}/${members}`;
    return [monthName(monthKey, speaking), standing, total === null ? '' : `${pointsText(total)}分`]
      .filter((part) => part !== '')
      .join(' ');
  });
  return `建议${proposal.number} ${proposal.subjectName}:${proposal.measure}(${proposal.ruleName};${because.join(',')})`;
}

function howToAnswer(proposals: readonly Proposal[]): string {
  const number = proposals[0]?.number ?? 1;
  return `回复「考核建议 ${number} 确认」或「考核建议 ${number} 驳回 理由」`;
}
