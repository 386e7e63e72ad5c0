/** Solutions of one fold on the original scale, small enough to keep, and their predictions. */
import type { Design } from '../linear/design.ts';
import type { Problem } from '../linear/problem.ts';
import type { Solution } from '../linear/solution.ts';
import type { Scope } from '../memory/scope.ts';
import type { Task } from '../runtime/run.ts';

/** η = intercept + Σ_k values_k (x_{columns_k} − centers_k), centred so that no digits cancel. */
export interface FoldModel {
  readonly columns: Int32Array;
  readonly values: Float64Array;
  readonly intercept: number;
}

/** The models of one fold along λ, with the centre that they share. */
export interface FoldPath {
  readonly design: Design;
  readonly center: Float64Array;
  readonly models: readonly FoldModel[];
  readonly solutions: readonly Solution[];
  readonly nullLoss: number;
  /** Mean squared error on the test rows per solution, where moments gave it already. */
  readonly meanSquares?: Float64Array | undefined;
}

export function foldPath(
  problem: Problem,
  solutions: readonly Solution[],
  meanSquares?: Float64Array,
): FoldPath {
  const { memory } = problem.scope;
  const { design } = problem;
  const scale = memory.f64(problem.scale, design.p);
  const models = solutions.map(({ columns, values }) => ({
    columns,
    values: values.map((value, k) => value * scale[columns[k]!]!),
    intercept: problem.yMean,
  }));
  const center = memory.f64(problem.center, design.p).slice();
  return { design, center, models, solutions, nullLoss: problem.nullLoss, meanSquares };
}

/** Multiply-adds between two safe points. */
const BLOCK = 2e6;

/** Predictions of some models of a fold on some rows: one array per model. */
export function* predictRows(
  scope: Scope,
  path: FoldPath,
  models: readonly FoldModel[],
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
  for (const { columns, values, intercept } of models) {
    const count = columns.length;
    memory.f64(at.out, rows.length).fill(intercept);
    memory.i32(at.list, count).set(columns);
    memory.f64(at.values, count).set(values);
    combine(design.at, at.list, count, at.center, at.values, at.rows, rows.length, at.out);
    predictions.push(memory.f64(at.out, rows.length).slice());
    work += (count + 1) * rows.length;
    if (work > BLOCK) yield;
    if (work > BLOCK) work = 0;
  }
  for (const block of Object.values(at)) scope.free(block);
  return predictions;
}
