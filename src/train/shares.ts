/** Which calls threads share out, and how. Kernels that are not named here are one thread's. */
import {
  BatchNormRecord,
  BlocksRecord,
  ConvRecord,
  DepthwiseRecord,
  EmbeddingRecord,
  GroupNormRecord,
  WindowRecord,
} from '../memory/networkRecords.ts';
import {
  type AnyCall,
  type AnyRecord,
  type Divide,
  type Fields,
  type Kernel,
  noisy,
  numbers,
  type Own,
  product,
  recorded,
  rows,
  transposed,
} from './divide.ts';

/** Numbers of a gradient whose squares are added up apart: BLOCK of assembly/train/batch.ts. */
export const BLOCK = 4096;

/** Kernels of numbers that all their arguments but the first, the count, are arrays of. */
function each(nanoseconds: number, ...kernels: readonly Kernel[]): Partial<Record<Kernel, Divide>> {
  const divide: Divide = (call, own) => {
    const places = call.slice(2).map((_, k) => k + 2);
    return numbers(nanoseconds, 1, ...places)(call, own);
  };
  return Object.fromEntries(kernels.map((kernel) => [kernel, divide]));
}

/** Columns of batch normalization: a line of the cache belongs to one thread. */
const columns = recorded(BatchNormRecord, ({ rows, cols }) => {
  const arrays = [
    ...['x', 'y', 'normalized', 'inverse', 'gamma', 'beta', 'mean', 'variance'],
    ...['dy', 'dx', 'dgamma', 'dbeta'],
  ];
  const steps = Object.fromEntries(arrays.map((name) => [name, 1]));
  return { count: 'cols', unit: 16, cost: rows! * cols!, steps };
});

/** Numbers of an image before and behind a window that slides over it. */
function imageSteps({ height, width, outHeight, outWidth, channels, filters = channels }: Fields) {
  const x = height! * width! * channels!;
  const y = outHeight! * outWidth! * filters!;
  return { x, dx: x, y, dy: y };
}

/** Images that a window slides over; nanoseconds of each number that it sees. */
const windows = (type: AnyRecord, nanoseconds: number) =>
  recorded(type, (fields) => {
    const { batch, kernelHeight, kernelWidth } = fields;
    const steps = imageSteps(fields);
    const seen = batch! * steps.y * kernelHeight! * kernelWidth!;
    return { count: 'batch', unit: 1, cost: nanoseconds * seen, steps };
  });

/** What convolutions write to besides their outputs: lists of places and terms, an image with a border. */
function convolved(fields: Fields, own: Own): Fields {
  const { outHeight, outWidth, kernelHeight, kernelWidth, channels } = fields;
  const { fullHeight, fullWidth, bordered } = fields;
  const places = outHeight! * outWidth!;
  const terms = kernelHeight! * kernelWidth! * channels!;
  const at = own.room(places + terms + fullHeight! * fullWidth! * channels!);
  return {
    ...{ work: own.work, places: at, terms: at + own.bytes(places) },
    bordered: bordered === 0 ? 0 : at + own.bytes(places + terms),
  };
}

const convolution = recorded(ConvRecord, (fields) => {
  const { batch, kernelHeight, kernelWidth, channels } = fields;
  const steps = imageSteps(fields);
  const cost = 0.06 * batch! * steps.y * kernelHeight! * kernelWidth! * channels!;
  return { count: 'batch', unit: 1, cost, steps, owned: (own) => convolved(fields, own) };
});

const groups = recorded(GroupNormRecord, ({ samples, places, channels, groups }) => {
  const size = places! * channels!;
  const steps = { x: size, y: size, normalized: size, inverse: groups! };
  return { count: 'samples', unit: 1, cost: samples! * size, steps };
});

const entries = recorded(EmbeddingRecord, ({ n, width }) => ({
  ...{ count: 'n', unit: 1, cost: 0.3 * n! * width!, steps: { x: 1, y: width! } },
}));

const blocks = recorded(BlocksRecord, ({ batch, height, width, channels, size }) => {
  const seeds = (height! - size! + 1) * (width! - size! + 1) * channels!;
  const factors = height! * width! * channels!;
  return { count: 'batch', unit: 1, cost: 2 * batch! * factors, steps: { seeds, factors } };
});

/** Softmax (rows, cols, …), each of whose arrays has as many numbers per row. */
const softmax = (...places: readonly number[]) =>
  rows(2, 1, ([, , cols]) => Object.fromEntries(places.map((place) => [place, cols!])));

