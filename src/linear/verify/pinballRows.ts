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
  const widths = Array.from({ length: WIDTHS }, (_, k) => spread * power(SHRINK, k));
  return [clipped, barrier].flatMap((make) => widths.map((width) => make(response, width)));
}

/** Slopes r/κ within |r| ≤ κ. */
function clipped(response: CodedResponse, width: number): RowLoss {
  const share = (r: number) => Math.max(Math.min(r / width, 1), -1);
  return smoothed(response, share, (r) => (Math.abs(r) < width ? 1 / width : 0));
}

/** Slopes that reach the ends of their range nowhere: so do penalties that bend less than kinks. */
function barrier(response: CodedResponse, width: number): RowLoss {
  const root = (r: number) => Math.sqrt(4 * width * width + r * r);
  const share = (r: number) => r / (2 * width + root(r));
  return smoothed(response, share, (r) => (2 * width) / (root(r) * (2 * width + root(r))));
}

/** `share` of a residual is its slope in [−1, 1], `bend` the derivative of that. */
function smoothed(
  response: CodedResponse,
  share: (r: number) => number,
  bend: (r: number) => number,
): RowLoss {
  const { family, target, weights } = response;
  const [tau] = family.params as [number];
  return {
    hasKinks: true,
    value: separableRows(response).value,
    descent: (eta) => weights.map((w, i) => w * (tau - 0.5 + 0.5 * share(target[i]! - eta[i]!))),
    curve: (eta, d) => weights.map((w, i) => 0.5 * w * bend(target[i]! - eta[i]!) * d[i]!),
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
