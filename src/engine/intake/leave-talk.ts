import { dayNumber, dayText, digest, weekdayOf } from '../time.ts';
import { command, type Part, says, wordsIn } from './scene.ts';
import type { TalkContext } from './talk.ts';
import { fold, numeral } from './text.ts';

/** Local days since 1970, both inclusive. */
interface Days {
  from: number;
  to: number;
}

const WISH =
  /请[个了一下半两三四五六七几天日周上下午病事年产婚丧陪护\d]{0,8}假|休[个一两三四五六七天年事病产\d]{1,6}假|(?:想|要|得|需要)休(?:息)?[一两三四五半\d]{1,2}天/;
const WEEKDAYS = '一二三四五六日';
const FAR_DAYS = 60;

/** 「我妈住院了,12号13号请两天假」: leave asked in free words. */
export const leaveTalk: Part = (scene) => {
  const { heard, ctx, words } = scene;
  if (!scene.staff || heard.roomKind === 'resident' || heard.roomKind === 'merchant') return null;
  if (!asksLeave(words.said, ctx) || othersLeave(words.said, ctx, scene.me)) return null;
  const days = daysIn(fold(words.said), ctx);
  const reason = reasonIn(words.said, ctx);
  return command('请假', days ? `${spanText(days)} ${reason}` : words.said, 'leave asked in free words');
};

/** 「销假」, 「我回来了」: back at work. */
export const backTalk: Part = (scene) => {
  const { heard, words } = scene;
  if (!scene.staff || heard.roomKind === 'resident' || heard.roomKind === 'merchant') return null;
  if (/[??]\s*$/.test(words.said) || !says(words, 'talkBack')) return null;
  const start = words.folded.search(/\S/);
  const early = words.hits.some((hit) => hit.list === 'talkBack' && hit.at - start <= 6);
  return early && words.bare.length <= 24 ? command('销假', '', 'back from leave') : null;
};

/** Whether a line wishes for leave; a question or a report of somebody's leave is none. */
export function asksLeave(text: string, ctx: TalkContext): boolean {
  const said = fold(text.slice(0, 200));
  if (/^\s*请假/.test(said)) return true;
  return WISH.test(said) && !/[?]\s*$/.test(said) && !says(wordsIn(text, ctx.policy), 'talkLeaveNot');
}

/** 「顾强请假,14号楼我去」: somebody else's leave. */
function othersLeave(text: string, ctx: TalkContext, me: string): boolean {
  const at = text.search(WISH);
  return ctx.staffNames.some(
    ({ name, personId }) => personId !== me && text.slice(0, at).trimEnd().endsWith(name),
  );
}

const DATES =
  /(?:大?后|今|明)[天日朝]|下?(?:周|星期|礼拜)[一二三四五六日天]|(?:\d{1,2}月)?\d{1,2}[号日]|[到至起~-]/g;

/** The clauses that ask nothing, without their dates. */
function reasonIn(text: string, ctx: TalkContext): string {
  const clauses = text.split(/[,,。;;!!\s]+/).filter((part) => part !== '' && !WISH.test(part));
  const reasons = clauses
    .filter((part) => !isAddress(part, ctx))
    .map((part) => part.replace(DATES, '').replace(/^(?:我?[要想]|要)/, ''))
    .filter((part) => part.length >= 2);
  return reasons.length > 0 ? reasons.join(',') : '有事';
}

/** 「书记」, 「骆书记」. */
function isAddress(part: string, ctx: TalkContext): boolean {
  if (/^.?(?:书记|主任|科长|领导|您好|你好)$/.test(part)) return true;
  return ctx.staffNames.some(({ name }) => part.length <= 4 && name.startsWith(part.slice(0, 1)));
}

/** First and last day a text names, seen from today; null when it names none. */
export function daysIn(folded: string, ctx: TalkContext): Days | null {
  const today = dayNumber(ctx.policy.calendar.zone, ctx.now);
  const named = [...datesIn(folded, ctx), ...nearDaysIn(folded, today), ...weekdaysIn(folded, today)];
  const from = named[0];
  if (from === undefined) return null;
  const last = named.reduce((latest, day) => Math.max(latest, day), from);
  const length = /请?([一两二三四五六七\d])天/.exec(folded)?.[1];
  const lasting = length === undefined ? 1 : (numeral(length) ?? 1);
  return { from, to: Math.max(last, from + lasting - 1) };
}

/** `5月12日`, `12号`, `12-13号`, `12号到14号`. */
function datesIn(folded: string, ctx: TalkContext): readonly number[] {
  const today = dayNumber(ctx.policy.calendar.zone, ctx.now);
  let month = digest(ctx.policy.calendar.zone, ctx.now).month;
  let given = false;
  const days: number[] = [];
  for (const match of folded.matchAll(
    /(?:(\d{1,2})月)?(\d{1,2})(?=[号日]|\s?[-~到至、和]\s?(?:\d{1,2}月)?\d{1,2}[号日])/g,
  )) {
    if (match[1] !== undefined) [month, given] = [Number(match[1]), true];
    const day = nextDate({ month: given ? month : null, day: Number(match[2]) }, today);
    if (day !== null) days.push(day);
  }
  return days;
}

/** The next day, today included, with this date (and month when given). */
function nextDate(wanted: { month: number | null; day: number }, today: number): number | null {
  const reach = wanted.month === null ? FAR_DAYS : 366;
  for (let day = today; day <= today + reach; day++) {
    const [, month = 0, date = 0] = dayText(day).split('-').map(Number);
    if (date === wanted.day && (wanted.month === null || month === wanted.month)) return day;
  }
  return null;
}

function nearDaysIn(folded: string, today: number): readonly number[] {
  const near: readonly (readonly [RegExp, number])[] = [
    [/今天|今日|今朝/, 0],
    [/明天|明日|明朝/, 1],
    [/(?<!大)后天|后日/, 2],
    [/大后天/, 3],
  ];
  return near.filter(([word]) => word.test(folded)).map(([, ahead]) => today + ahead);
}

/** `周五`, `下周一`. */
function weekdaysIn(folded: string, today: number): readonly number[] {
  return [...folded.matchAll(/(下)?(?:周|星期|礼拜)([一二三四五六日天])/g)].map(([, next, name = '']) => {
    const wanted = WEEKDAYS.indexOf(name === '天' ? '日' : name) + 1;
    const monday = today - weekdayOf(today) + 1 + (next ? 7 : 0);
    const day = monday + wanted - 1;
    return day < today ? day + 7 : day;
  });
}

/** `5月12日至13日`, over a month's end `5月30日至6月2日`. */
function spanText({ from, to }: Days): string {
  const first = monthDay(from);
  const last = monthDay(to);
  if (from === to) return `${first.month}月${first.day}日`;
  const month = first.month === last.month ? '' : `${last.month}月`;
  return `${first.month}月${first.day}日至${month}${last.day}日`;
}

function monthDay(day: number): { month: number; day: number } {
  const [, month = 0, date = 0] = dayText(day).split('-').map(Number);
  return { month, day: date };
}
