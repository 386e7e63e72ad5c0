import { checkCount, checkKeys, fail } from '../check.ts';
import { type ActivationName, activationNamed, checkActivation } from './activation.ts';
import { checkInit, type InitOptions, initialOf } from './initial.ts';
import type { Layer, Planner, Tensor } from './layer.ts';
import { withDropConnect } from './weightNoise.ts';
import {
  biasOf,
  checkWeightOptions,
  planActivity,
  WEIGHT_OPTIONS,
  type WeightOptions,
  weightRules,
} from './weightOptions.ts';

/** Options of a dense layer. */
export interface DenseOptions extends WeightOptions, InitOptions {
  /** What follows the sums, default 'linear'. */
  activation?: ActivationName;
  /** Whether numbers are added to the sums, default true. */
  useBias?: boolean;
  /**
   * Share of the weights that are 0 in a step of training, drawn anew in every step and the same for
   * all samples of it, in [0, 1), default 0; the others count 1 ÷ (1 − dropConnect) times.
   */
  dropConnect?: number;
  /** Name of the layer, default made of type and place. */
  name?: string;
}

/**
 * Dense layer y = f(x W + b): every unit sees every input. x: batch × inputs, W: inputs × units.
 *
 * Weights begin uniform on ±√(6 ÷ inputs) before a relu and its kin (He), on ±√(3 ÷ inputs) before
 * selu (LeCun), on ±√(6 ÷ (inputs + units)) otherwise (Glorot), unless `init` says so; biases at 0.
 *
 * @param units outputs, at least 1.
 * @throws RangeError or TypeError for options outside their range.
 * @example
 * ```ts
 * sequential([dense(64, { activation: 'relu' }), dense(10)])
 * ```
 * @see He, Zhang, Ren, Sun (2015), ICCV, section 2.2; Glorot and Bengio (2010), AISTATS, eq. 16;
 *   Wan et al. (2013), ICML, section 3 (dropConnect).
 */
export function dense(units: number, options: DenseOptions = {}): Layer {
  checkCount('dense', 'units', units, 1);
  checkKeys('dense', options, OPTIONS);
  const { activation = 'linear', useBias = true, dropConnect = 0, name, ...rules } = options;
  checkActivation('dense', activation);
  if (!(dropConnect >= 0 && dropConnect < 1))
    fail('dense', 'dropConnect', 'lie in [0, 1)', dropConnect);
  checkInit('dense', options);
  checkWeightOptions('dense', options);
  const settings = { units, activation, useBias, rules };
  return {
    ...{ type: 'dense', args: [units, options], name },
    plan: (p, x) => planned(dropConnect > 0 ? withDropConnect(p, dropConnect) : p, x, settings),
  };
}

const OPTIONS = ['activation', 'useBias', 'dropConnect', 'init', 'name', ...WEIGHT_OPTIONS];

interface Settings extends Required<Pick<DenseOptions, 'activation' | 'useBias'>> {
  readonly units: number;
  readonly rules: WeightOptions & InitOptions;
}

function planned(p: Planner, x: Tensor, settings: Settings): Tensor {
  return planActivity(p, plan(p, x, settings), settings.rules);
}

function plan(p: Planner, x: Tensor, { units, activation, useBias, rules }: Settings): Tensor {
  const { batch, work } = p;
  const inputs = x.size;
  if (x.shape.length !== 1)
    fail(p.where, 'input', 'be flat', `shape ${x.shape.join(' × ')}`, 'put flatten() before it');
  const isRelu = activation === 'relu';
  const w = p.parameter('weight', [inputs, units], {
    init: initialOf({ ...rules, activation }, inputs, units),
    isPenalized: true,
    ...weightRules(rules),
  });
  const b = biasOf(p, units, useBias, rules);
  const y = p.tensor([units]);
  p.forward([
    isRelu ? 'dense_relu' : 'dense_forward',
    work,
    batch,
    units,
    inputs,
    x.at,
    w.at,
    b.at,
    y.at,
  ]);
  if (p.isTraining) {
    const dy = y.gradient;
    if (x.gradient) p.backward(['gemm_nt', work, batch, inputs, units, dy, w.at, x.gradient, 0]);
    if (useBias) p.backward(['column_sums', batch, units, units, dy, b.gradient]);
    p.backward(['gemm_tn', work, inputs, units, batch, x.at, dy, w.gradient, 0]);
    if (isRelu) p.backward(['relu_backward', batch * units, y.at, dy, dy]);
  }
  if (isRelu || activation === 'linear') return y;
  return activationNamed(activation).plan(p, y);
}
