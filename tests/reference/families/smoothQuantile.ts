import type { Loss } from './loss.ts';

/**
 * (τ − ½) r + ½ s(r) with r = y − η, s(r) = |r| beyond κ and (r² / κ + κ) / 2 within. Chen (2007).
 * Its conjugate at u, where q = 2u + 2τ − 1 in [−1, 1], is u y + κ (q² − 1) / 4.
 */
export function smoothQuantile(tau: number, kappa: number): Loss {
  const sign = (r: number) => Math.min(Math.max(r / kappa, -1), 1);
  const size = (r: number) => (Math.abs(r) < kappa ? (r ** 2 / kappa + kappa) / 2 : Math.abs(r));
  return {
    loss: (eta, y) => (tau - 0.5) * (y - eta) + size(y - eta) / 2,
    gradient: (eta, y) => 0.5 - tau - sign(y - eta) / 2,
    curvature: (eta, y) => (Math.abs(y - eta) < kappa ? 0.5 / kappa : 0),
    conjugate: (u, y) => {
      const q = 2 * u + 2 * tau - 1;
      return Math.abs(q) <= 1 ? u * y + (kappa * (q * q - 1)) / 4 : Infinity;
    },
  };
}
