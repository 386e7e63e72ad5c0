/** The smoothing of a loss with a kink, which shrinks until the certificate of the loss holds. */
import type { FamilyProblem } from './familyProblem.ts';
import type { FamilyRows } from './familyRows.ts';

/** From one width to the next. */
const SHRINK = 0.2;

/** Families without `exact` parameters are smooth: nothing happens. */
export class Smoothing {
  readonly #problem: FamilyProblem;
  readonly #rows: FamilyRows;
  #width: number;

  constructor(problem: FamilyProblem, rows: FamilyRows) {
    this.#problem = problem;
    this.#rows = rows;
    this.#width = problem.spread;
    this.restart();
  }

  /** A little wider again: the last strength's width may be too narrow to begin with. */
  restart(): void {
    this.#width = Math.min(this.#width / (SHRINK * SHRINK), this.#problem.spread);
    this.#set();
  }

  /** Narrower, since the gap is still above the goal. The loss itself errs by width ÷ 4 at most. */
  sharpen(goal: number): void {
    this.#width = Math.max(this.#width * SHRINK, 1e-6 * goal);
    this.#set();
  }

  #set(): void {
    const { exact } = this.#problem.family;
    if (exact) this.#rows.setParams([...exact.slice(0, -1), this.#width]);
  }
}
