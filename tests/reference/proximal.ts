/** Proximal operators with a step per number, found by search alone. */

/** argmin_x ½ (x − w)² + s g(x) on a fine grid around the two places where it can be, then finer. */
export function proxOfOne(g: (x: number) => number, w: number, s: number): number {
  const cost = (x: number) => (x - w) ** 2 / 2 + s * g(x);
  let best = 0;
  let width = 2 * Math.abs(w) + 1;
  for (let turn = 0; turn < 7; turn++) {
    const centre = best;
    for (let k = -100; k <= 100; k++) {
      const x = centre + (k * width) / 100;
      if (cost(x) < cost(best)) best = x;
    }
    width /= 20;
  }
  return best;
}

/**
 * argmin_x Σ_j ½ (x_j − w_j)² ÷ s_j + c ‖x‖₂ + l1 ‖x‖₁: 0 or w_j θ ÷ (θ + s_j c) after soft thresholds, θ the
 * size of that vector, by bisection.
 */
export function proxOfGroup(
  w: readonly number[],
  s: readonly number[],
  c: number,
  l1: number,
): number[] {
  const z = w.map((x, j) => Math.sign(x) * Math.max(Math.abs(x) - s[j]! * l1, 0));
  if (Math.hypot(...z.map((x, j) => x / s[j]!)) <= c) return z.map(() => 0);
  const at = (size: number) => z.map((x, j) => (x * size) / (size + s[j]! * c));
  let [low, high] = [0, Math.hypot(...z)];
  for (let k = 0; k < 200; k++) {
    const middle = (low + high) / 2;
    // ‖x(θ)‖ ÷ θ falls as θ grows, and is 1 at the solution
    if (Math.hypot(...at(middle)) > middle) low = middle;
    else high = middle;
  }
  return at(high);
}
