export type { Checkpoint } from './checkpoint.ts';
export { Epochs } from './epochs.ts';
export type { ExchangeOptions, ImportOptions } from './exchange.ts';
export {
  FittedNetwork,
  type Provenance,
  type Spread,
  type SpreadOptions,
} from './fittedNetwork.ts';
export type { Ending, EpochLog, Metrics } from './history.ts';
export type { LayerNames, Layout } from './layouts.ts';
export type { Answer } from './loop.ts';
export { type MlpOptions, mlp } from './mlp.ts';
export {
  type Network,
  type NetworkOptions,
  sequential,
  type TrainOptions,
  type Validation,
} from './network.ts';
export * as plugin from './plugin/index.ts';
export type { TrainPlugin } from './plugin/plugin.ts';
export type { RateOptions, RateSearch } from './rateSearch.ts';
export type { PartSpec } from './spec.ts';
export type { EarlyStopping, Monitor } from './stopping.ts';
export type { Weights } from './store.ts';
export type { SummaryOptions } from './summary.ts';
export type { TargetLike } from './targets.ts';
