/** nn.wasm on a memory: the kernels of networks, beside those of linear models. */
import nn from '../generated/nn.ts';
import type { NnExports } from '../generated/nnExports.ts';
import type { Memory } from './memory.ts';
import { fastKernels, givenKernels } from './precision.ts';
import type { Scope } from './scope.ts';
import { testKernels } from './testKernels.ts';

export type NetworkKernels = NnExports;

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
    kernels = memory.start<NnExports>(fastKernels(memory) ?? givenKernels(memory) ?? nn);
    testKernels(memory, kernels);
    instances.set(memory, kernels);
  }
  return kernels;
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

/** The address of `length` zeros of a network, and of some more behind them. */
export function reserveReals(scope: Scope, length: number): number {
  const { memory } = scope;
  const at = scope.reserve((length + MORE) * realBytes(memory));
  realsAt(memory, at, length + MORE).fill(0);
  return at;
}
