import { isQuiet, nextLoud } from '../../engine/clock/calendar.ts';
import type { Instant } from '../../engine/glossary.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import { dayNumber, instantOf } from '../../engine/time.ts';
import type { Store } from '../ports.ts';
import type { Target } from './address.ts';

/**
 * When an ordinary prompt may go out: not in quiet hours, and to a worker who has had the day's share of prompts
 * only the next morning (rules.md 4, burden budget).
 */
export async function quietAndBudget(
  now: Instant,
  { store, policy }: { store: Pick<Store, 'promptsSince'>; policy: ServicePolicy },
): Promise<(target: Target) => Instant> {
  const { calendar, timing } = policy;
  const today = dayNumber(calendar.zone, now);
  const prompts = await store.promptsSince(instantOf(calendar.zone, today, 0));
  const loud = isQuiet(calendar, now) ? nextLoud(calendar, now) : now;
  const tomorrow = nextLoud(calendar, instantOf(calendar.zone, today + 1, 0));
  return ({ personId }) =>
    personId !== undefined && (prompts.get(personId) ?? 0) >= timing.promptBudgetPerDay ? tomorrow : loud;
}
