import type { SendingLimits } from '../ports.ts';
import type { Timer } from '../timer.ts';
import { type Asked, choose, createPace } from './pace.ts';

/** Gives one network's chats their turns to be written to, within what the network takes without harm. */
export interface Governor {
  /** Resolves with true when it is this chat's turn, with false when the governor stopped before. */
  turn(asked: Asked): Promise<boolean>;
  /** Somebody who waits has become urgent. */
  look(): void;
  /** The network asked for silence. */
  pause(forMs: number): void;
  /** Whoever waits is sent away; what they had to say stays in the outbox. */
  stop(): void;
}

export interface GovernorParts {
  /** Left out: as fast as it goes, unless the network asks for silence. */
  limits?: SendingLimits | undefined;
  /** How many processes share the limits. */
  processes(): number;
  timer: Timer;
  /** From 0 up to 1. */
  random(): number;
}

interface Waiting extends Asked {
  answer(granted: boolean): void;
}

const NO_LIMITS: SendingLimits = { overall: [], perChat: [] };

export function createGovernor({ limits = NO_LIMITS, processes, timer, random }: GovernorParts): Governor {
  const pace = createPace(limits, processes);
  const waiting: Waiting[] = [];
  let callOff = () => {};
  let stopped = false;
  const look = () => {
    callOff();
    while (waiting.length > 0) {
      const nowMs = timer.nowMs();
      const choice = choose(waiting, pace, nowMs);
      if (!('next' in choice)) {
        // A whole millisecond at least: timers round down, and would then look again and again.
        callOff = timer.after(Math.max(1, Math.ceil(choice.wakeAtMs - nowMs)), look);
        return;
      }
      waiting.splice(waiting.indexOf(choice.next), 1);
      pace.spoke(choice.next.chatId, nowMs, random());
      choice.next.answer(true);
    }
  };
  return {
    turn: (asked) => {
      if (stopped) return Promise.resolve(false);
      return new Promise((answer) => {
        waiting.push({ ...asked, answer });
        look();
      });
    },
    look,
    pause: (forMs) => pace.pauseUntil(timer.nowMs() + forMs),
    stop: () => {
      stopped = true;
      callOff();
      for (const one of waiting.splice(0)) one.answer(false);
    },
  };
}
