/** The place work happens in: one WASM memory and the threads on it. */
import { checkCount, checkKeys, fail } from '../check.ts';
import { defaultMemory, Memory, setDefaultMemory } from '../memory/memory.ts';
import { isCompiled, sharedModule, type WasmSource } from '../memory/module.ts';
import { giveKernels, precisionOf, useFastKernels } from '../memory/precision.ts';
import { canShare } from '../memory/sharedMemory.ts';
import { poolOf, setPool } from './inThreads.ts';
import { Pool } from './pool.ts';
import { coreCount } from './thread.ts';

/** Options of `init`. */
export interface RuntimeOptions {
  /**
   * Threads that share the work, the calling one included; 'auto' means one per core. Default 1.
   * The folds of a cross-validation, blocks of rows and columns of large data, and the calls of a
   * network's step that take long enough are spread over them; results do not depend on their number.
   * Where the platform does not let threads share memory there is one, and `why` says why.
   */
  threads?: number | 'auto';
  /** Upper limit of the WASM memory in MiB, default and at most 4096. */
  memoryMB?: number;
  /**
   * Of networks. 'strict' (default): the same bits on every engine. 'fast': products fused with
   * additions where the engine has relaxed SIMD, whose bits depend on the machine; where it has not,
   * `why` says so. Linear models are strict always.
   */
  precision?: 'strict' | 'fast';
  /** Compiled linear.wasm or its bytes, where the platform forbids compiling inline code. */
  wasm?: WasmSource;
  /** The same of nn.wasm, for networks; with precision 'strict' alone. */
  nnWasm?: WasmSource;
}

/** A WASM memory, and the threads on it, that fits can be told to use by `{ runtime }`. */
export class Runtime {
  /** For the package's own use. @internal */
  readonly memory: Memory;
  readonly simd = true;
  readonly #why: string | undefined;

  /** @internal */
  constructor(memory: Memory, why?: string) {
    this.memory = memory;
    this.#why = why;
  }

  /** Threads that share the work, the calling one included. */
  get threads(): number {
    return 1 + (poolOf(this.memory)?.size ?? 0);
  }

  /** What products of networks are rounded like: see the option of `init`. */
  get precision(): 'strict' | 'fast' {
    return precisionOf(this.memory);
  }

  /** Whether the memory is one that threads share. */
  get shared(): boolean {
    return this.memory.share !== undefined;
  }

  /** Why there are fewer threads, or less haste, than were asked for; undefined where there are not. */
  get why(): string | undefined {
    return this.#why ?? poolOf(this.memory)?.why;
  }

  /** Bytes reserved at the moment: matrices that live here and runs in progress. */
  get bytesInUse(): number {
    return this.memory.used;
  }

  /**
   * End the threads, and let go of the memory; matrices that live in it must not be used any more.
   * What threads are still at work on is rejected.
   */
  async dispose(): Promise<void> {
    poolOf(this.memory)?.close('the runtime was disposed of');
    if (defaultMemory() === this.memory) setDefaultMemory(new Memory());
  }
}

/**
 * Prepare the memory, and the threads, that everything uses from now on. Optional: the first fit
 * prepares a memory for one thread otherwise. Idle threads do not keep Node running.
 * @throws RangeError if memoryMB or threads is not a positive integer.
 */
export async function init(options: RuntimeOptions = {}): Promise<Runtime> {
  checkKeys('init', options, ['threads', 'memoryMB', 'precision', 'wasm', 'nnWasm']);
  const { memoryMB = 4096, threads = 1, precision = 'strict', nnWasm } = options;
  checkCount('init', 'memoryMB', memoryMB, 1);
  if (memoryMB > 4096) fail('init', 'memoryMB', 'be at most 4096', memoryMB);
  if (threads !== 'auto') checkCount('init', 'threads', threads, 1);
  if (precision !== 'strict' && precision !== 'fast')
    fail('init', 'precision', "be 'strict' or 'fast'", precision);
  if (nnWasm && precision === 'fast')
    fail('init', 'nnWasm', "be left out with precision 'fast'", nnWasm);
  const count = threads === 'auto' ? coreCount() : threads;
  const runtime = count > 1 ? await withThreads(options, count) : new Runtime(new Memory(options));
  setDefaultMemory(runtime.memory);
  if (nnWasm) giveKernels(runtime.memory, runtime.memory.compile(nnWasm));
  if (precision === 'strict') return runtime;
  const strict = await useFastKernels(runtime.memory);
  return strict ? new Runtime(runtime.memory, runtime.why ?? strict) : runtime;
}

async function withThreads(options: RuntimeOptions, count: number): Promise<Runtime> {
  const alone = (why: string) => new Runtime(new Memory(options), `one thread: ${why}`);
  if (!canShare()) return alone(NOT_ISOLATED);
  const compiled = (['wasm', 'nnWasm'] as const).find((name) => isCompiled(options[name]));
  if (compiled) return alone(`${compiled} is a compiled module; give its bytes instead`);
  const module = sharedModule(options.wasm)!;
  const memory = Memory.shared(options, module);
  const pool = await Pool.open(memory, count - 1);
  if (pool.size === 0) return alone(pool.why ?? 'no worker thread could be started');
  setPool(memory, pool);
  return new Runtime(memory);
}

const NOT_ISOLATED =
  'memory cannot be shared here; a page must be served with the headers ' +
  'Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp';

/** The memory of a run. */
export function memoryOf(options: { runtime?: Runtime | undefined }): Memory {
  return options.runtime?.memory ?? defaultMemory();
}
