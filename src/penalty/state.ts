import type { Penalty } from './penalty.ts';

/** A penalty beyond the elastic net as plain data, for model files. */
export interface PenaltyState {
  readonly kind: string;
  /** Shape of mcp and scad. */
  readonly gamma?: number;
  /** Of a penalty of groups: shares of λ of the norms, of ‖w‖₁ and of ½‖w‖². */
  readonly shares?: Float64Array;
  /** Group of each column, and the weights of the groups. */
  readonly groups?: Int32Array;
  readonly groupWeights?: Float64Array;
  /** Whether the groups are the coefficients of each column over all outputs. */
  readonly acrossOutputs?: boolean;
  /** Sequence of slope. */
  readonly weights?: Float64Array;
}

/** Columns that are penalized together, and the weight of their norm. */
interface WeightedColumns {
  readonly columns: readonly number[];
  readonly weight: number;
}

/**
 * What a model file says of a penalty; nothing of an elastic net, whose λ and share it has.
 * @param groups all of them, where the penalty has groups: every column is in one.
 */
export function penaltyState(
  { kernel, kind, gamma, scaled, acrossOutputs, whole, quadratic }: Penalty,
  groups?: readonly WeightedColumns[],
): PenaltyState | undefined {
  if (kernel === 'elasticNet' && !whole && !quadratic) return undefined;
  return {
    kind,
    ...(gamma !== undefined && { gamma }),
    ...(kernel === 'group' && { shares: Float64Array.from(scaled(1).params) }),
    ...(acrossOutputs && { acrossOutputs }),
    ...(groups && {
      groups: groupOfEach(groups),
      groupWeights: Float64Array.from(groups, ({ weight }) => weight),
    }),
  };
}

function groupOfEach(groups: readonly WeightedColumns[]): Int32Array {
  const of = new Int32Array(groups.reduce((count, { columns }) => count + columns.length, 0));
  groups.forEach(({ columns }, g) => {
    for (const j of columns) of[j] = g;
  });
  return of;
}
