import type { MonthState } from '../../../engine/appraisal/month.ts';
import { type Instant, MINUTE_MS, type StreetId } from '../../../engine/glossary.ts';
import { sparingly } from '../../sparingly.ts';
import type { MonthParts } from './month-parts.ts';
import { type ByHand, nextDue, nextStep, type Step } from './next-step.ts';
import { type Standing, standingOf } from './standing.ts';
import { takeStep } from './steps.ts';

/** Many years of downtime, each month with every step. */
const MAX_STEPS = 2000;
/** Others who were faster leave another step to take; the same one again and again is a bug somewhere. */
const MAX_TRIES = 5;

/**
 * Takes every step of the street's months that has come, each in one transaction, and returns when to look again: when the next one
 * falls due, or in a minute where people may move a month. Whoever else does the same at the same time only makes this one look again.
 */
export async function moveOn(
  streetId: StreetId,
  now: Instant,
  parts: MonthParts & { byHand?: ByHand },
): Promise<Instant | null> {
  let before = '';
  let tries = 0;
  for (let count = 0; count < MAX_STEPS; count += 1) {
    const standing = await standingOf(streetId, now, parts);
    const step = nextStep(standing, parts);
    if (step === null) return lookAgainAt(standing, parts);
    const name = nameOf(step);
    tries = name === before ? tries + 1 : 1;
    if (tries > MAX_TRIES) throw new Error(`the month cannot be moved on: ${name}`);
    before = name;
    await sparingly(() => takeStep(step, standing, parts));
  }
  return now;
}

const MOVED_BY_PEOPLE: readonly MonthState[] = ['previewed', 'published', 'appealed'];

/** Another process may take the message that moves it. */
function lookAgainAt(standing: Standing, parts: MonthParts): Instant | null {
  const dueAt = nextDue(standing, parts);
  const isOpen = standing.months.some(({ state }) => MOVED_BY_PEOPLE.includes(state));
  return isOpen ? Math.min(dueAt ?? Infinity, standing.now + MINUTE_MS) : dueAt;
}

export async function nextDueIn(
  streetId: StreetId,
  now: Instant,
  parts: MonthParts,
): Promise<Instant | null> {
  return nextDue(await standingOf(streetId, now, parts), { policy: parts.policy });
}

function nameOf(step: Step): string {
  return step.type === 'begin'
    ? `begin ${step.beginning.key}`
    : `${step.type} ${step.month.key} ${step.month.revision}`;
}
