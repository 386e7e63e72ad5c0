/** A family's model with a penalty of the whole vector: proximal Newton over all coefficients. */
import type { Penalty } from '../../penalty/penalty.ts';
import type { Task } from '../../runtime/run.ts';
import type { Solver } from '../gradients.ts';
import { accelerate } from './accelerate.ts';
import { coefficientsOf } from './coefficients.ts';
import { curvatureOf } from './curvature.ts';
import { directLoss } from './directLoss.ts';
import type { FamilyProblem } from './familyProblem.ts';
import type { FamilyRows } from './familyRows.ts';
import { GramModel, gradientMapping } from './gramModel.ts';
import { lineSearch } from './lineSearch.ts';
import type { Curvatures } from './openFactor.ts';
import { Predictors } from './predictors.ts';
import { ProximalDual } from './proximalDual.ts';
import { proximalFreedom } from './proximalFreedom.ts';
import { Smoothing } from './smoothing.ts';
import { settleWhole } from './symmetry.ts';
import { ROUNDING, TRUST } from './trust.ts';
import { VectorPenalty } from './vectorPenalty.ts';

/** With more coefficients than this the loss itself is descended on: G is too large. */
export const MOST_GRAM = 3000;
/** Rounds of step and check per λ, and rounds in a row without progress. */
const MAX_ROUNDS = 200;
const PATIENCE = 6;
/** Rounds without progress after which a smoothed loss has settled at its width. */
const SETTLED = 3;
/** What an inner descent leaves of the gradient mapping. */
const SHARE = 0.03;
/** Accelerated steps on the loss itself between two checks. */
const DIRECT_STEPS = 100;

export interface ProximalPoint {
  readonly distance: number;
  readonly loss: number;
  /** One per output. */
  readonly intercepts: Float64Array;
  readonly b: Float64Array;
}

/** What outputs of the same columns and curvatures have in common. */
interface Shared {
  readonly penalty: VectorPenalty;
  readonly curvatures: Curvatures;
}

export class ProximalState {
  /** Standardized coefficients, p per output, and the gradients X̃ᵀv there. */
  b: Float64Array;
  u: Float64Array;
  readonly shared: Shared;
  readonly #problem: FamilyProblem;
  readonly #predictors: Predictors;
  readonly #rows: FamilyRows;
  readonly #penalty: VectorPenalty;
  readonly #model: GramModel | undefined;
  readonly #curvatures: Curvatures;
  readonly #dual: ProximalDual;
  readonly #smoothing: Smoothing;
  readonly #d: number;
  readonly #gradients: number;
  #stale = false;
  /** L of the loss, where it is descended on directly. */
  #curvature: number;

  /** @param shared with a state of the same columns, penalty and curvatures. */
  constructor(problem: FamilyProblem, penalty: Penalty, shared?: Shared) {
    const { scope, design, family } = problem;
    this.#problem = problem;
    this.#predictors = new Predictors(problem);
    this.#rows = this.#predictors.rows;
    this.shared = shared ?? shareOf(problem, penalty, this.#predictors);
    this.#penalty = this.shared.penalty;
    this.#curvatures = this.shared.curvatures;
    this.#model = this.#curvatures.model;
    this.#dual = new ProximalDual(this.#predictors, this.#penalty, this.#curvatures);
    this.#smoothing = new Smoothing(problem, this.#rows);
    const { p } = this.#curvatures.problem.design;
    this.#d = scope.f64(design.n * family.outputs);
    this.#gradients = scope.f64(p);
    this.#curvature = 0;
    this.b = new Float64Array(p);
    this.u = new Float64Array(p);
  }

  /** Another strength of the same penalty. */
  setPenalty(penalty: Penalty): void {
    this.#penalty.setPenalty(penalty);
    this.#model?.setPenalty();
  }

  /** Predictors, loss and all gradients at the present coefficients. */
  *refresh(): Solver<void> {
    this.#predictors.place(this.b);
    yield* this.#gradient();
  }

  /** Solve at the present strength until the distance from the optimum is at most `goal`. */
  *solve(goal: number): Solver<ProximalPoint> {
    this.#smoothing.restart();
    this.#stale ||= this.#isSmoothed;
    yield* this.refresh();
    let best: ProximalPoint | undefined;
    let since = 0;
    let sharp = false;
    let last = Infinity;
    let idle = 0;
    for (let round = 0; round < MAX_ROUNDS && since < PATIENCE; round++) {
      yield* this.#model ? this.#newton(this.#model) : this.#descend();
      settleWhole(this.#problem, this.#penalty, this.b);
      yield* this.refresh();
      const distance = yield* this.#distance();
      // stationary for the smoothed loss says nothing of the loss itself
      const isFirst = !sharp;
      sharp = this.#provesGap || this.#smoothing.isNarrow;
      const falls = !best || isFirst || distance < 0.9 * best.distance;
      if (!best || isFirst || distance < best.distance) best = this.#point(distance);
      if (sharp && distance <= goal) break;
      idle = distance < 0.9 * last && distance > goal ? 0 : idle + 1;
      last = Math.min(last, distance);
      if (falls) since = 0;
      else if (!this.#isSmoothed) since++;
      if (!this.#isSmoothed || (idle < SETTLED && distance > goal)) continue;
      [last, idle] = [Infinity, 0];
      since++;
      yield* this.#sharpen(goal);
    }
    this.b = best!.b.slice();
    return best!;
  }

  /** Whether the distance is a duality gap, of the loss itself however much it is smoothed. */
  get #provesGap(): boolean {
    const { whole } = this.#penalty;
    return !whole || whole.dual !== undefined;
  }

  get #isSmoothed(): boolean {
    return this.#problem.family.exact !== undefined;
  }

  /** A loss with a kink is smoothed less from now on: another loss, with other curvatures. */
  *#sharpen(goal: number): Solver<void> {
    this.#smoothing.sharpen(goal);
    this.#stale = true;
    yield* this.refresh();
  }

  #point(distance: number): ProximalPoint {
    const { loss, intercepts } = this.#predictors;
    const own = this.#isSmoothed ? this.#rows.exactLoss(0) : loss;
    return { distance, loss: own, intercepts: intercepts.slice(), b: this.b.slice() };
  }

