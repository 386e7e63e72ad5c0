/** Products of all columns with one or several vectors: the only full passes over X of a path. */
import { SidesRecord } from '../memory/record.ts';
import type { Scope } from '../memory/scope.ts';
import type { Step, Task } from '../runtime/run.ts';
import type { Design } from './design.ts';
import type { LazyGradients } from './lazyGradients.ts';
import type { Problem } from './problem.ts';

/** A solver asks for out_j = scale_j Σ_i v_i (x_ij − center_j) for all p columns. */
export interface GradientRequest {
  readonly problem: Problem;
  /** n f64. */
  readonly v: number;
  /** p f64. */
  readonly out: number;
  /** Knows which columns can be left out. */
  readonly lazy?: LazyGradients | undefined;
  /** Whether `out` has the gradients of the working set already. */
  readonly settled?: boolean;
}

/** A solver that stops wherever it needs a full pass, or just to breathe. */
export type Solver<T> = Generator<GradientRequest | Step, T, undefined>;

/** Multiply-adds between two safe points: a few milliseconds. */
const BLOCK = 4e6;

/** Run one solver, serving its requests. */
export function* solveOne<T>(solver: Solver<T>): Task<T> {
  try {
    for (;;) {
      const step = solver.next();
      if (step.done) return step.value;
      if (isRequest(step.value)) yield* gradient(step.value);
      else yield step.value;
    }
  } finally {
    solver.return(undefined as T);
  }
}

/** The matrix that several solvers read, and the address of the centre they read it from. */
export interface CommonColumns {
  readonly design: Design;
  readonly center: number;
}

/**
 * Run solvers on the same matrix together: each advances to its next full pass, then one pass
 * over X serves all of them. No result depends on which solvers are together.
 */
export function* solveTogether<T>(
  scope: Scope,
  columns: CommonColumns,
  solvers: Solver<T>[],
): Task<T[]> {
  const results = new Map<Solver<T>, T>();
  const server = new GradientServer(scope, columns);
  let waiting = solvers.slice();
  try {
    while (waiting.length > 0) {
      const requests: GradientRequest[] = [];
      for (const solver of waiting) {
        const request = yield* untilRequest(solver, results, solver === solvers[0]);
        if (request) requests.push(request);
      }
      waiting = waiting.filter((solver) => !results.has(solver));
      yield* server.serve(requests);
    }
  } finally {
    for (const solver of solvers) solver.return(undefined as T);
    server.release();
  }
  return solvers.map((solver) => results.get(solver)!);
}

function* untilRequest<T>(
  solver: Solver<T>,
  results: Map<Solver<T>, T>,
  tells: boolean,
): Task<GradientRequest | undefined> {
  for (;;) {
    const step = solver.next();
    if (step.done) {
      results.set(solver, step.value);
      return undefined;
    }
    if (isRequest(step.value)) return step.value;
    // All advance alike: one of them tells how far.
    yield tells ? step.value : undefined;
  }
}

function isRequest(step: GradientRequest | Step): step is GradientRequest {
  return step !== undefined && 'problem' in step;
}

function* gradient({ problem, v, out, lazy, settled }: GradientRequest): Task<void> {
  const { design, scope, all, view } = problem;
  const { memory } = scope;
  const { kind, n, p, stored } = design;
  const total = problem.hasIntercept ? 0 : memory.kernels.sum(n, v);
  const dots = memory.kernels[`${kind}_dots`];
  const block = Math.max(4, 4 * Math.floor((BLOCK * p) / stored / 4));
  const { list, count } = lazy?.select(v, settled) ?? { list: all, count: p };
  for (let from = 0; from < count; from += block) {
    dots(view, list + from * 4, Math.min(block, count - from), v, total, out);
    yield;
  }
  lazy?.keep();
}

/** Serves the requests on one matrix with one pass. */
class GradientServer {
  readonly #scope: Scope;
  readonly #columns: CommonColumns;
  #buffers: number[] = [];
  #capacity = 0;
  #vectors = 0;
  #outputs = 0;
  #small = 0;

  constructor(scope: Scope, columns: CommonColumns) {
    this.#scope = scope;
    this.#columns = columns;
  }

  *serve(requests: readonly GradientRequest[]): Task<void> {
    const { at } = this.#columns.design;
    const common: GradientRequest[] = [];
    for (const request of requests)
      if (!request.lazy && request.problem.design.at === at) common.push(request);
      else yield* gradient(request);
    if (common.length > 0) yield* this.#serveCommon(common);
  }

  *#serveCommon(requests: readonly GradientRequest[]): Task<void> {
    const { design, center } = this.#columns;
    const { memory } = this.#scope;
    const { n, p, kind, at, stored } = design;
    this.#reserve(requests.length, n, p);
    requests.forEach((request, q) => {
      memory.f64(this.#vectors + q * n * 8, n).set(memory.f64(request.v, n));
      const total = request.problem.hasIntercept ? 0 : memory.kernels.sum(n, request.v);
      memory.f64(this.#small + 8 * q, 1)[0] = total;
    });
    const sides = this.#small + 8 * (2 * this.#capacity + 4);
    SidesRecord.write(memory, sides, {
      count: requests.length,
      v: this.#vectors,
      vStride: n * 8,
      totals: this.#small,
      sums: this.#small + 8 * this.#capacity,
      out: this.#outputs,
      outStride: p * 8,
    });
    const block = Math.max(4, 4 * Math.floor((BLOCK * p) / stored / requests.length / 4));
    for (let from = 0; from < p; from += block) {
      memory.kernels[`${kind}_sides`](at, center, from, Math.min(from + block, p), sides);
      yield;
    }
    requests.forEach((request, q) => {
      this.#finish(request, q);
    });
  }

  release(): void {
    for (const at of this.#buffers) this.#scope.free(at);
    this.#buffers = [];
    this.#capacity = 0;
  }

  /** out_j = scale_j (sum_j − (center_j − shared_j) Σ v) */
  #finish(request: GradientRequest, q: number): void {
    const { memory } = this.#scope;
    const { design, center } = this.#columns;
    const { p } = design;
    const sums = memory.f64(this.#outputs + q * p * 8, p);
    const total = memory.f64(this.#small + 8 * q, 1)[0]!;
    const scale = memory.f64(request.problem.scale, p);
    const own = memory.f64(request.problem.center, p);
    const common = memory.f64(center, p);
    const out = memory.f64(request.out, p);
    for (let j = 0; j < p; j++) out[j] = scale[j]! * (sums[j]! - (own[j]! - common[j]!) * total);
  }

  #reserve(count: number, n: number, p: number): void {
    if (count <= this.#capacity) return;
    this.release();
    this.#capacity = count;
    this.#vectors = this.#scope.reserve(count * n * 8);
    this.#outputs = this.#scope.reserve(count * p * 8);
    this.#small = this.#scope.reserve(8 * (2 * count + 4) + SidesRecord.bytes);
    this.#buffers = [this.#vectors, this.#outputs, this.#small];
  }
}
