/**
 * Orthogonal complement of the columns that nothing penalizes: dual feasibility demands that the
 * dual point lies in it, and least squares alone only gets there up to rounding.
 */

/** A column counts as a combination of the others where less than this share of it is left. */
const DEPENDENT = 1e-12;

export class Complement {
  readonly #basis: Float64Array[] = [];

  /** Leave out the direction of x as well, unless the others hold it already. */
  exclude(x: Float64Array): void {
    const { rest } = this.project(x);
    const left = norm(rest);
    if (left > DEPENDENT * norm(x)) this.#basis.push(rest.map((value) => value / left));
  }

  /** The part of r in the complement, and the squared length of what is left out. */
  project(r: Float64Array): { rest: Float64Array; removed: number } {
    const rest = r.slice();
    let removed = 0;
    // Modified Gram–Schmidt twice: once leaves errors of the condition number.
    for (let pass = 0; pass < 2; pass++)
      for (const q of this.#basis) {
        let share = 0;
        for (let i = 0; i < rest.length; i++) share += q[i]! * rest[i]!;
        for (let i = 0; i < rest.length; i++) rest[i]! -= share * q[i]!;
        if (pass === 0) removed += share * share;
      }
    // Where nothing but rounding is left, nothing is left.
    if (norm(rest) <= 4 * Number.EPSILON * norm(r)) rest.fill(0);
    return { rest, removed };
  }
}

function norm(x: Float64Array): number {
  return Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));
}
