import { checkCount, checkKeys, fail } from '../check.ts';
import { GroupNormRecord } from '../memory/networkRecords.ts';
import type { Layer, Planner, Tensor } from './layer.ts';
import { checkNormOptions, NORM_OPTIONS, type NormOptions, scaleAndShift } from './normOptions.ts';

/** Options of layer and group normalization. */
export interface GroupNormOptions extends NormOptions {
  /** What is added to a variance, in (0, 1); default 1e-5. */
  epsilon?: number;
  /** Name of the layer, default made of type and place. */
  name?: string;
}

/**
 * Layer normalization over the last axis: y = γ (x − μ) ÷ √(σ² + ε) + β with μ and σ² of the features
 * of a sample, or of the channels of a pixel. The same in training and prediction.
 *
 * @throws RangeError or TypeError for options outside their range.
 * @see Ba, Kiros, Hinton (2016), arXiv:1607.06450, eq. 3.
 */
export function layerNorm(options: GroupNormOptions = {}): Layer {
  const epsilon = checkOptions('layerNorm', options);
  return {
    ...{ type: 'layerNorm', args: [options], name: options.name },
    plan: (p, x) => {
      const samples = (p.batch * x.size) / x.shape.at(-1)!;
      return plan(p, x, { samples, places: 1, groups: 1, epsilon }, options);
    },
  };
}

/**
 * Group normalization: y = γ (x − μ) ÷ √(σ² + ε) + β with μ and σ² of a sample's group of neighbouring
 * channels over all its pixels. The same in training and prediction; for images with small batches.
 *
 * @param groups of channels, at least 1; it divides the channels.
 * @throws RangeError or TypeError for options outside their range; from `fit` where groups do not
 *   divide the channels.
 * @see Wu and He (2018), ECCV, eq. 7.
 */
export function groupNorm(groups: number, options: GroupNormOptions = {}): Layer {
  checkCount('groupNorm', 'groups', groups, 1);
  const epsilon = checkOptions('groupNorm', options);
  return {
    ...{ type: 'groupNorm', args: [groups, options], name: options.name },
    plan: (p, x) => {
      const channels = x.shape.at(-1)!;
      if (channels % groups) fail(p.where, 'groups', `divide its ${channels} channels`, groups);
      const places = x.size / channels;
      return plan(p, x, { samples: p.batch, places, groups, epsilon }, options);
    },
  };
}

function checkOptions(where: string, options: GroupNormOptions): number {
  checkKeys(where, options, ['epsilon', 'name', ...NORM_OPTIONS]);
  checkNormOptions(where, options);
  const { epsilon = 1e-5 } = options;
  if (!(epsilon > 0 && epsilon < 1)) fail(where, 'epsilon', 'lie in (0, 1)', epsilon);
  return epsilon;
}

type Settings = Record<'samples' | 'places' | 'groups' | 'epsilon', number>;

function plan(p: Planner, x: Tensor, settings: Settings, rules: NormOptions): Tensor {
  const channels = x.shape.at(-1)!;
  const { gamma, beta } = scaleAndShift(p, channels, rules);
  const y = p.tensor(x.shape);
  const record = p.record(GroupNormRecord, {
    ...{ ...settings, channels, x: x.at, y: y.at, gamma: gamma.at, beta: beta.at },
    normalized: p.scratch(p.batch * x.size),
    inverse: p.scratch(settings.samples * settings.groups),
    ...{ dy: y.gradient, dx: x.gradient || y.gradient },
    ...{ dgamma: gamma.gradient, dbeta: beta.gradient },
  });
  p.forward(['groupNorm_forward', record]);
  if (p.isTraining) p.backward(['groupNorm_backward', record]);
  return y;
}
