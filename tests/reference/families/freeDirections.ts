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
  const step = solveDamped(
    hessian,
    directions.map((z) => -dot(z, g)),
  );
  if (step === undefined) return undefined;
  const [value, steepness] = [fit.value(eta), slope(fit, directions, eta)];
  for (let length = 1; length > 1e-9; length /= 2) {
    const next = move(eta, directions, step, length);
    const change = fit.value(next) - value;
    const flat = Math.abs(change) <= 1e-13 * (1 + Math.abs(value));
    if (flat) return slope(fit, directions, next) < steepness ? next : undefined;
    if (change < 0) return next;
  }
  return undefined;
}

/** (H + damping) x = right with the least damping, for directions along which F is constant. */
function solveDamped(hessian: Float64Array[], right: number[]): Float64Array | undefined {
  const size = hessian.reduce((most, row, a) => Math.max(most, row[a]!), 0);
  for (let share = 1e-13; share < 1 && size > 0; share *= 1000) {
    const damped = hessian.map((row, a) => row.map((x, b) => (a === b ? x + share * size : x)));
    try {
      return solvePositive(damped, right);
    } catch {} // not positive definite yet
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
