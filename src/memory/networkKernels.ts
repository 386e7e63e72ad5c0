/** nn.wasm on a memory: the kernels of networks, beside those of linear models. */
import nn from '../generated/nn.ts';
import type { NnExports } from '../generated/nnExports.ts';
import type { Memory } from './memory.ts';
import { fastKernels, givenKernels } from './precision.ts';
import type { Scope } from './scope.ts';
import { testKernels } from './testKernels.ts';

export type NetworkKernels = NnExports;
/** The module that they are the exports of. */
export type NetworkModule = WebAssembly.Module;

/** The name of a kernel and its arguments. */
export type Call = {
  [K in keyof NnExports]: NnExports[K] extends (...args: infer A extends number[]) => unknown
    ? readonly [kernel: K, ...args: A]
    : never;
}[keyof NnExports];

const instances = new WeakMap<Memory, NnExports>();

/** The kernels of networks on a memory: started and tested when first asked for. */
export function networkKernels(memory: Memory): NetworkKernels {
  let kernels = instances.get(memory);
  if (!kernels) {
    kernels = memory.start<NnExports>(networkModule(memory));
    testKernels(memory, kernels);
    instances.set(memory, kernels);
  }
  return kernels;
}

/** nn.wasm as it was compiled for a memory: what other threads start on it. */
export function networkModule(memory: Memory): NetworkModule {
  return givenKernels(memory) ?? memory.compile(fastKernels(memory) ?? nn);
}

/** A view of numbers of a network; dies when the memory grows. */
export function realsAt(memory: Memory, at: number, length: number): Float32Array | Float64Array {
  return realBytes(memory) === 8 ? memory.f64(at, length) : memory.f32(at, length);
}

/** Bytes of one number of a network: 4, or 8 in the build that gradients are checked with. */
export function realBytes(memory: Memory): number {
  return networkKernels(memory).real_bytes();
}

/** Numbers behind every array of a network: kernels read, and some write, up to eight at once. */
const MORE = 8;

/** Bytes of a line of the cache: where arrays begin with one, threads seldom share lines. */
const LINE = 64;

/** The address of `length` zeros of a network, and of some more behind them. */
export function reserveReals(scope: Scope, length: number): number {
  const { memory } = scope;
  const bytes = (length + MORE) * realBytes(memory);
  const at = Math.ceil(scope.reserve(bytes + LINE) / LINE) * LINE;
  realsAt(memory, at, length + MORE).fill(0);
  return at;
}
