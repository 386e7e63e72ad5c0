import type { Task } from '../../runtime/run.ts';
import { type Curvatures, openFactor } from './openFactor.ts';
import type { VectorPenalty } from './vectorPenalty.ts';

/**
 * tr G K⁻¹ with K = G + λΓᵀΓ + λ₂ diag f on the columns inside their limits: the degrees of freedom
 * of a fit whose penalty is quadratic, as rank − λ Σ ‖L⁻¹γ‖² − λ₂ Σ f_j ‖L⁻¹e_j‖², K = L Lᵀ.
 */
export function* proximalFreedom(
  from: Curvatures,
  penalty: VectorPenalty,
  b: Float64Array,
): Task<number> {
  const { scope, design, penaltyFactor, lower, upper } = from.problem;
  const of = (at: number) => scope.memory.f64(at, design.p).slice();
  const [factor, low, high] = [of(penaltyFactor), of(lower), of(upper)];
  const list = [...b.keys()].filter((j) => penalty.alive[j] && b[j]! > low[j]! && b[j]! < high[j]!);
  const second = penalty.separable.params[1]!;
  const extra = list.map((j) => second * factor[j]!);
  const { at, ld, size } = yield* openFactor(from, list, extra);
  const position = new Map(list.map((j, k) => [j, k]));
  const vector = scope.f64(size);
  const { kernels } = scope.memory;
  const length = (entries: readonly (readonly [k: number, value: number])[]) => {
    const cells = scope.memory.f64(vector, size).fill(0);
    for (const [k, value] of entries) cells[k] = value;
    kernels.choleskySolve(size, at, ld, vector, 0);
    return kernels.dot(size, vector, vector);
  };
  let df = 0;
  for (let k = 0; k < size; k++) {
    if (scope.memory.f64(at + k * (ld + 1) * 8, 1)[0]! < Infinity) df++;
    if (extra[k]! > 0) df -= extra[k]! * length([[k, 1]]);
    yield;
  }
  const { starts, columns, values, rows } = penalty.gamma!;
  for (let r = 0; r < rows; r++) {
    const entries: [number, number][] = [];
    for (let e = starts[r]!; e < starts[r + 1]!; e++) {
      const k = position.get(columns[e]!);
      if (k !== undefined) entries.push([k, values[e]!]);
    }
    df -= penalty.quadratic * length(entries);
    yield;
  }
  for (const block of [vector, at]) scope.free(block);
  return df;
}
