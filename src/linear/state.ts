/** What a model file stores, and how the points of a path become models. */
import type { Label } from '../memory/types.ts';
import type { PenaltyState } from '../penalty/state.ts';
import type { Baseline } from './family/baseline.ts';
import type { FamilySpec } from './response/familyChoice.ts';
import type { Certificate } from './types.ts';

/** What all models of one path have in common. */
export interface SharedState {
  readonly model: 'Lasso' | 'Ridge' | 'ElasticNet' | 'GLM' | 'LogisticRegression';
  readonly family: FamilySpec;
  /** Labels of the classes, in the order of the outputs; two for one output. */
  readonly classes?: readonly Label[] | undefined;
  /** Weight of each class, where the fit weighted classes. */
  readonly classWeights?: Float64Array | undefined;
  /** Names of several responses. */
  readonly outputNames?: readonly string[] | undefined;
  readonly l1Ratio: number;
  /** What else the penalty is made of, where it is no elastic net. */
  readonly penalty?: PenaltyState | undefined;
  readonly standardize: boolean;
  readonly hasIntercept: boolean;
  readonly penaltyFactor: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly featureNames: readonly string[];
  /** Value per column that fills missing cells, where the fit was told to impute. */
  readonly fills?: Float64Array | undefined;
  /** Training rows of positive weight, and the loss of its intercept-only model. */
  readonly rows: number;
  readonly nullLoss: number;
  readonly notes: readonly string[];
  /** Share of the penalized fit in a mix with the unpenalized refit of its columns. */
  readonly relax?: number | undefined;
  /** What turns raw rows into X, where the model was fitted to a recipe. */
  readonly preprocessor?: unknown;
  /** What a caller adds, such as the encoding of a table. */
  readonly meta?: unknown;
}

/** One λ: nonzero coefficients on the original scale, and their proof. */
export interface PathPoint {
  readonly lambda: number;
  /** Columns with a nonzero coefficient in some output, ascending. */
  readonly columns: Int32Array;
  /** Their coefficients, output after output. */
  readonly values: Float64Array;
  /** One per output. */
  readonly intercepts: Float64Array;
  readonly devianceRatio: number;
  readonly df: number;
  readonly certificate: Certificate;
  /** What is said of this λ alone. */
  readonly notes?: readonly string[] | undefined;
  /** Whether a concave penalty's objective is convex around it and at every stronger λ. */
  readonly convex?: boolean | undefined;
  /** Cumulative baseline hazard of a Cox model. */
  readonly baseline?: Baseline | undefined;
}

/** Everything a model file stores; `coef` is p values per output. */
export interface FittedState extends SharedState, Omit<PathPoint, 'columns' | 'values' | 'notes'> {
  readonly coef: Float64Array;
}

/** The model at one point of a path. */
export function stateAt(shared: SharedState, point: PathPoint): FittedState {
  const { columns, values, notes = [], ...rest } = point;
  const p = shared.featureNames.length;
  const outputs = point.intercepts.length;
  const coef = new Float64Array(p * outputs);
  for (let k = 0; k < outputs; k++)
    columns.forEach((j, q) => {
      coef[k * p + j] = values[k * columns.length + q]!;
    });
  return { ...shared, ...rest, notes: [...shared.notes, ...notes], coef };
}
