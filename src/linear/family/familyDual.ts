/**
 * How far a family's model is from the optimum, over all columns: the duality gap at the scaled
 * negative gradient, orthogonal to the columns that nothing penalizes; or the stationarity where
 * the penalty is not convex.
 */
import { PenaltyCall } from '../../memory/calls.ts';
import type { Penalty } from '../../penalty/penalty.ts';
import { termsAt } from '../columnState.ts';
import { Complement } from '../complement.ts';
import { openColumns, weightedColumn } from '../dualPoint.ts';
import type { Solver } from '../gradients.ts';
import type { FamilyProblem } from './familyProblem.ts';
import type { FamilyRows } from './familyRows.ts';
import type { OutputBlocks } from './outputBlocks.ts';
import type { Slice } from './slice.ts';
import { softmaxTilt } from './softmaxTilt.ts';
import { tilt } from './tilt.ts';

/** Share of Σ |v| below which Σ v is rounding. */
const CENTRED = 1e-13;

export class FamilyDual {
  readonly #problem: FamilyProblem;
  readonly #rows: FamilyRows;
  readonly #slices: readonly Slice[];
  /** Projected dual point and its gradients, reserved at the first need. */
  #theta = 0;
  #root = 0;
  #projected: { u: number; terms: number }[] = [];
  #acrossTerms = 0;

  constructor(problem: FamilyProblem, rows: FamilyRows, slices: readonly Slice[]) {
    this.#problem = problem;
    this.#rows = rows;
    this.#slices = slices;
  }

