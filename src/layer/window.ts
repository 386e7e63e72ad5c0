/** Where the windows of convolutions and pools stand. */
import { checkCount, fail, failType } from '../check.ts';
import type { Call } from '../memory/networkKernels.ts';
import type { Planner, Shape, Tensor } from './layer.ts';

/** One length for both directions, or those of height and width. */
export type Pair = number | readonly [height: number, width: number];

/** Whether zeros stand around an image, so that the output has size ÷ stride. */
export type Padding = 'same' | 'valid';

/** A window as options say it. */
export interface WindowOptions {
  readonly kernel: readonly [height: number, width: number];
  readonly stride: readonly [height: number, width: number];
  readonly padding: Padding;
}

/** Both lengths of a pair. @throws RangeError or TypeError unless they are integers >= 1. */
export function checkPair(where: string, name: string, pair: Pair): readonly [number, number] {
  if (typeof pair === 'number') {
    checkCount(where, name, pair, 1);
    return [pair, pair];
  }
  if (!Array.isArray(pair) || pair.length !== 2)
    failType(where, name, 'be a number or a pair [height, width]', pair);
  pair.forEach((length, k) => {
    checkCount(where, `${name}[${k}]`, length, 1);
  });
  return [pair[0], pair[1]];
}

export function checkPadding(where: string, padding: Padding): void {
  if (padding !== 'same' && padding !== 'valid')
    fail(where, 'padding', "be 'same' or 'valid'", padding);
}

/** The lengths of an input as an image; sequences have height 1. @throws RangeError for others. */
export function imageOf(p: Planner, { shape }: Tensor, rank: 2 | 3): [number, number, number] {
  const parts = rank === 3 ? 'height, width, channels' : 'length, channels';
  if (shape.length !== rank)
    fail(p.where, 'input', `have shape [${parts}]`, `shape ${shape.join(' × ')}`, HINT);
  const [height, width, channels] = rank === 3 ? shape : [1, ...shape];
  return [height!, width!, channels!];
}

const HINT = 'give sequential inputShape, or put reshape before it';

/** The fields of a record that say where windows stand, and the output's height and width. */
export function windowOf(p: Planner, image: Shape, { kernel, stride, padding }: WindowOptions) {
  const [height, width, channels] = image as [number, number, number];
  const rows = along(p, 'height', height, kernel[0], stride[0], padding);
  const cols = along(p, 'width', width, kernel[1], stride[1], padding);
  return {
    ...{ batch: p.batch, height, width, channels },
    ...{ kernelHeight: kernel[0], kernelWidth: kernel[1] },
    ...{ strideHeight: stride[0], strideWidth: stride[1] },
    ...{ top: rows.before, left: cols.before, outHeight: rows.count, outWidth: cols.count },
  };
}

/** How many places a window has along one direction, and the zeros before the first number. */
function along(
  p: Planner,
  name: string,
  length: number,
  kernel: number,
  stride: number,
  padding: Padding,
): { before: number; count: number } {
  if (padding === 'same') {
    const count = Math.ceil(length / stride);
    const missing = Math.max((count - 1) * stride + kernel - length, 0);
    return { before: Math.floor(missing / 2), count };
  }
  if (kernel > length)
    fail(p.where, `input ${name}`, `be at least ${kernel}, that of the window`, length);
  return { before: 0, count: Math.floor((length - kernel) / stride) + 1 };
}

/** Samples of a batch form at most so many groups, whose gradients by the filters are added up last. */
const GROUPS = 8;
/** Numbers of the gradients of all groups at most. */
const SUMS = 1048576;

/** What a group's record holds in place of the whole batch's. */
type Group = Record<'batch' | 'x' | 'dy' | 'dw', number>;

/**
 * Gradients by `size` weights of filters: one call per group of samples, then their sum. The batch and
 * the size alone say how many groups there are: any thread may take any of them.
 */
export function planFilters(
  p: Planner,
  x: Tensor,
  y: Tensor,
  { dw, size }: { readonly dw: number; readonly size: number },
  callOf: (group: Group) => Call,
): void {
  const groups = Math.min(p.batch, GROUPS, Math.max(1, Math.floor(SUMS / size)));
  const sums = groups > 1 ? p.scratch(groups * size) : dw;
  const calls = Array.from({ length: groups }, (_, k) => {
    const first = Math.floor((k * p.batch) / groups);
    const batch = Math.floor(((k + 1) * p.batch) / groups) - first;
    return callOf({
      ...{ batch, x: x.at + p.bytes(first * x.size), dw: sums + p.bytes(k * size) },
      dy: y.gradient + p.bytes(first * y.size),
    });
  });
  if (groups > 1) calls.push(['column_sums', groups, size, size, sums, dw]);
  p.backward(...calls);
}
