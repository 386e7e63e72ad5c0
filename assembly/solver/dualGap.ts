import { Penalty } from '../penalty/penalty';

/** What the duality gap reads, `count` entries each; src/linear/workingSet.ts writes it. */
@unmanaged
export class Terms {
  count: i32;
  /** i32 of the `count` entries that matter, of more; 0 where all do. */
  among: usize;
  u: usize;
  b: usize;
  penaltyFactor: usize;
  lower: usize;
  upper: usize;
  inverse: usize;
  /** What screening reads and writes, over all columns alone. */
  before: usize;
  inside: usize;
  found: usize;
  /** Record of the blocks; 0 for a separable penalty. */
  blocks: usize;

  /** The k-th entry that matters. */
  @inline entry(k: i32): usize {
    return this.among ? <usize>load<u32>(this.among + ((<usize>k) << 2)) : <usize>k;
  }
}

/**
 * Duality gap of a squared loss at b, with residual r split as θ ⟂ (r − θ) where θ is orthogonal
 * to the columns that nothing penalizes, u_j = Σ_i ω_i x̃_ij θ_i (0 for those columns), and dual
 * point s θ:
 *
 *   gap = ½ (1 − s)² ‖θ‖² + ½ ‖r − θ‖² + Σ_j [ φ_j(b_j) + φ_j*(s u_j) − s u_j b_j ],
 *
 * every term of which is ≥ 0, so nothing cancels. s ≤ 1 is the largest scale that keeps every
 * φ_j* finite. Fercoq, Gramfort, Salmon (2015), ICML, section 2, in Fenchel–Young form.
 *
 * No minimiser costs more than b = 0, whose loss is `nullLoss`: so |b_j| ≤ cap_j, the value at
 * which the penalty alone costs that, and wider limits are as good as that.
 *
 * Where u_j of a column without penalty is not 0 (the solver's own check on its working set, where
 * nothing is projected), it counts ½ u_j² ÷ ‖x̃_j‖², what moving that coordinate alone would gain.
 */
export function dualGap<P extends Penalty>(
  t: Terms,
  penalty: P,
  squares: f64,
  rest: f64,
  nullLoss: f64,
): f64 {
  const scale = dualScale<P>(t, penalty);
  const off = 1 - scale;
  return 0.5 * (off * off * squares + rest) + fenchelTerms<P>(t, penalty, scale, nullLoss);
}

/** The largest s ≤ 1 that keeps every φ_j*(s u_j) finite. */
export function dualScale<P extends Penalty>(t: Terms, penalty: P): f64 {
  let scale: f64 = 1;
  for (let i = 0; i < t.count; ++i) {
    const k = t.entry(i) << 3;
    const f = load<f64>(t.penaltyFactor + k);
    const u = load<f64>(t.u + k);
    // below the kink any scale will do
    if (abs(u) <= penalty.kink(f) && u != 0) continue;
    const lower = load<f64>(t.lower + k);
    const upper = load<f64>(t.upper + k);
    if (!isOpen<P>(penalty, f, u, lower, upper))
      scale = min(scale, penalty.reach(u, f, lower, upper));
  }
  return scale;
}

/** Σ_j [ φ_j(b_j) + φ_j*(s u_j) − s u_j b_j ], the columns' share of the gap. */
export function fenchelTerms<P extends Penalty>(
  t: Terms,
  penalty: P,
  scale: f64,
  nullLoss: f64,
): f64 {
  let gap: f64 = 0;
  for (let i = 0; i < t.count; ++i) {
    const k = t.entry(i) << 3;
    const f = load<f64>(t.penaltyFactor + k);
    const u = load<f64>(t.u + k);
    const b = load<f64>(t.b + k);
    // 0 at 0 with a slope inside the kink: all three terms are 0
    if (b == 0 && abs(scale * u) <= penalty.kink(f) && u != 0) continue;
    const lower = load<f64>(t.lower + k);
    const upper = load<f64>(t.upper + k);
    const v = scale * u;
    if (b < lower || b > upper) return Infinity;
    if (isOpen<P>(penalty, f, u, lower, upper)) {
      gap += 0.5 * u * u * load<f64>(t.inverse + k);
      continue;
    }
    const cap = penalty.cap(nullLoss, f);
    const conjugate = penalty.conjugate(v, f, max(lower, -cap), min(upper, cap));
    gap += max(penalty.value(b, f) + conjugate - v * b, 0);
  }
  return gap;
}

/** Whether coordinate k is free to follow u for ever: no penalty and no limit that way. */
function isOpen<P extends Penalty>(penalty: P, f: f64, u: f64, lower: f64, upper: f64): bool {
  if (penalty.value(1, f) != 0) return false;
  return u > 0 ? upper == Infinity : u < 0 ? lower == -Infinity : true;
}
