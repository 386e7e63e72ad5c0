import type { ReportInput } from '../input.ts';
import { isScore } from '../words.ts';
import { padded } from './axis.ts';

/**
 * The errors worth seeing. From the strongest λ to the best one the selected curve is shown with
 * its whole band; beyond, where small λ can make the error explode, at most as much again.
 */
export function errorDomain({ curve, curves, choice }: ReportInput): [number, number] {
  // of scores the larger is better: with the sign turned the best is at the bottom in every case
  const sign = isScore(choice.measure) ? -1 : 1;
  const spans = Array.from(curve.mean, (mean, l) => [sign * mean, curve.se[l] || 0] as const);
  const upper = spans.map(([mean, se]) => mean + se);
  const others = curves.flatMap(({ mean }) => Array.from(mean, (value) => sign * value));
  const low = least([...spans.map(([mean, se]) => mean - se), ...others]);
  const before = -least(upper.slice(0, curve.minIndex + 1).map((value) => -value));
  const high = Math.min(-least(upper.map((value) => -value)), 2 * before - low);
  if (!Number.isFinite(low + high)) return [0, 1];
  const [from, to] = padded([low, high]);
  return sign === 1 ? [from, to] : [-to, -from];
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => (Number.isFinite(b) ? Math.min(a, b) : a), Infinity);
}
