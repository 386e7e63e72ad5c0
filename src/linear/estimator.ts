/** What the linear estimators share: an immutable spec, `fit`, `fitSync`, `with`. */
import { checkKeys, fail, failType } from '../check.ts';
import { type FittedPreprocessor, Recipe } from '../data/recipe.ts';
import type { Dataset } from '../data/types.ts';
import type { MatrixLike } from '../memory/types.ts';
import { acrossOutputs } from '../penalty/acrossOutputs.ts';
import { elasticNet } from '../penalty/elasticNet.ts';
import type { Penalty } from '../penalty/penalty.ts';
import { checkRun } from '../runtime/checkRun.ts';
import { run, runSync, type Task } from '../runtime/run.ts';
import { memoryOf } from '../runtime/runtime.ts';
import type { RunOptions } from '../runtime/types.ts';
import type { FittedLinear } from './fittedLinear.ts';
import type { FittedModel } from './fittedModel.ts';
import { learnOne, loadData, type Modelling, prepareTraining, sharedOf } from './learn.ts';
import { modelOf } from './modelOf.ts';
import { pointOf } from './pointOf.ts';
import type { ClassWeight } from './response/codeClasses.ts';
import { type FamilyChoice, type FamilySpec, familySpec } from './response/familyChoice.ts';
import type { ResponseLike } from './response/types.ts';
import { checkSpec, DATA_KEYS, RUN_KEYS } from './settings.ts';
import { type FittedState, stateAt } from './state.ts';
import type { FitData, LinearSpec } from './types.ts';

/** What a kind of estimator adds to the options of every linear model. */
export interface EstimatorKind {
  /** Name, for messages. */
  readonly where: string;
  /** The share of L1 where none is given. */
  readonly l1Ratio: number;
  readonly family?: FamilyChoice;
  readonly classWeight?: ClassWeight | undefined;
  /** Whether the coefficients of a feature over all outputs are penalized together. */
  readonly grouped?: boolean | undefined;
}

/** A specification of a linear model: never changes, fits any number of data sets. */
export abstract class LinearEstimator<F extends FittedModel = FittedLinear> {
  readonly spec: Readonly<LinearSpec>;
  /** λ and its shape: the spec's own, or the elastic net of its lambda and l1Ratio. */
  readonly penalty: Penalty;
  readonly family: FamilySpec;
  readonly classWeight: ClassWeight | undefined;
  /** Which model this is, for files and messages. */
  abstract readonly kind: FittedState['model'];

  /** @internal Use one of the estimators. */
  protected constructor(spec: LinearSpec, kind: EstimatorKind) {
    const { where, family = 'gaussian' } = kind;
    checkSpec(where, spec);
    this.spec = Object.freeze({ ...spec });
    const { lambda = 1 } = spec;
    const shape = spec.penalty ?? elasticNet({ lambda, l1Ratio: spec.l1Ratio ?? kind.l1Ratio });
    this.penalty = kind.grouped ? acrossOutputs(shape) : shape;
    this.family = Object.freeze(familySpec(where, family));
    this.classWeight = kind.classWeight;
  }

  /** The same estimator with some options changed. */
  abstract with(patch: LinearSpec): LinearEstimator<F>;

  /** @internal What the solvers must know. */
  get modelling(): Modelling {
    const { family, penalty, classWeight } = this;
    return { family, penalty, classWeight };
  }

