/** Memory of one run: reserved piece by piece, freed at once, however the run ends. */
import type { Memory } from './memory.ts';

export class Scope {
  readonly memory: Memory;
  /** Whose run it is, for messages. */
  readonly where: string;
  #blocks = new Set<number>();
  #after: (() => void)[] = [];

  constructor(memory: Memory, where = 'run') {
    this.memory = memory;
    this.where = where;
  }

  /** Address of `bytes` bytes, not cleared. */
  reserve(bytes: number): number {
    const at = this.memory.allocate(bytes);
    this.#blocks.add(at);
    return at;
  }

  /** Address of `length` f64 zeros. */
  f64(length: number): number {
    const at = this.reserve(length * 8);
    this.memory.f64(at, length).fill(0);
    return at;
  }

  /** Address of `length` i32 zeros. */
  i32(length: number): number {
    const at = this.reserve(length * 4);
    this.memory.i32(at, length).fill(0);
    return at;
  }

  /** Copy numbers in as f64. */
  putF64(values: ArrayLike<number>): number {
    const at = this.reserve(values.length * 8);
    this.memory.f64(at, values.length).set(values);
    return at;
  }

  /** Copy integers in as i32. */
  putI32(values: ArrayLike<number>): number {
    const at = this.reserve(values.length * 4);
    this.memory.i32(at, values.length).set(values);
    return at;
  }

  /** Make a block longer where it lies. Returns false where something else follows it. */
  extend(at: number, bytes: number): boolean {
    return this.memory.heap.extend(at, bytes);
  }

  /** Give one block back before the run ends. */
  free(at: number): void {
    this.#blocks.delete(at);
    this.memory.heap.free(at);
  }

  /** Do something once the scope has been released. */
  afterwards(action: () => void): void {
    this.#after.push(action);
  }

  release(): void {
    for (const at of this.#blocks) this.memory.heap.free(at);
    this.#blocks.clear();
    for (const action of this.#after.splice(0)) action();
  }
}
