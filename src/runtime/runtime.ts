/** The place work happens in: one WASM memory and, later, the threads on it. */
import { checkCount, checkKeys, fail } from '../check.ts';
import { defaultMemory, Memory, setDefaultMemory } from '../memory/memory.ts';
import type { WasmSource } from '../memory/module.ts';

/** Options of `init`. */
export interface RuntimeOptions {
  /** Upper limit of the WASM memory in MiB, default and at most 4096. */
  memoryMB?: number;
  /** Compiled linear.wasm or its bytes, where the platform forbids compiling inline code. */
  wasm?: WasmSource;
}

/** A WASM memory that fits can be told to use by `{ runtime }`. */
export class Runtime {
  /** For the package's own use. @internal */
  readonly memory: Memory;
  readonly threads = 1;
  readonly simd = true;
  readonly shared = false;

  /** @internal */
  constructor(memory: Memory) {
    this.memory = memory;
  }

  /** Bytes reserved at the moment: matrices that live here and runs in progress. */
  get bytesInUse(): number {
    return this.memory.heap.used;
  }

  /** Let go of the memory; matrices that live in it must not be used any more. */
  async dispose(): Promise<void> {
    if (defaultMemory() === this.memory) setDefaultMemory(new Memory());
  }
}

/**
 * Prepare the memory that everything uses from now on. Optional: the first fit does it otherwise.
 * @throws RangeError if memoryMB is not a positive integer.
 */
export async function init(options: RuntimeOptions = {}): Promise<Runtime> {
  checkKeys('init', options, ['memoryMB', 'wasm']);
  const { memoryMB = 4096 } = options;
  checkCount('init', 'memoryMB', memoryMB, 1);
  if (memoryMB > 4096) fail('init', 'memoryMB', 'be at most 4096', memoryMB);
  const memory = new Memory(options);
  setDefaultMemory(memory);
  return new Runtime(memory);
}

/** The memory of a run. */
export function memoryOf(options: { runtime?: Runtime | undefined }): Memory {
  return options.runtime?.memory ?? defaultMemory();
}
