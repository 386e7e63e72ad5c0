/** The blocks of a working set: runs of its coordinates, in the order in which they came in. */
import { BlocksRecord } from '../memory/record.ts';
import type { Scope } from '../memory/scope.ts';
import { type Blocks, blocksWith, columnsOf } from './blocks.ts';

export class SetBlocks {
  /** Address of the record that the kernels read. */
  readonly record: number;
  readonly #scope: Scope;
  readonly #all: Blocks;
  readonly #starts: number;
  readonly #factor: number;
  readonly #weight: number;
  #count = 0;

  constructor(scope: Scope, all: Blocks) {
    const size = all.order.length;
    this.#scope = scope;
    this.#all = all;
    this.#starts = scope.i32(all.count + 1);
    this.#factor = scope.f64(all.count);
    this.#weight = scope.f64(all.count);
    this.record = scope.reserve(BlocksRecord.bytes);
    BlocksRecord.write(scope.memory, this.record, {
      count: 0,
      starts: this.#starts,
      order: scope.putI32(Int32Array.from({ length: size }, (_, k) => k)),
      factor: this.#factor,
      weight: this.#weight,
    });
  }

  /** The set grew by `columns`, which are whole blocks. */
  append(columns: ArrayLike<number>): void {
    const { memory } = this.#scope;
    const { factor, weight, count } = this.#all;
    const starts = memory.i32(this.#starts, count + 1);
    for (const g of blocksWith(this.#all, columns)) {
      const at = this.#count++;
      memory.f64(this.#factor, count)[at] = factor[g]!;
      memory.f64(this.#weight, count)[at] = weight[g]!;
      starts[at + 1] = starts[at]! + columnsOf(this.#all, g).length;
    }
    BlocksRecord.set(memory, this.record, 'count', this.#count);
  }
}
