import { checkCount, checkKeys, fail, failType } from '../check.ts';
import { BlocksRecord } from '../memory/networkRecords.ts';
import { type Layer, type Planner, type Shape, sizeOf, type Tensor } from './layer.ts';
import { imageOf } from './window.ts';

/** Options of dropout. */
export interface DropoutOptions {
  /**
   * What is drawn. 'bernoulli', the default: numbers become 0. 'gaussian': they are multiplied by
   * normal numbers of mean 1 and variance rate ÷ (1 − rate). 'alpha', after selu: they become what selu
   * has at −∞, and all are scaled so that mean 0 and variance 1 stay. 'spatial': whole channels become
   * 0. 'block': squares of `blockSize` pixels of a channel.
   */
  kind?: 'bernoulli' | 'gaussian' | 'alpha' | 'spatial' | 'block';
  /**
   * 'inverted', the default: what is kept is divided by 1 − rate in training. 'inference': it is left
   * as it is, and in prediction all are multiplied by 1 − rate; for 'bernoulli' and 'spatial'.
   */
  scaling?: 'inverted' | 'inference';
  /**
   * Shape of what is drawn for a sample, for 'bernoulli' and 'gaussian': as many lengths as the sample
   * has, 1 where all along an axis share what is drawn and null where each has its own. Default: all
   * null.
   */
  shape?: readonly (1 | null)[];
  /** Side of the squares of 'block', at least 1; default 7, at most height and width. */
  blockSize?: number;
  /** Name of the layer, default made of type and place. */
  name?: string;
}

/**
 * Dropout: in training each number is 0 with probability `rate` and 1 ÷ (1 − rate) times itself
 * otherwise, drawn anew in every step and for every sample; in prediction nothing happens.
 *
 * @param rate share dropped, in [0, 1); a multiple of 2⁻¹⁶ is used.
 * @throws RangeError or TypeError for options outside their range; from `fit` where `shape` does not
 *   fit the input, or the input of 'block' is no image.
 * @see Srivastava et al. (2014), JMLR 15, sections 4 and 10; Tompson et al. (2015), CVPR, section 3.2
 *   (spatial); Klambauer et al. (2017), NeurIPS, section 3 (alpha); Ghiasi, Lin, Le (2018), NeurIPS,
 *   algorithm 1 (block).
 */
export function dropout(rate: number, options: DropoutOptions = {}): Layer {
  if (!(rate >= 0 && rate < 1))
    fail('dropout', 'rate', 'lie in [0, 1)', rate, 'rate is the share dropped, not kept');
  checkKeys('dropout', options, ['kind', 'scaling', 'shape', 'blockSize', 'name']);
  const { kind = 'bernoulli', scaling = 'inverted', shape, blockSize = 7, name } = options;
  if (!KINDS.includes(kind)) fail('dropout', 'kind', `be one of ${KINDS.join(', ')}`, kind);
  const scalings = kind === 'bernoulli' || kind === 'spatial' ? SCALINGS : SCALINGS.slice(0, 1);
  if (!scalings.includes(scaling))
    fail('dropout', 'scaling', `be ${scalings.join(' or ')} for kind ${kind}`, scaling);
  if (shape) checkShapeOf(kind, shape);
  checkCount('dropout', 'blockSize', blockSize, 1);
  const settings = { rate, kind, scaling, shape, blockSize };
  return { type: 'dropout', args: [rate, options], name, plan: (p, x) => plan(p, x, settings) };
}

const KINDS = ['bernoulli', 'gaussian', 'alpha', 'spatial', 'block'];
const SCALINGS = ['inverted', 'inference'];

interface Settings extends Required<Pick<DropoutOptions, 'kind' | 'scaling' | 'blockSize'>> {
  readonly rate: number;
  readonly shape: readonly (1 | null)[] | undefined;
}

function checkShapeOf(kind: string, shape: readonly (1 | null)[]): void {
  if (kind !== 'bernoulli' && kind !== 'gaussian')
    fail('dropout', 'shape', 'be left out for this kind', kind);
  if (!Array.isArray(shape)) failType('dropout', 'shape', 'be a list of 1 and null', shape);
  shape.forEach((length, k) => {
    if (length !== 1 && length !== null) fail('dropout', `shape[${k}]`, 'be 1 or null', length);
  });
}

