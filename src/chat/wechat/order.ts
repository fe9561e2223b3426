/** Puts lines of a chat in the order of their time: the wire swaps neighbours now and then. */
export interface Sorter<T> {
  put(chatId: string, item: T): void;
  /** Hands on at once what is held. */
  flush(): void;
}

export function createSorter<T extends { atMs: number }>(
  holdMs: number,
  handOn: (chatId: string, item: T) => void,
): Sorter<T> {
  const held = new Map<string, { items: T[]; timer: NodeJS.Timeout }>();
  const release = (chatId: string) => {
    const waiting = held.get(chatId);
    if (!waiting) return;
    held.delete(chatId);
    clearTimeout(waiting.timer);
    // Sorting is stable: equal times, which puppets that count in seconds have a lot of, stay as they came.
    for (const item of waiting.items.sort((a, b) => a.atMs - b.atMs)) handOn(chatId, item);
  };
  return {
    put(chatId, item) {
      const waiting = held.get(chatId);
      if (waiting) waiting.items.push(item);
      else held.set(chatId, { items: [item], timer: setTimeout(() => release(chatId), holdMs) });
    },
    flush() {
      for (const chatId of [...held.keys()]) release(chatId);
    },
  };
}
