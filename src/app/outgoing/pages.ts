import type { Log } from '../ports.ts';

/** Reads the outbox page by page. While more may wait there, what is new must queue up behind it. */
export interface Pages {
  /** Whether rows may wait unread, so that nothing new may be said before them. */
  more(): boolean;
  /** Something was committed that nobody holds: one more page is read after the one being read. */
  missed(): void;
  /** Resolves when the first page is read; further ones follow by themselves. */
  read(): Promise<void>;
  idle(): Promise<void>;
  close(): void;
}

interface Given {
  /** Says what was read; whether more may wait. */
  readPage(): Promise<boolean>;
  /** Resolves when what was read has been said. */
  spoken(): Promise<void>;
  log: Log;
}

export function createPages({ readPage, spoken, log }: Given): Pages {
  let more = true;
  let missed = false;
  let closed = false;
  let reading: Promise<void> | null = null;
  const page = async () => {
    missed = false;
    more = await readPage();
  };
  const readOn = async () => {
    while ((more || missed) && !closed) {
      if (more) await spoken();
      if (!closed) await page();
    }
  };
  const readAll = async (first: Promise<void>) => {
    try {
      await first;
      await readOn();
    } catch (error) {
      log.error({ err: error }, 'the outbox could not be read; the next look takes it up');
    }
    reading = null;
  };
  return {
    more: () => more,
    missed: () => {
      missed = true;
    },
    read: async () => {
      if (closed) return;
      if (reading) {
        missed = true;
        return;
      }
      const first = page();
      reading = readAll(first);
      await first;
    },
    idle: async () => {
      while (reading) await reading;
    },
    close: () => {
      closed = true;
    },
  };
}
