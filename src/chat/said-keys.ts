const REMEMBERED = 5000;

/** Knows the idempotency keys said lately. Older ones are the page's and the outbox's to know. */
export function createSaidKeys(): { first(key: string): boolean } {
  const keys = new Set<string>();
  return {
    first(key) {
      if (keys.has(key)) return false;
      keys.add(key);
      const oldest = keys.size > REMEMBERED ? keys.values().next() : null;
      if (oldest && !oldest.done) keys.delete(oldest.value);
      return true;
    },
  };
}