  /** Degrees of freedom where the penalty is quadratic: there they are no number of nonzeros. */
  *freedom(): Task<number | undefined> {
    const { gamma, separable } = this.#penalty;
    if (!gamma || separable.params[0]! > 0) return undefined;
    // squared losses bend alike everywhere; others did where the model was made
    if (this.#problem.family.name !== 'gaussian') yield* this.#model!.take();
    return yield* proximalFreedom(this.#curvatures, this.#penalty, this.b);
  }

  /** The gap, or the largest entry of the gradient mapping. */
  *#distance(): Solver<number> {
    const { whole } = this.#penalty;
    if (!whole || this.#provesGap) return yield* this.#dual.gap(this.b, this.u);
    const slopes = this.u.map((value) => -value);
    if (!whole.prox) this.#penalty.addGradient(this.b, slopes);
    const curvature = this.#model ? yield* this.#model.curvature() : this.#curvature;
    return gradientMapping(this.b, slopes, curvature, this.#penalty.prox);
  }

  *#gradient(): Solver<Float64Array> {
    yield* this.#predictors.gradient(this.#rows.v, this.#gradients);
    this.u.set(this.#problem.scope.memory.f64(this.#gradients, this.u.length));
    return this.u;
  }

  /**
   * One proximal Newton step over all columns: the minimum of the quadratic model plus penalty,
   * then a search along the line. Lee, Sun, Saunders (2014), SIAM J. Optim. 24(3), algorithm 1.
   */
  *#newton(model: GramModel): Solver<void> {
    if (this.#stale || !model.isTaken) yield* model.take();
    this.#stale = false;
    const next = yield* model.minimise(this.b, this.u, SHARE);
    const delta = next.map((value, j) => value - this.b[j]!);
    if (delta.every((value) => value === 0)) return;
    const image = yield* this.#image(model, delta);
    const before = this.#penalty.value(this.b);
    const at = (t: number) => this.b.map((value, j) => value + t * delta[j]!);
    const change = (t: number) => this.#penalty.value(t === 1 ? next : at(t)) - before;
    const slope = change(1) - dot(this.u, delta);
    const size = Math.abs(this.#predictors.loss) + Math.abs(before);
    const noise = ROUNDING * Math.max(size, this.#problem.nullLoss);
    const taken = lineSearch(
      slope,
      noise,
      (t) => this.#predictors.loss - this.#along(t) - change(t),
    );
    this.b = taken.step === 1 ? next : at(taken.step);
    const promised = -(slope + 0.5 * image);
    const trusted = taken.step === 1 && Math.abs(taken.gain - promised) <= TRUST * promised + noise;
    this.#stale = !trusted;
  }

  /** Σ ω ℓ a step along d. */
  #along(t: number): number {
    const { family } = this.#rows;
    return family.joint ? this.#rows.alongAll(this.#d, t) : this.#rows.along(0, this.#d, t);
  }

  /** Writes what δ does to η, the intercepts moving along. @returns δᵀGδ. */
  *#image(model: GramModel, delta: Float64Array): Task<number> {
    this.#curvatures.curvature.combine(delta, this.#d);
    const product = new Float64Array(delta.length);
    yield* model.times(delta, product);
    return dot(product, delta);
  }

  /** Accelerated steps on the loss itself, with a full pass each. */
  *#descend(): Solver<void> {
    const slopes = this.u.map((value) => -value);
    if (!this.#penalty.whole!.prox) this.#penalty.addGradient(this.b, slopes);
    if (this.#curvature === 0) this.#curvature = this.#predictors.curvature();
    const { prox } = this.#penalty;
    const now = gradientMapping(this.b, slopes, this.#curvature, prox);
    const descent = {
      start: this.b,
      curvature: this.#curvature,
      tolerance: SHARE * now,
      steps: DIRECT_STEPS,
      prox,
    };
    const loss = directLoss(this.#predictors, this.#penalty, () => this.#gradient());
    const { x, curvature } = yield* accelerate(loss, descent);
    this.b = x;
    this.#curvature = curvature;
  }
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < x.length; j++) sum += x[j]! * y[j]!;
  return sum;
}

function shareOf(problem: FamilyProblem, penalty: Penalty, predictors: Predictors): Shared {
  const coefficients = coefficientsOf(problem);
  const vector = new VectorPenalty(coefficients, penalty);
  const curvature = curvatureOf(problem, predictors);
  const fits = coefficients.design.p <= MOST_GRAM || !vector.whole;
  const model = fits ? new GramModel(coefficients, vector, curvature) : undefined;
  return { penalty: vector, curvatures: { problem: coefficients, curvature, model } };
}
