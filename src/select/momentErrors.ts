/** Mean squared errors on test rows from their moments: no pass over the rows. */
import type { Problem } from '../linear/problem.ts';
import { momentsStride } from '../linear/rowMoments.ts';
import type { Solution } from '../linear/solution.ts';

/** Solutions that share a pass over the moments. */
const SIDES = 4;

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
  const weight = memory.f64(test + ((p + 1) * ld + p + 1) * 8, 1)[0]!;
  const size = p + 2;
  const [at, forms] = [scope.f64(SIDES * size), scope.f64(SIDES)];
  const seen = scalesOf(whole, training);
  const errors = new Float64Array(solutions.length);
  for (let l = 0; l < solutions.length; l += SIDES) {
    const four = solutions.slice(l, l + SIDES);
    memory.f64(at, SIDES * size).fill(0);
    for (let q = 0; q < four.length; q++)
      place(four[q]!, seen, memory.f64(at + 8 * q * size, size));
    memory.kernels.moments_forms(test, ld, size, at, forms);
    const sums = memory.f64(forms, SIDES);
    for (let q = 0; q < four.length; q++) errors[l + q] = Math.max(sums[q]!, 0) / weight;
  }
  for (const block of [at, forms]) scope.free(block);
  return errors;
}

/** How the whole problem and a training set see columns and y; views that die when memory grows. */
function scalesOf(whole: Problem, training: Problem) {
  const { memory } = training.scope;
  const { p } = training.design;
  return {
    ...{ seen: memory.f64(whole.scale, p), origin: memory.f64(whole.center, p) },
    ...{ scale: memory.f64(training.scale, p), center: memory.f64(training.center, p) },
    shift: training.yMean - whole.yMean,
  };
}

/** z ← (−β̂, 1, −b), of zeros before. */
function place(
  { columns, values }: Solution,
  { seen, scale, origin, center, shift }: ReturnType<typeof scalesOf>,
  z: Float64Array,
): void {
  const p = z.length - 2;
  let intercept = shift;
  for (let k = 0; k < columns.length; k++) {
    const j = columns[k]!;
    const beta = (values[k]! * scale[j]!) / seen[j]!;
    intercept -= beta * (center[j]! - origin[j]!) * seen[j]!;
    z[j] = -beta;
  }
  z[p] = 1;
  z[p + 1] = -intercept;
}
