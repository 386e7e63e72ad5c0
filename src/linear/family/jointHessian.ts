/**
 * The Hessian of a loss whose outputs hang together, on a joint set, intercepts taken out: with A
 * the Hessian of the intercepts and C their products with the coordinates, G − Cᵀ A⁻¹ C.
 */
import type { Task } from '../../runtime/run.ts';
import { appendGram } from '../gram.ts';
import type { CoordinateSet } from './coordinateSet.ts';
import type { FamilyProblem } from './familyProblem.ts';
import type { FamilyRows } from './familyRows.ts';
import { Hessian } from './hessian.ts';
import { backward, factorPositive, forward } from './solvePositive.ts';

/** Products of the columns of two outputs under their common weights. */
interface Block {
  /** The columns of both, and where those of either are in that list. */
  readonly columns: Int32Array;
  readonly places: readonly [Int32Array, Int32Array];
  readonly gram: Float64Array;
  readonly ld: number;
  /** Σ_i h_i, and Σ_i h_i x̃_ij ÷ that. */
  readonly total: number;
  readonly means: Float64Array;
}

/** Where the matrix goes: the coordinate of each output's columns, and rows `stride` f64 apart. */
export interface JointGram {
  readonly gram: number;
  readonly stride: number;
  readonly size: number;
  coordinate(k: number, at: number): number;
}

export class JointHessian {
  readonly #problem: FamilyProblem;
  readonly #rows: FamilyRows;
  readonly #sets: readonly Pick<CoordinateSet, 'columns'>[];
  readonly #weighted: Hessian;
  readonly #weights: number;
  /** Factor of A, and C: K rows of one number per coordinate. */
  #factor: Float64Array[] = [];
  #products: Float64Array[] = [];

  constructor(
    problem: FamilyProblem,
    rows: FamilyRows,
    sets: readonly Pick<CoordinateSet, 'columns'>[],
  ) {
    this.#problem = problem;
    this.#rows = rows;
    this.#sets = sets;
    this.#weighted = new Hessian(problem);
    this.#weights = problem.scope.f64(rows.n);
  }

  /** Writes the Gram matrix of the set at the present curvatures. */
  *fill(set: JointGram): Task<void> {
    const { outputs } = this.#rows;
    const { memory } = this.#problem.scope;
    memory.f64(set.gram, set.stride * set.stride).fill(0);
    const a = Array.from({ length: outputs }, () => new Float64Array(outputs));
    this.#products = a.map(() => new Float64Array(set.size));
    const { coupled } = this.#problem.family.joint!;
    for (let k = 0; k < outputs; k++)
      for (let l = 0; l <= k; l++) {
        if (k !== l && !coupled) continue;
        const block = yield* this.#block(k, l);
        this.#place(set, k, l, block);
        a[k]![l] = a[l]![k] = (k === l ? 1 : -1) * block.total;
      }
    if (this.#problem.hasIntercept) {
      this.#factor = factorPositive(a);
      this.#eliminate(set);
    }
  }

  /** How the intercepts follow a direction of the coefficients: −A⁻¹ C δ. */
  intercepts(direction: Float64Array): Float64Array {
    const { outputs } = this.#rows;
    if (!this.#problem.hasIntercept) return new Float64Array(outputs);
    const pull = this.#products.map((row) =>
      row.reduce((sum, c, at) => sum - c * direction[at]!, 0),
    );
    return backward(this.#factor, forward(this.#factor, pull));
  }

  *#block(k: number, l: number): Task<Block> {
    const { scope, design, center, scale } = this.#problem;
    const { memory } = scope;
    const { columns, places } = unionOf(this.#sets[k]!.columns(), this.#sets[l]!.columns());
    if (k === l) memory.f64(this.#weights, design.n).set(this.#curvatures(k));
    else this.#rows.cross(k, l, this.#weights);
    this.#weighted.take(this.#weights);
    const total = this.#weighted.problem.totalWeight;
    const count = columns.length;
    const ld = count + 3;
    if (count === 0 || !(total > 0))
      return { columns, places, ld, total: 0, ...noProducts(ld, count) };
    const list = scope.putI32(columns);
    const at = scope.f64(ld * ld);
    yield* this.#weighted.centre(list, count);
    yield* appendGram(this.#weighted.problem, { list, first: 0, total: count, gram: at, ld });
    const gram = memory.f64(at, ld * ld).slice();
    const [from, to] = [center, this.#weighted.problem.center].map((c) => memory.f64(c, design.p));
    const scales = memory.f64(scale, design.p);
    const means = Float64Array.from(columns, (j) => (to![j]! - from![j]!) * scales[j]!);
    scope.free(at);
    scope.free(list);
    return { columns, places, gram, ld, total, means };
  }

  #curvatures(k: number): Float64Array {
    return this.#problem.scope.memory.f64(this.#rows.of(this.#rows.h, k), this.#rows.n);
  }

  /** Σ_i ∂²ℓ/∂η_k ∂η_l x̃_ij x̃_im for the columns j of output k and m of output l. */
  #place(set: JointGram, k: number, l: number, block: Block): void {
    const { gram, ld, total, means, places } = block;
    const sign = k === l ? 1 : -1;
    const all = this.#problem.scope.memory.f64(set.gram, set.stride * set.stride);
    const [a, b] = places;
    const columns = Int32Array.from(b, (_, at) => set.coordinate(l, at));
    const { stride } = set;
    a.forEach((x, at) => {
      const row = set.coordinate(k, at);
      const mean = total * means[x]!;
      b.forEach((y, to) => {
        const value = sign * (gram[x * ld + y]! + mean * means[y]!);
        const column = columns[to]!;
        all[row * stride + column] = all[column * stride + row] = value;
      });
      this.#products[l]![row] = sign * mean;
    });
    b.forEach((y, to) => {
      this.#products[k]![columns[to]!] = sign * total * means[y]!;
    });
  }

  /** G ← G − BᵀB with B = L⁻¹ C. */
  #eliminate(set: JointGram): void {
    const { size, stride } = set;
    const all = this.#problem.scope.memory.f64(set.gram, stride * stride);
    const reduced = Array.from({ length: size }, (_, at) =>
      forward(
        this.#factor,
        this.#products.map((row) => row[at]!),
      ),
    );
    for (let q = 0; q < size; q++)
      for (let r = 0; r <= q; r++) {
        const [x, y] = [reduced[q]!, reduced[r]!];
        let value = all[q * stride + r]!;
        for (let k = 0; k < x.length; k++) value -= x[k]! * y[k]!;
        all[q * stride + r] = all[r * stride + q] = q === r ? Math.max(value, 0) : value;
      }
  }
}

function noProducts(ld: number, count: number) {
  return { gram: new Float64Array(ld * ld), means: new Float64Array(count) };
}

/** All columns of both lists, and the places of either's columns among them. */
function unionOf(a: Int32Array, b: Int32Array) {
  const place = new Map<number, number>();
  for (const list of [a, b]) for (const j of list) if (!place.has(j)) place.set(j, place.size);
  const find = (list: Int32Array) => list.map((j) => place.get(j)!);
  const places: readonly [Int32Array, Int32Array] = [find(a), find(b)];
  return { columns: Int32Array.from(place.keys()), places };
}
