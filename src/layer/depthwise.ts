import { checkKeys } from '../check.ts';
import { DepthwiseRecord } from '../memory/networkRecords.ts';
import { activationNamed, checkActivation } from './activation.ts';
import type { ConvOptions } from './conv.ts';
import { checkInit, initialOf } from './initial.ts';
import type { Layer, Planner, Tensor } from './layer.ts';
import {
  biasOf,
  checkWeightOptions,
  planActivity,
  WEIGHT_OPTIONS,
  weightRules,
} from './weightOptions.ts';
import { checkPadding, checkPair, imageOf, type Pair, planFilters, windowOf } from './window.ts';

/**
 * Convolution of each channel of images [height, width, channels] by a filter of its own. Weights are
 * [height, width, channels]. With `conv2d(filters, 1)` behind it, a convolution at a fraction of the
 * products.
 *
 * @param kernel side of the window, or [height, width].
 * @throws RangeError or TypeError for options outside their range; from `fit` where the input is no
 *   image or smaller than the window.
 * @see Chollet (2017), CVPR, section 2.
 */
export function depthwiseConv2d(kernel: Pair, options: ConvOptions = {}): Layer {
  const where = 'depthwiseConv2d';
  checkKeys(where, options, OPTIONS);
  const { stride = 1, padding = 'valid', activation = 'linear', useBias = true, name } = options;
  checkPadding(where, padding);
  checkActivation(where, activation);
  checkInit(where, options);
  checkWeightOptions(where, options);
  const settings = {
    kernel: checkPair(where, 'kernel', kernel),
    stride: checkPair(where, 'stride', stride),
    ...{ padding, activation, useBias, rules: options },
  };
  return { type: where, args: [kernel, options], name, plan: (p, x) => plan(p, x, settings) };
}

const OPTIONS = [
  ...['stride', 'padding', 'activation', 'useBias', 'init', 'name'],
  ...WEIGHT_OPTIONS,
];

type Settings = Required<Pick<ConvOptions, 'padding' | 'activation' | 'useBias'>> &
  Record<'kernel' | 'stride', readonly [number, number]> & { readonly rules: ConvOptions };

function plan(p: Planner, x: Tensor, settings: Settings): Tensor {
  const { kernel, activation, useBias, rules } = settings;
  const window = windowOf(p, imageOf(p, x, 3), settings);
  const { outHeight, outWidth, channels } = window;
  const terms = kernel[0] * kernel[1];
  const w = p.parameter('weight', [...kernel, channels], {
    init: initialOf({ ...rules, activation }, terms, terms),
    isPenalized: true,
    ...weightRules(rules),
  });
  const b = biasOf(p, channels, useBias, rules);
  const y = p.tensor([outHeight, outWidth, channels]);
  const fields = {
    ...{ ...window, x: x.at, y: y.at, dy: y.gradient, dx: x.gradient },
    ...{ w: w.at, b: b.at },
  };
  const record = p.record(DepthwiseRecord, fields);
  p.forward(['depthwise_forward', record]);
  if (p.isTraining) {
    const places = p.batch * outHeight * outWidth;
    if (x.gradient) p.backward(['depthwise_input', record]);
    if (useBias) p.backward(['column_sums', places, channels, channels, y.gradient, b.gradient]);
    planFilters(p, x, y, { dw: w.gradient, size: terms * channels }, (group) => [
      'depthwise_filters',
      p.record(DepthwiseRecord, { ...fields, ...group }),
    ]);
  }
  const f = activationNamed(activation).plan(p, y);
  planActivity(p, f, rules);
  return f;
}
