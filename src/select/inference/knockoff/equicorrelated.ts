/** How far knockoffs may be from the columns they copy. */
import { fail } from '../../../check.ts';
import { stream } from '../../../runtime/random.ts';
import type { Task } from '../../../runtime/run.ts';
import { BLOCK, cholesky, dot, inverseOf } from './cholesky.ts';

/** Σ⁻¹ and L of the construction z̃ = (I − s Σ⁻¹) z + L e. */
export interface Equicorrelated {
  readonly s: number;
  readonly inverse: Float64Array;
  /** L Lᵀ = 2 s I − s² Σ⁻¹, lower. */
  readonly factor: Float64Array;
}

/** Smallest pivot of a correlation matrix: 1 − R² of a column on those before it. */
const LEAST_PIVOT = 1e-9;

/** Kept between s and its limit, so that 2 s I − s² Σ⁻¹ has a condition of at most 1000. */
const MARGIN = 1e-3;

/**
 * s = min(1, 2 λ_min(Σ)), less a thousandth, the same for all columns: as large as equal values can
 * be with a positive definite joint correlation of columns and knockoffs. 2p³/3 multiply-adds.
 *
 * @throws RangeError where Σ is singular; `name` is the argument it came from.
 * @see Barber and Candès (2015), Ann. Stat. 43(5), section 2.1.1.
 */
export function* equicorrelated(
  where: string,
  name: string,
  sigma: Float64Array,
  p: number,
): Task<Equicorrelated> {
  const root = yield* cholesky(sigma, p, LEAST_PIVOT);
  if ('dependent' in root) {
    const rule = 'have linearly independent columns';
    return fail(where, name, rule, `varying column ${root.dependent} depending on others`);
  }
  const inverse = yield* inverseOf(root.factor, p);
  let s = Math.min(1, (2 * (1 - MARGIN)) / (yield* largestEigenvalue(inverse, p)));
  for (;;) {
    const gap = yield* restOf(inverse, p, s);
    const half = yield* cholesky(gap, p, 0);
    if ('factor' in half) return { s, inverse, factor: half.factor };
    // The power method comes from below: where it stopped early, s is still too large.
    s *= 0.95;
  }
}

/** 2 s I − s² Σ⁻¹ */
function* restOf(inverse: Float64Array, p: number, s: number): Task<Float64Array> {
  const rest = new Float64Array(p * p);
  for (let a = 0; a < p; a++) {
    for (let b = 0; b < p; b++) rest[a * p + b] = -s * s * inverse[a * p + b]!;
    rest[a * p + a]! += 2 * s;
    if ((a + 1) % Math.ceil(BLOCK / p) === 0) yield;
  }
  return rest;
}

/** Largest eigenvalue of a symmetric positive definite matrix by the power method, from below. */
function* largestEigenvalue(A: Float64Array, p: number): Task<number> {
  const { normal } = stream(0, 'power method');
  const v = Float64Array.from({ length: p }, (_, j) => normal(j));
  let value = 0;
  for (let step = 0; step < 300; step++) {
    const length = Math.sqrt(dot(v, 0, v, 0, p));
    const unit = v.map((x) => x / length);
    for (let j = 0; j < p; j++) {
      v[j] = dot(A, j * p, unit, 0, p);
      if ((j + 1) % Math.ceil(BLOCK / p) === 0) yield;
    }
    const next = dot(v, 0, unit, 0, p);
    yield;
    if (next - value <= 1e-6 * next) return next;
    value = next;
  }
  return value;
}
