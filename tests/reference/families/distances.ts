/** Families of a real y: squares, Huber, pinball; and of the signs ±1: the squared hinge. */
import { type Loss, within } from './loss.ts';

/** ½ (y − η)². */
export const gaussian: Loss = {
  loss: (eta, y) => (y - eta) ** 2 / 2,
  gradient: (eta, y) => eta - y,
  curvature: () => 1,
  conjugate: (u, y) => u * y + u ** 2 / 2,
};

/** ½ r² for |r| ≤ δ, δ |r| − ½ δ² beyond, r = y − η. Huber (1964). */
export function huber(delta: number): Loss {
  return {
    loss: (eta, y) => {
      const r = Math.abs(y - eta);
      return r <= delta ? r ** 2 / 2 : delta * r - delta ** 2 / 2;
    },
    gradient: (eta, y) => Math.min(Math.max(eta - y, -delta), delta),
    curvature: (eta, y) => (Math.abs(y - eta) <= delta ? 1 : 0),
    conjugate: (u, y) => (within(u, -delta, delta) ? u * y + u ** 2 / 2 : Infinity),
  };
}

/** τ r for r ≥ 0, (τ − 1) r for r < 0, r = y − η. Koenker, Bassett (1978). */
export function quantile(tau: number): Loss {
  return {
    loss: (eta, y) => Math.max(tau * (y - eta), (tau - 1) * (y - eta)),
    gradient: (eta, y) => (eta > y ? 1 - tau : eta < y ? -tau : 0),
    curvature: () => 0,
    conjugate: (u, y) => (within(u, -tau, 1 - tau) ? u * y : Infinity),
  };
}

/** ½ max(0, 1 − y η)², y = ±1. */
export const squaredHinge: Loss = {
  loss: (eta, y) => Math.max(0, 1 - y * eta) ** 2 / 2,
  gradient: (eta, y) => -y * Math.max(0, 1 - y * eta),
  curvature: (eta, y) => (y * eta < 1 ? 1 : 0),
  // With t = −u y ≥ 0: sup_η [u η − ½ (1 − y η)²] is attained at 1 − y η = t.
  conjugate: (u, y) => (u * y <= 0 ? u * y + u ** 2 / 2 : Infinity),
};
