import { Real, Reals, VECTOR } from '../math/reals';

/** Below these, gradients and moments are 0: WASM cannot flush subnormal numbers, which cost sixty times. */
const LEAST: f64 = 1e-15;
const LEAST_SQUARE: f64 = 1e-34;

/**
 * Adam: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← (1 − η d) w − η m̂ ÷ (√v̂ + ε) with
 * m̂ = m ÷ (1 − β₁ᵗ), v̂ = v ÷ (1 − β₂ᵗ). d is the decoupled weight decay, which makes it AdamW; g may
 * hold `l2` w besides, the coupled one.
 *
 * Kingma and Ba (2015), ICLR, algorithm 1; Loshchilov and Hutter (2019), ICLR, algorithm 2.
 */
@unmanaged
export class Adam {
  beta1: f64;
  beta2: f64;
  epsilon: f64;
  /** β₁ᵗ and β₂ᵗ of the steps taken. */
  power1: f64;
  power2: f64;
  /** η of this step. */
  rate: f64;

  /** β a + (1 − β) b */
  @inline static mix(beta: f64, a: v128, b: v128): v128 {
    const rest = v128.mul<Real>(v128.splat<Real>(<Real>(1 - beta)), b);
    return Reals.madd(rest, v128.splat<Real>(<Real>beta), a);
  }

  /** a, where it is larger than `least`. */
  @inline static flush(a: v128, least: f64): v128 {
    return v128.and(a, v128.gt<Real>(v128.abs<Real>(a), v128.splat<Real>(<Real>least)));
  }
}

/** Counts a step and sets its rate. */
export function adamBegin(t: Adam, rate: f64): void {
  t.power1 *= t.beta1;
  t.power2 *= t.beta2;
  t.rate = rate;
}

/** n weights w in whole vectors with gradients g and moments m, v; `decay` and `l2` of this group. */
export function adamStep(
  t: Adam,
  n: i32,
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  decay: f64,
  l2: f64,
): void {
  const rate = v128.splat<Real>(<Real>(t.rate / (1 - t.power1)));
  const root = v128.splat<Real>(<Real>(1 / Math.sqrt(1 - t.power2)));
  const epsilon = v128.splat<Real>(<Real>t.epsilon);
  const keep = v128.splat<Real>(<Real>(1 - t.rate * decay));
  const pull = v128.splat<Real>(<Real>l2);
  for (const end = w + Reals.bytes(n); w < end; w += VECTOR) {
    const weight = v128.load(w);
    const slope = Adam.flush(Reals.madd(v128.load(g), pull, weight), LEAST);
    const mean = Adam.flush(Adam.mix(t.beta1, v128.load(m), slope), LEAST_SQUARE);
    const power = v128.mul<Real>(slope, slope);
    const square = Adam.flush(Adam.mix(t.beta2, v128.load(v), power), LEAST_SQUARE);
    v128.store(m, mean);
    v128.store(v, square);
    const size = Reals.madd(epsilon, v128.sqrt<Real>(square), root);
    const move = v128.div<Real>(v128.mul<Real>(rate, mean), size);
    v128.store(w, v128.sub<Real>(v128.mul<Real>(keep, weight), move));
    g += VECTOR;
    m += VECTOR;
    v += VECTOR;
  }
}
