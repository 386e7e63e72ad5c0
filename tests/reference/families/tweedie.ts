import { type Loss, xLog } from './loss.ts';

/**
 * −y e^{(1−p)η} / (1−p) + e^{(2−p)η} / (2−p), y ≥ 0, 1 < p < 2: the Tweedie likelihood with log
 * link, per unit of dispersion. Jørgensen (1987).
 */
export function tweedie(power: number): Loss {
  const [a, c] = [power - 1, 2 - power];
  const fall = (eta: number, y: number) => (y > 0 ? y * Math.exp(-a * eta) : 0);
  const rise = (eta: number) => Math.exp(c * eta);
  const loss = (eta: number, y: number) => fall(eta, y) / a + rise(eta) / c;
  const gradient = (eta: number, y: number) => rise(eta) - fall(eta, y);
  return {
    loss,
    gradient,
    curvature: (eta, y) => c * rise(eta) + a * fall(eta, y),
    conjugate: (u, y) => {
      if (y === 0) return u >= 0 ? (xLog(u) - u) / c : Infinity; // at e^{cη} = u
      const eta = increasingRoot((each) => gradient(each, y) - u);
      return u * eta - loss(eta, y);
    },
  };
}

/** Where an increasing function changes sign, to the last bit. */
export function increasingRoot(f: (x: number) => number): number {
  let [low, high] = [-1, 1];
  while (f(low) > 0) low *= 2;
  while (f(high) < 0) high *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (f(middle) > 0) high = middle;
    else low = middle;
  }
}
