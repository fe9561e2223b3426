import { randomUUID } from 'node:crypto';
import type { Chat, Clock, Store } from '../app/ports.ts';
import { createConsoleChat } from '../chat/console/adapter.ts';
import type { Instant } from '../engine/glossary.ts';
import { DEMO_RESIDENTS } from '../web/playground/demo/residents.ts';
import { castOf } from '../web/playground/people.ts';

export interface TerminalParts {
  store: Store;
  clock: Clock;
  runTo(instant: Instant): Promise<void>;
  quit(): void;
}

/** The playground's people and groups at a terminal instead of a page. */
export async function createTerminal({ store, clock, runTo, quit }: TerminalParts): Promise<Chat> {
  const { organisation } = await store.organisation();
  const cast = castOf(organisation, { residents: DEMO_RESIDENTS, now: clock.now() });
  const { stdin: input, stdout: output } = process;
  return createConsoleChat({ ...cast, input, output, clock, runTo, quit, newId: () => randomUUID() });
}