/** How each kernel is divided; nanoseconds are those of the strict build. */
export const SHARES: Partial<Record<Kernel, Divide>> = {
  gemm_nn: product(7),
  gemm_nt: product(7),
  gemm_tn: transposed,
  dense_forward: product(8),
  dense_relu: product(8),
  column_sums: (call, own) => rows(0.1 * call[1]!, 2, () => ({ 4: 1, 5: 1 }), 16)(call, own),
  ...each(0.2, 'relu_forward', 'relu_backward', 'leakyRelu_forward', 'leakyRelu_backward'),
  ...each(1, 'sigmoid_forward', 'tanh_forward', 'elu_forward', 'selu_forward', 'gelu_forward'),
  ...each(1, 'silu_forward', 'softplus_forward', 'gelu_backward', 'silu_backward'),
  ...each(0.3, 'sigmoid_backward', 'tanh_backward', 'elu_backward', 'selu_backward'),
  ...each(1, 'softplus_backward'),
  ...each(0.3, 'add_numbers', 'multiply_numbers', 'copy_numbers'),
  scale_numbers: numbers(0.2, 1, 3, 4),
  alpha_forward: numbers(0.3, 1, 4, 5, 6),
  dropout_forward: noisy(1.5, 32, 3, 4, 5, 6),
  mask_factors: noisy(1.2, 32, 4, 5),
  normal_factors: noisy(2, 16, 4, 5),
  noise_add: noisy(2, 16, 3, 4, 5),
  block_factors: blocks,
  repeat_rows: rows(0.3, 1, ([, , repeat, inner]) => ({ 4: inner!, 5: repeat! * inner! })),
  softmax_forward: softmax(3, 4),
  softmax_backward: softmax(3, 4, 5),
  standardize_forward: rows(0.3, 1, ([, , cols]) => ({ 3: cols!, 6: cols! })),
  standardize_backward: rows(0.3, 1, ([, , cols]) => ({ 4: cols!, 5: cols! })),
  batchNorm_train: columns,
  batchNorm_evaluate: columns,
  batchNorm_backward: columns,
  batchNorm_frozen: columns,
  groupNorm_forward: groups,
  embedding_forward: entries,
  conv_forward: convolution,
  conv_input: convolution,
  depthwise_forward: windows(DepthwiseRecord, 0.3),
  depthwise_input: windows(DepthwiseRecord, 0.5),
  maxPool_forward: windows(WindowRecord, 0.3),
  maxPool_backward: windows(WindowRecord, 0.5),
  meanPool_forward: windows(WindowRecord, 0.3),
  meanPool_backward: windows(WindowRecord, 0.5),
  gradient_observe: observation,
  adam_step: numbers(1.1, 2, 3, 4, 5, 6),
  nadam_step: numbers(1.5, 2, 3, 4, 5, 6),
  rmsprop_step: numbers(1, 2, 3, 4, 5, 6),
  adagrad_step: numbers(1, 2, 3, 4, 5),
  lion_step: numbers(0.7, 2, 3, 4, 5),
  sgd_step: numbers(0.5, 2, 3, 4, 5),
  adam_lengths: numbers(0.5, 2, 3, 4),
  rmsprop_lengths: numbers(0.5, 2, 3, 4),
  adagrad_lengths: numbers(0.5, 2, 3, 4),
  sgd_lengths: numbers(0.2, 2, 3),
  l1_prox: numbers(0.3, 2, 3, 4),
  mcp_prox: numbers(1, 2, 3, 4),
  scad_prox: numbers(1, 2, 3, 4),
  weights_clamp: numbers(0.2, 1, 4),
  elasticNet_slope: numbers(0.7, 2, 4, 5),
  mcp_slope: numbers(1, 2, 4, 5),
  scad_slope: numbers(1, 2, 4, 5),
};

/** Kernels whose calls are whole, but neighbours among them hang on nothing of each other. */
export const APART: Partial<Record<Kernel, Divide>> = {
  conv_filters: convolution,
  depthwise_filters: windows(DepthwiseRecord, 0.5),
};

/** Whole blocks of numbers, of which each leaves an f64. */
function observation(call: AnyCall, own: Own): ReturnType<Divide> {
  const all = numbers(0.5, 1, 2, 3)(call, own);
  return {
    ...{ ...all, unit: BLOCK },
    part: (first, count, own) => {
      const [kernel, n, g, sum, parts] = all.part(first, count, own);
      return [kernel, n!, g!, sum!, parts! + (first / BLOCK) * 8];
    },
  };
}
