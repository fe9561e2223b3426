import type { EntryShown, ScoreReply } from '../../app/appraisal/score-replies.ts';
import type { Speaking } from '../../app/reply.ts';
import { dayOf, plain } from '../say.ts';
import { monthName, signed } from './month-kit.ts';

type Table = {
  readonly [C in ScoreReply['code']]: (reply: Extract<ScoreReply, { code: C }>, speaking: Speaking) => string;
};

export const SCORE_SENTENCES: Table = {
  'score-nothing': () => '还没有可以看的分',
  'entry-written': ({ entry, masked }, speaking) =>
    `记下了:记分${entry.number} ${lineOf(entry, speaking)},计入${monthName(entry.monthKey, speaking)}${masked ? '。电话、证件号已略去' : ''}。本人会收到;记错请发「记分 撤销 ${entry.number} 原因」`,
  'entry-told': ({ entry }, speaking) =>
    `${entry.authorName} 给您记了一条:${lineOf(entry, speaking)},计入${monthName(entry.monthKey, speaking)}。有出入请当面说明,月度公布后还可以发「申诉」`,
  'entry-cancelled': ({ entry, reason, toSubject }, speaking) =>
    `${toSubject ? '您的' : ''}记分${entry.number}(${lineOf(entry, speaking)})已撤销:${plain(reason)}`,
  'entries-listed': ({ entries, more }, speaking) =>
    entries.length === 0
      ? '最近没有记分。要记请发,例如「记分 王芳 迟到 -1 9月3日迟到20分钟」'
      : [
          '最近的记分:',
          ...entries.map(
            (entry) => `${entry.number} ${lineOf(entry, speaking)}${entry.cancelled ? '(已撤销)' : ''}`,
          ),
          ...(more > 0 ? [`…还有 ${more} 条`] : []),
        ].join('\n'),
};

function lineOf({ subjectName, itemName, points, on, reason }: EntryShown, speaking: Speaking): string {
  const because = reason === '' ? '' : `:${plain(reason)}`;
  return `${subjectName}「${itemName}」${signed(points)} 分(${dayOf(on, speaking)}${because})`;
}
