import { dot } from '../dot.ts';
import { solvePositive } from '../linearAlgebra.ts';
import type { Block } from './block.ts';
import { pinballRange } from './family.ts';
import type { StandardProblem } from './standardProblem.ts';

/** A u that may bound the objective, and the η it belongs to. */
export interface DualCandidate {
  readonly eta: Float64Array;
  readonly u: Float64Array;
}

export interface Pinball {
  readonly tau: number;
  readonly y: ArrayLike<number>;
  readonly weights?: ArrayLike<number> | undefined;
}

/** aᵀu = right. */
interface Equation {
  readonly a: Float64Array;
  readonly right: number;
}

/** Rows count as being at their kink up to these shares of the mean |y − η|. */
const NEARNESS = [0, 1e-13, 1e-11, 1e-9, 1e-7, 1e-5, 1e-3, 1e-1, Infinity];
const ROUNDS = 300;

/**
 * Dual candidates of the pinball loss. Beyond a kink u_i is the slope; at a kink any u_i of its
 * range is allowed, and those are sought for which Σ u = 0 and x_jᵀu = −∂Ω/∂b_j wherever Ω is
 * smooth: projections on these equations and on the ranges in turn.
 */
export function kinkPoints(
  each: StandardProblem,
  blocks: readonly Block[],
  { tau, y, weights }: Pinball,
): DualCandidate[] {
  const { fit, eta } = each;
  const range = pinballRange(tau, fit.rows, weights);
  const slopes = fit.gradient(eta);
  const distance = eta.map((value, i) => Math.abs(y[i]! - value));
  const mean = distance.reduce((total, value) => total + value, 0) / distance.length;
  const wanted = equations(each, blocks);
  return NEARNESS.map((share) => {
    const open = [...eta.keys()].filter((i) => distance[i]! <= share * mean);
    return { eta, u: project(slopes, open, wanted, range) };
  });
}

function equations(each: StandardProblem, blocks: readonly Block[]): Equation[] {
  const { columns, b, eta, hasIntercept } = each;
  const active = blocks.flatMap((block) => {
    const slopes = block.slopes(Float64Array.from(block.list, (k) => b[k]!));
    return block.list.flatMap((k, m) =>
      slopes[m] === undefined ? [] : [{ a: columns[k]!, right: -slopes[m] }],
    );
  });
  return hasIntercept ? [{ a: eta.map(() => 1), right: 0 }, ...active] : active;
}

/** u on the open rows, moved by least changes onto the equations, and back into the ranges. */
function project(
  start: Float64Array,
  open: readonly number[],
  wanted: readonly Equation[],
  range: (i: number) => readonly [number, number],
): Float64Array {
  const u = Float64Array.from(start);
  if (open.length === 0 || wanted.length === 0) return u;
  const rows = wanted.map(({ a }) => Float64Array.from(open, (i) => a[i]!));
  const gram = rows.map((row, m) =>
    Float64Array.from(rows, (other, l) => dot(row, other) + (m === l ? damping(rows) : 0)),
  );
  for (let round = 0; round < ROUNDS; round++) {
    const lacking = wanted.map(({ a, right }) => right - dot(a, u));
    if (Math.max(...lacking.map(Math.abs)) <= 1e-17) break;
    const multipliers = solvePositive(gram, lacking);
    open.forEach((i, m) => {
      const change = rows.reduce((total, row, l) => total + row[m]! * multipliers[l]!, 0);
      u[i] = Math.min(Math.max(u[i]! + change, range(i)[0]), range(i)[1]);
    });
  }
  return u;
}

/** Serves equations that depend on each other over the open rows. */
function damping(rows: readonly Float64Array[]): number {
  return 1e-13 * rows.reduce((most, row) => Math.max(most, dot(row, row)), 1e-300);
}
