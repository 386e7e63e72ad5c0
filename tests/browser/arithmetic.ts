/**
 * What the core takes for granted of JavaScript's own arithmetic. The language leaves the last
 * bits of `**` to the engine, as it does those of Math.exp, where engines do differ.
 */

/** How many of `count` doubles of random bits have a square that is not their product. */
export function unequalSquares(count: number): number {
  const bits = new Uint32Array(2);
  const value = new Float64Array(bits.buffer);
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  let unequal = 0;
  for (let k = 0; k < count; k++) {
    // The low half of the state alone has a short period.
    bits[0] = (next() >>> 16) | (next() & 0xffff0000);
    bits[1] = (next() >>> 16) | (next() & 0xffff0000);
    const x = value[0]!;
    if (!Object.is(x ** 2, x * x)) unequal++;
  }
  return unequal;
}

/** Integers e with |e| ≤ 1022 whose 2^e is not what repeated doubling and halving gives. */
export function inexactPowers(): number[] {
  const inexact: number[] = [];
  for (let e = 0, power = 1; e <= 1022; e++, power *= 2) {
    if (2 ** e !== power) inexact.push(e);
    if (2 ** -e !== 1 / power) inexact.push(-e);
  }
  return inexact;
}
