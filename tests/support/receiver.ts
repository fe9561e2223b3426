import type { Receiver } from '../../src/app/ports.ts';

/** A receiver for tests that care for some of what an edge hands on. */
export function receiverOf(parts: Partial<Receiver> = {}): Receiver {
  return { message: async () => {}, event: async () => {}, status: () => {}, ...parts };
}
