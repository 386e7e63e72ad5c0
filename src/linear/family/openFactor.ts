/** Cholesky factors of the quadratic model on some of the columns. */
import type { Task } from '../../runtime/run.ts';
import type { Coefficients } from './coefficients.ts';
import type { Curvature } from './curvature.ts';
import type { GramModel } from './gramModel.ts';

/** A pivot below this share of its diagonal belongs to a dependent column. */
const SINGULAR = 1e-12;
/** Multiply-adds of one kernel call. */
const CALL = 2e7;

/** A lower factor L of `size` rows, `ld` f64 apart; the caller frees it. */
export interface Factor {
  readonly at: number;
  readonly ld: number;
  readonly size: number;
}

/** Where curvatures come from: a Gram matrix of all coefficients, or the rows as they are. */
export interface Curvatures {
  readonly problem: Coefficients;
  readonly curvature: Curvature;
  readonly model: GramModel | undefined;
}

/**
 * L Lᵀ = X̃ᵀHX̃ + λΓᵀΓ on the columns of `list`, and `extra` per column on its diagonal. Dependent
 * columns have ∞ on the diagonal of L.
 */
export function* openFactor(
  from: Curvatures,
  list: readonly number[],
  extra?: ArrayLike<number>,
): Task<Factor> {
  const { scope } = from.problem;
  const { memory } = scope;
  const size = list.length;
  const ld = size + 3;
  const at = scope.f64(ld * ld);
  if (from.model) yield* copyBlock(from.model, from.problem, list, at, ld);
  else yield* from.curvature.fill(list, at, ld);
  const cells = memory.f64(at, ld * ld);
  for (let k = 0; extra && k < size; k++) cells[k * ld + k]! += extra[k]!;
  const rows = Math.max(1, Math.floor(CALL / Math.max(1, size * size)));
  for (let first = 0; first < size; first += rows) {
    memory.kernels.choleskyRows(at, ld, first, Math.min(first + rows, size), SINGULAR);
    yield;
  }
  return { at, ld, size };
}

function* copyBlock(
  model: GramModel,
  { scope }: Coefficients,
  list: readonly number[],
  at: number,
  ld: number,
): Task<void> {
  const gram = yield* model.matrix();
  const width = model.ld;
  list.forEach((j, a) => {
    const row = scope.memory.f64(gram + j * width * 8, width);
    const target = scope.memory.f64(at + a * ld * 8, list.length);
    for (let k = 0; k < list.length; k++) target[k] = row[list[k]!]!;
  });
}
