/** How far a quadratic may be wrong before a Gram matrix of present curvatures pays. */
import type { Promised } from './promise.ts';

/** Rounding of a loss, as a share of it. */
export const ROUNDING = 1e-14;

/** A quadratic that predicts the gain worse than by this share is made anew in any case. */
export const TRUST = 0.25;

/** What is gained by less than this is rounding and chance. */
const LEAST = 0.01;

/** Share of the cost of a Gram matrix, in steps, that a step may be wrong by. */
const SHARE = 0.05;

/** Products of pairs that take as long as one of a column with a vector. */
const TILES = 3;

/** What a step costs per row and in itself, in multiply-adds: exponentials, and many small calls. */
const ROW = 100;
const CALLS = 1e5;

/** Rounding, as a share of a curvature, up to which that tells anything. */
const NOISY = 0.01;

/** Curvatures that differ by no more than this are as good as the same. */
const ALIKE = 0.05;

/** The share of its gain that a step on `size` columns of n rows may differ by from its promise. */
export function trustOf(n: number, size: number): number {
  const gram = (0.5 * size * size * n) / TILES;
  const step = 2 * size * n + ROW * n + CALLS;
  return Math.min(Math.max((SHARE * gram) / step, LEAST), TRUST);
}

/**
 * How many times as steep as its quadratic the loss was along a whole step that gained `gain`; 1
 * where that is next to nothing. Along a path mostly all curvatures shrink alike, and only where
 * they do not steps need a Gram matrix of present ones.
 */
export function steepness({ slope, curvature }: Promised, gain: number, noise: number): number {
  // gain = −slope − ½ curvature, if the loss is a quadratic
  const ratio = (2 * (-slope - gain)) / curvature;
  const tells = noise < NOISY * curvature && Math.abs(ratio - 1) > ALIKE;
  return tells ? Math.min(Math.max(ratio, 0.5), 2) : 1;
}
