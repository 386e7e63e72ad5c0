import { checkCount, checkKeys, fail } from '../check.ts';
import { BatchNormRecord } from '../memory/networkRecords.ts';
import type { Layer, Planner, Tensor } from './layer.ts';
import { checkNormOptions, NORM_OPTIONS, type NormOptions, scaleAndShift } from './normOptions.ts';

/** Options of batch normalization. */
export interface BatchNormOptions extends NormOptions {
  /** Weight of the old value in a running mean or variance, in [0, 1); default 0.9. */
  momentum?: number;
  /** What is added to a variance, in (0, 1); default 1e-5. */
  epsilon?: number;
  /**
   * Samples, at least 2, whose statistics count together in training, default all of a batch: small
   * ones regularize more. Running values move once for each; the last takes in a sample left alone.
   */
  ghostBatch?: number;
  /** Whether running statistics stay as they are and are used in training, too; default false. */
  freeze?: boolean;
  /** Name of the layer, default made of type and place. */
  name?: string;
}

/**
 * Batch normalization of each feature (of each channel, for images): y = γ (x − μ) ÷ √(σ² + ε) + β.
 * In training μ and σ² are those of the batch, in prediction the running ones.
 *
 * @throws RangeError or TypeError for options outside their range; from `fit` for a batch of one
 *   number per feature.
 * @see Ioffe and Szegedy (2015), ICML, algorithms 1 and 2; Hoffer, Hubara, Soudry (2017), NeurIPS,
 *   algorithm 1 (ghost batches).
 */
export function batchNorm(options: BatchNormOptions = {}): Layer {
  const where = 'batchNorm';
  checkKeys(where, options, [...KEYS, ...NORM_OPTIONS]);
  checkNormOptions(where, options);
  const { momentum = 0.9, epsilon = 1e-5, freeze = false, name } = options;
  if (!(momentum >= 0 && momentum < 1)) fail(where, 'momentum', 'lie in [0, 1)', momentum);
  if (!(epsilon > 0 && epsilon < 1)) fail(where, 'epsilon', 'lie in (0, 1)', epsilon);
  const { ghostBatch = Infinity } = options;
  if (ghostBatch !== Infinity) checkCount(where, 'ghostBatch', ghostBatch, 2);
  const settings = { momentum, epsilon, ghostBatch, freeze, rules: options };
  return { type: where, args: [options], name, plan: (p, x) => plan(p, x, settings) };
}

const KEYS = ['momentum', 'epsilon', 'ghostBatch', 'freeze', 'name'];

type Settings = Required<Omit<BatchNormOptions, 'name' | keyof NormOptions>> & {
  readonly rules: NormOptions;
};

function plan(p: Planner, x: Tensor, settings: Settings): Tensor {
  const { epsilon } = settings;
  const freeze = settings.freeze || p.isFrozen === true;
  const momentum = p.momentum ?? settings.momentum;
  const cols = x.shape.at(-1)!;
  const rows = (p.batch * x.size) / cols;
  // one number has no variance
  if (x.size === cols && !freeze) p.atLeast(2);
  const { gamma, beta } = scaleAndShift(p, cols, settings.rules);
  const y = p.tensor(x.shape);
  const fields: Fields = {
    ...{ rows, cols, stride: cols, momentum, epsilon, gamma: gamma.at, beta: beta.at },
    ...{ mean: p.state('mean', cols, 0), variance: p.state('variance', cols, 1) },
    ...{ x: x.at, y: y.at, dy: y.gradient, dx: x.gradient || y.gradient },
    ...{ dgamma: gamma.gradient, dbeta: beta.gradient },
  };
  if (p.isTraining && !freeze) {
    const isMeasured = p.momentum !== undefined;
    planTraining(p, fields, isMeasured ? Infinity : settings.ghostBatch);
  } else {
    const record = p.record(BatchNormRecord, fields);
    p.forward(['batchNorm_evaluate', record]);
    if (p.isTraining) p.backward(['batchNorm_frozen', record]);
  }
  return y;
}

/** What a record of the whole batch holds. */
type Fields = Record<
  | ('rows' | 'cols' | 'stride' | 'x' | 'y' | 'gamma' | 'beta' | 'mean' | 'variance')
  | ('dy' | 'dx' | 'dgamma' | 'dbeta' | 'epsilon' | 'momentum'),
  number
>;

/** Statistics of the batch, or of parts of it. */
function planTraining(p: Planner, fields: Fields, ghostBatch: number): void {
  const { rows, cols } = fields;
  const parts = ghosts(p.batch, ghostBatch);
  const normalized = p.scratch(rows * cols);
  let { dgamma, dbeta } = fields;
  if (parts.length > 1) {
    // each part has gradients by γ and β of its own
    [dgamma, dbeta] = [p.scratch(parts.length * cols), p.scratch(parts.length * cols)];
    p.backward(['column_sums', parts.length, cols, cols, dgamma, fields.dgamma]);
    p.backward(['column_sums', parts.length, cols, cols, dbeta, fields.dbeta]);
  }
  parts.forEach(([first, count], k) => {
    const begin = p.bytes((first * rows * cols) / p.batch);
    const own = p.bytes(k * cols);
    const record = p.record(BatchNormRecord, {
      ...{ ...fields, rows: (count * rows) / p.batch, inverse: p.scratch(cols) },
      ...{ x: fields.x + begin, y: fields.y + begin, normalized: normalized + begin },
      ...{ dy: fields.dy + begin, dx: fields.dx + begin },
      ...{ dgamma: dgamma + own, dbeta: dbeta + own },
    });
    p.forward(['batchNorm_train', record]);
    p.backward(['batchNorm_backward', record]);
  });
}

/** First sample and number of samples of each sub-batch; one left alone joins the last. */
function ghosts(batch: number, most: number): [first: number, count: number][] {
  const parts = Math.max(
    1,
    batch % most === 1 ? Math.floor(batch / most) : Math.ceil(batch / most),
  );
  return Array.from({ length: parts }, (_, k) => {
    const first = k * Math.min(most, batch);
    return [first, k === parts - 1 ? batch - first : most];
  });
}
