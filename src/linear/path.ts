import { checkKeys, checkUnit, fail } from '../check.ts';
import { checkRun } from '../runtime/checkRun.ts';
import { run, type Task } from '../runtime/run.ts';
import { memoryOf } from '../runtime/runtime.ts';
import type { RunOptions } from '../runtime/types.ts';
import {
  checkEstimator,
  type DataLike,
  type Input,
  type LinearEstimator,
  unpack,
} from './estimator.ts';
import { fitPath } from './fitPath.ts';
import type { FittedModel } from './fittedModel.ts';
import { checkGrid, lambdaCount } from './grid.ts';
import { gridFor, loadData, prepareTraining, sharedOf } from './learn.ts';
import { leaveOneOut } from './leaveOneOut.ts';
import { LinearPath } from './linearPath.ts';
import { pointOf } from './pointOf.ts';
import { relaxed } from './relax.ts';
import type { ResponseLike } from './response/types.ts';
import { DATA_KEYS, RUN_KEYS } from './settings.ts';
import type { FitData, PathOptions } from './types.ts';

export const GRID_KEYS = ['nLambda', 'lambdaMinRatio', 'lambdas', 'stopEarly', 'maxNonzero'];
const PATH_KEYS = [...GRID_KEYS, 'leaveOneOut', 'relax'];

/**
 * Fit an estimator along a grid of λ, from the strongest down, each λ starting at the last
 * solution and ending with a duality gap of at most tol · null loss.
 *
 * The automatic grid has nLambda (100) values from λ_max, where every penalized coefficient is 0,
 * down to lambdaMinRatio · λ_max (1e-4; 1e-2 if n < p), evenly in log λ. The estimator's own
 * lambda plays no part.
 *
 * @throws RangeError or TypeError naming the argument; rejects with the signal's reason.
 * @see Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1), section 2.5.
 */
export async function path<F extends FittedModel>(
  estimator: LinearEstimator<F>,
  X: DataLike,
  y?: ResponseLike,
  options: PathOptions & FitData & RunOptions = {},
): Promise<LinearPath<F>> {
  checkEstimator('path', estimator);
  checkKeys('path', options, [...PATH_KEYS, ...DATA_KEYS, ...RUN_KEYS]);
  checkGrid('path', options);
  const gamma = gammaOf('path', options.relax);
  if (gamma !== undefined && options.leaveOneOut)
    fail('path', 'leaveOneOut', 'be left out with relax', true, 'it is of the penalized fits');
  checkRun('path', options);
  options.signal?.throwIfAborted();
  return run(pathTask(estimator, unpack(X, y, estimator, options), options, gamma), options);
}

function* pathTask<F extends FittedModel>(
  estimator: LinearEstimator<F>,
  input: Input,
  options: PathOptions & RunOptions,
  gamma: number | undefined,
): Task<LinearPath<F>> {
  const memory = memoryOf(options);
  const { modelling } = estimator;
  const data = yield* loadData(memory, 'path', input.spec, input.X, input.y, modelling);
  try {
    const { exclude } = data.spec;
    if (options.leaveOneOut && typeof exclude === 'function')
      fail('path', 'leaveOneOut', 'be left out where exclude is a function', true, LEAVE_ONE_OUT);
    const training = yield* prepareTraining(data, data.response, data.scope, lambdaCount(options));
    const problem = options.leaveOneOut ? { ...training.problem, kept: {} } : training.problem;
    const { penalty } = data;
    const lambdas = yield* gridFor('path', problem, penalty, options);
    const { stopEarly = false, maxNonzero = Infinity } = options;
    const end = { stopEarly, maxNonzero };
    const fits = yield* fitPath(data.scope, problem, penalty, lambdas, end);
    const [solutions] = gamma === undefined ? [fits] : yield* relaxed(problem, fits, [gamma]);
    const { kind } = estimator;
    const shared = sharedOf(kind, data, training, penalty, {
      preprocessor: input.recipe?.preprocessor,
      gamma,
    });
    const points = solutions!.map((solution) => pointOf(data, training, solution));
    if (!options.leaveOneOut) return new LinearPath(shared, points);
    const left = yield* leaveOneOut('path', problem, penalty.l1Ratio, lambdas);
    return new LinearPath(shared, points, meanSquares(left, data.response.weights));
  } finally {
    data.scope.release();
  }
}

const LEAVE_ONE_OUT = "crossValidate with folds 'loo' asks it anew in every fold";

/** The share of the penalized fit in a mix; undefined where no refit is asked for. */
export function gammaOf(where: string, relax: PathOptions['relax']): number | undefined {
  if (relax === undefined || relax === false) return undefined;
  if (relax === true) return 0;
  checkUnit(where, 'relax', relax);
  return relax;
}

/** Σ ω_i e_i² per λ. */
function meanSquares(left: readonly Float64Array[], weights: Float64Array): Float64Array {
  return Float64Array.from(left, (e) => e.reduce((sum, v, i) => sum + weights[i]! * v * v, 0));
}
