/** A regularization path: solutions along λ, each with its certificate. */
import { fail } from '../check.ts';
import { SparseMatrix } from '../memory/sparseMatrix.ts';
import { FittedLinear, type FittedState } from './fitted.ts';
import type { Certificate } from './types.ts';

/** Models along a descending grid of λ, on the original scale. */
export class LinearPath {
  /** Descending. */
  readonly lambdas: Float64Array;
  /** Nonzero coefficients; for ridge effective degrees of freedom. */
  readonly df: Float64Array;
  readonly devianceRatio: Float64Array;
  readonly intercepts: Float64Array;
  readonly certificates: readonly Certificate[];
  readonly l1Ratio: number;
  readonly featureNames: readonly string[];
  readonly notes: readonly string[];
  /** Exact leave-one-out mean squared error of ridge along λ, where `leaveOneOut` asked for it. */
  readonly leaveOneOut?: Float64Array;
  readonly #states: readonly FittedState[];

  /** @internal Use `path` or `crossValidate`. */
  constructor(states: readonly FittedState[], leaveOneOut?: Float64Array) {
    if (leaveOneOut) this.leaveOneOut = leaveOneOut;
    this.#states = states;
    this.lambdas = Float64Array.from(states, (state) => state.lambda);
    this.df = Float64Array.from(states, (state) => state.df);
    this.devianceRatio = Float64Array.from(states, (state) => state.devianceRatio);
    this.intercepts = Float64Array.from(states, (state) => state.intercept);
    this.certificates = states.map((state) => state.certificate);
    this.l1Ratio = states[0]?.l1Ratio ?? 1;
    this.featureNames = states[0]?.featureNames ?? [];
    this.notes = states[0]?.notes ?? [];
  }

  /** Coefficients, features × λ, compressed columns. */
  coefs(): SparseMatrix {
    const data: number[] = [];
    const indices: number[] = [];
    const indptr = [0];
    for (const { coef } of this.#states) {
      for (let j = 0; j < coef.length; j++)
        if (coef[j] !== 0) {
          data.push(coef[j]!);
          indices.push(j);
        }
      indptr.push(data.length);
    }
    return new SparseMatrix({
      format: 'csc',
      data: Float64Array.from(data),
      indices: Int32Array.from(indices),
      indptr: Int32Array.from(indptr),
      rows: this.featureNames.length,
      cols: this.lambdas.length,
    });
  }

  /** The model at one λ of the grid. @throws RangeError for a λ that is not on it. */
  at(lambda: number): FittedLinear {
    const index = this.lambdas.findIndex((l) => Math.abs(l - lambda) <= 1e-9 * l);
    if (index >= 0) return this.model(index);
    const near = [...this.lambdas].reduce((a, b) =>
      Math.abs(b - lambda) < Math.abs(a - lambda) ? b : a,
    );
    return fail(
      'path.at',
      'lambda',
      'lie on the grid',
      lambda,
      `the nearest is ${near}; fit an estimator for others`,
    );
  }

  /** The model at one index of the grid. */
  model(index: number): FittedLinear {
    const state = this.#states[index];
    if (!state) fail('path.model', 'index', `lie in [0, ${this.#states.length})`, index);
    return new FittedLinear(state);
  }

  /**
   * Generalized cross-validation (1/n) Σ r² ÷ (1 − df/n)², df with the intercept.
   * Golub, Heath, Wahba (1979), Technometrics 21(2). Exact degrees of freedom for ridge.
   */
  gcv(): Float64Array {
    return Float64Array.from(this.#states, (state) => {
      const df = state.df + Number(state.hasIntercept);
      const shrink = 1 - df / state.rows;
      return ((1 - state.devianceRatio) * state.nullLoss * 2) / (shrink * shrink);
    });
  }
}
