/** The numbers of a policy that people try out by name: items' points, weights (rules.md 8.4, 试算). */
import { compare } from './decimal.ts';
import type { AppraisalPolicy, DecimalText } from './policy.ts';

/** A number of the policy by what people call it, with the policy as it would be. Null: there is none. */
export interface Change {
  /** As found: an item's name, or a weight's. */
  name: string;
  from: DecimalText;
  to: DecimalText;
  policy: AppraisalPolicy;
}

/** `unknown`: no number is called so; else it may be 0 up to `most`. */
export type ChangeFault = 'unknown' | { most: DecimalText };

type Knob = Readonly<{
  get(policy: AppraisalPolicy): DecimalText;
  set(policy: AppraisalPolicy, to: DecimalText): AppraisalPolicy;
  most: DecimalText;
}>;

const MOST_POINTS = '1000';

/** Weights and parameters beside the items' points. */
const KNOBS: Readonly<Record<string, Knob>> = {
  月度权重: result('differentiated'),
  测评权重: result('ballots'),
  响应权重: rateWeight('response'),
  解决权重: rateWeight('solved'),
  满意权重: rateWeight('satisfied'),
  基本满意: rate('basically', '1'),
  收缩: rate('shrinkBy', '1000'),
};

export const KNOB_NAMES: readonly string[] = Object.keys(KNOBS);
/** Also as people say them: 「满意率权重」. */
export const KNOB_WORDS: readonly string[] = KNOB_NAMES.flatMap((name) => [
  name,
  name.replace(/权重$/, '率权重'),
]);

/** 「按时办结 20」 gives an item other points, 「测评权重 0.4」 another weight. */
export function changed(policy: AppraisalPolicy, called: string, to: DecimalText): Change | ChangeFault {
  const name = called.replace(/率权重$/, '权重');
  const knob = Object.hasOwn(KNOBS, name) ? KNOBS[name] : pointsOf(policy, name);
  if (!knob) return 'unknown';
  if (compare(to, '0') < 0 || compare(to, knob.most) > 0) return { most: knob.most };
  return {
    name: itemNamed(policy, name)?.name ?? name,
    from: knob.get(policy),
    to,
    policy: knob.set(policy, to),
  };
}

function itemNamed({ items }: AppraisalPolicy, name: string) {
  const exact = items.find((item) => item.name === name || item.id === name);
  const parts = exact ? [] : items.filter((item) => item.name.includes(name));
  return exact ?? (parts.length === 1 ? parts[0] : undefined);
}

function pointsOf(policy: AppraisalPolicy, name: string): Knob | undefined {
  const item = name === '' ? undefined : itemNamed(policy, name);
  if (!item) return undefined;
  return {
    get: () => item.points,
    set: (given, points) => ({
      ...given,
      items: given.items.map((one) => (one.id === item.id ? { ...one, points } : one)),
    }),
    most: MOST_POINTS,
  };
}

function result(key: 'differentiated' | 'ballots'): Knob {
  return {
    get: (policy) => policy.result[key],
    set: (policy, to) => ({ ...policy, result: { ...policy.result, [key]: to } }),
    most: MOST_POINTS,
  };
}

function rate(key: 'basically' | 'shrinkBy', most: DecimalText): Knob {
  return {
    get: (policy) => policy.rates[key],
    set: (policy, to) => ({ ...policy, rates: { ...policy.rates, [key]: to } }),
    most,
  };
}

function rateWeight(key: 'response' | 'solved' | 'satisfied'): Knob {
  return {
    get: (policy) => policy.rates.weights[key],
    set: (policy, to) => ({
      ...policy,
      rates: { ...policy.rates, weights: { ...policy.rates.weights, [key]: to } },
    }),
    most: MOST_POINTS,
  };
}
