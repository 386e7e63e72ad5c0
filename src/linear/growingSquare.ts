/** A square matrix in WASM memory that grows: `stride` rows, as many f64 apart. */
import type { Scope } from '../memory/scope.ts';

export class GrowingSquare {
  at: number;
  stride = 0;
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
    this.at = scope.reserve(0);
  }

  /** Room for `stride` rows and columns; the first `size` of them stay, the others hold anything. */
  grow(stride: number, size: number): void {
    const { memory } = this.#scope;
    const from = this.at;
    const bytes = stride * stride * 8;
    const stays = this.#scope.extend(from, bytes);
    if (!stays) this.at = this.#scope.reserve(bytes);
    // From the last row on: what lies where a row goes has gone already.
    const end = Math.max(from + this.stride * this.stride * 8, this.at + bytes);
    const cells = memory.f64(0, end / 8);
    for (let k = size - 1; k >= 0; k--) {
      const row = from / 8 + k * this.stride;
      cells.copyWithin(this.at / 8 + k * stride, row, row + size);
    }
    if (!stays) this.#scope.free(from);
    this.stride = stride;
  }
}
