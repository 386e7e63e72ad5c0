/**
 * A separable penalty Σ_j f_j g(b_j) with penalty factors f_j; fields are f64 in the order of the
 * TypeScript value's `params`. Limits lo ≤ b ≤ hi (lo ≤ 0 ≤ hi) enter the conjugate only.
 */
@unmanaged
export abstract class Penalty {
  /** f g(b) */
  abstract value(b: f64, f: f64): f64;
  /** argmin_b ½ h b² − z b + f g(b), h > 0. */
  abstract prox(z: f64, h: f64, f: f64): f64;
  /** f g′(b), b ≠ 0; at b = 0 the smooth part alone. */
  abstract slope(b: f64, f: f64): f64;
  /** f g″(b), b ≠ 0. */
  abstract curvature(b: f64, f: f64): f64;
  /** Half the jump of f g′ at 0: |gradient| up to it keeps b = 0. */
  abstract kink(f: f64): f64;
  /** sup { v b − f g(b) : lo ≤ b ≤ hi } */
  abstract conjugate(v: f64, f: f64, lo: f64, hi: f64): f64;
  /** Whether f g has constant curvature on either side of 0 and is convex: Newton steps hold then. */
  abstract newton(): bool;
  /** The largest |b| with f g(b) ≤ value; Infinity where nothing is penalized. */
  abstract cap(value: f64, f: f64): f64;
  /** The largest s with conjugate(s v) < ∞. */
  abstract reach(v: f64, f: f64, lo: f64, hi: f64): f64;
}
