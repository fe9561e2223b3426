/** Every command, in the order of the help. A test fails when a file of this folder is missing here. */
import type { Command } from '../src/app/command.ts';
import appeal from './appeal.ts';
import approve from './approve.ts';
import arrive from './arrive.ts';
import assign from './assign.ts';
import ballot from './ballot.ts';
import bind from './bind.ts';
import burden from './burden.ts';
import confirm from './confirm.ts';
import correct from './correct.ts';
import decline from './decline.ts';
import dispute from './dispute.ts';
import entry from './entry.ts';
import exclude from './exclude.ts';
import exportScores from './export.ts';
import extend from './extend.ts';
import faq from './faq.ts';
import finish from './finish.ts';
import handOver from './hand-over.ts';
import help from './help.ts';
import identity from './identity.ts';
import ignore from './ignore.ts';
import join from './join.ts';
import leave from './leave.ts';
import leaveEnd from './leave-end.ts';
import merge from './merge.ts';
import mine from './mine.ts';
import myScore from './my-score.ts';
import notice from './notice.ts';
import object from './object.ts';
import onBehalf from './on-behalf.ts';
import patrol from './patrol.ts';
import pause from './pause.ts';
import progress from './progress.ts';
import proposals from './proposals.ts';
import publish from './publish.ts';
import ranking from './ranking.ts';
import rate from './rate.ts';
import reopen from './reopen.ts';
import report from './report.ts';
import reportMonth from './report-month.ts';
import restore from './restore.ts';
import returnTicket from './return.ts';
import review from './review.ts';
import room from './room.ts';
import show from './show.ts';
import split from './split.ts';
import staff from './staff.ts';
import supervise from './supervise.ts';
import supplement from './supplement.ts';
import take from './take.ts';
import todo from './todo.ts';
import transfer from './transfer.ts';
import urge from './urge.ts';
import visit from './visit.ts';
import whatIf from './what-if.ts';
import whistle from './whistle.ts';
import whistleAnswer from './whistle-answer.ts';
import whistleRate from './whistle-rate.ts';
import why from './why.ts';
import withdraw from './withdraw.ts';

export const COMMANDS: readonly Command[] = [
  report,
  show,
  urge,
  supplement,
  withdraw,
  rate,
  join,
  object,
  reopen,
  correct,
  restore,
  mine,
  ballot,
  help,
  bind,
  room,
  take,
  returnTicket,
  transfer,
  arrive,
  progress,
  pause,
  extend,
  finish,
  todo,
  onBehalf,
  patrol,
  visit,
  leave,
  leaveEnd,
  whistle,
  whistleAnswer,
  notice,
  faq,
  confirm,
  ignore,
  staff,
  assign,
  approve,
  decline,
  merge,
  split,
  supervise,
  dispute,
  whistleRate,
  exclude,
  entry,
  myScore,
  why,
  appeal,
  ranking,
  publish,
  review,
  proposals,
  whatIf,
  burden,
  reportMonth,
  exportScores,
  handOver,
  identity,
];
