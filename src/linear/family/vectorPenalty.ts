/** A penalty of one training set as a function of the standardized coefficients of all outputs. */
import { fail } from '../../check.ts';
import { elasticNet } from '../../penalty/elasticNet.ts';
import { overOutputs } from '../../penalty/overOutputs.ts';
import type { Penalty } from '../../penalty/penalty.ts';
import {
  addTransposed,
  repeatRows,
  rowsTimes,
  type SparseRows,
  scaleColumns,
} from '../../penalty/sparseRows.ts';
import type { Pattern, Whole } from '../../penalty/whole.ts';
import type { Coefficients } from './coefficients.ts';

/**
 * The whole-vector part Σ_k Ω(b_k) of `penalty.whole`, b_k the coefficients of output k, and the
 * quadratic ½ Σ_k ‖Γb_k‖²: both at strength 1, on the columns that take part; `strength` and
 * `quadratic` multiply them. "Columns" below are those of every output, p after p.
 */
export class VectorPenalty {
  /** Columns that Ω is of, ascending. */
  readonly members: Int32Array;
  readonly whole: Whole | undefined;
  /** Γ for all outputs, and that of one. */
  readonly gamma: SparseRows | undefined;
  readonly block: SparseRows | undefined;
  /** Columns that can be other than 0. */
  readonly alive: readonly boolean[];
  strength = 0;
  quadratic = 0;
  /** The sum over coefficients beside a quadratic. */
  separable: Penalty = elasticNet({ lambda: 0, l1Ratio: 1 });
  readonly #factor: Float64Array;
  readonly #part: Float64Array;
  readonly #outputs: number;
  readonly #isLimited: boolean;

