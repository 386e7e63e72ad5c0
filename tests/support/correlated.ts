/** Data with correlated columns and a response for each family. */
import * as families from '../../src/datafit/index.ts';
import { binomial, type Family, gaussian, poisson } from '../../src/datafit/index.ts';
import type { Family as JudgeFamily } from '../reference/families/family.ts';
import { f64 } from './kernels.ts';
import { random } from './random.ts';

/** n rows of p columns, neighbours with correlation ρ, and a sparse linear predictor. */
export function correlated(n: number, p: number, rho: number, seed: number) {
  const { normal, uniform } = random(seed);
  const X = Array.from({ length: n }, () => {
    let last = normal();
    return Array.from({ length: p }, () => {
      const now = last;
      last = rho * last + Math.sqrt(1 - rho * rho) * normal();
      return now;
    });
  });
  const eta = X.map((row) => row.reduce((sum, x, j) => sum + (j % 4 ? 0 : j % 8 ? -x : x) / 2, 0));
  return { X, eta, noise: f64(n, normal), weights: f64(n, () => 0.2 + uniform()) };
}

export const data = correlated(60, 12, 0.6, 3);
/** The identity as rows. */
export const eye = (p: number) =>
  Array.from({ length: p }, (_, i) => [...f64(p, (j) => Number(i === j))]);
/** First differences of 12 columns as rows. */
export const denseDifferences = eye(12)
  .slice(1)
  .map((row, i) => row.map((x, j) => x - Number(i === j)));

export const classes = data.eta.map((eta, i) => Number(eta + data.noise[i]! > 0));
const counts = data.eta.map((eta, i) => Math.max(0, Math.round(1 + eta + data.noise[i]!)));
const amounts = data.eta.map((eta, i) => Math.exp((eta + data.noise[i]!) / 2));
export const reals = data.eta.map((eta, i) => eta + data.noise[i]!);

/** The family, its name for the judge, and a response. */
export const FAMILIES: [Family, JudgeFamily, ArrayLike<number>][] = [
  [gaussian(), { name: 'gaussian' }, reals],
  [binomial(), { name: 'binomial' }, classes],
  [poisson(), { name: 'poisson' }, counts],
  [families.gamma(), { name: 'gamma' }, amounts],
  [families.huber({ delta: 0.7 }), { name: 'huber', delta: 0.7 }, reals],
];
