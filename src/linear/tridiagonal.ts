/** A = Q T Qᵀ with a right-hand side, in slices; then (A + λ)⁻¹ of it for any λ. */
import type { Scope } from '../memory/scope.ts';
import type { Task } from '../runtime/run.ts';

export class Tridiagonal {
  readonly #scope: Scope;
  readonly #m: number;
  readonly #a: number;
  readonly #vectors: number;
  /** Qᵀ times the right-hand side. */
  readonly #rotated: number;

  private constructor(scope: Scope, a: number, m: number, rotated: number) {
    this.#scope = scope;
    this.#a = a;
    this.#m = m;
    this.#rotated = rotated;
    this.#vectors = scope.f64(6 * m);
  }

  /** Reduce the m × m matrix at `a` in place. */
  static *reduce(scope: Scope, a: number, m: number, rightHandSide: number): Task<Tridiagonal> {
    const { memory } = scope;
    const rotated = scope.reserve(m * 8);
    memory.f64(rotated, m).set(memory.f64(rightHandSide, m));
    const self = new Tridiagonal(scope, a, m, rotated);
    const [diagonal, off, tau, work] = [0, 1, 2, 3].map((k) => self.vector(k));
    let done = 0;
    for (let k = 0; k < m; k++) {
      memory.kernels.tridiagonalStep(a, m, m, k, diagonal!, off!, tau!, work!);
      done += 3 * (m - k) ** 2;
      if (done > 5e6) {
        done = 0;
        yield;
      }
    }
    memory.kernels.reflect(a, m, m, tau!, rotated, 1);
    return self;
  }

  /** x = (A + λ)⁻¹ times the right-hand side, at address x. @returns tr A (A + λ)⁻¹. */
  solve(lambda: number, x: number): number {
    const { kernels } = this.#scope.memory;
    const trace = kernels.tridiagonalSolve(
      this.#m,
      this.vector(0),
      this.vector(1),
      lambda,
      this.#rotated,
      x,
      this.vector(4),
      this.vector(5),
    );
    kernels.reflect(this.#a, this.#m, this.#m, this.vector(2), x, 0);
    return this.#m - lambda * trace;
  }

  /** Z ← Qᵀ Z of vectors in blocks of eight, m rows of 8 f64 each. */
  *rotateBlocks(z: number, blocks: number): Task<void> {
    const { memory } = this.#scope;
    const m = this.#m;
    const work = this.#scope.f64(8);
    const many = Math.max(1, Math.floor(1e6 / (m * m)));
    for (let from = 0; from < blocks; from += many) {
      const to = Math.min(from + many, blocks);
      memory.kernels.reflectBlocks(this.#a, m, m, this.vector(2), z, from, to, work);
      yield;
    }
    this.#scope.free(work);
  }

  /** z_iᵀ (T + λ)⁻¹ z_i and z_iᵀ (T + λ)⁻¹ Qᵀ b of rotated blocks, b the right-hand side. */
  forms(lambda: number, z: number, blocks: number, forms: number, values: number): void {
    const { kernels } = this.#scope.memory;
    const factors = this.vector(3);
    const [diagonal, off] = [this.vector(0), this.vector(1)];
    kernels.tridiagonalFactor(this.#m, diagonal, off, lambda, this.#rotated, factors);
    kernels.quadraticForms(this.#m, factors, z, blocks, forms, values);
  }

  release(): void {
    this.#scope.free(this.#vectors);
    this.#scope.free(this.#rotated);
  }

  /** Diagonal, off-diagonal, tau, work, pivots, ratios; the last three are scratch between calls. */
  vector(k: number): number {
    return this.#vectors + k * this.#m * 8;
  }
}
