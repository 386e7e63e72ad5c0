/** A family by its name, and the loss of all rows that it stands for. */
import { cox, type Ties } from './cox.ts';
import { type Datafit, shares } from './datafit.ts';
import { gaussian, huber, quantile, squaredHinge } from './distances.ts';
import { binomial, gamma, negativeBinomial, poisson } from './likelihoods.ts';
import type { Loss } from './loss.ts';
import { multinomial } from './multinomial.ts';
import { separable } from './separable.ts';
import { smoothQuantile } from './smoothQuantile.ts';
import { tweedie } from './tweedie.ts';

export type Family =
  | { name: 'gaussian' | 'binomial' | 'poisson' | 'gamma' | 'squaredHinge' }
  | { name: 'mgaussian' | 'multinomial' }
  | { name: 'tweedie'; power: number }
  | { name: 'negativeBinomial'; theta: number }
  | { name: 'huber'; delta: number }
  /** With a width it is smoothed, to within that of the loss itself. */
  | { name: 'quantile'; tau: number; width?: number }
  | { name: 'cox'; ties?: Ties };

/**
 * n numbers: for binomial shares in [0, 1], for squaredHinge ±1. For the others n rows: responses
 * (mgaussian), the share of each class (multinomial), [time, event] (cox).
 */
export type Target = ArrayLike<number> | readonly ArrayLike<number>[];

/** The loss of one row, or of one response of it; undefined where rows or classes hang together. */
export function lossOf(family: Family): Loss | undefined {
  switch (family.name) {
    case 'tweedie':
      return tweedie(family.power);
    case 'negativeBinomial':
      return negativeBinomial(family.theta);
    case 'huber':
      return huber(family.delta);
    case 'quantile':
      return family.width ? smoothQuantile(family.tau, family.width) : quantile(family.tau);
    case 'mgaussian':
      return gaussian;
    case 'multinomial':
    case 'cox':
      return undefined;
    default:
      return { gaussian, binomial, poisson, gamma, squaredHinge }[family.name];
  }
}

export function datafitOf(family: Family, y: Target, weights?: ArrayLike<number>): Datafit {
  const rows = rowsOf(y);
  if (family.name === 'cox') return cox(rows, family.ties, weights);
  if (family.name === 'multinomial') return multinomial(rows, weights);
  return separable(lossOf(family)!, rows, weights);
}

/**
 * Σ_i w_i d_i with d_i twice what ℓ_i exceeds its least value by, as R's deviance; weights count as
 * they are given. For cox twice the log partial likelihood of the saturated model less its own.
 */
export function devianceOf(
  family: Family,
  y: Target,
  eta: Float64Array,
  weights?: ArrayLike<number>,
): number {
  const fit = datafitOf(family, y, weights);
  const total = Array.from({ length: fit.rows }, (_, i) => weights?.[i] ?? 1).reduce(
    (a, b) => a + b,
  );
  return 2 * total * excess(fit, eta);
}

/** F(η) − inf F ≥ 0. */
export function excess(fit: Datafit, eta: Float64Array): number {
  return fit.value(eta) + fit.conjugate(0, eta, new Float64Array(eta.length));
}

/** The subgradients of ω_i ρ_τ(y_i − η) at its kink. */
export function pinballRange(tau: number, n: number, weights?: ArrayLike<number>) {
  const omega = shares(weights, n);
  return (i: number) => [-tau * omega[i]!, (1 - tau) * omega[i]!] as const;
}

function rowsOf(y: Target): ArrayLike<number>[] {
  return Array.from(y as ArrayLike<number | ArrayLike<number>>, (each) =>
    typeof each === 'number' ? [each] : each,
  );
}
