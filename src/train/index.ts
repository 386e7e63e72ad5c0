export { FittedNetwork } from './fittedNetwork.ts';
export type { EpochLog } from './history.ts';
export { type Network, type NetworkOptions, sequential, type TrainOptions } from './network.ts';
export type { EarlyStopping } from './stopping.ts';
