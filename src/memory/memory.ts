/** One WASM memory with its kernels and its allocator. Views die when the memory grows: never keep one. */
import type { LinearExports } from '../generated/linearExports.ts';
import { Arena, PAGE } from './arena.ts';
import { HINT, MemoryError } from './errors.ts';
import { Heap } from './heap.ts';
import {
  inlineModule,
  inlineSharedModule,
  linearModule,
  sharedModule,
  type WasmSource,
} from './module.ts';
import { hasTallTiles } from './tallTiles.ts';

/** One less than there could be: an address behind the last byte must not wrap around to 0. */
const MAX_PAGES = 65535;

/** The first page holds what the modules keep constant; all behind it is free. */
const FREE = PAGE;

export interface MemoryOptions {
  /** Upper limit in MiB, default and at most 4096 (less the last page of 64 KiB). */
  memoryMB?: number;
  /** Compiled linear.wasm, for runtimes that forbid compiling at run time. */
  wasm?: WasmSource;
}

/** What another thread needs to work in the same memory. */
export interface MemoryShare {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly table: Int32Array<SharedArrayBuffer>;
  /** Pages at most. */
  readonly pages: number;
}

/** How a memory is put together. */
interface Parts {
  readonly memory: WebAssembly.Memory;
  /** linear.wasm, started when first asked for: networks do without. */
  readonly kernels: () => LinearExports;
  readonly pages: number;
  /** Of a shared memory: the module, who owns which pages, and who this thread is. */
  readonly shared?: { module: WebAssembly.Module; arena: Arena; owner: number } | undefined;
}

export class Memory {
  readonly heap: Heap;
  readonly #parts: Parts;
  readonly #limit: number;
  /** The buffer as last seen; one that has grown is another. */
  #buffer: ArrayBuffer;

