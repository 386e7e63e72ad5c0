import { entropy, meanOf } from './mean.mjs';

/** @param {number} eta */
const sigmoid = (eta) => 1 / (1 + Math.exp(-eta));

/** More steps than any bracket of doubles can be halved in. */
const most = 200;

/**
 * f(η) = log(1 + e^η) − y η with y = 0 or 1; f*(−t) = q log q + (1 − q) log(1 − q) at q = y − t.
 * @type {import('./index.mjs').Loss}
 */
export const logistic = {
  value(y, eta) {
    const softplus = (/** @type {number} */ v) =>
      Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)));
    return meanOf(y.length, (i) => softplus(eta[i]) - y[i] * eta[i]);
  },
  saturated: () => 0,
  residual: (y, eta) => y.map((value, i) => value - sigmoid(eta[i])),
  conjugate(y, rho, s) {
    return meanOf(y.length, (i) => {
      const q = y[i] - s * rho[i];
      return entropy(q) + entropy(1 - q);
    });
  },
  recentre(y, eta) {
    const shift = shiftOf(y, eta);
    return eta.map((value) => value + shift);
  },
};

/**
 * The root of g(d) = mean(y − σ(η + d)), which falls: Newton's steps, halving where they leave the
 * bracket.
 * @param {Float64Array} y
 * @param {Float64Array} eta
 */
function shiftOf(y, eta) {
  let [low, high, d] = [-100, 100, 0];
  for (let step = 0; step < most; step++) {
    let slope = 0;
    const g = meanOf(y.length, (i) => {
      const p = sigmoid(eta[i] + d);
      slope += (p * (1 - p)) / y.length;
      return y[i] - p;
    });
    if (Math.abs(g) < 1e-17) return d;
    if (g > 0) low = d;
    else high = d;
    const newton = d + g / slope;
    const next = newton > low && newton < high ? newton : 0.5 * (low + high);
    if (next === d) return d;
    d = next;
  }
  return d;
}
