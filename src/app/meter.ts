import type { Meter } from './ports.ts';

/** For those who want no figures: tests, replays, tools. */
export const noMeter: Meter = { count: () => {}, observe: () => {} };
