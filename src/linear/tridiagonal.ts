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

  /** z_iᵀ (T + λ)⁻¹ z_i after `solve(λ)`, for `count` vectors stored coordinate by coordinate. */
  forms(z: number, count: number, work: number, out: number): void {
    const { kernels } = this.#scope.memory;
    kernels.quadraticForms(this.#m, this.vector(4), this.vector(5), z, count, work, out);
  }

  /** Z ← Qᵀ Z, m rows of `count` f64: H Z = Z − τ v (vᵀ Z) for each reflector in turn. */
  *rotateAll(z: number, count: number): Task<void> {
    const { memory } = this.#scope;
    const m = this.#m;
    const { axpy } = memory.kernels;
    const w = this.#scope.reserve(count * 8);
    for (let k = 0; k + 2 < m; k++) {
      const tau = memory.f64(this.vector(2) + k * 8, 1)[0]!;
      if (tau === 0) continue;
      const v = memory.f64(this.#a + (k * m + k + 1) * 8, m - k - 1);
      memory.f64(w, count).fill(0);
      for (let j = 0; j < v.length; j++) axpy(count, v[j]!, z + (k + 1 + j) * count * 8, w);
      for (let j = 0; j < v.length; j++) axpy(count, -tau * v[j]!, w, z + (k + 1 + j) * count * 8);
      yield;
    }
    this.#scope.free(w);
  }

  release(): void {
    this.#scope.free(this.#vectors);
    this.#scope.free(this.#rotated);
  }

  /** Diagonal, off-diagonal, tau, work, pivots, ratios. */
  vector(k: number): number {
    return this.#vectors + k * this.#m * 8;
  }
}
