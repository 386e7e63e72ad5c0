import type { Penalty } from './penalty.ts';
import type { SparseRows } from './sparseRows.ts';

/** A penalty beyond the elastic net as plain data, for model files. */
export interface PenaltyState {
  readonly kind: string;
  /** Shape of mcp and scad. */
  readonly gamma?: number;
  /** Shares of λ: of the norms of groups, or of ½‖Γw‖²; then of ‖w‖₁ and of ½‖w‖². */
  readonly shares?: Float64Array;
  /** Group of each column, and the weights of the groups. */
  readonly groups?: Int32Array;
  readonly groupWeights?: Float64Array;
  /** Whether the groups are the coefficients of each column over all outputs. */
  readonly acrossOutputs?: boolean;
  /** The rate of slope's weights, or the weights themselves. */
  readonly q?: number;
  readonly weights?: Float64Array;
  /** Γ of tikhonov. */
  readonly matrix?: SparseRows;
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
  penalty: Penalty,
  groups?: readonly WeightedColumns[],
): PenaltyState | undefined {
  const { kernel, kind, gamma, acrossOutputs, whole, quadratic } = penalty;
  if (kernel === 'elasticNet' && !whole && !quadratic) return undefined;
  return {
    kind,
    ...(gamma !== undefined && { gamma }),
    ...whole?.state,
    ...(kernel === 'group' && { shares: Float64Array.from(penalty.scaled(1).params) }),
    ...(quadratic && { shares: sharesOf(penalty.scaled(1)), matrix: quadratic.gamma }),
    ...(acrossOutputs && { acrossOutputs }),
    ...(groups && {
      groups: groupOfEach(groups),
      groupWeights: Float64Array.from(groups, ({ weight }) => weight),
    }),
  };
}

function sharesOf({ quadratic, params }: Penalty): Float64Array {
  return Float64Array.of(quadratic!.strength, ...params);
}

function groupOfEach(groups: readonly WeightedColumns[]): Int32Array {
  const of = new Int32Array(groups.reduce((count, { columns }) => count + columns.length, 0));
  groups.forEach(({ columns }, g) => {
    for (const j of columns) of[j] = g;
  });
  return of;
}
