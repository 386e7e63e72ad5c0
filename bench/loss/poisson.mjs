import { entropy, meanOf } from './mean.mjs';

/**
 * f(η) = e^η − y η; f*(−t) = q log q − q at q = y − t.
 * @type {import('./index.mjs').Loss}
 */
export const poisson = {
  value: (y, eta) => meanOf(y.length, (i) => Math.exp(eta[i]) - y[i] * eta[i]),
  saturated: (y) => meanOf(y.length, (i) => y[i] - entropy(y[i])),
  residual: (y, eta) => y.map((value, i) => value - Math.exp(eta[i])),
  conjugate(y, rho, s) {
    return meanOf(y.length, (i) => {
      const q = y[i] - s * rho[i];
      return entropy(q) - q;
    });
  },
  recentre(y, eta) {
    const mean = meanOf(y.length, (i) => Math.exp(eta[i]));
    const shift = Math.log(meanOf(y.length, (i) => y[i]) / mean);
    return eta.map((value) => value + shift);
  },
};
