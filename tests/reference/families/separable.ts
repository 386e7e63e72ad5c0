import { sum } from '../sum.ts';
import { type Datafit, shares } from './datafit.ts';
import type { Loss } from './loss.ts';

/** Σ_i ω_i Σ_k ℓ(η_ik, y_ik): one loss per cell, K responses sharing the weight of their row. */
export function separable(
  family: Loss,
  y: readonly ArrayLike<number>[],
  weights?: ArrayLike<number>,
): Datafit {
  const [rows, width] = [y.length, y[0]!.length];
  const omega = shares(weights, rows);
  const each = (f: (eta: number, target: number, w: number, i: number) => number) => {
    const out = new Float64Array(rows * width);
    for (let i = 0; i < out.length; i++) {
      const row = Math.floor(i / width);
      const w = omega[row]!;
      if (w > 0) out[i] = f(0, y[row]![i % width]!, w, i); // rows of weight 0 may hold anything
    }
    return out;
  };
  return {
    rows,
    width,
    value: (eta) => sum(each((_, target, w, i) => w * family.loss(eta[i]!, target))),
    gradient: (eta) => each((_, target, w, i) => w * family.gradient(eta[i]!, target)),
    hessianTimes: (eta, d) => each((_, t, w, i) => w * family.curvature(eta[i]!, t) * d[i]!),
    conjugate: (s, _, u) => sum(each((_, t, w, i) => w * family.conjugate((s * u[i]!) / w, t))),
  };
}
