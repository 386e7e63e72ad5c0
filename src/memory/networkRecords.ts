/** The records of nn.wasm. */
import { record } from './record.ts';

export const BatchNormRecord = record({
  rows: 'i32',
  cols: 'i32',
  stride: 'i32',
  x: 'usize',
  y: 'usize',
  normalized: 'usize',
  inverse: 'usize',
  gamma: 'usize',
  beta: 'usize',
  mean: 'usize',
  variance: 'usize',
  dy: 'usize',
  dx: 'usize',
  dgamma: 'usize',
  dbeta: 'usize',
  epsilon: 'f64',
  momentum: 'f64',
  relu: 'i32',
});
export const GroupNormRecord = record({
  samples: 'i32',
  places: 'i32',
  channels: 'i32',
  groups: 'i32',
  x: 'usize',
  y: 'usize',
  normalized: 'usize',
  inverse: 'usize',
  gamma: 'usize',
  beta: 'usize',
  dy: 'usize',
  dx: 'usize',
  dgamma: 'usize',
  dbeta: 'usize',
  epsilon: 'f64',
});
export const BlocksRecord = record({
  batch: 'i32',
  height: 'i32',
  width: 'i32',
  channels: 'i32',
  size: 'i32',
  seeds: 'usize',
  factors: 'usize',
});
export const EmbeddingRecord = record({
  n: 'i32',
  vocabulary: 'i32',
  width: 'i32',
  x: 'usize',
  table: 'usize',
  y: 'usize',
  dy: 'usize',
  dtable: 'usize',
});
const WINDOW = {
  batch: 'i32',
  height: 'i32',
  width: 'i32',
  channels: 'i32',
  kernelHeight: 'i32',
  kernelWidth: 'i32',
  strideHeight: 'i32',
  strideWidth: 'i32',
  top: 'i32',
  left: 'i32',
  outHeight: 'i32',
  outWidth: 'i32',
  x: 'usize',
  y: 'usize',
  dy: 'usize',
  dx: 'usize',
} as const;
export const WindowRecord = record(WINDOW);
export const ConvRecord = record({
  ...WINDOW,
  filters: 'i32',
  relu: 'i32',
  w: 'usize',
  b: 'usize',
  dw: 'usize',
  work: 'usize',
  places: 'usize',
  terms: 'usize',
  bordered: 'usize',
  fullHeight: 'i32',
  fullWidth: 'i32',
});
export const DepthwiseRecord = record({ ...WINDOW, w: 'usize', b: 'usize', dw: 'usize' });
export const SoftmaxLossRecord = record({
  rows: 'i32',
  classes: 'i32',
  z: 'usize',
  dz: 'usize',
  labels: 'usize',
  targets: 'usize',
  weights: 'usize',
  smoothing: 'f64',
  scale: 'f64',
  beta: 'f64',
  work: 'usize',
});
export const FocalLossRecord = record({
  rows: 'i32',
  classes: 'i32',
  z: 'usize',
  dz: 'usize',
  labels: 'usize',
  targets: 'usize',
  weights: 'usize',
  gamma: 'f64',
  scale: 'f64',
});
/** The parameters of losses that linear models have, too. */
export const HuberRecord = record({ delta: 'f64' });
export const QuantileRecord = record({ tau: 'f64', kappa: 'f64' });
export const RowLossRecord = record({
  rows: 'i32',
  outputs: 'i32',
  z: 'usize',
  dz: 'usize',
  targets: 'usize',
  weights: 'usize',
  scale: 'f64',
});
/** Constants of a step that all optimizers have, and room for their own. */
const RULE = {
  keep: 'f64',
  pull: 'f64',
  own0: 'f64',
  own1: 'f64',
  own2: 'f64',
  own3: 'f64',
  own4: 'f64',
  own5: 'f64',
  own6: 'f64',
  own7: 'f64',
  steps: 'i32',
  flushes: 'i32',
} as const;
export const AdamRecord = record({
  ...RULE,
  beta1: 'f64',
  beta2: 'f64',
  epsilon: 'f64',
  power1: 'f64',
  power2: 'f64',
  slow: 'f64',
  rate: 'f64',
  length: 'f64',
});
export const RmspropRecord = record({
  ...RULE,
  rho: 'f64',
  momentum: 'f64',
  epsilon: 'f64',
  rate: 'f64',
});
export const AdagradRecord = record({ ...RULE, epsilon: 'f64', rate: 'f64' });
export const LionRecord = record({ ...RULE, beta1: 'f64', beta2: 'f64', rate: 'f64' });
export const SgdRecord = record({ ...RULE, momentum: 'f64', rate: 'f64', nesterov: 'i32' });

/** Penalties of single numbers, of which the elastic net has no gamma, and of groups of them. */
export const ConcaveRecord = record({ l1: 'f64', l2: 'f64', gamma: 'f64' });
export const GroupedRecord = record({
  groups: 'i32',
  starts: 'usize',
  order: 'usize',
  factors: 'usize',
  strength: 'f64',
  l1: 'f64',
  l2: 'f64',
});

/** The key of a stream, where the step's number stands, the first group, and room for what is drawn. */
export const NoiseRecord = record({
  key0: 'i32',
  key1: 'i32',
  clock: 'usize',
  first: 'i32',
  words0: 'f64',
  words1: 'f64',
  words2: 'f64',
  words3: 'f64',
  words4: 'f64',
  words5: 'f64',
  words6: 'f64',
  words7: 'f64',
  words8: 'f64',
  words9: 'f64',
  words10: 'f64',
  words11: 'f64',
  words12: 'f64',
  words13: 'f64',
  words14: 'f64',
  words15: 'f64',
});