  constructor(problem: Coefficients, penalty: Penalty) {
    const { scope, design, outputs } = problem;
    const { p } = design;
    const of = (at: number) => scope.memory.f64(at, p).slice();
    this.#factor = of(problem.penaltyFactor);
    this.alive = [...of(problem.scale)].map((scale) => scale !== 0);
    const [lower, upper] = [of(problem.lower), of(problem.upper)];
    const isEndless = (j: number) => lower[j] === -Infinity && upper[j] === Infinity;
    this.#isLimited = !this.alive.every((alive, j) => !alive || isEndless(j));
    this.#outputs = outputs;
    const columns = Int32Array.from({ length: p }, (_, j) => j);
    const all = penalty.kind === 'custom';
    this.members = columns.filter((j) => all || (this.alive[j]! && this.#factor[j]! > 0));
    this.#part = new Float64Array(this.members.length);
    if (penalty.whole) {
      this.#refuse(problem, penalty);
      const count = this.members.length / outputs;
      this.whole = overOutputs(penalty.whole.bind(scope, count), count, outputs);
    }
    if (penalty.quadratic) {
      this.block = this.#scaledGamma(penalty, p / outputs);
      this.gamma = repeatRows(this.block, outputs);
    }
    this.setPenalty(penalty);
  }

  setPenalty(penalty: Penalty): void {
    this.strength = penalty.whole ? penalty.lambda : 0;
    this.quadratic = penalty.quadratic?.strength ?? 0;
    const [first, second] = penalty.whole ? [0, 0] : (penalty.params as [number, number]);
    const lambda = first + second;
    this.separable = elasticNet({ lambda, l1Ratio: lambda > 0 ? first / lambda : 1 });
  }

  /** Everything that is not the loss. */
  value(b: Float64Array): number {
    return this.wholeValue(b) + 0.5 * this.quadratic * this.seen(b) + this.#sum(b);
  }

  /** ‖Γb‖² */
  seen(b: Float64Array): number {
    if (!this.gamma) return 0;
    return rowsTimes(this.gamma, b).reduce((sum, value) => sum + value * value, 0);
  }

  /** out = prox of step Ω at v; columns outside Ω stay as they are, the excluded ones 0. */
  readonly prox = (v: Float64Array, step: number, out: Float64Array): void => {
    const part = this.#gather(v);
    this.whole?.prox?.(part, step * this.strength, part);
    this.#scatter(part, v, out);
  };

  /** out += ∇(strength Ω)(b) */
  addGradient(b: Float64Array, out: Float64Array): void {
    const slopes = new Float64Array(this.members.length);
    this.whole!.gradient!(this.#gather(b), slopes);
    this.members.forEach((j, k) => {
      if (this.alive[j]) out[j]! += this.strength * slopes[k]!;
    });
  }

  /** strength Ω(b) */
  wholeValue(b: Float64Array): number {
    if (!this.whole || this.strength === 0) return 0;
    return this.strength * this.whole.value(this.#gather(b).slice());
  }

  /** u −= quadratic · ΓᵀΓ b */
  subtractQuadratic(b: Float64Array, u: Float64Array): void {
    if (this.gamma) addTransposed(this.gamma, -this.quadratic, rowsTimes(this.gamma, b), u);
  }

  /** The dual norm of u over the columns of Ω. */
  norm(u: Float64Array): number {
    return this.whole!.dual!.norm(this.#gather(u));
  }

  /** The largest s ≤ 1 for which s u has dual norm at most the strength. */
  scale(u: Float64Array): number {
    const norm = this.norm(u);
    return norm > this.strength ? this.strength / norm : 1;
  }

  /** strength Ω(b) − s uᵀb over the columns of Ω. */
  slack(b: Float64Array, u: Float64Array, s: number): number {
    const scaled = this.#gather(u).map((value) => s * value);
    return this.whole!.dual!.slack(this.#gather(b).slice(), scaled, this.strength);
  }

  /** The pattern of b over all columns: those that Ω does not hold are free clusters of their own. */
  pattern(b: Float64Array): Pattern | undefined {
    const own = this.whole?.pattern?.(this.#gather(b));
    if (!own || this.strength === 0) return undefined;
    const labels = new Int32Array(b.length).fill(-1);
    const slopes = own.slopes.map((slope) => this.strength * slope);
    this.members.forEach((j, k) => {
      labels[j] = own.labels[k]!;
    });
    const below = [...own.below];
    for (const j of this.unheld()) {
      labels[j] = slopes.push(0) - 1;
      below.push(undefined);
    }
    return { labels, slopes, below };
  }

  /** Columns in the model that Ω does not hold: without penalty, or all where it has no strength. */
  unheld(): number[] {
    const held = this.strength > 0;
    return [...this.alive.keys()].filter((j) => this.alive[j] && !(held && this.#factor[j]! > 0));
  }

  /**
   * Columns of one output whose coefficients in several symmetric outputs cost least with mean 0:
   * where nothing counts but their differences, where costs are squares, and, of two outputs,
   * where b costs what −b does.
   */
  centred(): number[] {
    const first = this.separable.params[0]!;
    const isEven = this.#outputs === 2 && (!this.whole || this.whole.dual !== undefined);
    const all = isEven || (this.whole ? this.strength === 0 : first === 0);
    if (this.#isLimited) return [];
    const own = [...this.alive.keys()].slice(0, this.alive.length / this.#outputs);
    return own.filter((j) => this.alive[j] && (all || this.#factor[j] === 0));
  }

  #sum(b: Float64Array): number {
    if (this.separable.lambda === 0) return 0;
    return b.reduce(
      (sum, w, j) => (w === 0 ? sum : sum + this.#factor[j]! * this.separable.value(w)),
      0,
    );
  }

  #gather(v: Float64Array): Float64Array {
    for (let k = 0; k < this.members.length; k++) this.#part[k] = v[this.members[k]!]!;
    return this.#part;
  }

  #scatter(part: Float64Array, v: Float64Array, out: Float64Array): void {
    out.set(v);
    for (let k = 0; k < this.members.length; k++) out[this.members[k]!] = part[k]!;
    for (let j = 0; j < out.length; j++) if (!this.alive[j]) out[j] = 0;
  }

  /** Γ with column j times √f_j, so that Γ = I is ridge with penalty factors. */
  #scaledGamma({ quadratic }: Penalty, p: number): SparseRows {
    const { gamma } = quadratic!;
    if (gamma.cols !== p)
      fail('tikhonov', 'gamma', `have ${p} columns (one per column of X)`, gamma.cols);
    return scaleColumns(
      gamma,
      this.#factor.subarray(0, p).map((f, j) => (this.alive[j] ? Math.sqrt(f) : 0)),
    );
  }

  #refuse(problem: Coefficients, { kind, whole }: Penalty): void {
    const { scope, design, lower, upper } = problem;
    const ends = [lower, upper].map((at) => scope.memory.f64(at, design.p));
    this.alive.forEach((alive, j) => {
      if (!alive) return;
      if (!whole!.factors.includes(this.#factor[j]!)) {
        const known = [...whole!.factors, Infinity].join(' or ');
        fail(kind, `penaltyFactor[${j}]`, `be ${known}`, this.#factor[j]);
      }
      for (const end of ends)
        if (Math.abs(end[j]!) < Infinity) fail(kind, 'limits', 'be infinite', end[j]);
    });
  }
}
