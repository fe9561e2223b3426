import type { ServicePolicy } from '../policy.ts';
import type { IssueLike } from './same.ts';
import { has, signsOf } from './signs.ts';
import { CATEGORY_LIST } from './words.ts';

/** Level-2 classes of things that stand by themselves: what breaks one breaks no other. */
export const APART: ReadonlySet<string> = new Set([
  '井盖',
  '路灯',
  '信号灯',
  '消火栓',
  '护栏',
  '公厕',
  '垃圾箱',
  '电梯',
  '门禁',
  '充电桩',
]);

/** One thing happened to both, or the second follows from the first; whatever water, fire or power does it does to all. */
export const ONE_STORY =
  /[水漏渗淹泡火烟爆炸塌垮]|[停断没]电|跳闸|短路|导致|害[得我]|所以|结果|[搞弄]得|搞到|因为|由于|只[好能]|影响|连.{0,4}[都也]|一.{1,6}就|[把被遭跟带撞压砸刮]|掉[到在进]|倒[在了]|刷卡|看不[见清到]|拍不到|[说讲]|修好|换好/;

/** 「电梯口」, 「垃圾桶旁边」 say where. */
export const ONLY_WHERE =
  /(?:电梯|门禁|路灯|井盖|垃圾[桶箱房站]|护栏|充电[桩棚]|公厕|红绿灯)(?:门?口|厅|间|旁|边|下面|里|附近|对面|[前后]面)/g;

/** What water, power and gas do reaches lifts and doors. */
const SUPPLY = '水电气';

/**
 * 「电梯又坏了」 at the place of a leak: both name their own class, one of them a thing that stands by itself, and the newer
 * text tells of nothing that could have done both.
 */
export function standApart(newer: IssueLike, known: IssueLike, policy: ServicePolicy): boolean {
  const [one, other] = [newer.category, known.category];
  if (one[1] === other[1] || !(APART.has(one[1]) || APART.has(other[1]))) return false;
  if (one[0] === SUPPLY || other[0] === SUPPLY || ONE_STORY.test(newer.text)) return false;
  return namesItsClass(newer, policy) && namesItsClass(known, policy);
}

function namesItsClass({ text, category: [level1, level2] }: IssueLike, policy: ServicePolicy): boolean {
  if (level2.endsWith('其他')) return false;
  return has(signsOf(text.replace(ONLY_WHERE, ' '), policy), `${CATEGORY_LIST}${level1}/${level2}`);
}
