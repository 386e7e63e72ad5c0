import type { Family } from '../../datafit/family.ts';
import type { CodedResponse } from '../response/types.ts';
import type { RowLoss } from './rowLoss.ts';

/** Step of the differences that stand for ℓ″: any metric proves, a near one proves more. */
const STEP = 1e-4;
/** Share of the largest |t| by which rounding may leave a t beyond the range of ℓ′. */
const ROUNDING = 4e-15;
/** Beyond ±FAR an exponential is 0 or no number. */
const FAR = 700;

type Rows = Pick<CodedResponse, 'family' | 'target' | 'weights'>;

/** One predictor per row. */
export function separableRows(rows: Rows): RowLoss {
  const { family, target, weights } = rows;
  const [delta = 1] = family.name === 'huber' ? family.params : [];
  return {
    value: (eta) =>
      weights.reduce((sum, w, i) => (w > 0 ? sum + w * family.loss(eta[i]!, target[i]!) : sum), 0),
    descent: (eta) => weights.map((w, i) => (w > 0 ? -w * family.slope(eta[i]!, target[i]!) : 0)),
    curve: (eta, d) =>
      weights.map((w, i) =>
        w > 0 && d[i] !== 0 ? w * curvature(family, eta[i]!, target[i]!, delta) * d[i]! : 0,
      ),
    reach: (_, { theta }) => reach(rows, theta),
    gap: (eta, { theta }, s) => gap(rows, eta, theta, s),
  };
}

/** ℓ″ by a central difference; 0 where rounding has the last word. */
function curvature({ slope }: Family, eta: number, y: number, unit: number): number {
  const step = Math.max(STEP * unit, 1e-7 * Math.abs(eta));
  const [low, high] = [eta - step, eta + step];
  return Math.max((slope(high, y) - slope(low, y)) / (high - low), 0);
}

/** The largest s ≤ 1 for which every t = −s θ/ω lies in the range of ℓ′. */
export function reach({ family, target, weights }: Rows, theta: Float64Array): number {
  const t = theta.map((value, i) => (weights[i]! > 0 ? -value / weights[i]! : 0));
  const slack = ROUNDING * t.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let s = 1;
  weights.forEach((w, i) => {
    if (w === 0) return;
    const y = target[i]!;
    if (t[i]! > family.high(y) + slack) s = Math.min(s, family.high(y) / t[i]!);
    else if (t[i]! < family.low(y) - slack) s = Math.min(s, family.low(y) / t[i]!);
  });
  return Math.max(s, 0);
}

/** Σ ω [ℓ(η) − ℓ(η_t) − t (η − η_t)], ℓ′(η_t) = t = −s θ/ω: every term is ≥ 0. */
export function gap(
  { family, target, weights }: Rows,
  eta: Float64Array,
  theta: Float64Array,
  s: number,
): number {
  return weights.reduce((sum, w, i) => {
    if (w === 0) return sum;
    const y = target[i]!;
    const t = Math.max(Math.min((-s * theta[i]!) / w, family.high(y)), family.low(y));
    const at = family.inverse(t, y);
    if (at === eta[i]) return sum;
    // At the end of the range the conjugate is the limit of tη − ℓ(η).
    const far = Math.abs(at) < Infinity ? at : at > 0 ? FAR : -FAR;
    const other = family.loss(far, y) - t * far;
    return sum + w * Math.max(family.loss(eta[i]!, y) - t * eta[i]! - other, 0);
  }, 0);
}
