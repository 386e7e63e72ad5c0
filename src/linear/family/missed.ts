/**
 * What a quadratic whose curvatures are of an earlier point misses of the gradients. Along a path
 * one step looks like the last: what it missed there, it will miss again, and a first step that
 * knows so ends as near as one with fresh curvatures would.
 */

/** Vectors hold one number per coordinate of a working set; those that came later have none. */
export class Missed {
  /** By how much the gradients of the next step will differ from what the quadratic says. */
  expected = new Float64Array();
  /** Gradients where this strength began, and how they have changed by the quadratic since. */
  #start = new Float64Array();
  #modelled = new Float64Array();

  /** Curvatures are fresh: nothing is known. */
  clear(): void {
    this.expected = this.#start = this.#modelled = new Float64Array();
  }

  /** A step that by the quadratic, with what was expected, changed `before` to `after`. */
  step(before: Float64Array, after: Float64Array): void {
    const { expected } = this;
    const [start, modelled] = [this.#start, this.#modelled];
    this.#start = before.map((value, k) => start[k] ?? value);
    this.#modelled = after.map(
      (value, k) => (modelled[k] ?? 0) + value - before[k]! - (expected[k] ?? 0),
    );
    this.expected = new Float64Array();
  }

  /** All curvatures are `by` times what they were. */
  scale(by: number): void {
    this.#modelled = this.#modelled.map((value) => by * value);
  }

  /** Gradients at the last strength's solution; the next one is `ratio` times as far as that was. */
  next(now: Float64Array, ratio: number): void {
    const start = this.#start;
    this.expected = this.#modelled.map((value, k) => ratio * (now[k]! - start[k]! - value));
    this.#start = now.slice();
    this.#modelled = new Float64Array(now.length);
  }
}
