import { finiteScale } from './columnPenalty.ts';
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
 * The dual point of a residual. A column without penalty demands columns_jᵀ θ ≤ 0 where it has no
 * upper limit and ≥ 0 where it has no lower one. Columns that break this are projected away, the
 * residual put on the complement of all of them and of the intercept, by modified Gram–Schmidt,
 * twice, until none is left.
 */
export function dualPoint(
  form: StandardForm,
  residual: Float64Array,
  inside: ReadonlySet<number> = new Set(),
): DualPoint {
  const basis = form.intercept ? [form.root] : [];
  const projected = new Set<number>();
  for (;;) {
    const theta = project(residual, basis);
    const correlation = Float64Array.from(form.columns, (column, j) =>
      projected.has(j) ? 0 : dot(column, theta),
    );
    const added = open(form, correlation, inside).filter((j) => !projected.has(j));
    if (added.length === 0) return { residual, theta, correlation };
    for (const j of added) {
      projected.add(j);
      extend(basis, form, j);
    }
  }
}

/**
 * Unpenalized columns strictly inside their limits, by more than rounding. At the optimum θ is
 * orthogonal to them; projecting them keeps a wide limit from turning rounding into a gap.
 */
export function insideLimits(form: StandardForm, b: ArrayLike<number>): Set<number> {
  const all = form.penalties.map((_, j) => j);
  return new Set(
    all.filter((j) => {
      const { l1, l2, low, high } = form.penalties[j]!;
      const clear = (limit: number) =>
        Math.abs(limit) === Infinity || Math.abs(b[j]! - limit) > 1e-9 * Math.abs(limit);
      return l1 === 0 && l2 === 0 && b[j]! > low && b[j]! < high && clear(low) && clear(high);
    }),
  );
}

/**
 * Unpenalized columns that are orthogonal to θ but for rounding: at a limit, with a limit far away
 * on the other side, they are in the same place as those inside.
 */
export function orthogonal(form: StandardForm, { theta, correlation }: DualPoint): Set<number> {
  const size = norm(theta);
  const all = form.penalties.map((_, j) => j);
  return new Set(
    all.filter((j) => {
      const { l1, l2 } = form.penalties[j]!;
      const rounding = Number.EPSILON * norm(form.columns[j]!) * size;
      return l1 === 0 && l2 === 0 && Math.abs(correlation[j]!) <= rounding;
    }),
  );
}

/**
 * The columns whose conjugate is infinite at every positive multiple of their correlation, and
 * those asked for.
 */
function open(form: StandardForm, correlation: Float64Array, asked: ReadonlySet<number>): number[] {
  const all = Array.from(correlation.keys());
  return all.filter((j) => asked.has(j) || finiteScale(form.penalties[j]!, correlation[j]!) === 0);
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
  return rest;
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}
