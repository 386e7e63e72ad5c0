/** A fitted model of any family on the standardized scale: predictors, coefficients, directions. */
import type { CodedResponse } from '../response/types.ts';
import type { FittedState } from '../state.ts';
import { type Cells, column, gradient, momentsOf, type Term, termsOf } from '../verify.ts';
import { type Demand, dot } from './freeDirections.ts';
import { strengthsOf } from './penaltyTerms.ts';

export interface FamilyModel {
  readonly state: FittedState;
  readonly cells: Cells;
  readonly response: CodedResponse;
  /** The columns that take part, for each output. */
  readonly terms: readonly (readonly Term[])[];
  /** n values per output, output after output; then those of further rows, where there are any. */
  readonly eta: Float64Array;
  /** The cells of further rows, as many for the terms of each output. */
  readonly extra?: readonly (readonly Float64Array[])[];
  /** The same without columns and intercepts: the offset. */
  readonly known: Float64Array;
}

export function familyModel(
  state: FittedState,
  cells: Cells,
  response: CodedResponse,
): FamilyModel {
  const { n, p } = cells;
  const { outputs } = response.family;
  const facts = Array.from({ length: p }, (_, j) => momentsOf(cells.column(j), response.weights));
  // Constants in η do not count where there is no baseline: centring costs nothing.
  const hasIntercept = state.hasIntercept || response.family.isRelative === true;
  const terms = Array.from({ length: outputs }, (_, k) => {
    const coef = state.coef.subarray(k * p, (k + 1) * p);
    return termsOf({ ...state, coef, hasIntercept }, facts);
  });
  const known = response.offset ?? new Float64Array(n * outputs);
  return { state, cells, response, terms, known, eta: predictorOf({ state, cells, known }, terms) };
}

/** η of the offset, the intercepts and some columns of each output. */
export function predictorOf(
  { state, cells, known }: Pick<FamilyModel, 'state' | 'cells' | 'known'>,
  terms: readonly (readonly Term[])[],
): Float64Array {
  const { n, p } = cells;
  const eta = known.slice();
  terms.forEach((each, k) => {
    const own = predictor(cells, state.coef.subarray(k * p, (k + 1) * p), each);
    for (let i = 0; i < n; i++) eta[k * n + i]! += own[i]! + state.intercepts[k]!;
  });
  return eta;
}

/** Σ_j coef_j x_j, from centred columns and the constant that centring takes off. */
function predictor(cells: Cells, coef: Float64Array, terms: readonly Term[]): Float64Array {
  const sum = new Float64Array(cells.n);
  let constant = 0;
  for (const { j, center } of terms) {
    const b = coef[j]!;
    if (b === 0) continue;
    // Rows that a sparse column does not visit hold 0.
    const seen = cells.sparse ? 0 : center;
    constant += b * seen;
    cells.column(j)((i, x) => {
      sum[i]! += b * (x - seen);
    });
  }
  return sum.map((value) => value + constant);
}

/** θ of one output. */
export function sliceOf({ cells: { n } }: FamilyModel, k: number, theta: Float64Array) {
  return theta.subarray(k * n, (k + 1) * n);
}

/** The cells of a term in the further rows of its output. */
function furtherCells({ extra }: FamilyModel, k: number, at: number): Float64Array | undefined {
  return extra && extra[k]![at]!;
}

/** Where the further rows of an output are, `count` per output. */
function furtherRows({ cells, terms }: FamilyModel, k: number, count: number): number {
  return cells.n * terms.length + k * count;
}

/** x̃_jᵀθ_k for the terms of every output. */
export function gradientsAt(model: FamilyModel, theta: Float64Array): Float64Array[] {
  const { cells } = model;
  return model.terms.map((terms, k) => {
    const own = sliceOf(model, k, theta);
    return Float64Array.from(terms, (term, at) => {
      const first = gradient(cells, term, own);
      const further = furtherCells(model, k, at);
      if (!further) return first;
      const from = furtherRows(model, k, further.length);
      return first + dot(further, theta.subarray(from, from + further.length));
    });
  });
}

/** Columns without penalty that are free to follow θ, as positions in the terms of each output. */
export function openTerms(model: FamilyModel, theta: Float64Array): number[][] {
  const { state, terms } = model;
  const { penalty, lambda } = state;
  const { first, second } = strengthsOf(state);
  // rows of a matrix hold columns through η
  const strength = penalty && !penalty.matrix ? lambda : first + second;
  const u = gradientsAt(model, theta);
  return terms.map((each, k) =>
    [...each.keys()].filter((at) => {
      const { b, factor, lower, upper } = each[at]!;
      if (factor * strength !== 0) return false;
      if (b > lower && b < upper) return true;
      return u[k]![at]! > 0 ? upper === Infinity : u[k]![at]! < 0 && lower === -Infinity;
    }),
  );
}

/**
 * What θ should be: orthogonal to the intercepts, stationary at the given columns; `slopes` are
 * the penalty's there, 0 where it has none.
 */
export function demandsOf(
  model: FamilyModel,
  columns: readonly (readonly number[])[],
  slopes: readonly Float64Array[] = [],
): Demand[] {
  const { cells, terms, state, eta } = model;
  const ones = new Float64Array(cells.n).fill(1);
  const along = (k: number, x: Float64Array, further?: Float64Array) => {
    const d = new Float64Array(eta.length);
    d.set(x, k * cells.n);
    if (further) d.set(further, furtherRows(model, k, further.length));
    return d;
  };
  const intercepts = state.hasIntercept
    ? terms.map((_, k) => ({ d: along(k, ones), product: 0 }))
    : [];
  return [
    ...intercepts,
    ...columns.flatMap((list, k) =>
      list.map((at) => {
        const term = terms[k]![at]!;
        const d = along(k, column(cells, term, ones), furtherCells(model, k, at));
        return { d, product: slopes[k]?.[at] || 0 };
      }),
    ),
  ];
}
