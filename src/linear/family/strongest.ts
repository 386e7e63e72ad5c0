/** The smallest strength at which every penalized coefficient is 0. */
import type { Penalty } from '../../penalty/penalty.ts';
import { columnsOf } from '../blocks.ts';
import type { Problem } from '../problem.ts';

/** Below this share of what makes coefficients 0, λ_max is that of this share: it would be ∞. */
const LEAST_RATIO = 1e-3;

/** What the root of a block is raised by, against rounding. */
const MARGIN = 1e-13;

/** Halvings of the interval that λ_max of a block lies in: to the last bit. */
const HALVINGS = 64;

/**
 * λ_max over all outputs, u their gradients at the model of intercepts and unpenalized columns:
 *
 * - separable penalties: max_j |u_j| ÷ (f_j r) over coefficients that their limits let move,
 * - across outputs: max_j ‖u_j·‖ ÷ (f_j r),
 * - blocks: the largest root of ‖S(u_g, λ r₁ f_g)‖ = λ r₂ ω_g f_g, with shares r₁ of the L1 part
 *   and r₂ of the norms.
 */
export function lambdaMaxOf(
  problem: Problem,
  gradients: readonly Float64Array[],
  penalty: Penalty,
): number {
  if (penalty.acrossOutputs) return ofOutputs(problem, gradients, penalty);
  const largest = penalty.kernel === 'group' ? ofBlocks : ofColumns;
  return gradients.reduce((most, u) => Math.max(most, largest(problem, u, penalty)), 0);
}

function ofColumns(problem: Problem, u: Float64Array, { l1Ratio }: Penalty): number {
  const { scope, design } = problem;
  const of = (at: number) => scope.memory.f64(at, design.p);
  const factor = of(problem.penaltyFactor);
  const lower = of(problem.lower);
  const upper = of(problem.upper);
  let most = 0;
  for (let j = 0; j < u.length; j++) {
    const moves = u[j]! > 0 ? upper[j]! > 0 : lower[j]! < 0;
    if (moves && factor[j]! > 0) most = Math.max(most, Math.abs(u[j]!) / factor[j]!);
  }
  return most / Math.max(l1Ratio, LEAST_RATIO);
}

function ofOutputs(
  { scope, design, penaltyFactor }: Problem,
  gradients: readonly Float64Array[],
  { l1Ratio }: Penalty,
): number {
  const factor = scope.memory.f64(penaltyFactor, design.p);
  let most = 0;
  for (let j = 0; j < design.p; j++) {
    const size = shrunk(
      gradients.map((u) => u[j]!),
      0,
    );
    if (factor[j]! > 0) most = Math.max(most, size / factor[j]!);
  }
  return ((1 + MARGIN) * most) / Math.max(l1Ratio, LEAST_RATIO);
}

function ofBlocks({ blocks }: Problem, u: Float64Array, penalty: Penalty): number {
  const [norm, l1] = penalty.scaled(1).params as [number, number];
  const all = norm + l1;
  const lift = Math.max(all, LEAST_RATIO) / (all || 1);
  let most = 0;
  for (let g = 0; g < (blocks?.count ?? 0); g++) {
    const factor = blocks!.factor[g]!;
    if (factor === 0) continue;
    const entries = Array.from(columnsOf(blocks!, g), (j) => u[j]!);
    const group = (all > 0 ? norm * lift : LEAST_RATIO) * factor * blocks!.weight[g]!;
    most = rootOf(entries, group, l1 * lift * factor, most);
  }
  return most;
}

/** The root λ of ‖S(u, λ l1)‖ = λ group if it is more than `least`, else that. */
function rootOf(u: readonly number[], group: number, l1: number, least: number): number {
  const isZero = (lambda: number) => shrunk(u, lambda * l1) <= lambda * group;
  if (isZero(least)) return least;
  const size = shrunk(u, 0);
  let low = least;
  // ‖S(u, t)‖ ≤ ‖u‖, and 0 from max |u| on; a little more for rounding
  let high = (1 + 1e-12) * (group > 0 ? size / group : size / l1);
  for (let step = 0; step < HALVINGS; step++) {
    const middle = low + (high - low) / 2;
    if (isZero(middle)) high = middle;
    else low = middle;
  }
  // so that kernels which add up in another order see zeros too
  return (1 + MARGIN) * high;
}

/** ‖S(u, t)‖₂ */
function shrunk(u: readonly number[], t: number): number {
  return Math.sqrt(u.reduce((sum, value) => sum + square(Math.max(Math.abs(value) - t, 0)), 0));
}

function square(value: number): number {
  return value * value;
}
