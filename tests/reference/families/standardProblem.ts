import { columnsOf, type Design } from '../columns.ts';
import { moments } from '../moments.ts';
import { type Datafit, shares } from './datafit.ts';
import { datafitOf, type Family, type Target } from './family.ts';
import type { Layout, Penalty } from './penalty.ts';

/** One fit: min over b0, β of F(o + b0 + X β) + Ω(s ∘ β). */
export interface FamilyProblem {
  X: Design;
  y: Target;
  family: Family;
  /** n values ≥ 0, default equal. */
  weights?: ArrayLike<number> | undefined;
  /** n values, or n rows of K; default 0. */
  offset?: ArrayLike<number> | readonly ArrayLike<number>[] | undefined;
  /** Default true; cox has none in any case. */
  intercept?: boolean | undefined;
  /** Whether s_j is the weighted population standard deviation, default true; else 1. */
  standardize?: boolean | undefined;
  penalty: Penalty;
}

/** p numbers and one, or K of each. */
export interface FamilySolution {
  coef: ArrayLike<number> | readonly ArrayLike<number>[];
  intercept: number | ArrayLike<number>;
}

export interface StandardProblem {
  readonly fit: Datafit;
  /** (x_ij − mean_j) / s_j, column by column; not centred without an intercept. */
  readonly columns: readonly Float64Array[];
  readonly layout: Layout;
  readonly hasIntercept: boolean;
  /** n × K. */
  readonly offset: Float64Array;
  /** s_j β_j, class by class. */
  readonly b: Float64Array;
  /** b0 + Σ_j mean_j β_j per class, where columns are centred. */
  readonly center: Float64Array;
  readonly eta: Float64Array;
}

export function standardProblem(problem: FamilyProblem, solution: FamilySolution): StandardProblem {
  const { X, y, family, weights, intercept = true, standardize = true } = problem;
  const { rows, cols, column } = columnsOf(X);
  const fit = datafitOf(family, y, weights);
  const { width } = fit;
  const hasIntercept = intercept && family.name !== 'cox';
  const isCentred = intercept || family.name === 'cox'; // cox ignores constants, so centring is free
  const omega = shares(weights, rows);
  const used = omega.map(Number).map((w) => (w > 0 ? 1 : 0));
  const parts = Array.from({ length: cols }, (_, j) => standardColumn(column(j), omega, used));
  const scale = Float64Array.from(parts, ({ sd }) => (standardize && sd > 0 ? sd : 1));
  const isConstant = parts.map(({ sd }) => sd === 0);
  const columns = parts.map(({ centred, raw }, j) =>
    (isCentred ? centred : raw).map((value) => value / scale[j]!),
  );
  const layout: Layout = { cols, width, scale, isConstant };
  const classes = perClass(solution, width);
  const b = Float64Array.from(
    classes.flatMap(({ coef }) => coef.map((beta, j) => beta * scale[j]!)),
  );
  const center = Float64Array.from(classes, ({ coef, intercept: b0 }) =>
    isCentred ? coef.reduce((total, beta, j) => total + beta * parts[j]!.mean, b0) : b0,
  );
  const offset = offsetsOf(problem.offset, rows, width);
  const plain = { fit, columns, layout, hasIntercept, offset, b, center };
  return { ...plain, eta: predictor(plain, b) };
}

/** o + centre + Σ_j b_j x_j, n × K; for cox up to a constant. */
function predictor(each: Omit<StandardProblem, 'eta'>, b: Float64Array): Float64Array {
  const { columns, layout, offset, center } = each;
  const { width, cols } = layout;
  return offset.map((value, cell) => {
    const [i, k] = [Math.floor(cell / width), cell % width];
    let total = value + center[k]!;
    for (let j = 0; j < cols; j++) total += b[k * cols + j]! * columns[j]![i]!;
    return total;
  });
}

/** Rows of weight 0 are 0 here, whatever they hold. */
function standardColumn(x: ArrayLike<number>, omega: Float64Array, used: Float64Array) {
  const first = x[used.indexOf(1)] ?? 0;
  const known = Float64Array.from(used, (isUsed, i) => (isUsed ? x[i]! : first));
  const { mean, sd, centred } = moments(known, omega);
  return { mean, sd, centred: centred.map((value, i) => value * used[i]!), raw: known };
}

function perClass({ coef, intercept }: FamilySolution, width: number) {
  const isNested = typeof coef[0] !== 'number';
  return Array.from({ length: width }, (_, k) => ({
    coef: Array.from((isNested ? coef[k]! : coef) as ArrayLike<number>),
    intercept: typeof intercept === 'number' ? intercept : intercept[k]!,
  }));
}

function offsetsOf(offset: FamilyProblem['offset'], rows: number, width: number): Float64Array {
  return Float64Array.from({ length: rows * width }, (_, cell) => {
    const row = offset?.[Math.floor(cell / width)] ?? 0;
    return typeof row === 'number' ? row : row[cell % width]!;
  });
}
