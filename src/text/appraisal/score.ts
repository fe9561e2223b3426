import type { Burden, EntryShown, ScoreReply, SpanRanked } from '../../app/appraisal/score-replies.ts';
import type { Speaking } from '../../app/reply.ts';
import { dayOf, plain } from '../say.ts';
import { COUNTED, monthName, pointsText, signed } from './month-kit.ts';
import { sheetText } from './score-sheet.ts';
import { whatIfText } from './what-if.ts';
import { lineWhyText, totalWhyText } from './why.ts';

type Table = {
  readonly [C in ScoreReply['code']]: (reply: Extract<ScoreReply, { code: C }>, speaking: Speaking) => string;
};

export const SCORE_SENTENCES: Table = {
  'score-nothing': () => '还没有可以看的分',
  'entry-written': ({ entry, masked }, speaking) =>
    `记下了:记分${entry.number} ${lineOf(entry, speaking)},计入${monthName(entry.monthKey, speaking)}${masked ? '。电话、证件号已略去' : ''}。本人会收到;记错请发「记分 撤销 ${entry.number} 原因」`,
  'entry-told': ({ entry }, speaking) =>
    `${entry.authorName} 给您记了一条:${ownLineOf(entry, speaking)},计入${monthName(entry.monthKey, speaking)}。有出入请当面说明,月度公布后还可以发「申诉」`,
  'entry-cancelled': ({ entry, reason, toSubject }, speaking) =>
    toSubject
      ? `您的记分${entry.number}已撤销:${ownLineOf(entry, speaking)}。撤销原因:${plain(reason)}`
      : `记分${entry.number}已撤销:${lineOf(entry, speaking)}。本人会收到`,
  'entries-listed': ({ entries, more }, speaking) =>
    entries.length === 0
      ? '最近没有记分。要记请发,例如「记分 王芳 出勤 -1 9月3日迟到20分钟」'
      : [
          '最近的记分:',
          ...entries.map(
            (entry) => `${entry.number} ${lineOf(entry, speaking)}${entry.cancelled ? '(已撤销)' : ''}`,
          ),
          ...(more > 0 ? [`…还有 ${more} 条`] : []),
        ].join('\n'),
  'score-shown': sheetText,
  'line-explained': lineWhyText,
  'total-explained': totalWhyText,
  'told-alone': () => '私聊发给您了',
  'burden-shown': ({ burden }, speaking) => burdenText(burden, speaking),
  'what-if': ({ tried }, speaking) => whatIfText(tried, speaking),
  'span-ranked': ({ ranked }, speaking) => spanText(ranked, speaking),
};

function lineOf(entry: EntryShown, speaking: Speaking): string {
  return `${entry.subjectName}${ownLineOf(entry, speaking)}`;
}

/** To the one it is about. */
function ownLineOf({ itemName, points, on, reason }: EntryShown, speaking: Speaking): string {
  const because = reason === '' ? '' : `:${plain(reason)}`;
  return `「${itemName}」${signed(points)} 分(${dayOf(on, speaking)}${because})`;
}

const SPAN_LISTED = 15;

function spanText(
  { groupName, monthKeys, missing, cut, rows, ...group }: SpanRanked,
  speaking: Speaking,
): string {
  const month = (key: string) => monthName(key, speaking);
  const lines = rows.slice(0, SPAN_LISTED).map(({ place, name, mean, totals }) => {
    const each = totals.map((total) => (total === null ? '无' : pointsText(total))).join('/');
    return `${place ?? '-'} ${name} 平均 ${mean === null ? '无' : pointsText(mean)}(${each})`;
  });
  const more = rows.length - lines.length;
  const counted = `${group.ranked} ${COUNTED[group.kind]}`;
  const whole = group.of === null ? counted : `${group.of},名次是全街道 ${counted}里的`;
  return [
    `${monthKeys.map(month).join('、')}考核平均 · ${groupName}(${whole})`,
    ...lines,
    more > 0 ? `…还有 ${more} ${COUNTED[group.kind]},要全的发「导出」` : '',
    cut ? '一次看最近三个月,更早的可以按季度问' : '',
    missing.length > 0 ? `没有分的月份不算:${missing.map(month).join('、')}` : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** Prompts by the bot itself: what people asked for is not among them. */
function burdenText({ monthKey, days, budgetPerDay, rows, more }: Burden, speaking: Speaking): string {
  const lines = rows.map(
    ({ name, prompts }) => `${name} ${prompts} 次,平均每天 ${(prompts / days).toFixed(1)}`,
  );
  return [
    `${monthName(monthKey, speaking)}机器人提醒各人的次数(${days} 天;每人每天超过 ${budgetPerDay} 次的普通提醒并到第二天早上):`,
    ...lines,
    more > 0 ? `…还有 ${more} 人` : '',
    '打卡、在线时长、活跃度一概不记,也不算分',
  ]
    .filter((line) => line !== '')
    .join('\n');
}
