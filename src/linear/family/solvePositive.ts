/** Small positive semidefinite systems, as those of K intercepts. */

/** A pivot below this share of its diagonal is 0: the row depends on those before. */
const SINGULAR = 1e-10;

/**
 * The factor L of A = L Lᵀ, rows that depend on earlier ones left 0, as those of outputs of which
 * only differences count.
 */
export function factorPositive(a: readonly Float64Array[]): Float64Array[] {
  const factor = a.map((row) => new Float64Array(row.length));
  a.forEach((row, k) => {
    const own = factor[k]!;
    for (let l = 0; l <= k; l++) {
      const other = factor[l]!;
      let rest = row[l]!;
      for (let m = 0; m < l; m++) rest -= own[m]! * other[m]!;
      if (l < k) own[l] = other[l]! > 0 ? rest / other[l]! : 0;
      else if (rest > SINGULAR * row[k]!) own[k] = Math.sqrt(rest);
      else own.fill(0);
    }
  });
  return factor;
}

/** L⁻¹ x, entries of rows left 0 being 0. */
export function forward(factor: readonly Float64Array[], x: ArrayLike<number>): Float64Array {
  const y = new Float64Array(factor.length);
  factor.forEach((row, k) => {
    if (row[k] === 0) return;
    let rest = x[k]!;
    for (let m = 0; m < k; m++) rest -= row[m]! * y[m]!;
    y[k] = rest / row[k]!;
  });
  return y;
}

/** L⁻ᵀ y */
export function backward(factor: readonly Float64Array[], y: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(y);
  for (let k = factor.length - 1; k >= 0; k--) {
    const pivot = factor[k]![k]!;
    if (pivot === 0) {
      x[k] = 0;
      continue;
    }
    for (let m = k + 1; m < factor.length; m++) x[k]! -= factor[m]![k]! * x[m]!;
    x[k]! /= pivot;
  }
  return x;
}

/** A solution of A x = b. */
export function solvePositive(a: readonly Float64Array[], b: ArrayLike<number>): Float64Array {
  const factor = factorPositive(a);
  return backward(factor, forward(factor, b));
}
