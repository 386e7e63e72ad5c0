import { checkKeys, fail } from '../check.ts';
import { BatchNormRecord } from '../memory/networkRecords.ts';
import type { Layer, Planner, Tensor } from './layer.ts';

/** Options of batch normalization. */
export interface BatchNormOptions {
  /** Weight of the old value in a running mean or variance, in [0, 1); default 0.9. */
  momentum?: number;
  /** What is added to a variance, > 0; default 1e-5. */
  epsilon?: number;
  /** Name of the layer, default made of type and place. */
  name?: string;
}

/**
 * Batch normalization of each feature (of each channel, for images): y = γ (x − μ) ÷ √(σ² + ε) + β.
 * In training μ and σ² are those of the batch, in prediction the running ones.
 *
 * @throws RangeError or TypeError for options outside their range.
 * @see Ioffe and Szegedy (2015), ICML, algorithms 1 and 2.
 */
export function batchNorm(options: BatchNormOptions = {}): Layer {
  checkKeys('batchNorm', options, ['momentum', 'epsilon', 'name']);
  const { momentum = 0.9, epsilon = 1e-5, name } = options;
  if (!(momentum >= 0 && momentum < 1)) fail('batchNorm', 'momentum', 'lie in [0, 1)', momentum);
  if (!(epsilon > 0 && epsilon < 1)) fail('batchNorm', 'epsilon', 'lie in (0, 1)', epsilon);
  return {
    ...{ type: 'batchNorm', args: [options], name },
    plan: (p, x) => plan(p, x, p.momentum ?? momentum, epsilon),
  };
}

function plan(p: Planner, x: Tensor, momentum: number, epsilon: number): Tensor {
  const cols = x.shape.at(-1)!;
  const rows = (p.batch * x.size) / cols;
  if (x.size === cols) p.atLeast(2);
  const gamma = p.parameter('scale', [cols], { init: { value: 1 }, isPenalized: false });
  const beta = p.parameter('shift', [cols], { init: { value: 0 }, isPenalized: false });
  const mean = p.state('mean', cols, 0);
  const variance = p.state('variance', cols, 1);
  const y = p.tensor(x.shape);
  const record = p.record(BatchNormRecord, {
    ...{ rows, cols, x: x.at, y: y.at, mean, variance, momentum, epsilon, relu: 0 },
    ...{ gamma: gamma.at, beta: beta.at, dgamma: gamma.gradient, dbeta: beta.gradient },
    ...{ dy: y.gradient, dx: x.gradient || y.gradient },
    normalized: p.isTraining ? p.scratch(rows * cols) : 0,
    inverse: p.isTraining ? p.scratch(cols) : 0,
  });
  p.forward([p.isTraining ? 'batchNorm_train' : 'batchNorm_evaluate', record]);
  if (p.isTraining) p.backward(['batchNorm_backward', record]);
  return y;
}
