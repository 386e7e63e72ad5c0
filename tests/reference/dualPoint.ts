import { dot } from './dot.ts';
import { removeDirection } from './residual.ts';
import type { StandardForm } from './standardForm.ts';

export interface DualPoint {
  /** The residual that the point was made of. */
  readonly residual: Float64Array;
  /** The residual, projected; every multiple s θ with s ≥ 0 small enough is dual feasible. */
  readonly theta: Float64Array;
  /** columns_jᵀ θ, exactly 0 for the columns that were projected away. */
  readonly correlation: Float64Array;
}

/** A column counts as a combination of others where less than this share of it is left. */
const DEPENDENT = 1e-12;

/**
 * The dual point of a residual. A column with φ* infinite on both sides of 0 (unpenalized, without
 * limits) demands columns_jᵀ θ = 0, so the residual is projected on the complement of all of them
 * and of the intercept, by modified Gram–Schmidt, twice. A column with one infinite side
 * (unpenalized, one limit) joins them only if its sign is on that side.
 */
export function dualPoint(form: StandardForm, residual: Float64Array): DualPoint {
  const basis = form.intercept ? [form.root] : [];
  const projected = new Set<number>();
  for (;;) {
    const theta = project(residual, basis);
    const correlation = Float64Array.from(form.columns, (column, j) =>
      projected.has(j) ? 0 : dot(column, theta),
    );
    const added = infinite(form, correlation).filter((j) => !projected.has(j));
    if (added.length === 0) return { residual, theta, correlation };
    for (const j of added) {
      projected.add(j);
      extend(basis, form, j);
    }
  }
}

/** The columns whose conjugate is infinite at every positive multiple of their correlation. */
function infinite(form: StandardForm, correlation: Float64Array): number[] {
  const found: number[] = [];
  form.penalties.forEach(({ l1, l2, low, high }, j) => {
    if (l1 > 0 || l2 > 0) return;
    const v = correlation[j]!;
    const free = low === -Infinity && high === Infinity;
    if (free || (v > 0 && high === Infinity) || (v < 0 && low === -Infinity)) found.push(j);
  });
  return found;
}

/** Add the direction of column j to an orthogonal basis, unless the basis holds it already. */
function extend(basis: Float64Array[], form: StandardForm, j: number): void {
  const column = form.columns[j]!;
  const rest = project(column, basis);
  const least = Math.max(DEPENDENT * norm(column), 4 * form.resolution[j]!);
  if (norm(rest) > least) basis.push(rest.map((value) => value / norm(rest)));
}

/** The part of r orthogonal to a basis of orthogonal vectors; 0 where the basis spans all. */
function project(r: Float64Array, basis: readonly Float64Array[]): Float64Array {
  if (basis.length >= r.length) return new Float64Array(r.length);
  let rest = r;
  for (let pass = 0; pass < 2; pass++) for (const d of basis) rest = removeDirection(rest, d);
  return norm(rest) > 4 * Number.EPSILON * norm(r) ? rest : new Float64Array(r.length);
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}
