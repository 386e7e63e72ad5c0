import { Penalty } from '../penalty/penalty';
import { Terms } from './dualGap';

/**
 * How far b is from a stationary point: max_j dist(u_j, ∂φ_j(b_j)) with limits, u_j the negative
 * gradient of the loss. 0 at every local minimum, convex or not.
 */
export function stationarity<P extends Penalty>(t: Terms, penalty: P): f64 {
  let worst: f64 = 0;
  for (let i = 0; i < t.count; ++i) {
    const k = t.entry(i) << 3;
    const f = load<f64>(t.penaltyFactor + k);
    const u = load<f64>(t.u + k);
    const b = load<f64>(t.b + k);
    const lower = load<f64>(t.lower + k);
    const upper = load<f64>(t.upper + k);
    // downhill directions that a limit closes do not count
    const rest = u - penalty.slope(b, f);
    const away = b == 0 ? max(abs(rest) - penalty.kink(f), 0) : abs(rest);
    const open = rest > 0 ? b < upper : b > lower;
    if (open && away > worst) worst = away;
  }
  return worst;
}
