import { meanOf } from './mean.mjs';

/**
 * f(η) = ½ (y − η)², f*(−t) = ½ t² − t y.
 * @type {import('./index.mjs').Loss}
 */
export const squared = {
  value: (y, eta) => meanOf(y.length, (i) => 0.5 * (y[i] - eta[i]) ** 2),
  saturated: () => 0,
  residual: (y, eta) => y.map((value, i) => value - eta[i]),
  conjugate: (y, rho, s) => {
    return meanOf(y.length, (i) => s * rho[i] * (0.5 * s * rho[i] - y[i]));
  },
  recentre(y, eta) {
    const shift = meanOf(y.length, (i) => y[i] - eta[i]);
    return eta.map((value) => value + shift);
  },
};
