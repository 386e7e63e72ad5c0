/**
 * The certificate from first principles: plain loops over the data and the coefficients, no
 * WebAssembly, no solver. The formula is that of assembly/solver/dualGap.ts.
 */
import { fail } from '../check.ts';
import { newCells } from '../memory/cells.ts';
import { isSparse, readDense, readSparse } from '../memory/read.ts';
import type { MatrixLike, VectorLike } from '../memory/types.ts';
import { certificateOf } from './certificate.ts';
import { Complement } from './complement.ts';
import { codeResponse } from './response/codeResponse.ts';
import type { FittedState } from './state.ts';
import type { Certificate, FitData } from './types.ts';
import { fenchelOf, scaleOf } from './verify/elasticNetTerms.ts';

/** Calls back with every stored cell of one column; cells not visited are 0. */
export type Column = (visit: (i: number, x: number) => void) => void;

export interface Cells {
  readonly n: number;
  readonly p: number;
  readonly sparse: boolean;
  column(j: number): Column;
}

export function verifyFit(
  state: FittedState,
  X: MatrixLike,
  y: VectorLike,
  data: Pick<FitData, 'weights' | 'offset'>,
): Certificate {
  const cells = cellsOf(state, X);
  const { n, p, column } = cells;
  if (p !== state.coef.length)
    fail('verify', 'X', `have ${state.coef.length} columns like the training data`, p);
  const { target, weights } = codeResponse('verify', state.family, y, n, data);
  const facts = Array.from({ length: p }, (_, k) => momentsOf(column(k), weights));
  const yMean = state.hasIntercept ? centre(target, weights) : 0;
  const { r, offBy } = residual(state, cells, facts, target, yMean);
  if (state.hasIntercept) centre(r, weights);
  const nullLoss = 0.5 * target.reduce((sum, t, i) => sum + weights[i]! * t * t, 0);
  const terms = termsOf(state, facts);
  const point = dualPoint(state, cells, terms, r, weights);
  // Columns projected away have gradient 0 but for rounding.
  const u = Float64Array.from(terms, (term) =>
    point.excluded.has(term.j) ? 0 : gradient(cells, term, point.v),
  );
  // An intercept that is off by d costs d²/2 more than the best one.
  const gap = gapOf(state, terms, u, { ...point, nullLoss }) + 0.5 * offBy ** 2;
  return certificateOf(gap, nullLoss, state.certificate.tol, state.lambda);
}

export interface Facts {
  readonly mean: number;
  readonly deviation: number;
}

/** y − Xβ with the best intercept, from centred columns so that large means cost no digits. */
function residual(
  state: FittedState,
  { column, sparse }: Cells,
  facts: readonly Facts[],
  target: Float64Array,
  yMean: number,
) {
  const r = target.slice();
  let best = yMean;
  let hidden = 0;
  state.coef.forEach((coef, j) => {
    if (coef === 0) return;
    const center = state.hasIntercept ? facts[j]!.mean : 0;
    best -= coef * center;
    // Rows that a sparse column does not visit hold −center too: added to all rows at once.
    const seen = sparse ? 0 : center;
    if (sparse) hidden += coef * center;
    column(j)((i, x) => {
      r[i]! -= coef * (x - seen);
    });
  });
  return { r: r.map((value) => value + hidden), offBy: state.intercepts[0]! - best };
}

/** One column in the gap, on the standardized scale. */
export interface Term {
  readonly j: number;
  readonly scale: number;
  readonly center: number;
  readonly b: number;
  readonly factor: number;
  readonly lower: number;
  readonly upper: number;
}

/** The columns that take part; b is NaN where a limit or an exclusion is broken. */
export function termsOf(state: FittedState, facts: readonly Facts[]): Term[] {
  const terms: Term[] = [];
  state.coef.forEach((coef, j) => {
    const factor = state.penaltyFactor[j]!;
    const { mean, deviation } = facts[j]!;
    const out = !(deviation > 0) || factor === Infinity;
    if (out && coef === 0) return;
    const scale = state.standardize ? 1 / deviation : 1;
    const inside = !out && coef >= state.lower[j]! && coef <= state.upper[j]!;
    terms.push({
      j,
      scale,
      center: state.hasIntercept ? mean : 0,
      b: inside ? coef / scale : Number.NaN,
      factor,
      lower: state.lower[j]! / scale,
      upper: state.upper[j]! / scale,
    });
  });
  return terms;
}

/** The dual point: the residual without the columns that nothing holds, times √ω. */
function dualPoint(
  state: FittedState,
  cells: Cells,
  terms: readonly Term[],
  r: Float64Array,
  weights: Float64Array,
) {
  const root = weights.map(Math.sqrt);
  const weighted = r.map((value, i) => value * root[i]!);
  const complement = new Complement();
  const excluded = new Set<number>();
  for (;;) {
    const { rest, removed } = complement.project(weighted);
    const v = rest.map((value, i) => value * root[i]!);
    const open = terms.filter((term) => !excluded.has(term.j) && isOpen(state, cells, term, v));
    if (open.length === 0)
      return { v, squares: rest.reduce((sum, x) => sum + x * x, 0), removed, excluded };
    for (const term of open) {
      complement.exclude(column(cells, term, root));
      excluded.add(term.j);
    }
  }
}

