import { sum } from '../sum.ts';
import { type Datafit, shares } from './datafit.ts';
import { xLog } from './loss.ts';

/** e^η_k / Σ e^η over one row. */
export function softmax(eta: ArrayLike<number>): Float64Array {
  const most = largest(eta);
  const powers = Float64Array.from(eta, (value) => Math.exp(value - most));
  const total = sum(powers);
  return powers.map((value) => value / total);
}

/** log Σ e^η_k over one row. */
export function logSumExp(eta: ArrayLike<number>): number {
  const most = largest(eta);
  return most + Math.log(sum(Float64Array.from(eta, (value) => Math.exp(value - most))));
}

function largest(values: ArrayLike<number>): number {
  let most = -Infinity;
  for (let k = 0; k < values.length; k++) most = Math.max(most, values[k]!);
  return most;
}

/** Σ_i ω_i [log Σ_k e^η_ik − Σ_k y_ik η_ik]; the row y_i holds the share of each class, sum 1. */
export function multinomial(y: readonly ArrayLike<number>[], weights?: ArrayLike<number>): Datafit {
  const [rows, width] = [y.length, y[0]!.length];
  const omega = shares(weights, rows);
  const used = Array.from(omega.keys()).filter((i) => omega[i]! > 0);
  const rowOf = (flat: Float64Array, i: number) => flat.subarray(i * width, (i + 1) * width);
  const fill = (f: (i: number) => ArrayLike<number>) => {
    const flat = new Float64Array(rows * width);
    for (const i of used)
      flat.set(
        Array.from(f(i), (value) => omega[i]! * value),
        i * width,
      );
    return flat;
  };
  const inner = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    sum(Array.from(a, (value, k) => value * b[k]!));
  return {
    rows,
    width,
    value: (eta) =>
      sum(used.map((i) => omega[i]! * (logSumExp(rowOf(eta, i)) - inner(y[i]!, rowOf(eta, i))))),
    gradient: (eta) => fill((i) => softmax(rowOf(eta, i)).map((q, k) => q - y[i]![k]!)),
    hessianTimes: (eta, d) =>
      fill((i) => {
        const q = softmax(rowOf(eta, i));
        const mean = inner(q, rowOf(d, i));
        return q.map((value, k) => value * (rowOf(d, i)[k]! - mean));
      }),
    conjugate: (s, _, u) =>
      sum(used.map((i) => omega[i]! * negativeEntropy(shift(rowOf(u, i), s / omega[i]!, y[i]!)))),
  };
}

const shift = (u: Float64Array, s: number, y: ArrayLike<number>) =>
  u.map((value, k) => s * value + y[k]!);

/** Σ q log q where q is a distribution up to rounding, Infinity elsewhere. */
function negativeEntropy(q: Float64Array): number {
  const inside = q.every((value) => value >= -ROUNDING) && Math.abs(sum(q) - 1) <= ROUNDING;
  return inside ? sum(q.map((value) => xLog(Math.max(value, 0)))) : Infinity;
}

/** K ≤ 100 shares of at most 1, rounded twice each. */
const ROUNDING = 100 * Number.EPSILON;
