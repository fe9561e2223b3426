import { DAY_MS, type Instant, MINUTE_MS } from '../glossary.ts';
import { dayNumber, dayText, instantOf } from '../time.ts';
import { classesIn, none, type Part, type Scene, says, type Words, wordsIn } from './scene.ts';
import type { Demand, Line } from './talk.ts';
import { fold } from './text.ts';
import { CATEGORY_LIST } from './words.ts';

const NOTICE_MS = 2 * DAY_MS;
const NOTICE_CHARS = 20;
/** Trouble may begin a little before the hour that was announced. */
const EARLY_MS = 30 * MINUTE_MS;

/** A cut that a notice of this room explains, as long as the announced time lasts: no request. */
export function isExplained(scene: Scene, demand: Demand): boolean {
  if (!(scene.ctx.policy.lexicon['talkPlannable'] ?? []).includes(demand.category[1])) return false;
  return notices(scene).some(({ line, words }) => {
    const sameClass = classesIn(words).some(
      ([level1, level2]) => level1 === demand.category[0] && level2 === demand.category[1],
    );
    return sameClass && isWithin(scene, line) && concerns(line, demand);
  });
}

/** A question whose matter a notice of this room speaks of. */
export function isAnswered(scene: Scene): boolean {
  const asked = matters(scene.words);
  if (asked.size === 0) return false;
  return notices(scene).some(({ words }) => [...matters(words)].some((one) => asked.has(one)));
}

/** The classes a text names. An 「其他」 holds all sorts of things: there the word itself must be the same. */
function matters(words: Words): ReadonlySet<string> {
  const named = words.hits.filter(({ list }) => list.startsWith(CATEGORY_LIST));
  return new Set(named.map(({ list, word }) => (list.endsWith('其他') ? `${list}/${word}` : list)));
}

/** 「停到几点?」 when a notice says it. */
export const answeredTalk: Part = (scene) =>
  says(scene.words, 'talkAskWhen') && isAnswered(scene) ? none('a notice answers it') : null;

function notices(scene: Scene): readonly { line: Line; words: Words }[] {
  const since = scene.ctx.now - NOTICE_MS;
  return scene.room
    .filter((line) => !line.fromBot && line.at >= since && line.text.length >= NOTICE_CHARS)
    .map((line) => ({ line, words: wordsIn(line.text, scene.ctx.policy) }))
    .filter(({ words }) => says(words, 'talkNotice'));
}

/** Between the first and the last hour a notice names; without an hour, on its day. */
function isWithin(scene: Scene, line: Line): boolean {
  const { zone } = scene.ctx.policy.calendar;
  const text = fold(line.text);
  const day = dayMeant(text, dayNumber(zone, line.at));
  const hours = minutesIn(text);
  const first = hours.length > 1 ? instantOf(zone, day, Math.min(...hours)) - EARLY_MS : line.at;
  const last: Instant =
    hours.length > 0 ? instantOf(zone, day, Math.max(...hours)) : instantOf(zone, day + 1, 0);
  return scene.ctx.now >= first && scene.ctx.now <= last;
}

function dayMeant(text: string, today: number): number {
  const date = /(\d{1,2})月(\d{1,2})[日号]/.exec(text);
  if (date) {
    for (let day = today; day < today + 31; day++) {
      const [, month, dayOfMonth] = dayText(day).split('-').map(Number);
      if (month === Number(date[1]) && dayOfMonth === Number(date[2])) return day;
    }
  }
  return /明天|明日|明早/.test(text) ? today + 1 : today;
}

/** `9:30`, `下午2点半`, `17点` as minutes after midnight. */
function minutesIn(text: string): readonly number[] {
  const found = text.matchAll(/(下午|晚上|傍晚|夜里)?\s?(\d{1,2})(?::(\d{2})|点(半)?(\d{1,2})?)/g);
  return [...found].map(([, half, hour, minute, isHalf, after]) => {
    const late = half !== undefined && Number(hour) < 12 ? 12 : 0;
    return (Number(hour) + late) * 60 + (isHalf ? 30 : Number(minute ?? after ?? 0));
  });
}

/** Buildings a notice limits itself to: `1-8号楼`, `7-10栋`. */
function concerns(line: Line, demand: Demand): boolean {
  const building = /(\d{1,3})号楼/.exec(demand.place?.place?.text ?? '')?.[1];
  const ranges = [...fold(line.text).matchAll(/(\d{1,3})\s?[-~至到]\s?(\d{1,3})\s?(?:号楼|栋|幢)/g)];
  if (building === undefined || ranges.length === 0) return true;
  return ranges.some(([, from, to]) => Number(building) >= Number(from) && Number(building) <= Number(to));
}
