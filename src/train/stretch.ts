/** A parameter of a network in WASM memory, with all that training knows of it. */
import type { NamedParameter } from './outline.ts';

export interface Stretch {
  readonly parameter: NamedParameter;
  /** Numbers, and with those up to a whole vector. */
  readonly size: number;
  readonly count: number;
  readonly numberBytes: number;
  readonly weights: number;
  readonly gradients: number;
  readonly slots: readonly number[];
}
