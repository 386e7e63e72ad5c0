/** The coefficients of each feature over all outputs as blocks, for a penalty across outputs. */
import { PenaltyCall } from '../../memory/calls.ts';
import { BlocksRecord, TermsRecord } from '../../memory/record.ts';
import type { Penalty } from '../../penalty/penalty.ts';
import type { Problem } from '../problem.ts';

/** Addresses of p f64 per output, output after output. */
export interface OutputVectors {
  readonly u: number;
  readonly b: number;
  /** Gradients of the last strength. */
  readonly before: number;
}

export class OutputBlocks {
  /** Gap terms of all p · K coefficients. */
  readonly terms: number;
  readonly #problem: Problem;
  readonly #outputs: number;
  readonly #found: number;
  readonly #fields: { penaltyFactor: number; lower: number; upper: number; inverse: number };
  readonly #blocks: number;
  readonly #vectors: OutputVectors;

  /** `inside` holds the position of each feature in the sets, p i32. */
  constructor(problem: Problem, outputs: number, vectors: OutputVectors, inside: number) {
    const { scope, design } = problem;
    this.#problem = problem;
    this.#outputs = outputs;
    this.#vectors = vectors;
    this.#found = scope.i32(design.p * outputs);
    const repeated = (at: number) => {
      const one = scope.memory.f64(at, design.p).slice();
      const all = new Float64Array(design.p * outputs);
      for (let k = 0; k < outputs; k++) all.set(one, k * design.p);
      return scope.putF64(all);
    };
    const { penaltyFactor, lower, upper, inverse } = problem;
    this.#fields = {
      penaltyFactor: repeated(penaltyFactor),
      lower: repeated(lower),
      upper: repeated(upper),
      inverse: repeated(inverse),
    };
    this.#blocks = this.#writeBlocks();
    this.terms = this.termsAt(vectors.u, inside);
  }

  /** Gap terms with other gradients. */
  termsAt(u: number, inside = 0): number {
    const { scope, design } = this.#problem;
    const at = scope.reserve(TermsRecord.bytes);
    const count = design.p * this.#outputs;
    const { b, before } = this.#vectors;
    const blocks = this.#blocks;
    const found = this.#found;
    TermsRecord.write(scope.memory, at, {
      ...{ count, u, b, before, inside, found, blocks },
      ...this.#fields,
    });
    return at;
  }

  /** Features outside the sets that may be needed at the next strength. */
  screen(penalty: Penalty, params: number, ratio: number): Int32Array {
    const { memory } = this.#problem.scope;
    const kernel = memory.kernels[penalty.kernel];
    const count = kernel(PenaltyCall.screen, this.terms, params, ratio, 0);
    // the first of each block's coordinates is the feature's own number
    return memory.i32(this.#found, count).filter((_, at) => at % this.#outputs === 0);
  }

  #writeBlocks(): number {
    const { scope, design } = this.#problem;
    const { p } = design;
    const scale = scope.memory.f64(this.#problem.scale, p).slice();
    const factor = scope.memory.f64(this.#problem.penaltyFactor, p).slice();
    const live = Array.from(scale.keys()).filter((j) => scale[j] !== 0);
    const outputs = this.#outputs;
    const order = live.flatMap((j) => Array.from({ length: outputs }, (_, k) => j + k * p));
    const at = scope.reserve(BlocksRecord.bytes);
    BlocksRecord.write(scope.memory, at, {
      count: live.length,
      starts: scope.putI32(Array.from({ length: live.length + 1 }, (_, g) => g * outputs)),
      order: scope.putI32(order),
      factor: scope.putF64(live.map((j) => factor[j]!)),
      weight: scope.putF64(live.map(() => 1)),
    });
    return at;
  }
}
