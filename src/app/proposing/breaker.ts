import { MINUTE_MS, SECOND_MS } from '../../engine/glossary.ts';

/** After so many failures in a row nobody is asked for a while; each further one doubles it. */
const PATIENCE = 3;
const FIRST_REST_MS = 30 * SECOND_MS;
const LONGEST_REST_MS = 30 * MINUTE_MS;

/** Whether it is worth asking now. */
export interface Breaker {
  rests(): boolean;
  worked(): void;
  failed(): void;
}

export function createBreaker(nowMs: () => number): Breaker {
  let failures = 0;
  let restsUntilMs = Number.NEGATIVE_INFINITY;
  return {
    rests: () => nowMs() < restsUntilMs,
    worked: () => {
      failures = 0;
    },
    failed: () => {
      failures += 1;
      if (failures < PATIENCE) return;
      const restMs = FIRST_REST_MS * 2 ** Math.min(failures - PATIENCE, 10);
      restsUntilMs = nowMs() + Math.min(restMs, LONGEST_REST_MS);
    },
  };
}
