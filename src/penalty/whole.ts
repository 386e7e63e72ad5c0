/** Penalties that are no sum over coefficients, as the solver of whole vectors sees them. */
import type { Scope } from '../memory/scope.ts';
import type { SparseRows } from './sparseRows.ts';

/** ½ ‖Γ w‖² times a strength. */
export interface QuadraticPart {
  readonly strength: number;
  readonly gamma: SparseRows;
}

/** Ω of the vector of all coefficients together. */
export interface WholePenalty {
  /** Which penalty factors it knows, beside Infinity (excluded). */
  readonly factors: readonly number[];
  /** Ω for `count` coefficients of one output: those with a factor other than 0; checks them. */
  bind(scope: Scope, count: number): Whole;
  /** What a model file needs to know of it, where that is enough to verify a fit. */
  readonly state?: { readonly q?: number; readonly weights?: Float64Array };
}

/** Ω at strength 1. One of `prox` and `gradient` is there. */
export interface Whole {
  value(w: Float64Array): number;
  /** out = argmin_x ½ ‖x − w‖² + step Ω(x); out may be w. */
  prox?(w: Float64Array, step: number, out: Float64Array): void;
  /** out = ∇Ω(w) */
  gradient?(w: Float64Array, out: Float64Array): void;
  /** Where Ω is linear around w on the vectors of its pattern: speeds up the last steps. */
  pattern?(w: Float64Array): Pattern;
  /** What a duality gap needs; without it fits are certified by their stationarity. */
  readonly dual?: WholeDual;
}

/** For an Ω that is a norm. */
export interface WholeDual {
  /** max over w ≠ 0 of uᵀw ÷ Ω(w) */
  norm(u: Float64Array): number;
  /** λ Ω(w) − uᵀw, where the dual norm of u is at most λ: a sum of terms ≥ 0. */
  slack(w: Float64Array, u: Float64Array, lambda: number): number;
}

/** Vectors with the zeros, signs and ties of one w. */
export interface Pattern {
  /** The cluster of each coefficient, −1 for those at 0. */
  readonly labels: Int32Array;
  /** ∂Ω by the size of each cluster. */
  readonly slopes: readonly number[];
  /** The cluster that each must stay larger than, −1 for 0; undefined for those of any sign. */
  readonly below: readonly (number | undefined)[];
}
