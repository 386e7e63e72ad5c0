/** The smoothing of a loss with a kink, which shrinks until the certificate of the loss holds. */
import type { FamilyProblem } from './familyProblem.ts';
import type { FamilyRows } from './familyRows.ts';

/** From one width to the next. */
const SHRINK = 0.2;

/** The first width at every strength, as a share of the spread of y. */
const FIRST = 0.1;

/** The share of the goal that the smoothing may cost. */
const SHARE = 0.3;

/** Families without `exact` parameters are smooth: nothing happens. */
export class Smoothing {
  readonly #problem: FamilyProblem;
  readonly #rows: FamilyRows;
  #width = 0;

  constructor(problem: FamilyProblem, rows: FamilyRows) {
    this.#problem = problem;
    this.#rows = rows;
    this.restart();
  }

  /** What the smoothing may cost of the duality gap; 0 where there is none. */
  get width(): number {
    return this.#problem.family.exact ? this.#width : 0;
  }

  /** Whether the smoothed loss is as good as the loss, by the tolerance of the fit. */
  get isNarrow(): boolean {
    return this.width <= this.#problem.tol * this.#problem.spread;
  }

  /** Wide again: the last strength's width is too narrow for Newton steps to begin with. */
  restart(): void {
    this.#width = FIRST * this.#problem.spread;
    this.#set();
  }

  /** Narrower, since the gap is still above the goal; Infinity where the goal is no gap. */
  sharpen(goal: number): void {
    const { tol, spread } = this.#problem;
    this.#width = Math.max(this.#width * SHRINK, Math.min(SHARE * goal, tol * spread));
    this.#set();
  }

  #set(): void {
    const { exact } = this.#problem.family;
    if (exact) this.#rows.setParams([...exact.slice(0, -1), this.#width]);
  }
}
