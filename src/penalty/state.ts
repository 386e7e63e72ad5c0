import type { Penalty } from './penalty.ts';

/** A penalty beyond the elastic net as plain data, for model files. */
export interface PenaltyState {
  readonly kind: string;
  /** Shape of mcp and scad. */
  readonly gamma?: number;
  /** Group of each column, and the weights of the groups. */
  readonly groups?: Int32Array;
  readonly groupWeights?: Float64Array;
  /** Sequence of slope. */
  readonly weights?: Float64Array;
}

/** What a model file says of a penalty; nothing of an elastic net, whose λ and share it has. */
export function penaltyState({ kernel, kind, gamma }: Penalty): PenaltyState | undefined {
  if (kernel === 'elasticNet') return undefined;
  return { kind, ...(gamma !== undefined && { gamma }) };
}
