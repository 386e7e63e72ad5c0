/** What the linear estimators share: an immutable spec, `fit`, `fitSync`, `with`. */
import { checkKeys, failType } from '../check.ts';
import type { Dataset } from '../data/types.ts';
import type { MatrixLike, VectorLike } from '../memory/types.ts';
import { elasticNet } from '../penalty/elasticNet.ts';
import type { Penalty } from '../penalty/penalty.ts';
import { checkRun } from '../runtime/checkRun.ts';
import { run, runSync, type Task } from '../runtime/run.ts';
import { memoryOf } from '../runtime/runtime.ts';
import type { RunOptions } from '../runtime/types.ts';
import { FittedLinear, type FittedState, stateAt } from './fitted.ts';
import { learnOne, loadData, pointOf, prepareTraining, sharedOf } from './learn.ts';
import { checkSpec, DATA_KEYS, RUN_KEYS } from './settings.ts';
import type { FitData, LinearSpec } from './types.ts';

/** A specification of a linear model: never changes, fits any number of data sets. */
export abstract class LinearEstimator {
  readonly spec: Readonly<LinearSpec>;
  /** λ and its shape: the spec's own, or the elastic net of its lambda and l1Ratio. */
  readonly penalty: Penalty;
  /** Which model this is, for files and messages. */
  abstract readonly kind: FittedState['model'];

  protected constructor(where: string, spec: LinearSpec, l1Ratio: number) {
    checkSpec(where, spec);
    this.spec = Object.freeze({ ...spec });
    const { lambda = 1 } = spec;
    this.penalty = spec.penalty ?? elasticNet({ lambda, l1Ratio: spec.l1Ratio ?? l1Ratio });
  }

  /** The same estimator with some options changed. */
  abstract with(patch: LinearSpec): LinearEstimator;

  /**
   * Fit to X (n × p) and y (n). Reads both, keeps neither; large X is read in slices, so leave it
   * unchanged until the promise settles.
   * Rejects with a RangeError or TypeError that names the argument, or with the signal's reason.
   */
  fit(X: MatrixLike, y: VectorLike, options?: FitData & RunOptions): Promise<FittedLinear>;
  fit(data: Dataset, y?: undefined, options?: FitData & RunOptions): Promise<FittedLinear>;
  async fit(
    X: MatrixLike | Dataset,
    y?: VectorLike,
    options: FitData & RunOptions = {},
  ): Promise<FittedLinear> {
    checkKeys(`${this.kind}.fit`, options, [...DATA_KEYS, ...RUN_KEYS]);
    checkRun(`${this.kind}.fit`, options);
    options.signal?.throwIfAborted();
    const input = unpack(X, y, this.spec, options);
    return run(this.#task(input, options), options);
  }

  /** The same at once, blocking the thread. */
  fitSync(X: MatrixLike, y: VectorLike, options: FitData = {}): FittedLinear {
    checkKeys(`${this.kind}.fitSync`, options, DATA_KEYS);
    return runSync(this.#task(unpack(X, y, this.spec, options), {}));
  }

  /** The options as plain data. */
  toJSON(): unknown {
    const { penalty, ...spec } = this.spec;
    return { estimator: this.kind, ...spec, ...(penalty ? { penalty: { ...penalty } } : {}) };
  }

  *#task(input: Input, options: RunOptions): Task<FittedLinear> {
    const where = `${this.kind}.fit`;
    const data = yield* loadData(memoryOf(options), where, input.spec, input.X, input.y);
    try {
      const training = yield* prepareTraining(data, data.response);
      const { penalty } = this;
      const solution = yield* learnOne(data.scope, training.problem, penalty);
      const shared = sharedOf(this.kind, data, training, penalty);
      return new FittedLinear(stateAt(shared, pointOf(data, training, solution)));
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

/** Matrix and response with one merged spec, whether they came as a data set or apart. */
export interface Input {
  readonly X: MatrixLike;
  readonly y: VectorLike;
  readonly spec: LinearSpec;
}

/** Data given to a call win over those of the data set, which win over those of the estimator. */
export function unpack(
  X: MatrixLike | Dataset,
  y: VectorLike | undefined,
  spec: LinearSpec,
  options: FitData,
): Input {
  const given = Object.fromEntries(DATA_KEYS.map((key) => [key, options[key as keyof FitData]]));
  const own = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (!isDataset(X)) return { X, y: y as VectorLike, spec: { ...spec, ...own } };
  const { weights, offset, groups, impute, featureNames } = X;
  const carried = Object.fromEntries(
    Object.entries({ weights, offset, groups, impute, featureNames }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  return { X: X.X, y: y ?? X.y, spec: { ...spec, ...carried, ...own } };
}

function isDataset(X: MatrixLike | Dataset): X is Dataset {
  return typeof X === 'object' && X !== null && 'encoding' in X && 'X' in X;
}
