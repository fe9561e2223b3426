/** The same numbers for the same seed, from 0 up to 1 (mulberry32). */
export interface Random {
  next(): number;
  /** A whole number below. */
  below(end: number): number;
  /** Whether what happens so often happens now. */
  chance(share: number): boolean;
  of<T>(all: readonly [T, ...T[]] | readonly T[]): T;
}

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number) => Math.floor(next() * end);
  return {
    next,
    below,
    chance: (share) => next() < share,
    of: (all) => {
      const one = all[below(all.length)];
      if (one === undefined) throw new Error('nothing to choose from');
      return one;
    },
  };
}
