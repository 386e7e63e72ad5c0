import { fail } from '../check.ts';
import type { Penalty } from './penalty.ts';

/** What the concave penalties differ in. */
export interface ConcaveShape {
  readonly kernel: Penalty['kernel'];
  readonly lambda: number;
  readonly gamma: number;
  readonly l1Ratio: number;
  /** The concave part of |w| at first strength l1. */
  value(size: number, l1: number, gamma: number): number;
  /** Its derivative. */
  slope(size: number, l1: number, gamma: number): number;
  /** The most that it bends down. */
  readonly bend: number;
}

/** A concave penalty with an L2 share as a value. */
export function concave(shape: ConcaveShape): Penalty {
  const { kernel, lambda, gamma, l1Ratio } = shape;
  const l1 = lambda * l1Ratio;
  const l2 = lambda * (1 - l1Ratio);
  return {
    kernel,
    kind: kernel,
    convex: false,
    params: [l1, l2, gamma],
    lambda,
    l1Ratio,
    gamma,
    value: (w) => shape.value(Math.abs(w), l1, gamma) + 0.5 * l2 * w * w,
    slope: (w) => shape.slope(w, l1, gamma) + l2 * w,
    bend: shape.bend - l2,
    scaled: (strength) => concave({ ...shape, lambda: strength }),
    plus: (other) => fail(kernel, 'plus', 'add an L2 share by l1Ratio instead', other.kind),
  };
}
