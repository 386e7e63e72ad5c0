import { checkCount, checkKeys } from '../check.ts';
import { exp, log, log1p } from '../memory/elementary.ts';
import type { Family } from './family.ts';
import { jointFamily } from './jointFamily.ts';

type Row = ArrayLike<number>;

/** What the shares of a row may miss 1 by: K of them, each rounded. */
const SUM = 1e-12;
/** What rounding may leave of a probability below 0. */
const ROUNDING = 4e-15;

/**
 * Softmax cross-entropy log Σ_k e^η_k − Σ_k y_k η_k, y the share of each of K classes: symmetric,
 * no class is the reference. Half the deviance where y names one class.
 *
 * @param options.classes number K ≥ 2 of classes.
 * @throws RangeError if classes is no integer ≥ 2.
 * @see Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1), section 4.
 */
export function multinomial(options: { classes: number }): Family {
  checkKeys('multinomial', options, ['classes']);
  const { classes } = options;
  checkCount('multinomial', 'classes', classes, 2);
  return {
    ...jointFamily('multinomial', classes, {
      coupled: true,
      refuses: isDistribution,
      loss: (eta, y) => {
        const { top, tail } = softmax(eta);
        return weighted(y, (_, k) => eta[top]! - eta[k]! + tail);
      },
      saturated: (y) => weighted(y, (share) => -log(share)),
      slope: (eta, y) => {
        const { p, rest } = softmax(eta);
        return p.map((share, k) => share * (1 - y[k]!) - y[k]! * rest[k]!);
      },
      reach: (t, y) => Math.min(1, ...Array.from(t, (value, k) => end(value, y[k]!))),
      distance,
      mean: (eta) => softmax(eta).p,
    }),
    symmetric: true,
    refuses: (y) => (y >= 0 && y <= 1 ? undefined : 'lie in [0, 1]'),
  };
}

/** p_k, 1 − p_k with all its digits, the largest predictor and log Σ e^η less that. */
function softmax(eta: Row) {
  let top = 0;
  for (let k = 1; k < eta.length; k++) if (eta[k]! > eta[top]!) top = k;
  const e = Float64Array.from(eta, (value) => exp(value - eta[top]!));
  const others = e.reduce((sum, value, k) => (k === top ? sum : sum + value), 0);
  const total = 1 + others;
  return {
    top,
    tail: log1p(others),
    p: e.map((value) => value / total),
    rest: e.map((value, k) => (k === top ? others : total - value) / total),
  };
}

/** The divergence of the softmax from y + t: Σ q log(q/p) − q + p. */
function distance(eta: Row, y: Row, t: Row): number {
  const { p, rest, top, tail } = softmax(eta);
  return p.reduce((sum, share, k) => {
    const away = t[k]! - (share * (1 - y[k]!) - y[k]! * rest[k]!);
    const q = Math.max(y[k]! + t[k]!, 0);
    if (q === 0) return sum + share;
    const near = Math.abs(away) < 0.5 * share;
    const ratio = near ? log1p(away / share) : log(q) - (eta[k]! - eta[top]! - tail);
    return sum + Math.max(q * ratio - away, 0);
  }, 0);
}

/** The largest s with y + s t ≥ 0. */
function end(t: number, y: number): number {
  return t < -y - ROUNDING ? -y / t : Infinity;
}

/** Σ_k y_k f(y_k, k) over the y_k > 0. */
function weighted(y: Row, f: (share: number, k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < y.length; k++) if (y[k]! > 0) sum += y[k]! * f(y[k]!, k);
  return sum;
}

function isDistribution(y: Row): string | undefined {
  const shares = Array.from(y);
  const sum = shares.reduce((total, share) => total + share, 0);
  if (shares.every((share) => share >= 0) && Math.abs(sum - 1) <= SUM) return undefined;
  return 'be shares >= 0 of the classes that sum to 1';
}
