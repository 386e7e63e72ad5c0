/** Sums of a changing array in logarithmic time. */

/**
 * Holds n numbers, at first 0; adding to one and summing the first few take O(log n).
 *
 * @see Fenwick (1994), Software: Practice and Experience 24.
 */
export class Fenwick {
  /** nodes[i] = sum of the values (i − lowest bit of i, i], counted from 1. */
  readonly #nodes: Float64Array;

  constructor(n: number) {
    this.#nodes = new Float64Array(n + 1);
  }

  /** values[at] += amount. */
  add(at: number, amount: number): void {
    for (let i = at + 1; i < this.#nodes.length; i += i & -i) this.#nodes[i]! += amount;
  }

  /** values[0] + … + values[count − 1]. */
  sumOf(count: number): number {
    let sum = 0;
    for (let i = count; i > 0; i -= i & -i) sum += this.#nodes[i]!;
    return sum;
  }
}
