import { checkCount, checkKeys } from '../check.ts';
import { ConvRecord } from '../memory/networkRecords.ts';
import { type ActivationName, activationNamed, checkActivation } from './activation.ts';
import { checkInit, type InitOptions, initialOf } from './initial.ts';
import type { Layer, Planner, Tensor } from './layer.ts';
import {
  biasOf,
  checkWeightOptions,
  planActivity,
  WEIGHT_OPTIONS,
  type WeightOptions,
  weightRules,
} from './weightOptions.ts';
import {
  checkPadding,
  checkPair,
  imageOf,
  type Padding,
  type Pair,
  planFilters,
  type WindowOptions,
  windowOf,
} from './window.ts';

/** Options of convolutions; `S` is number for sequences. */
export interface ConvOptions<S = Pair> extends WeightOptions, InitOptions {
  /** Steps of the window, at least 1; default 1. */
  stride?: S;
  /**
   * 'valid', the default: windows lie inside the input. 'same': zeros around it make the output
   * ⌈size ÷ stride⌉ long, the odd one behind.
   */
  padding?: Padding;
  /** What follows the sums, default 'linear'. */
  activation?: ActivationName;
  /** Whether a number per filter is added, default true. */
  useBias?: boolean;
  /** Name of the layer, default made of type and place. */
  name?: string;
}

const OPTIONS = [
  ...['stride', 'padding', 'activation', 'useBias', 'init', 'name'],
  ...WEIGHT_OPTIONS,
];

/** What a convolution is, checked. */
interface Settings extends WindowOptions {
  readonly rank: 2 | 3;
  readonly filters: number;
  readonly activation: ActivationName;
  readonly useBias: boolean;
  readonly rules: WeightOptions & InitOptions;
}

/**
 * Convolution of images [height, width, channels]: each filter sees a window of all channels,
 * y_ijf = f(Σ x_(i s + a)(j s + b)c w_abcf + b_f). Weights are [height, width, channels, filters] and
 * begin as those of `dense`, with the window's numbers as inputs.
 *
 * @param filters channels of the output, at least 1.
 * @param kernel side of the window, or [height, width].
 * @throws RangeError or TypeError for options outside their range; from `fit` where the input is no
 *   image or smaller than the window.
 * @example
 * ```ts
 * sequential([conv2d(16, 3, { activation: 'relu' }), globalAvgPool(), dense(10)], {
 *   inputShape: [28, 28, 1],
 * })
 * ```
 * @see Chellapilla, Puri, Simard (2006), IWFHR, section 4, for convolutions as products.
 */
export function conv2d(filters: number, kernel: Pair, options: ConvOptions = {}): Layer {
  const args = [filters, kernel, options];
  return { ...make('conv2d', 3, filters, kernel, options), args };
}

/**
 * Convolution of sequences [length, channels]: `conv2d` along one axis. Weights are
 * [kernel, channels, filters].
 *
 * @param filters channels of the output, at least 1.
 * @param kernel length of the window.
 * @throws RangeError or TypeError for options outside their range; from `fit` where the input is no
 *   sequence or shorter than the window.
 */
export function conv1d(filters: number, kernel: number, options: ConvOptions<number> = {}): Layer {
  checkKeys('conv1d', options, OPTIONS);
  const { stride = 1 } = options;
  checkCount('conv1d', 'kernel', kernel, 1);
  checkCount('conv1d', 'stride', stride, 1);
  const args = [filters, kernel, options];
  const made = make('conv1d', 2, filters, [1, kernel], { ...options, stride: [1, stride] });
  return { ...made, args };
}

function make(
  type: 'conv1d' | 'conv2d',
  rank: 2 | 3,
  filters: number,
  kernel: Pair,
  options: ConvOptions,
): Omit<Layer, 'args'> {
  checkCount(type, 'filters', filters, 1);
  checkKeys(type, options, OPTIONS);
  const { padding = 'valid', activation = 'linear', useBias = true, name } = options;
  checkPadding(type, padding);
  checkActivation(type, activation);
  checkInit(type, options);
  checkWeightOptions(type, options);
  const settings: Settings = {
    kernel: checkPair(type, 'kernel', kernel),
    stride: checkPair(type, 'stride', options.stride ?? 1),
    ...{ rank, filters, padding, activation, useBias, rules: options },
  };
  return { type, name, plan: (p, x) => plan(p, x, settings) };
}

function plan(p: Planner, x: Tensor, settings: Settings): Tensor {
  const { rank, filters, kernel, activation, useBias, rules } = settings;
  const image = imageOf(p, x, rank);
  const window = windowOf(p, image, settings);
  const { outHeight, outWidth } = window;
  const terms = kernel[0] * kernel[1] * image[2];
  const outputs = kernel[0] * kernel[1] * filters;
  const w = p.parameter('weight', [...kernel.slice(3 - rank), image[2], filters], {
    init: initialOf({ ...rules, activation }, terms, outputs),
    isPenalized: true,
    ...weightRules(rules),
  });
  const b = biasOf(p, filters, useBias, rules);
  const y = p.tensor([outHeight, outWidth, filters].slice(3 - rank));
  const isRelu = activation === 'relu';
  const [fullHeight, fullWidth] = fullSize(window);
  const hasBorder = fullHeight > window.height || fullWidth > window.width;
  const fields = {
    ...{ ...window, x: x.at, y: y.at, dy: y.gradient, dx: x.gradient, filters },
    ...{ relu: Number(isRelu), w: w.at, b: b.at, work: p.work },
    ...{ places: p.scratch(outHeight * outWidth), terms: p.scratch(terms), fullHeight, fullWidth },
    bordered: hasBorder ? p.scratch(fullHeight * fullWidth * window.channels) : 0,
  };
  const record = p.record(ConvRecord, fields);
  p.forward(['conv_forward', record]);
  if (p.isTraining) {
    const places = p.batch * outHeight * outWidth;
    if (x.gradient) p.backward(['conv_input', record]);
    if (useBias) p.backward(['column_sums', places, filters, filters, y.gradient, b.gradient]);
    planFilters(p, x, y, { dw: w.gradient, size: terms * filters }, (group) => [
      'conv_filters',
      p.record(ConvRecord, { ...fields, ...group }),
    ]);
    if (isRelu) p.backward(['relu_backward', places * filters, y.at, y.gradient, y.gradient]);
  }
  const f = isRelu ? y : activationNamed(activation).plan(p, y);
  planActivity(p, f, rules);
  return f;
}

/** Height and width of an image with the zeros that its windows see around it. */
function fullSize(window: ReturnType<typeof windowOf>): readonly [height: number, width: number] {
  const { height, top, outHeight, strideHeight, kernelHeight } = window;
  const { width, left, outWidth, strideWidth, kernelWidth } = window;
  return [
    Math.max(top + height, (outHeight - 1) * strideHeight + kernelHeight),
    Math.max(left + width, (outWidth - 1) * strideWidth + kernelWidth),
  ];
}
