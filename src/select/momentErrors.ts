/** Mean squared errors on test rows from their moments: no pass over the rows. */
import type { Problem } from '../linear/problem.ts';
import { momentsStride } from '../linear/rowMoments.ts';
import type { Solution } from '../linear/solution.ts';

/**
 * Σ ω (y − ŷ)² ÷ Σ ω on the rows whose raw moments lie at `test`, one per solution. `whole` is the
 * problem through whose standardization the moments were seen, `training` the one that was solved.
 *
 *   β̂_j = b_j s_j / S_j,   b = (ȳ − Ȳ) − Σ β̂_j m_j,   m_j = (c_j − C_j) S_j
 */
export function momentErrors(
  whole: Problem,
  training: Problem,
  test: number,
  solutions: readonly Solution[],
): Float64Array {
  const { scope, design } = training;
  const { memory } = scope;
  const { p } = design;
  const ld = momentsStride(p);
  const of = (at: number) => memory.f64(at, p);
  const [seen, scale] = [of(whole.scale), of(training.scale)];
  const [origin, center] = [of(whole.center), of(training.center)];
  const weight = memory.f64(test + ((p + 1) * ld + p + 1) * 8, 1)[0]!;
  const at = scope.f64(p + 2);
  const z = memory.f64(at, p + 2);
  const errors = Float64Array.from(solutions, ({ columns, values }) => {
    z.fill(0);
    let intercept = training.yMean - whole.yMean;
    columns.forEach((j, k) => {
      const beta = (values[k]! * scale[j]!) / seen[j]!;
      intercept -= beta * (center[j]! - origin[j]!) * seen[j]!;
      z[j] = -beta;
    });
    z[p] = 1;
    z[p + 1] = -intercept;
    return Math.max(memory.kernels.moments_form(test, ld, p + 2, at), 0) / weight;
  });
  scope.free(at);
  return errors;
}
