/** Optimizers by their kernels alone. */
import type { Optimizer } from '../../src/optimizer/optimizer.ts';
import { bind } from '../../src/train/calls.ts';
import { type NetworkBox, type Reals, whole } from './networkKernels.ts';

export interface OptimizerRun {
  /** One step at this rate from these gradients; the weights then. */
  step(g: ArrayLike<number>, rate: number): Reals;
  /** How far a weight goes for a gradient of 1. */
  lengths(): Reals;
  /** Everything that is kept of gradients. */
  moments(): readonly number[];
}

/** Weights in WASM memory that an optimizer moves. */
export function started(
  box: NetworkBox,
  optimizer: Optimizer,
  begin: readonly number[],
): OptimizerRun {
  const { kernels, room, reals } = box;
  const count = begin.length;
  const size = whole(count);
  const fresh = () => room(reals(size, () => 0));
  const weights = room(reals(size, (j) => begin[j] ?? 0));
  const [gradients, lengths] = [fresh(), fresh()];
  const kept = Array.from({ length: optimizer.slots }, fresh);
  const slots = kept.map(({ at }) => at);
  const record = box.box.record(optimizer.record.type, optimizer.record.values as never);
  const group = { count, weights: weights.at, gradients: gradients.at, slots };
  const all = { ...group, decay: optimizer.weightDecay, l2: optimizer.l2 };
  const move = bind(kernels, optimizer.step(record, all));
  const measure = optimizer.lengths && bind(kernels, optimizer.lengths(record, all, lengths.at));
  const kind = reals(0, () => 0).constructor as typeof Float64Array;
  return {
    step: (g, rate) => {
      new kind(box.box.memory.bytes(0, 0).buffer as ArrayBuffer, gradients.at, count).set(g);
      kernels[optimizer.begin](record, rate);
      move();
      return weights.read().subarray(0, count) as Reals;
    },
    lengths: () => {
      measure?.();
      return lengths.read().subarray(0, count) as Reals;
    },
    moments: () => kept.flatMap((slot) => Array.from(slot.read().subarray(0, count))),
  };
}
