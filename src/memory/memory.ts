/** One WASM memory with its kernels and its allocator. Views die when the memory grows: never keep one. */
import type { LinearExports } from '../generated/linearExports.ts';
import { MemoryError } from './errors.ts';
import { Heap } from './heap.ts';
import { linearModule, type WasmSource } from './module.ts';

const PAGE = 65536;
const MAX_PAGES = 65536;

export interface MemoryOptions {
  /** Upper limit in MiB, default and at most 4096. */
  memoryMB?: number;
  /** Compiled linear.wasm, for runtimes that forbid compiling at run time. */
  wasm?: WasmSource;
}

export class Memory {
  readonly kernels: LinearExports;
  readonly heap: Heap;
  readonly #memory: WebAssembly.Memory;
  readonly #limit: number;

  constructor(options: MemoryOptions = {}) {
    const pages = Math.min(MAX_PAGES, Math.max(2, ((options.memoryMB ?? 4096) * 1048576) / PAGE));
    this.#limit = Math.floor(pages) * PAGE;
    this.#memory = new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES });
    const instance = new WebAssembly.Instance(linearModule(options.wasm), {
      env: { memory: this.#memory, abort: kernelAbort },
    });
    this.kernels = instance.exports as unknown as LinearExports;
    this.kernels._start();
    this.heap = new Heap(this.kernels.heap_base() >>> 0, (top) => this.#reserve(top));
  }

  /** Bytes of the WASM memory; it never shrinks. */
  get size(): number {
    return this.#memory.buffer.byteLength;
  }

  /** Address of `bytes` bytes, not cleared. */
  allocate(bytes: number): number {
    const at = this.heap.allocate(bytes);
    if (at < 0) throw new MemoryError(bytes, this.#limit);
    return at;
  }

  f64(at: number, length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.#memory.buffer, at, length);
  }
  f32(at: number, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#memory.buffer, at, length);
  }
  i32(at: number, length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.#memory.buffer, at, length);
  }
  i8(at: number, length: number): Int8Array<ArrayBuffer> {
    return new Int8Array(this.#memory.buffer, at, length);
  }
  bytes(at: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#memory.buffer, at, length);
  }
  view(at: number, length: number): DataView<ArrayBuffer> {
    return new DataView(this.#memory.buffer, at, length);
  }

  /** Whether a view looks into this memory, and so dies when it grows. */
  owns(view: unknown): view is ArrayBufferView {
    return ArrayBuffer.isView(view) && view.buffer === this.#memory.buffer;
  }

  /** The value itself, or a copy of it where it is a view into this memory. */
  own<T>(value: T): T {
    return this.owns(value) ? ((value as unknown as Float64Array).slice() as T) : value;
  }

  #reserve(top: number): boolean {
    if (top > this.#limit) return false;
    const missing = top - this.size;
    if (missing <= 0) return true;
    try {
      this.#memory.grow(Math.ceil(missing / PAGE));
      return true;
    } catch {
      return false;
    }
  }
}

/** Only the debug build calls this: an assertion of a kernel failed. */
function kernelAbort(_message: number, _file: number, line: number, column: number): never {
  throw new Error(`kernel: assertion failed at ${line}:${column}`);
}

let current: Memory | undefined;

/** The memory of everything that names no runtime. */
export function defaultMemory(): Memory {
  current ??= new Memory();
  return current;
}

export function setDefaultMemory(memory: Memory): void {
  current = memory;
}
