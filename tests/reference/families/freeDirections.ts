import { dot } from '../dot.ts';
import { solvePositive } from '../linearAlgebra.ts';
import type { Datafit } from './datafit.ts';

/** ‖Zᵀ∇F‖∞ that Newton's method ends at; rounding stops it earlier. */
const STATIONARY = 1e-17;
const STEPS = 100;

/**
 * The η in start + span(Z) where F is least, for directions z of n × K numbers: there ∇F is
 * orthogonal to all of them, as a dual point must be to intercepts and unpenalized columns.
 * Damped Newton; a step counts if it lowers F, or ‖Zᵀ∇F‖∞ once F is flat to rounding.
 */
export function fitDirections(
  fit: Datafit,
  directions: readonly Float64Array[],
  start: Float64Array,
): Float64Array {
  let eta = start;
  for (let step = 0; step < STEPS && slope(fit, directions, eta) > STATIONARY; step++) {
    const next = newtonStep(fit, directions, eta);
    if (next === undefined) break;
    eta = next;
  }
  return eta;
}

/** ‖Zᵀ∇F(η)‖∞. */
export function slope(fit: Datafit, directions: readonly Float64Array[], eta: Float64Array) {
  const g = fit.gradient(eta);
  return directions.reduce((most, z) => Math.max(most, Math.abs(dot(z, g))), 0);
}

function newtonStep(fit: Datafit, directions: readonly Float64Array[], eta: Float64Array) {
  const g = fit.gradient(eta);
  const products = directions.map((z) => fit.hessianTimes(eta, z));
  const hessian = directions.map((z) => Float64Array.from(products, (hz) => dot(z, hz)));
  const size = hessian.reduce((most, row, a) => Math.max(most, row[a]!), 0);
  if (!(size > 0)) return undefined;
  // The damping serves directions along which F is constant.
  hessian.forEach((row, a) => {
    row[a]! += 1e-13 * size;
  });
  const step = solvePositive(
    hessian,
    directions.map((z) => -dot(z, g)),
  );
  const [value, steepness] = [fit.value(eta), slope(fit, directions, eta)];
  for (let length = 1; length > 1e-9; length /= 2) {
    const next = move(eta, directions, step, length);
    const change = fit.value(next) - value;
    const flat = Math.abs(change) <= 1e-13 * (1 + Math.abs(value));
    if (flat ? slope(fit, directions, next) < steepness : change < 0) return next;
  }
  return undefined;
}

function move(
  eta: Float64Array,
  directions: readonly Float64Array[],
  step: Float64Array,
  length: number,
): Float64Array {
  return eta.map(
    (value, i) => value + length * directions.reduce((t, z, a) => t + z[i]! * step[a]!, 0),
  );
}