function plan(p: Planner, x: Tensor, settings: Settings): Tensor {
  const { rate, kind, scaling, shape } = settings;
  if (rate === 0) return x;
  if (shape && shape.length !== x.shape.length)
    fail(p.where, 'shape', `have ${x.shape.length} lengths, as its input has`, shape.length);
  if (!p.isNoisy) return scaling === 'inference' ? planScaled(p, x, 1 - rate) : x;
  const count = p.batch * x.size;
  const y = p.tensor(x.shape);
  const isPlain = kind === 'bernoulli' && !shape && scaling === 'inverted';
  const factors = isPlain || kind === 'alpha' ? p.scratch(count) : factorsOf(p, x, settings);
  if (isPlain) p.forward(['dropout_forward', count, rate, p.noise(), x.at, factors, y.at]);
  else if (kind === 'alpha') planAlpha(p, rate, count, factors, x, y);
  else p.forward(['multiply_numbers', count, factors, x.at, y.at]);
  if (x.gradient) p.backward(['multiply_numbers', count, factors, y.gradient, x.gradient]);
  return y;
}

/** y = factor · x */
function planScaled(p: Planner, x: Tensor, factor: number): Tensor {
  const y = p.tensor(x.shape);
  const count = p.batch * x.size;
  p.forward(['scale_numbers', count, factor, x.at, y.at]);
  if (x.gradient) p.backward(['scale_numbers', count, factor, y.gradient, x.gradient]);
  return y;
}

/** −λ α of selu: where it ends on the left. */
const SELU_END = -1.7580993408473768;

/** y = a (x m + end (1 − m)) + b, whose mean is 0 and variance 1 where those of x are. */
function planAlpha(
  p: Planner,
  rate: number,
  count: number,
  factors: number,
  x: Tensor,
  y: Tensor,
): void {
  const keep = 1 - rate;
  const a = 1 / Math.sqrt(keep + SELU_END * SELU_END * keep * rate);
  const b = -a * rate * SELU_END;
  p.forward(
    ['mask_factors', count, rate, a, p.noise(), factors],
    ['alpha_forward', count, a * SELU_END + b, b, factors, x.at, y.at],
  );
}

/** The address of a factor for each number of a batch, which calls of the forward pass draw. */
function factorsOf(p: Planner, x: Tensor, settings: Settings): number {
  const { rate, kind, scaling } = settings;
  if (kind === 'block') return blocksOf(p, x, settings);
  const spatial = x.shape.map((_, k) => (k === x.shape.length - 1 ? null : 1));
  const shared = kind === 'spatial' ? spatial : (settings.shape ?? x.shape.map(() => null));
  const drawn = x.shape.map((length, k) => shared[k] ?? length);
  const count = p.batch * sizeOf(drawn);
  const at = p.scratch(count);
  const kept = scaling === 'inverted' ? 1 / (1 - rate) : 1;
  if (kind === 'gaussian')
    p.forward(['normal_factors', count, 1, Math.sqrt(rate / (1 - rate)), p.noise(), at]);
  else p.forward(['mask_factors', count, rate, kept, p.noise(), at]);
  return spread(p, at, drawn, x.shape);
}

/** Repeats numbers of a shape with lengths of 1 along them, the last axis first. */
function spread(p: Planner, at: number, drawn: Shape, full: Shape): number {
  return full.reduceRight((from, length, k) => {
    if (drawn[k] === length) return from;
    const outer = p.batch * sizeOf(drawn.slice(0, k));
    const inner = sizeOf(full.slice(k + 1));
    const to = p.scratch(outer * length * inner);
    p.forward(['repeat_rows', outer, length, inner, from, to]);
    return to;
  }, at);
}

function blocksOf(p: Planner, x: Tensor, { rate, blockSize }: Settings): number {
  const [height, width, channels] = imageOf(p, x, 3);
  const size = Math.min(blockSize, height, width);
  const places = (height - size + 1) * (width - size + 1);
  // the rate of seeds with which about a share `rate` is dropped
  const seedRate = ((rate / (size * size)) * height * width) / places;
  const count = p.batch * places * channels;
  const seeds = p.scratch(count);
  const factors = p.scratch(p.batch * x.size);
  const record = p.record(BlocksRecord, {
    ...{ batch: p.batch, height, width, channels, size, seeds, factors },
  });
  p.forward(
    ['mask_factors', count, Math.min(seedRate, 1), 1, p.noise(), seeds],
    ['block_factors', record],
  );
  return factors;
}
