import { dot } from '../dot.ts';
import { sum } from '../sum.ts';
import type { Block } from './block.ts';
import { excess } from './family.ts';
import { fitDirections } from './freeDirections.ts';
import { type DualCandidate, kinkPoints, type Pinball } from './kinkPoints.ts';
import { blocksOf, freeCombinations } from './penalty.ts';
import {
  type FamilyProblem,
  type FamilySolution,
  type StandardProblem,
  standardProblem,
} from './standardProblem.ts';
import { increasingRoot } from './tweedie.ts';

export interface GapVerdict {
  /** The objective at the coefficients and intercepts as they are. */
  readonly primal: number;
  /** A lower bound of the objective over all coefficients and intercepts. */
  readonly dual: number;
  /** primal − dual; Infinity where a limit is broken. Rounding may leave −1e-16 |primal|. */
  readonly gap: number;
  /** gap ÷ nullLoss. */
  readonly relative: number;
  /** F at the best intercepts alone, less the infimum of F. */
  readonly nullLoss: number;
}

/** 0.618^36 is 3e-8, and a smooth maximum is flat to the square of that. */
const SECTIONS = 36;

/**
 * How far a solution of any family with a convex penalty is from the optimum, computed from the
 * data and the coefficients alone. For every u with Σ u = 0 (per class, if there are intercepts)
 *
 *   F(η) + Ω(b) ≥ uᵀo − F*(u) − Ω*(−X̃ᵀu)      (Fenchel–Young, twice).
 *
 * u is s ∇F at η after intercepts and unpenalized columns are fitted again, s in [0, 1] the best.
 * Pinball losses have no gradient at their kinks: there u is chosen within the subgradients so that
 * active columns are stationary ({@link kinkPoints}).
 */
export function judgeGap(problem: FamilyProblem, solution: FamilySolution): GapVerdict {
  const each = standardProblem(problem, solution);
  const { fit, eta, layout, b } = each;
  const blocks = blocksOf(problem.penalty, layout, b);
  const penalty = sum(blocks.map((block) => block.value(pick(b, block.list))));
  const primal = fit.value(eta) + penalty;
  const nullLoss = excess(fit, nullPredictor(each));
  const points =
    problem.family.name === 'quantile'
      ? kinkPoints(each, blocks, pinballOf(problem, problem.family.tau))
      : [smoothPoint(each, freeCombinations(problem.penalty, layout, b))];
  const dual = Math.max(...points.map((point) => bestMultiple(each, blocks, point)));
  const gap = penalty < Infinity ? primal - dual : Infinity;
  return { primal, dual, gap, relative: gap / nullLoss, nullLoss };
}

function pinballOf({ y, weights }: FamilyProblem, tau: number): Pinball {
  return { tau, y: y as ArrayLike<number>, weights };
}

/** o + the best intercepts. */
export function nullPredictor(each: StandardProblem): Float64Array {
  const { fit, offset, hasIntercept } = each;
  if (!hasIntercept) return offset;
  if (each.layout.width > 1) return fitDirections(fit, ones(each), offset);
  const shifted = (by: number) => offset.map((value) => value + by);
  return shifted(increasingRoot((by) => sum(fit.gradient(shifted(by)))));
}

/** ∇F where intercepts and free coefficients are fitted again. */
function smoothPoint(each: StandardProblem, free: readonly Float64Array[]): DualCandidate {
  const { fit, columns, layout } = each;
  const { width, cols } = layout;
  const spread = (combination: Float64Array) =>
    each.eta.map((_, cell) => {
      const first = (cell % width) * cols;
      return columns.reduce(
        (total, x, j) => total + combination[first + j]! * x[Math.floor(cell / width)]!,
        0,
      );
    });
  const directions = [...(each.hasIntercept ? ones(each) : []), ...free.map(spread)];
  const eta = fitDirections(fit, directions, each.eta);
  return { eta, u: fit.gradient(eta) };
}

/** The directions of the intercepts. */
function ones({ eta, layout: { width } }: StandardProblem): Float64Array[] {
  return Array.from({ length: width }, (_, k) => eta.map((_, cell) => Number(cell % width === k)));
}

/** max over s in [0, 1] of s uᵀo − F*(s u) − Ω*(s v), v = −X̃ᵀu, less what Σ u ≠ 0 may cost. */
function bestMultiple(each: StandardProblem, blocks: readonly Block[], { eta, u }: DualCandidate) {
  const { fit, columns, layout, offset, center } = each;
  const { width, cols } = layout;
  const perClass = Array.from({ length: width }, (_, k) => u.filter((_, c) => c % width === k));
  const v = Float64Array.from({ length: width * cols }, (_, position) => {
    return -dot(columns[position % cols]!, perClass[Math.floor(position / cols)]!);
  });
  const parts = blocks.map((block) => pick(v, block.list));
  const end = blocks.reduce((least, block, g) => Math.min(least, block.finiteScale(parts[g]!)), 1);
  const reach = perClass.map(
    (values, k) => Math.abs(sum(values)) * (1 + 10 * Math.abs(center[k]!)),
  );
  const linear = dot(offset, u) - (each.hasIntercept ? sum(reach) : 0);
  const conjugates = (s: number) =>
    blocks.map((block, g) => -block.conjugate(parts[g]!.map((value) => s * value)));
  return highest((s) => sum([s * linear, -fit.conjugate(s, eta, u), ...conjugates(s)]), end);
}

/** The highest value of a concave function on [0, end], by golden sections and at both ends. */
function highest(f: (s: number) => number, end: number): number {
  const share = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [0, end];
  let [a, b] = [high - share * high, share * high];
  let [fa, fb] = [f(a), f(b)];
  let best = Math.max(f(0), f(end), fa, fb);
  for (let step = 0; step < SECTIONS; step++) {
    if (fa < fb) {
      [low, a, fa] = [a, b, fb];
      b = low + share * (high - low);
      fb = f(b);
    } else {
      [high, b, fb] = [b, a, fa];
      a = high - share * (high - low);
      fa = f(a);
    }
    best = Math.max(best, fa, fb);
  }
  return best;
}

function pick(values: Float64Array, list: readonly number[]): Float64Array {
  return Float64Array.from(list, (k) => values[k]!);
}
