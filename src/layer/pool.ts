import { checkCount, checkKeys, fail } from '../check.ts';
import { WindowRecord } from '../memory/networkRecords.ts';
import type { Layer, Planner, Shape, Tensor } from './layer.ts';
import { checkPair, imageOf, type Pair, type WindowOptions, windowOf } from './window.ts';

/** Options of pools; `S` is number for sequences. */
export interface PoolOptions<S = Pair> {
  /** Steps of the window, at least 1; default its size. */
  stride?: S;
}

/**
 * The largest number of each window, in each channel of images [height, width, channels]. What is
 * left over at the edges is not seen.
 *
 * @param size side of the window, or [height, width]; default 2.
 * @throws RangeError or TypeError for lengths below 1; from `fit` where the input is no image or
 *   smaller than the window.
 */
export function maxPool2d(size: Pair = 2, options: PoolOptions = {}): Layer {
  return pool2d('maxPool2d', 'max', size, options);
}

/**
 * The mean of each window, in each channel of images [height, width, channels]. What is left over at
 * the edges is not seen.
 *
 * @param size side of the window, or [height, width]; default 2.
 * @throws RangeError or TypeError for lengths below 1; from `fit` where the input is no image or
 *   smaller than the window.
 */
export function avgPool2d(size: Pair = 2, options: PoolOptions = {}): Layer {
  return pool2d('avgPool2d', 'mean', size, options);
}

/**
 * The largest number of each window, in each channel of sequences [length, channels].
 *
 * @param size length of the window; default 2.
 * @throws RangeError for lengths below 1; from `fit` where the input is no sequence or shorter.
 */
export function maxPool1d(size = 2, options: PoolOptions<number> = {}): Layer {
  return pool1d('maxPool1d', 'max', size, options);
}

/**
 * The mean of each window, in each channel of sequences [length, channels]. What is left over at the
 * end is not seen.
 *
 * @param size length of the window; default 2.
 * @throws RangeError for lengths below 1; from `fit` where the input is no sequence or shorter.
 */
export function avgPool1d(size = 2, options: PoolOptions<number> = {}): Layer {
  return pool1d('avgPool1d', 'mean', size, options);
}

/**
 * The mean of each channel over the whole image [height, width, channels] or sequence
 * [length, channels], one number per channel.
 *
 * @throws RangeError from `fit` where the input is flat.
 * @see Lin, Chen, Yan (2014), ICLR, section 3.2.
 */
export function globalAvgPool(): Layer {
  return layer('globalAvgPool', [], (p, x) => planGlobal(p, x, 'mean'));
}

/**
 * The largest number of each channel over the whole image [height, width, channels] or sequence
 * [length, channels], one number per channel.
 *
 * @throws RangeError from `fit` where the input is flat.
 */
export function globalMaxPool(): Layer {
  return layer('globalMaxPool', [], (p, x) => planGlobal(p, x, 'max'));
}

function pool2d(where: string, kind: Kind, size: Pair, options: PoolOptions): Layer {
  checkKeys(where, options, ['stride']);
  const kernel = checkPair(where, 'size', size);
  const stride = options.stride === undefined ? kernel : checkPair(where, 'stride', options.stride);
  const window = { kernel, stride, padding: 'valid' } as const;
  return layer(where, [size, options], (p, x) =>
    plan(p, x, kind, imageOf(p, x, 3), window, (shape) => shape),
  );
}

function pool1d(where: string, kind: Kind, size: number, options: PoolOptions<number>): Layer {
  checkKeys(where, options, ['stride']);
  checkCount(where, 'size', size, 1);
  const { stride = size } = options;
  checkCount(where, 'stride', stride, 1);
  const window = { kernel: [1, size], stride: [1, stride], padding: 'valid' } as const;
  return layer(where, [size, options], (p, x) => {
    const image = imageOf(p, x, 2);
    return plan(p, x, kind, image, window, ([, length, channels]) => [length!, channels!]);
  });
}

type Kind = 'max' | 'mean';

const KERNELS = {
  max: { forward: 'maxPool_forward', backward: 'maxPool_backward' },
  mean: { forward: 'meanPool_forward', backward: 'meanPool_backward' },
} as const;

function layer(type: string, args: readonly unknown[], plan: Layer['plan']): Layer {
  return { type, args, name: undefined, plan };
}

function planGlobal(p: Planner, x: Tensor, kind: Kind): Tensor {
  const { shape } = x;
  if (shape.length < 2)
    fail(p.where, 'input', 'be an image or a sequence', `shape ${shape.join(' × ')}`);
  const image = imageOf(p, x, shape.length === 2 ? 2 : 3);
  const kernel = [image[0], image[1]] as const;
  const window = { kernel, stride: kernel, padding: 'valid' } as const;
  return plan(p, x, kind, image, window, ([, , channels]) => [channels!]);
}

function plan(
  p: Planner,
  x: Tensor,
  kind: Kind,
  image: Shape,
  options: WindowOptions,
  shapeOf: (shape: Shape) => Shape,
): Tensor {
  const window = windowOf(p, image, options);
  const { outHeight, outWidth, channels } = window;
  const y = p.tensor(shapeOf([outHeight, outWidth, channels]));
  const record = p.record(WindowRecord, {
    ...{ ...window, x: x.at, y: y.at, dy: y.gradient, dx: x.gradient },
  });
  p.forward([KERNELS[kind].forward, record]);
  if (x.gradient) p.backward([KERNELS[kind].backward, record]);
  return y;
}
