/** The same kernels for a memory that several threads share. */

/** Whether this platform lets threads share memory: browsers only pages that are isolated. */
export function canShare(): boolean {
  // WebKit makes shared memories that it then refuses to send: SharedArrayBuffer says the truth.
  return typeof SharedArrayBuffer === 'function' && typeof Atomics === 'object';
}

/** An array of its own that threads read without copying. */
export function shareArray<T extends Float64Array | Int32Array>(values: T): T {
  const buffer = new SharedArrayBuffer(values.byteLength);
  const shared = values instanceof Float64Array ? new Float64Array(buffer) : new Int32Array(buffer);
  shared.set(values);
  return shared as unknown as T;
}

const IMPORTS = 2;
const MEMORY = 2;
const GLOBAL = 3;
const SHARED = 2;

/**
 * The module with its imported memory declared as shared. The two differ by one bit, the second of
 * the flags before the memory's limits: the kernels use no atomic operation, so there is one binary.
 */
export function withSharedMemory(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const patched = bytes.slice();
  patched[flagsOf(bytes)]! |= SHARED;
  return patched;
}

/** Where the flags of the imported memory are. WebAssembly core specification, section 5.5. */
function flagsOf(bytes: Uint8Array): number {
  const reader = new Reader(bytes, 8);
  for (;;) {
    const section = reader.byte();
    const end = reader.number() + reader.at;
    if (section !== IMPORTS) reader.at = end;
    else break;
  }
  for (let left = reader.number(); left > 0; left--) {
    reader.name();
    reader.name();
    const kind = reader.byte();
    if (kind === MEMORY) return reader.at;
    // a global's type and whether it changes, or the number of a function's type: no others are imported
    reader.number();
    if (kind === GLOBAL) reader.byte();
  }
  throw new Error('wasm: no memory is imported');
}

class Reader {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  byte(): number {
    if (this.at >= this.#bytes.length) throw new Error('wasm: no memory is imported');
    return this.#bytes[this.at++]!;
  }

  /** Unsigned LEB128. */
  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }

  name(): void {
    const length = this.number();
    this.at += length;
  }
}