  constructor(options: MemoryOptions = {}, parts: Parts = ownParts(options)) {
    this.#parts = parts;
    this.#limit = parts.pages * PAGE;
    this.#buffer = parts.memory.buffer;
    // A shared memory hands out whole pages: all that its heap has are ranges added later.
    this.heap = new Heap(FREE, parts.shared ? () => false : (top) => this.#reserve(top));
  }

  /** A memory that several threads can use, each through a heap of its own. */
  static shared(options: MemoryOptions, module: WebAssembly.Module): Memory {
    const pages = pagesOf(options);
    const memory = new WebAssembly.Memory({ initial: 1, maximum: pages, shared: true });
    const kernels = once(() => start<LinearExports>(module, memory));
    const arena = Arena.create(FREE / PAGE);
    return new Memory(options, { memory, kernels, pages, shared: { module, arena, owner: 0 } });
  }

  /** The memory of another thread, as seen from this one: nothing is allocated in it. */
  static attach({ module, memory, table, pages }: MemoryShare): Memory {
    const shared = { module, arena: new Arena(table), owner: 0 };
    const kernels = once(() => start<LinearExports>(module, memory));
    return new Memory({}, { memory, kernels, pages, shared });
  }

  /** The same memory with a heap that belongs to `owner`, a positive number. */
  lent(owner: number): Memory {
    const { shared, ...parts } = this.#parts;
    return new Memory({}, { ...parts, shared: { ...shared!, owner } });
  }

  /** The exports of a further module on this memory, given as inline text or handed over. */
  start<T>(source: string | WasmSource): T {
    return start<T>(this.compile(source), this.#parts.memory);
  }

  /** A module for this memory; inline text is compiled once. */
  compile(source: string | WasmSource): WebAssembly.Module {
    const { shared } = this.#parts;
    if (typeof source === 'string')
      return shared ? inlineSharedModule(source) : inlineModule(source);
    return (shared && sharedModule(source)) ?? linearModule(source);
  }

  /** The kernels of linear models. */
  get kernels(): LinearExports {
    return this.#parts.kernels();
  }

  /** What other threads need; undefined where the memory cannot be shared. */
  get share(): MemoryShare | undefined {
    const { shared, memory, pages } = this.#parts;
    return shared && { module: shared.module, memory, table: shared.arena.table, pages };
  }

  /** Use the pages that were lent to `owner`, who works no more. */
  takeBack(owner: number): void {
    const arena = this.#parts.shared?.arena;
    if (!arena) return;
    for (const stretch of arena.takeBack(owner)) this.heap.adopt(stretch);
    // Others claim from the top alone: what is free there is theirs, too.
    const { top } = arena;
    const spare = this.heap.cede(top, PAGE);
    if (spare && !arena.lower(top, spare.at)) this.heap.adopt(spare);
  }

  /** Bytes handed out by this thread, and those lent to others. */
  get used(): number {
    return this.heap.used + (this.#parts.shared?.arena.lent ?? 0);
  }

  /** Bytes of the WASM memory; it never shrinks. */
  get size(): number {
    return this.#parts.memory.buffer.byteLength;
  }

  /** Address of `bytes` bytes, not cleared. */
  allocate(bytes: number): number {
    let at = this.heap.allocate(bytes);
    if (at < 0 && this.#claim(bytes)) at = this.heap.allocate(bytes);
    if (at < 0) throw new MemoryError(bytes, this.#limit);
    return at;
  }

  /** Refuse a matrix that is larger than what is free, before anything is reserved or copied. */
  checkRoom(where: string, name: string, bytes: number, shape: string): void {
    const { used } = this;
    if (bytes <= this.#limit - used) return;
    throw new MemoryError(
      bytes,
      this.#limit,
      `${where}: ${name} must fit into WebAssembly memory (${this.#limit} bytes, ${used} in use), ` +
        `got ${bytes} bytes (${shape}); streamed moments, for data beyond one memory, are ` +
        `planned; until then ${HINT}`,
    );
  }

  f64(at: number, length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.#upTo(at + 8 * length), at, length);
  }
  f32(at: number, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#upTo(at + 4 * length), at, length);
  }
  i32(at: number, length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.#upTo(at + 4 * length), at, length);
  }
  i8(at: number, length: number): Int8Array<ArrayBuffer> {
    return new Int8Array(this.#upTo(at + length), at, length);
  }
  bytes(at: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#upTo(at + length), at, length);
  }
  view(at: number, length: number): DataView<ArrayBuffer> {
    return new DataView(this.#upTo(at + length), at, length);
  }

  /** Whether a view looks into this memory, and so may die when it grows. */
  owns(view: unknown): view is ArrayBufferView {
    return ArrayBuffer.isView(view) && view.buffer === this.#upTo(0);
  }

  /** The value itself, or a copy of it where it is a view into this memory. */
  own<T>(value: T): T {
    return this.owns(value) ? ((value as unknown as Float64Array).slice() as T) : value;
  }

  /** The buffer, at least `end` bytes long. */
  #upTo(end: number): ArrayBuffer {
    // An unshared buffer that has grown has no bytes left, and only the engine knows the new one.
    if (end > this.#buffer.byteLength || this.#buffer.byteLength === 0) {
      const { memory, shared } = this.#parts;
      // What another thread has added is seen once this thread asks for the size.
      if (shared) memory.grow(0);
      this.#buffer = memory.buffer;
    }
    return this.#buffer;
  }

  /** More pages of a shared memory for this heap. */
  #claim(bytes: number): boolean {
    const { shared, pages } = this.#parts;
    const stretch = shared?.arena.claim(shared.owner, bytes + 16, pages, (at) =>
      this.heap.spareBefore(at),
    );
    if (!stretch || !this.#reserve(stretch.at + stretch.bytes)) return false;
    this.heap.adopt(stretch);
    return true;
  }

  #reserve(top: number): boolean {
    if (top > this.#limit) return false;
    const missing = top - this.size;
    if (missing <= 0) return true;
    try {
      this.#parts.memory.grow(Math.ceil(missing / PAGE));
      return true;
    } catch {
      // Another thread may have grown it in the meantime.
      return top <= this.size;
    }
  }
}

function pagesOf({ memoryMB = 4096 }: MemoryOptions): number {
  return Math.floor(Math.min(MAX_PAGES, Math.max(2, (memoryMB * 1048576) / PAGE)));
}

function ownParts(options: MemoryOptions): Parts {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES });
  const { wasm } = options;
  // what is handed over is refused at once
  const given = wasm && linearModule(wasm);
  const kernels = once(() => start<LinearExports>(given ?? linearModule(), memory));
  return { memory, kernels, pages: pagesOf(options) };
}

/** A function that makes its value when it is first called. */
function once<T>(make: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= make();
    return value;
  };
}

/** A module's exports on a memory. Every thread writes the same constants to the same places. */
function start<T>(module: WebAssembly.Module, memory: WebAssembly.Memory): T {
  const env = { memory, abort: kernelAbort, tallTiles: hasTallTiles() ? 1 : 0 };
  const { exports } = new WebAssembly.Instance(module, { env });
  (exports as unknown as { _start(): void })._start();
  return exports as unknown as T;
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
