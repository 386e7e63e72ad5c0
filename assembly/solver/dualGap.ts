import { Penalty } from '../penalty/penalty';

/** What the duality gap reads, `count` entries each; src/linear/workingSet.ts writes it. */
@unmanaged
export class Terms {
  count: i32;
  u: usize;
  b: usize;
  penaltyFactor: usize;
  lower: usize;
  upper: usize;
  radius: usize;
}

/**
 * Duality gap of a squared loss at b with residual r, u_j = Σ_i ω_i x̃_ij r_i and dual point s r:
 *
 *   gap = ½ (1 − s)² Σ ω r² + Σ_j [ φ_j(b_j) + φ_j*(s u_j) − s u_j b_j ],
 *
 * every term of which is ≥ 0, so nothing cancels. s ≤ 1 is the largest scale that keeps every
 * φ_j* finite. A coordinate without penalty would need u_j = 0 exactly; it gets the box
 * |b| ≤ 2|b_j| + radius_j, radius_j = 2‖y‖/‖x̃_j‖, so that its rounding shows up in the gap.
 * Fercoq, Gramfort, Salmon (2015), ICML, section 2, in Fenchel–Young form.
 */
export function dualGap<P extends Penalty>(t: Terms, penalty: P, squares: f64): f64 {
  let scale: f64 = 1;
  for (let k: usize = 0, end = (<usize>t.count) << 3; k < end; k += 8) {
    const f = load<f64>(t.penaltyFactor + k);
    if (penalty.value(1, f) == 0) continue;
    const u = load<f64>(t.u + k);
    scale = min(scale, penalty.reach(u, f, load<f64>(t.lower + k), load<f64>(t.upper + k)));
  }
  const off = 1 - scale;
  let gap = 0.5 * off * off * squares;
  for (let k: usize = 0, end = (<usize>t.count) << 3; k < end; k += 8) {
    const f = load<f64>(t.penaltyFactor + k);
    const b = load<f64>(t.b + k);
    const v = scale * load<f64>(t.u + k);
    let lower = load<f64>(t.lower + k);
    let upper = load<f64>(t.upper + k);
    if (penalty.value(1, f) == 0) {
      const box = 2 * abs(b) + load<f64>(t.radius + k);
      lower = max(lower, -box);
      upper = min(upper, box);
    }
    gap += max(penalty.value(b, f) + penalty.conjugate(v, f, lower, upper) - v * b, 0);
  }
  return gap;
}