  /** `blocks` are those of a penalty across outputs. */
  *distance(penalty: Penalty, params: number, blocks?: OutputBlocks): Solver<number> {
    const { scope, nullLoss } = this.#problem;
    const kernel = scope.memory.kernels[penalty.kernel];
    const ask = (call: number, terms: readonly number[], a = 0) =>
      terms.map((at) => kernel(call, at, params, a, nullLoss));
    const across = penalty.acrossOutputs ? blocks : undefined;
    const own = across ? [across.terms] : this.#slices.map((slice) => slice.terms);
    if (!penalty.convex) return Math.max(...ask(PenaltyCall.stationarity, own));
    const { theta, terms } = yield* this.#point(penalty, own, across);
    const scale = Math.min(...ask(PenaltyCall.scale, terms), this.#rows.reach(theta));
    const columns = ask(PenaltyCall.fenchel, terms, scale).reduce((sum, value) => sum + value, 0);
    return columns + this.#rows.gap(theta, scale);
  }

  /** The negative gradient where every column is penalized or held by limits, else its projection. */
  *#point(
    penalty: Penalty,
    own: readonly number[],
    across: OutputBlocks | undefined,
  ): Solver<{ theta: number; terms: number[] }> {
    const open = this.#slices.map(
      (slice) => new Set(openColumns(this.#problem, penalty, slice.u, slice.b)),
    );
    if (open.every((columns) => columns.size === 0) && this.#isCentred())
      return { theta: this.#rows.v, terms: [...own] };
    this.#reserve();
    if (this.#problem.family.joint?.coupled) yield* this.#projectAll(penalty, open);
    else for (const [k, columns] of open.entries()) yield* this.#project(penalty, k, columns);
    if (across) {
      this.#acrossTerms ||= across.termsAt(this.#projected[0]!.u);
      return { theta: this.#theta, terms: [this.#acrossTerms] };
    }
    return { theta: this.#theta, terms: this.#projected.map(({ terms }) => terms) };
  }

  /** θ of one output off the open columns, with its gradients, until no other column is open. */
  *#project(penalty: Penalty, k: number, open: Set<number>): Solver<void> {
    const { scope, design, family } = this.#problem;
    const { memory } = scope;
    const { p } = design;
    const target = this.#projected[k]!;
    const theta = this.#rows.of(this.#theta, k);
    for (;;) {
      if (family.isRelative) tilt(this.#problem, this.#rows, open, { theta, ones: this.#root });
      else this.#turn(k, open);
      yield { problem: this.#problem, v: theta, out: target.u };
      const u = memory.f64(target.u, p);
      for (const j of open) u[j] = 0;
      const more = openColumns(this.#problem, penalty, target.u, this.#slices[k]!.b);
      const added = more.filter((j) => !open.has(j));
      if (added.length === 0) return;
      for (const j of added) open.add(j);
    }
  }

  /** θ of all outputs together off the columns that are open for any of them. */
  *#projectAll(penalty: Penalty, lists: readonly Set<number>[]): Solver<void> {
    const { memory } = this.#problem.scope;
    const { p } = this.#problem.design;
    const open = new Set(lists.flatMap((list) => [...list]));
    for (;;) {
      softmaxTilt(this.#problem, this.#rows, open, { theta: this.#theta, ones: this.#root });
      const before = open.size;
      for (const [k, { u }] of this.#projected.entries()) {
        yield { problem: this.#problem, v: this.#rows.of(this.#theta, k), out: u };
        const gradient = memory.f64(u, p);
        for (const j of open) gradient[j] = 0;
      }
      for (const [k, { u }] of this.#projected.entries())
        for (const j of openColumns(this.#problem, penalty, u, this.#slices[k]!.b)) open.add(j);
      if (open.size === before) return;
    }
  }

  /**
   * θ = v − H^½ P H^−½ v with P the projection on H^½ [1, x̃_j for the open j]: what is taken off a
   * row is in proportion to its curvature, so the dual point stays where the conjugate is finite.
   * Rows of slope 0 stay as they are: 0 may be the end of their range, as beyond a margin.
   */
  #turn(k: number, open: Iterable<number>): void {
    const { scope, design } = this.#problem;
    const { memory } = scope;
    const { n } = design;
    const slopes = memory.f64(this.#rows.of(this.#rows.v, k), n);
    const curvatures = memory.f64(this.#rows.of(this.#rows.h, k), n);
    const root = curvatures.map((h, i) => (slopes[i] === 0 ? 0 : Math.sqrt(h)));
    memory.f64(this.#root, n).set(root);
    const complement = new Complement();
    if (this.#problem.hasIntercept) complement.exclude(root);
    for (const j of open) complement.exclude(weightedColumn(this.#problem, j, this.#root));
    const v = memory.f64(this.#rows.of(this.#rows.v, k), n).slice();
    const { rest } = complement.project(v.map((value, i) => (root[i]! > 0 ? value / root[i]! : 0)));
    const theta = v.map((value, i) => (root[i]! > 0 ? rest[i]! * root[i]! : value));
    memory.f64(this.#rows.of(this.#theta, k), n).set(theta);
  }

  /** Whether every Σ v is 0 but for rounding, as the intercepts demand. */
  #isCentred(): boolean {
    const { scope, design, hasIntercept } = this.#problem;
    if (!hasIntercept) return true;
    return this.#slices.every((_, k) => {
      const v = scope.memory.f64(this.#rows.of(this.#rows.v, k), design.n);
      let sum = 0;
      let size = 0;
      for (let i = 0; i < v.length; i++) {
        sum += v[i]!;
        size += Math.abs(v[i]!);
      }
      return Math.abs(sum) <= CENTRED * size;
    });
  }

  #reserve(): void {
    if (this.#theta) return;
    const { scope, design, family } = this.#problem;
    // Behind θ is room for the z of a relative family.
    this.#theta = scope.f64(design.n * (this.#rows.outputs + Number(family.isRelative === true)));
    this.#root = scope.f64(design.n);
    const all = scope.f64(design.p * this.#slices.length);
    this.#projected = this.#slices.map((slice, k) => {
      const u = all + k * design.p * 8;
      return { u, terms: termsAt(this.#problem, u, slice.b) };
    });
  }
}
