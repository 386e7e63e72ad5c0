import type { CodedResponse } from '../response/types.ts';
import type { RowLoss } from './rowLoss.ts';
import { gap, reach, separableRows } from './separableRows.ts';

/** Widths from the spread of y down to rounding, each a fifth of the last. */
const SHRINK = 0.2;
const WIDTHS = 24;

/**
 * The pinball loss: at its kink every slope of a range is a subgradient, and coefficients do not
 * say which. Slopes of smoothed losses, r/κ within |r| ≤ κ, are such choices, moved within κ so
 * that the columns in use are stationary; each gives a bound for the loss itself, and the best
 * counts.
 */
export function pinballRows(response: CodedResponse): RowLoss[] {
  const spread = spreadOf(response);
  return Array.from({ length: WIDTHS }, (_, k) => smoothed(response, spread * power(SHRINK, k)));
}

function smoothed(response: CodedResponse, width: number): RowLoss {
  const { family, target, weights } = response;
  const [tau] = family.params as [number];
  const share = (r: number) => Math.max(Math.min(r / width, 1), -1);
  return {
    hasKinks: true,
    value: separableRows(response).value,
    descent: (eta) => weights.map((w, i) => w * (tau - 0.5 + 0.5 * share(target[i]! - eta[i]!))),
    curve: (eta, d) =>
      weights.map((w, i) =>
        Math.abs(target[i]! - eta[i]!) < width ? ((0.5 * w) / width) * d[i]! : 0,
      ),
    reach: (_, { theta }) => reach(response, theta),
    gap: (eta, { theta }, s) => gap(response, eta, theta, s),
  };
}

/** Mean absolute deviation of y from its mean. */
function spreadOf({ target, weights }: CodedResponse): number {
  const mean = weights.reduce((sum, w, i) => sum + w * target[i]!, 0);
  return weights.reduce((sum, w, i) => sum + w * Math.abs(target[i]! - mean), 0);
}

function power(base: number, exponent: number): number {
  return exponent === 0 ? 1 : base * power(base, exponent - 1);
}
