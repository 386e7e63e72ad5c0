/** Seeded random numbers for tests: the same on every engine, as only + − × and shifts are used. */
export interface Random {
  /** In [0, 1). */
  uniform(): number;
  /** Mean 0, variance 1: twelve uniform numbers less 6, so never beyond ±6. */
  normal(): number;
  /** An integer in [0, bound). */
  below(bound: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
}

/** Marsaglia (2003), xorshift on 32 bits with the triple 13, 17, 5; any integer is a good seed. */
export function random(seed: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) || 1;
  const uniform = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let k = 0; k < 8; k++) uniform(); // seeds that differ in few bits part here
  const normal = () => {
    let total = -6;
    for (let k = 0; k < 12; k++) total += uniform();
    return total;
  };
  const below = (bound: number) => Math.floor(uniform() * bound);
  return {
    uniform,
    normal,
    below,
    chance: (probability) => uniform() < probability,
    pick: (items) => items[below(items.length)]!,
  };
}
