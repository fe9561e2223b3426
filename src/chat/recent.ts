/** Keeps what was used last, up to a number. */
export interface Recent<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

export function createRecent<Value>(most: number): Recent<Value> {
  const values = new Map<string, Value>();
  return {
    get(key) {
      const value = values.get(key);
      if (value === undefined) return undefined;
      values.delete(key);
      values.set(key, value);
      return value;
    },
    set(key, value) {
      values.delete(key);
      values.set(key, value);
      forgetOldest(values, most);
    },
  };
}

/** A map or a set. */
interface Memory<Key> {
  size: number;
  keys(): IterableIterator<Key>;
  delete(key: Key): boolean;
}

/** Drops what was put in first when there is too much; called after everything that is put in. */
export function forgetOldest<Key>(memory: Memory<Key>, most: number): void {
  const oldest = memory.size > most ? memory.keys().next() : null;
  if (oldest && !oldest.done) memory.delete(oldest.value);
}
