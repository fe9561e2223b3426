import type { DrivenClock } from '../../chat/playground/clock.ts';
import type { Hub } from '../../chat/playground/hub.ts';
import { isQuiet, nextWorking } from '../../engine/clock/calendar.ts';
import type { CalendarPolicy } from '../../engine/clock/calendar-types.ts';
import { type Instant, MINUTE_MS } from '../../engine/glossary.ts';
import { dayNumber, instantOf } from '../../engine/time.ts';
import type { ClockMove } from './schemas.ts';

/** The page's clock: one move at a time, told to every page. */
export interface PageClock {
  state(): { now: Instant; aheadMs: number; quiet: boolean };
  /** False when another move is still under way. */
  move(to: Instant): Promise<boolean>;
}

interface Given {
  clock: DrivenClock;
  hub: Hub;
  calendar: CalendarPolicy;
  runTo(instant: Instant): Promise<void>;
}

export function createPageClock({ clock, hub, calendar, runTo }: Given): PageClock {
  let moving = false;
  const state = () => {
    const now = clock.now();
    return { now, aheadMs: clock.aheadMs(), quiet: isQuiet(calendar, now) };
  };
  return {
    state,
    async move(to) {
      if (moving) return false;
      moving = true;
      try {
        await runTo(to);
        clock.moveTo(to);
      } finally {
        moving = false;
        hub.publish({ type: 'clock', ...state() });
      }
      return true;
    },
  };
}

export function targetOf(move: ClockMove, calendar: CalendarPolicy, now: Instant): Instant {
  return 'minutes' in move ? now + move.minutes * MINUTE_MS : nextWorkingMorning(calendar, now);
}

/** The next time a working day begins, after `now`. */
export function nextWorkingMorning(calendar: CalendarPolicy, now: Instant): Instant {
  const today = dayNumber(calendar.zone, now);
  const morning = nextWorking(calendar, instantOf(calendar.zone, today, 0));
  return morning > now ? morning : nextWorking(calendar, instantOf(calendar.zone, today + 1, 0));
}