  /**
   * Fit to X (n × p) and y (n). Reads both, keeps neither; large X is read in slices, so leave it
   * unchanged until the promise settles.
   * Rejects with a RangeError or TypeError that names the argument, or with the signal's reason.
   */
  fit(X: MatrixLike, y: ResponseLike, options?: FitData & RunOptions): Promise<F>;
  fit(rows: Recipe, y: ResponseLike, options?: FitData & RunOptions): Promise<F>;
  fit(data: Dataset, y?: undefined, options?: FitData & RunOptions): Promise<F>;
  async fit(X: DataLike, y?: ResponseLike, options: FitData & RunOptions = {}): Promise<F> {
    checkKeys(`${this.kind}.fit`, options, [...DATA_KEYS, ...RUN_KEYS]);
    checkRun(`${this.kind}.fit`, options);
    options.signal?.throwIfAborted();
    const input = unpack(X, y, this, options);
    return run(this.#task(input, options), options);
  }

  /** The same at once, blocking the thread. */
  fitSync(X: MatrixLike | Recipe, y: ResponseLike, options: FitData = {}): F {
    checkKeys(`${this.kind}.fitSync`, options, DATA_KEYS);
    return runSync(this.#task(unpack(X, y, this, options), {}));
  }

  /** The options as plain data. */
  toJSON(): unknown {
    const { penalty, ...spec } = this.spec;
    const family = this.family.name === 'gaussian' ? {} : { family: this.family };
    const shape = penalty ? { penalty: { ...penalty } } : {};
    return { estimator: this.kind, ...family, ...spec, ...shape };
  }

  *#task(input: Input, options: RunOptions): Task<F> {
    const where = `${this.kind}.fit`;
    const memory = memoryOf(options);
    const data = yield* loadData(memory, where, input.spec, input.X, input.y, this.modelling);
    try {
      const { penalty } = data;
      const count = Number(penalty.lambda > 0);
      const training = yield* prepareTraining(data, data.response, data.scope, count);
      const solution = yield* learnOne(data.scope, training.problem, penalty);
      const shared = sharedOf(this.kind, data, training, penalty, {
        preprocessor: input.recipe?.preprocessor,
      });
      return modelOf(stateAt(shared, pointOf(data, training, solution))) as F;
    } finally {
      data.scope.release();
    }
  }
}

/** @throws TypeError for anything that is not an estimator of this package. */
export function checkEstimator(where: string, estimator: unknown): void {
  if (!(estimator instanceof LinearEstimator))
    failType(where, 'estimator', 'be an estimator such as new Lasso()', estimator);
}

/** Families whose responses are labels. */
const CLASSIFIES = new Set(['binomial', 'multinomial', 'squaredHinge']);

/** Matrix and response with one merged spec, whether they came as a data set or apart. */
export interface Input {
  readonly X: MatrixLike;
  readonly y: ResponseLike;
  readonly spec: LinearSpec;
  /** Where X came from raw rows: those, and what was learned from all of them. */
  readonly recipe?: { readonly source: Recipe; readonly preprocessor: FittedPreprocessor<unknown> };
}

/** X as users may give it. */
export type DataLike = MatrixLike | Dataset | Recipe;

/** Data given to a call win over those of the data set, which win over those of the estimator. */
export function unpack(
  X: DataLike,
  y: ResponseLike | undefined,
  { spec, family }: Pick<LinearEstimator<FittedModel>, 'spec' | 'family'>,
  options: FitData,
): Input {
  const given = Object.fromEntries(DATA_KEYS.map((key) => [key, options[key]]));
  const own = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (X instanceof Recipe) return unpackRecipe(X, y as ResponseLike, { ...spec, ...own });
  if (!isDataset(X)) return { X, y: y as ResponseLike, spec: { ...spec, ...own } };
  const { weights, offset, groups, impute, featureNames } = X;
  const carried = Object.fromEntries(
    Object.entries({ weights, offset, groups, impute, featureNames }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  const labels = CLASSIFIES.has(family.name) ? X.labels : undefined;
  return { X: X.X, y: y ?? labels ?? X.y, spec: { ...spec, ...carried, ...own } };
}

const EACH_FOLD = 'what a fold learns decides its columns';

/** The matrix that all rows give; columns have the names that the preprocessor gives them. */
function unpackRecipe(source: Recipe, y: ResponseLike, spec: LinearSpec): Input {
  for (const key of ['penaltyFactor', 'featureNames'] as const)
    if (spec[key] !== undefined) fail('recipe', key, 'be left out', spec[key], EACH_FOLD);
  for (const key of ['lower', 'upper'] as const)
    if (typeof spec[key] === 'object') fail('recipe', key, 'be one number', spec[key], EACH_FOLD);
  const { exclude } = spec;
  if (exclude !== undefined && typeof exclude !== 'function')
    fail('recipe', 'exclude', 'be a function of the training rows', exclude, EACH_FOLD);
  const preprocessor = source.preprocessor.fit(source.rows);
  const { featureNames } = preprocessor;
  const X = preprocessor.transform(source.rows);
  return { X, y, spec: { ...spec, featureNames }, recipe: { source, preprocessor } };
}

function isDataset(X: DataLike): X is Dataset {
  return typeof X === 'object' && X !== null && 'encoding' in X && 'X' in X;
}
