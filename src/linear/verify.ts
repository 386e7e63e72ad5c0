/**
 * The certificate from first principles: plain loops over the data and the coefficients, no
 * WebAssembly, no solver. The formula is that of assembly/solver/dualGap.ts.
 */
import { fail } from '../check.ts';
import { isSparse, readDense, readSparse } from '../memory/read.ts';
import type { MatrixLike, VectorLike } from '../memory/types.ts';
import { certificateOf } from './certificate.ts';
import type { FittedState } from './fitted.ts';
import { responseFor } from './settings.ts';
import type { Certificate, FitData } from './types.ts';

/** Calls back with every stored cell of one column; cells not visited are 0. */
type Column = (visit: (i: number, x: number) => void) => void;

export function verifyFit(
  state: FittedState,
  X: MatrixLike,
  y: VectorLike,
  data: Pick<FitData, 'weights' | 'offset'>,
): Certificate {
  const { n, p, column } = columnsOf(state, X);
  if (p !== state.coef.length)
    fail('verify', 'X', `have ${state.coef.length} columns like the training data`, p);
  const { target, weights } = responseFor('verify', y, data, n);
  const r = Float64Array.from(target, (value) => value - state.intercept);
  for (let j = 0; j < p; j++)
    if (state.coef[j] !== 0)
      column(j)((i, x) => {
        r[i]! -= state.coef[j]! * x;
      });
  if (state.hasIntercept) centre(r, weights);
  if (state.hasIntercept) centre(target, weights);
  const squares = dotWeighted(target, target, weights);
  const terms = columnTerms(state, column, r, weights, Math.sqrt(squares));
  const gap = gapOf(terms, state, dotWeighted(r, r, weights));
  return certificateOf(gap, squares / 2, state.certificate.tol, state.lambda);
}

interface Term {
  /** Coefficient and gradient on the standardized scale. */
  b: number;
  u: number;
  factor: number;
  lower: number;
  upper: number;
}

function columnTerms(
  state: FittedState,
  column: (j: number) => Column,
  r: Float64Array,
  weights: Float64Array,
  norm: number,
): Term[] {
  const terms: Term[] = [];
  const rest = r.reduce((sum, value, i) => sum + value * weights[i]!, 0);
  for (let j = 0; j < state.coef.length; j++) {
    const factor = state.penaltyFactor[j]!;
    const { mean, deviation } = momentsOf(column(j), weights);
    if (!(deviation > 0) || factor === Infinity) {
      // Out of the model: any coefficient here breaks it.
      if (state.coef[j] !== 0) terms.push({ b: Number.NaN, u: 0, factor, lower: 0, upper: 0 });
      continue;
    }
    const scale = state.standardize ? 1 / deviation : 1;
    const center = state.hasIntercept ? mean : 0;
    let sum = -center * rest;
    column(j)((i, x) => {
      sum += weights[i]! * r[i]! * x;
    });
    if (state.hasIntercept) sum = centredProduct(column(j), weights, r, mean);
    const b = state.coef[j]! / scale;
    let lower = state.lower[j]! / scale;
    let upper = state.upper[j]! / scale;
    const outside = b < lower - 1e-12 * Math.abs(lower) || b > upper + 1e-12 * Math.abs(upper);
    if (factor * state.lambda === 0) {
      const box = 2 * Math.abs(b) + (2 * norm) / (deviation * scale);
      lower = Math.max(lower, -box);
      upper = Math.min(upper, box);
    }
    terms.push({ b: outside ? Number.NaN : b, u: sum * scale, factor, lower, upper });
  }
  return terms;
}

/** ½(1−s)² Σωr² + Σ_j [φ_j(b_j) + φ_j*(s u_j) − s u_j b_j]; Infinity where the model is not feasible. */
function gapOf(terms: readonly Term[], state: FittedState, squares: number): number {
  const first = state.lambda * state.l1Ratio;
  const second = state.lambda * (1 - state.l1Ratio);
  let scale = 1;
  for (const { u, factor, lower, upper } of terms) {
    const end = u > 0 ? upper : -lower;
    if (factor * second > 0 || end < Infinity || u === 0) continue;
    scale = Math.min(scale, (factor * first) / Math.abs(u));
  }
  let gap = 0.5 * (1 - scale) ** 2 * squares;
  for (const { b, u, factor, lower, upper } of terms) {
    const v = scale * u;
    const value = factor * (first * Math.abs(b) + 0.5 * second * b * b);
    const excess = Math.abs(v) - factor * first;
    const end = v > 0 ? upper : -lower;
    let conjugate = 0;
    if (excess > 0 && end > 0)
      conjugate =
        factor * second * end <= excess
          ? end * (excess - 0.5 * factor * second * end)
          : excess ** 2 / (2 * factor * second);
    gap += value + conjugate - v * b;
  }
  return Number.isNaN(gap) ? Infinity : Math.max(gap, 0);
}

/** Weighted mean and population standard deviation; exactly 0 where all cells agree. */
function momentsOf(column: Column, weights: Float64Array) {
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

/** Σ ω r (x − m) over all rows, those not visited included through Σ ω r = 0. */
function centredProduct(
  column: Column,
  weights: Float64Array,
  r: Float64Array,
  mean: number,
): number {
  let sum = 0;
  let seen = 0;
  column((i, x) => {
    const v = weights[i]! * r[i]!;
    sum += v * (x - mean);
    seen += v;
  });
  // rows not visited hold x = 0 and weigh −seen together
  return sum + seen * mean;
}

function centre(values: Float64Array, weights: Float64Array): void {
  const base = values[weights.findIndex((w) => w > 0)]!;
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += weights[i]! * (values[i]! - base);
  for (let i = 0; i < values.length; i++) values[i]! -= base + mean;
}

function dotWeighted(a: Float64Array, b: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += weights[i]! * a[i]! * b[i]!;
  return sum;
}

function columnsOf(state: FittedState, X: MatrixLike) {
  if (isSparse(X)) {
    const { rows, cols, data, indices, indptr } = readSparse('verify', 'X', X);
    const column = (j: number): Column => {
      return (visit) => {
        for (let k = indptr[j]!; k < indptr[j + 1]!; k++) visit(indices[k]!, data[k]!);
      };
    };
    return { n: rows, p: cols, column };
  }
  const source = readDense('verify', 'X', X);
  const { rows: n, cols: p } = source;
  const cells = new Float64Array(n * p);
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
  return { n, p, column };
}
