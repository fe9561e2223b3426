import type { TalkEntry } from '../../app/ports.ts';
import type { Instant } from '../../engine/glossary.ts';

/** What a page hears while it is open. */
export type LiveEvent =
  | { type: 'message'; chatId: string; entry: TalkEntry }
  /** A line shown before it was kept, which then could not be kept. */
  | { type: 'retracted'; chatId: string; messageId: string }
  | { type: 'clock'; now: Instant; aheadMs: number; quiet: boolean }
  | { type: 'story'; story: StoryProgress };

export interface StoryProgress {
  running: boolean;
  step: number;
  steps: number;
  caption: string;
  /** Where to look now. */
  chatId: string | null;
}

export interface NumberedEvent {
  id: number;
  event: LiveEvent;
}

/** Hands live events to every open page and remembers the last few for pages that lost their line. */
export interface Hub {
  /** Differs after every start: ids of an earlier run mean nothing. */
  readonly run: string;
  publish(event: LiveEvent): void;
  subscribe(listener: (event: NumberedEvent) => void, ended: () => void): () => void;
  /** Events after `id`; null when they are no longer all known. */
  since(id: number): readonly NumberedEvent[] | null;
  lastId(): number;
  /** The last few, oldest first. */
  recent(): readonly NumberedEvent[];
  /** Ends every subscription. */
  close(): void;
}

const REMEMBERED = 500;

export function createHub(run: string): Hub {
  const recent: NumberedEvent[] = [];
  const listeners = new Map<(event: NumberedEvent) => void, () => void>();
  let last = 0;
  return {
    run,
    publish(event) {
      last += 1;
      const numbered = { id: last, event };
      recent.push(numbered);
      if (recent.length > REMEMBERED) recent.shift();
      for (const listener of listeners.keys()) listener(numbered);
    },
    subscribe(listener, ended) {
      listeners.set(listener, ended);
      return () => listeners.delete(listener);
    },
    since(id) {
      const oldest = recent[0]?.id ?? last + 1;
      return id > last || id + 1 < oldest ? null : recent.filter((event) => event.id > id);
    },
    lastId: () => last,
    recent: () => recent,
    close() {
      for (const ended of listeners.values()) ended();
      listeners.clear();
    },
  };
}
