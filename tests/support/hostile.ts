import { dot } from '../reference/dot.ts';
import { lambdaMax } from '../reference/lambdaMax.ts';
import type { Problem } from '../reference/problem.ts';
import { standardForm } from '../reference/standardForm.ts';
import { type Random, random } from './random.ts';

/**
 * A problem of the kind that breaks solvers, by seed: n from 2 to 60, p from 1 to 120; duplicated,
 * collinear, constant, nearly constant, huge and tiny columns, large means; weights, some 0;
 * factors 0 and Infinity, also on collinear columns; limits; y huge, tiny or constant;
 * l1Ratio in {1, 0.99, 0.5, 0.01, 0}; λ from its maximum down to 1e-6 of it.
 */
export function hostile(seed: number): Problem {
  const source = random(seed);
  const n = 2 + source.below(source.pick([4, 20, 59]));
  const p = 1 + source.below(source.pick([3, 20, 120]));
  const columns = hostileColumns(source, n, p);
  const problem: Omit<Problem, 'lambda'> = {
    X: Array.from({ length: n }, (_, i) => columns.map((column) => column[i]!)),
    y: hostileResponse(source, n, columns),
    l1Ratio: source.pick([1, 0.99, 0.5, 0.01, 0]),
    standardize: source.chance(0.7),
    intercept: source.chance(0.7),
    ...hostileRows(source, n),
    ...hostileFactors(source, p),
    ...hostileLimits(source, p),
  };
  const share = source.chance(0.1) ? 1 : 10 ** -(6 * source.uniform());
  return { ...problem, lambda: share * referenceLambda(problem) };
}

/**
 * λ_max, or where that is rounding noise (constant y, unpenalized columns that explain everything
 * or every other column) the size that the data would give it, or 1.
 */
function referenceLambda(problem: Omit<Problem, 'lambda'>): number {
  const { columns, target, penalties } = standardForm({ ...problem, lambda: 1, l1Ratio: 1 });
  const norm = (values: Float64Array) => Math.sqrt(dot(values, values));
  const sizes = columns.map((x, j) => (penalties[j]!.l1 > 0 ? norm(x) / penalties[j]!.l1 : 0));
  const natural = Math.max(...sizes) * norm(target);
  const most = lambdaMax(problem);
  return most > 1e-9 * natural ? most : natural || 1;
}

type Column = number[];
type ColumnKind = (source: Random, fresh: Column, earlier: Column[]) => Column;

const COLUMN_KINDS: readonly ColumnKind[] = [
  (_, fresh) => fresh,
  (_, fresh) => fresh,
  (source, fresh, earlier) => (earlier.length > 0 ? [...source.pick(earlier)] : fresh),
  (source, fresh, earlier) => (earlier.length > 0 ? source.pick(earlier).map((x) => -x) : fresh),
  (source, fresh, earlier) => {
    const [a, b] = [source.pick([fresh, ...earlier]), source.pick([fresh, ...earlier])];
    return a.map((value, i) => value + b[i]!);
  },
  (source, fresh) => fresh.fill(source.pick([0, 1, 0.1, -1e9])),
  (_, fresh) => fresh.map((x) => 1 + 1e-9 * x),
  (_, fresh) => fresh.map((x) => 1e12 * x),
  (_, fresh) => fresh.map((x) => 1e-12 * x),
  (_, fresh) => fresh.map((x) => 1e6 + 1e-2 * x),
  (_, fresh) => fresh.map((x) => Number(x > 0)),
  (source, fresh) => {
    const only = source.below(fresh.length);
    return fresh.map((x, i) => (i === only ? x : 0));
  },
];

function hostileColumns(source: Random, n: number, p: number): Column[] {
  const columns: Column[] = [];
  const kinds = source.chance(0.2) ? COLUMN_KINDS.slice(0, 1) : COLUMN_KINDS;
  while (columns.length < p) {
    const fresh = Array.from({ length: n }, source.normal);
    columns.push(source.pick(kinds)(source, fresh, columns));
  }
  return columns;
}

function hostileResponse(source: Random, n: number, columns: readonly Column[]): number[] {
  if (source.chance(0.04)) return new Array<number>(n).fill(source.pick([0, 0.1, 1e9]));
  const size = source.pick([1, 1, 1e12, 1e-12]);
  const mean = source.pick([0, 3]);
  const level = Array.from({ length: n }, () => mean + source.normal());
  for (let k = 0; k < 3; k++) {
    const column = source.pick(columns);
    const largest = column.reduce((most, x) => Math.max(most, Math.abs(x)), 0) || 1;
    for (let i = 0; i < n; i++) level[i]! += (2 * column[i]!) / largest;
  }
  return level.map((value) => size * value);
}

function hostileRows(source: Random, n: number): Pick<Problem, 'weights' | 'offset'> {
  const rows: Pick<Problem, 'weights' | 'offset'> = {};
  if (source.chance(0.4)) {
    const zeros = source.pick([0, 0.3]);
    rows.weights = Array.from({ length: n }, (_, i) =>
      i >= 2 && source.chance(zeros) ? 0 : 0.01 + 2 * source.uniform(),
    );
  }
  if (source.chance(0.2)) rows.offset = Array.from({ length: n }, source.normal);
  return rows;
}

function hostileFactors(source: Random, p: number): Pick<Problem, 'penaltyFactor'> {
  if (source.chance(0.6)) return {};
  const choices = source.pick([
    [0, 1, 2.5, Infinity],
    [0, 1, 1, 1, 1],
    [0, 0, 0, 1],
    [0.1, 1, 30],
  ]);
  return { penaltyFactor: Array.from({ length: p }, () => source.pick(choices)) };
}

function hostileLimits(source: Random, p: number): Pick<Problem, 'lower' | 'upper'> {
  if (source.chance(0.6)) return {};
  if (source.chance(0.4)) return { lower: 0 };
  if (source.chance(0.3)) return { lower: -0.1, upper: 0.2 };
  const each = (values: readonly number[]) => Array.from({ length: p }, () => source.pick(values));
  return { lower: each([-Infinity, -0.5, 0]), upper: each([Infinity, 0.5, 1e-3, 0]) };
}