/** Whether a column has no penalty, and no limit at its value or where its gradient points to. */
export function isOpen(state: FittedState, cells: Cells, term: Term, v: Float64Array): boolean {
  if (term.factor * state.lambda !== 0) return false;
  if (term.b > term.lower && term.b < term.upper) return true;
  const u = gradient(cells, term, v);
  return (u > 0 && term.upper === Infinity) || (u < 0 && term.lower === -Infinity);
}

/** √ω x̃_j as an array. */
export function column(cells: Cells, { j, center, scale }: Term, root: Float64Array): Float64Array {
  const x = new Float64Array(root.length).fill(cells.sparse ? -center : 0);
  cells.column(j)((i, value) => {
    x[i] = value - center;
  });
  return x.map((value, i) => value * scale * root[i]!);
}

export function gradient(cells: Cells, { j, center, scale }: Term, v: Float64Array): number {
  return scale * product(cells, j, v, center);
}

/** The gap of assembly/solver/dualGap.ts; Infinity where the model breaks a limit. */
function gapOf(
  state: FittedState,
  terms: readonly Term[],
  u: Float64Array,
  { squares, removed, nullLoss }: { squares: number; removed: number; nullLoss: number },
): number {
  const { lambda, l1Ratio } = state;
  const strengths = { first: lambda * l1Ratio, second: lambda * (1 - l1Ratio) };
  const scale = scaleOf(strengths, terms, u);
  const rows = 0.5 * ((1 - scale) ** 2 * squares + removed);
  return rows + fenchelOf(strengths, terms, u, { scale, nullLoss });
}

/** Weighted mean and population standard deviation; exactly 0 where all cells agree. */
export function momentsOf(column: Column, weights: Float64Array) {
  let base = Number.NaN;
  let constant = true;
  let seen = 0;
  let first = 0;
  column((i, x) => {
    if (weights[i] === 0) return;
    if (Number.isNaN(base)) base = x;
    if (x !== base) constant = false;
    seen += weights[i]!;
    first += weights[i]! * (x - base);
  });
  if (Number.isNaN(base)) return { mean: 0, deviation: 0 };
  const zeros = Math.max(0, 1 - seen);
  const hidden = zeros > 1e-12;
  const mean = hidden ? first + base * seen : base + first;
  let second = hidden ? zeros * mean * mean : 0;
  column((i, x) => {
    second += weights[i]! * (x - mean) ** 2;
  });
  if (constant && (!hidden || base === 0)) return { mean, deviation: 0 };
  return { mean, deviation: Math.sqrt(second) };
}

/** Σ v (x − m) over all rows; those a sparse column does not visit hold 0 and weigh −Σ_visited v. */
function product({ column, sparse }: Cells, j: number, v: Float64Array, m: number): number {
  let sum = 0;
  let seen = 0;
  column(j)((i, x) => {
    sum += v[i]! * (x - m);
    seen += v[i]!;
  });
  return sparse ? sum + seen * m : sum;
}

/** values −= Σ ω values, which is returned. */
function centre(values: Float64Array, weights: Float64Array): number {
  const base = values[weights.findIndex((w) => w > 0)]!;
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += weights[i]! * (values[i]! - base);
  for (let i = 0; i < values.length; i++) values[i]! -= base + mean;
  return base + mean;
}

export function cellsOf(state: FittedState, X: MatrixLike): Cells {
  if (isSparse(X)) {
    const { rows, cols, data, indices, indptr } = readSparse('verify', 'X', X);
    const column = (j: number): Column => {
      return (visit) => {
        for (let k = indptr[j]!; k < indptr[j + 1]!; k++) visit(indices[k]!, data[k]!);
      };
    };
    return { n: rows, p: cols, sparse: true, column };
  }
  const source = readDense('verify', 'X', X);
  const { rows: n, cols: p } = source;
  const cells = newCells(source.dtype === 'int8' ? 'int8' : 'float64', n * p);
  source.copyColumns(cells);
  cells.forEach((x, at) => {
    if (x - x === 0) return;
    const j = Math.floor(at / n);
    const fill = state.fills?.[j] ?? Number.NaN;
    if (!Number.isNaN(x) || Number.isNaN(fill))
      fail('verify', 'X', `be finite, row ${at % n}, column ${j} (${state.featureNames[j]})`, x);
    cells[at] = fill;
  });
  const column = (j: number): Column => {
    return (visit) => {
      for (let i = 0; i < n; i++) visit(i, cells[j * n + i]!);
    };
  };
  return { n, p, sparse: false, column };
}
