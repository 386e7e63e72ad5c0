/** Negative log-likelihoods of one response, without the terms of y alone. */
import { type Loss, within, xLog } from './loss.ts';

/** log(1 + e^η), without overflow. */
const softplus = (eta: number) => Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta)));
const sigmoid = (eta: number) =>
  eta >= 0 ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta) / (1 + Math.exp(eta));
const isShare = (q: number) => within(q, 0, 1);

/** log(1 + e^η) − y η, 0 ≤ y ≤ 1. */
export const binomial: Loss = {
  loss: (eta, y) => softplus(eta) - y * eta,
  gradient: (eta, y) => sigmoid(eta) - y,
  curvature: (eta) => sigmoid(eta) * sigmoid(-eta),
  conjugate: (u, y) => (isShare(u + y) ? xLog(u + y) + xLog(1 - u - y) : Infinity),
};

/** e^η − y η, y ≥ 0. */
export const poisson: Loss = {
  loss: (eta, y) => Math.exp(eta) - y * eta,
  gradient: (eta, y) => Math.exp(eta) - y,
  curvature: (eta) => Math.exp(eta),
  conjugate: (u, y) => (within(u, -y, Infinity) ? xLog(u + y) - (u + y) : Infinity),
};

/** y e^−η + η, y > 0: the gamma likelihood with log link, per unit of its shape. */
export const gamma: Loss = {
  loss: (eta, y) => y * Math.exp(-eta) + eta,
  gradient: (eta, y) => 1 - y * Math.exp(-eta),
  curvature: (eta, y) => y * Math.exp(-eta),
  // With t = 1 − u ≥ 0 the supremum of −t η − y e^−η is at e^η = y / t.
  conjugate: (u, y) =>
    within(u, -Infinity, 1) ? xLog(1 - u) - (1 - u) * (Math.log(y) + 1) : Infinity,
};

/** (y + θ) log(θ + e^η) − y η, y ≥ 0: the negative binomial with log link and size θ. */
export function negativeBinomial(theta: number): Loss {
  const share = (eta: number) => sigmoid(eta - Math.log(theta)); // e^η / (θ + e^η)
  const log = Math.log(theta);
  return {
    loss: (eta, y) => (y + theta) * (log + softplus(eta - log)) - y * eta,
    gradient: (eta, y) => (y + theta) * share(eta) - y,
    curvature: (eta, y) => (y + theta) * share(eta) * (1 - share(eta)),
    // With q = (u + y) / (y + θ) in [0, 1] the supremum is at e^η = θ q / (1 − q).
    conjugate: (u, y) => {
      const q = (u + y) / (y + theta);
      return isShare(q) ? (y + theta) * (xLog(q) + xLog(1 - q) - (1 - q) * log) : Infinity;
    },
  };
}
