/** Memory for tests of a network's kernels: numbers are f32, or f64 where that build is tested. */
import { type NetworkKernels, networkKernels } from '../../src/memory/networkKernels.ts';
import { type Box, onKernels, type Room } from './kernels.ts';

export type Reals = Float32Array | Float64Array;

export interface NetworkBox {
  readonly box: Box;
  readonly kernels: NetworkKernels;
  /** Rounds to a number of the build. */
  readonly round: (x: number) => number;
  /** The spacing of its numbers at 1. */
  readonly epsilon: number;
  /** An array of its numbers. */
  readonly reals: (length: number, value: (i: number) => number) => Reals;
  /** Numbers that a kernel must leave as they are. */
  readonly given: (values: Reals | Int32Array) => number;
  /** Numbers that a kernel may change. */
  readonly room: (values: Reals) => Room<Reals>;
}

/** Runs with arrays that start `shift` bytes past a multiple of 16, and finds nothing damaged. */
export function onNetworkKernels(run: (box: NetworkBox) => void, shift = 0): void {
  onKernels((box) => {
    const kernels = networkKernels(box.memory);
    const isWide = kernels.real_bytes() === 8;
    const reals = (length: number, value: (i: number) => number) =>
      isWide
        ? Float64Array.from({ length }, (_, i) => value(i))
        : Float32Array.from({ length }, (_, i) => value(i));
    run({
      ...{ box, kernels, reals, given: box.given },
      room: (values) => box.room(values as Float32Array),
      round: isWide ? (x) => x : Math.fround,
      epsilon: isWide ? 2 ** -52 : 2 ** -23,
    });
  }, shift);
}

/** n, or the next multiple of a whole vector, which kernels of flat numbers read and write. */
export function whole(n: number): number {
  return Math.ceil(n / 4) * 4;
}
