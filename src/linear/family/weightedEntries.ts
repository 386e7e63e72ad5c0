/** Where the weighted entries of a set's sparse columns are kept, coordinate after coordinate. */
import { ColumnProblemRecord, CscRecord } from '../../memory/record.ts';
import type { Scope } from '../../memory/scope.ts';
import type { Design } from '../design.ts';

/** How much the room grows at least: little is unused, and copying stays a small share. */
const GROWTH = 1.25;

export class WeightedEntries {
  readonly #scope: Scope;
  readonly #design: Design;
  readonly #record: number;
  #at = 0;
  #room = 0;
  #used = 0;

  /** `record` is that of the column problem which is told where they are. */
  constructor(scope: Scope, design: Design, record: number) {
    this.#scope = scope;
    this.#design = design;
    this.#record = record;
  }

  /** Room for the entries of more columns; the index of each one's first goes to `starts`. */
  append(columns: ArrayLike<number>, starts: Int32Array): void {
    const { memory } = this.#scope;
    const own = CscRecord.get(memory, this.#design.at, 'starts') >>> 0;
    const pointers = memory.i32(own, this.#design.p + 1);
    for (let k = 0; k < columns.length; k++) {
      starts[k] = this.#used;
      this.#used += pointers[columns[k]! + 1]! - pointers[columns[k]!]!;
    }
    if (this.#used > this.#room) this.#grow();
  }

  /** By a quarter at least, in their place where what follows is free. */
  #grow(): void {
    const { memory } = this.#scope;
    const [old, kept] = [this.#at, this.#room];
    const most = this.#design.stored;
    this.#room = Math.min(Math.max(this.#used, Math.ceil(GROWTH * kept)), most);
    if (old && this.#scope.extend(old, 8 * this.#room)) return;
    this.#at = this.#scope.f64(this.#room);
    if (old) {
      memory.f64(this.#at, kept).set(memory.f64(old, kept));
      this.#scope.free(old);
    }
    ColumnProblemRecord.set(memory, this.#record, 'weighted', this.#at);
  }
}
