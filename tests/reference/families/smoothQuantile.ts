import type { Loss } from './loss.ts';

/**
 * The pinball loss with a barrier in its conjugate: ℓ*(u) = u y − κ log 4(u + τ)(1 − τ − u). Its
 * gradient at η is the root of (η − y) / κ = 1 / (1 − τ − u) − 1 / (u + τ), and ℓ = u η − ℓ*(u).
 */
export function smoothQuantile(tau: number, kappa: number): Loss {
  // a = u + τ solves q a (1 − a) = 2a − 1; the smaller of a and 1 − a without cancellation
  const parts = (eta: number, y: number) => {
    const q = (eta - y) / kappa;
    const small = 1 / (1 + Math.abs(q) / 2 + Math.sqrt(1 + (q * q) / 4));
    return q > 0 ? { a: 1 - small, rest: small } : { a: small, rest: 1 - small };
  };
  return {
    loss: (eta, y) => {
      const { a, rest } = parts(eta, y);
      return (a - tau) * (eta - y) + kappa * Math.log(4 * a * rest);
    },
    gradient: (eta, y) => parts(eta, y).a - tau,
    curvature: (eta, y) => {
      const { a, rest } = parts(eta, y);
      return 1 / (kappa * (1 / a ** 2 + 1 / rest ** 2));
    },
    conjugate: (u, y) => {
      const [a, rest] = [u + tau, 1 - tau - u];
      return a > 0 && rest > 0 ? u * y - kappa * Math.log(4 * a * rest) : Infinity;
    },
  };
}
