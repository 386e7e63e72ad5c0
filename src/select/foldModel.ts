/** Solutions of one fold on the original scale, small enough to keep, and their predictions. */
import type { Design } from '../linear/design.ts';
import type { Problem } from '../linear/problem.ts';
import type { Solution } from '../linear/solution.ts';
import type { Scope } from '../memory/scope.ts';
import type { Task } from '../runtime/run.ts';

/**
 * η = intercept + Σ_k values_k (x_{columns_k} − centers_k), centred so that no digits cancel; with
 * several outputs an intercept and as many values as columns for each.
 */
export interface FoldModel {
  readonly columns: Int32Array;
  readonly values: Float64Array;
  readonly intercepts: Float64Array;
}

/** The fits of one fold along λ, with what brings them back to the original scale. */
export interface FoldPath {
  readonly design: Design;
  readonly center: Float64Array;
  readonly scale: Float64Array;
  /** The intercept of solutions that name none. */
  readonly yMean: number;
  readonly solutions: readonly Solution[];
  /** What the gaps of the solutions are measured against, where they do not say. */
  readonly nullLoss: number;
  /** Mean squared error on the test rows per solution, where moments gave it already. */
  readonly meanSquares?: Float64Array | undefined;
  /** Errors on the test rows per solution by the plan's measure, taken where the fold was fitted. */
  readonly errors?: Float64Array | undefined;
}

export function foldPath(
  problem: Problem,
  solutions: readonly Solution[],
  meanSquares?: Float64Array,
): FoldPath {
  const { design, yMean, nullLoss } = problem;
  const copy = (at: number) => problem.scope.memory.f64(at, design.p).slice();
  const [center, scale] = [copy(problem.center), copy(problem.scale)];
  return { design, center, scale, yMean, solutions, nullLoss, meanSquares };
}

/** One of its models, made when somebody predicts: few of them ever do. */
export function modelAt({ solutions, scale, yMean }: FoldPath, index: number): FoldModel {
  const { columns, values, intercepts } = solutions[index]!;
  const own = values.map((value, at) => value * scale[columns[at % columns.length]!]!);
  return { columns, values: own, intercepts: intercepts ?? Float64Array.of(yMean) };
}

/** Multiply-adds between two safe points. */
const BLOCK = 2e6;

/** Linear predictors of models from … to − 1 of a fold on some rows: one array per model. */
export function* predictRows(
  scope: Scope,
  path: FoldPath,
  [from, to]: readonly [from: number, to: number],
  rows: Int32Array,
): Task<Float64Array[]> {
  const { memory } = scope;
  const { design, center } = path;
  const combine = memory.kernels[`${design.kind}_combineRows`];
  const at = {
    rows: scope.putI32(rows),
    out: scope.f64(rows.length),
    center: scope.putF64(center),
    list: scope.i32(design.p),
    values: scope.f64(design.p),
  };
  const predictions: Float64Array[] = [];
  let work = 0;
  for (let l = from; l < to; l++) {
    const { columns, values, intercepts } = modelAt(path, l);
    const count = columns.length;
    const prediction = new Float64Array(rows.length * intercepts.length);
    memory.i32(at.list, count).set(columns);
    for (const [k, intercept] of intercepts.entries()) {
      memory.f64(at.out, rows.length).fill(intercept);
      memory.f64(at.values, count).set(values.subarray(k * count, (k + 1) * count));
      combine(design.at, at.list, count, at.center, at.values, at.rows, rows.length, at.out);
      prediction.set(memory.f64(at.out, rows.length), k * rows.length);
    }
    predictions.push(prediction);
    work += (count + 1) * prediction.length;
    if (work > BLOCK) yield;
    if (work > BLOCK) work = 0;
  }
  for (const block of Object.values(at)) scope.free(block);
  return predictions;
}
