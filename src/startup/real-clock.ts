import type { Clock } from '../app/ports.ts';

/** The one place that knows what time it is; main.ts and the tool hand it on. */
export const realClock: Clock = { now: () => Date.now() };
