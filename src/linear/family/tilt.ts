/**
 * A dual point orthogonal to some columns for a family whose rows hang together:
 * θ = v − ∇²F z with z a combination of those columns, and the z that the kernel bounds its
 * conjugate by (assembly/solver/coxGap.ts).
 */
import { weightedColumn } from '../dualPoint.ts';
import type { FamilyProblem } from './familyProblem.ts';
import type { FamilyRows } from './familyRows.ts';

/** Shares of Σ h x² below which a column depends on the others, or F is constant along it. */
const DEPENDENT = 1e-20;
const FLAT = 1e-13;

/** A combination of columns of length 1 under ∇²F, and ∇²F times it. */
interface Direction {
  readonly x: Float64Array;
  readonly curved: Float64Array;
}

/**
 * Writes θ, n f64 at `theta`, and z, n more after them. `ones` are n f64 of scratch.
 * Gram–Schmidt under ∇²F, twice: once leaves errors of the condition number.
 */
export function tilt(
  problem: FamilyProblem,
  rows: FamilyRows,
  open: Iterable<number>,
  at: { readonly theta: number; readonly ones: number },
): void {
  const { memory } = problem.scope;
  const { n } = rows;
  const basis: Direction[] = [];
  for (const j of open) {
    memory.f64(at.ones, n).fill(1);
    const direction = directionOf(problem, rows, basis, weightedColumn(problem, j, at.ones));
    if (direction) basis.push(direction);
  }
  const theta = memory.f64(rows.v, n).slice();
  const z = new Float64Array(n);
  for (let pass = 0; pass < 2; pass++)
    for (const { x, curved } of basis) {
      const share = dot(x, theta);
      subtract(theta, share, curved);
      subtract(z, -share, x);
    }
  memory.f64(at.theta, 2 * n).set(theta);
  memory.f64(at.theta, 2 * n).set(z, n);
}

/** What a column adds to the basis; undefined where that is nothing. */
function directionOf(
  { scope }: FamilyProblem,
  rows: FamilyRows,
  basis: readonly Direction[],
  column: Float64Array,
): Direction | undefined {
  const { memory } = scope;
  const rest = column.slice();
  for (let pass = 0; pass < 2; pass++)
    for (const { x, curved } of basis) subtract(rest, dot(curved, rest), x);
  const h = memory.f64(rows.h, rows.n).slice();
  const size = (x: Float64Array) => x.reduce((sum, value, i) => sum + h[i]! * value * value, 0);
  const d = scope.putF64(rest);
  rows.curve(d);
  const curved = memory.f64(d, rows.n).slice();
  scope.free(d);
  const square = dot(rest, curved);
  if (size(rest) <= DEPENDENT * size(column) || square <= FLAT * size(rest)) return undefined;
  const length = Math.sqrt(square);
  return {
    x: rest.map((value) => value / length),
    curved: curved.map((value) => value / length),
  };
}

function dot(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, value, i) => sum + value * y[i]!, 0);
}

/** y ← y − a x */
function subtract(y: Float64Array, a: number, x: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i]! -= a * x[i]!;
}
