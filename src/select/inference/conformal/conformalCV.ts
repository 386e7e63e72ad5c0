import { checkKeys, fail, failType } from '../../../check.ts';
import type { Dataset } from '../../../data/types.ts';
import { DATA_KEYS, RUN_KEYS } from '../../../linear/settings.ts';
import type { FitData } from '../../../linear/types.ts';
import type { Label, MatrixLike, VectorLike } from '../../../memory/types.ts';
import { checkRun } from '../../../runtime/checkRun.ts';
import { run } from '../../../runtime/run.ts';
import type { RunOptions } from '../../../runtime/types.ts';
import { isPartition } from '../../folds.ts';
import { resolveFolds } from '../../split/index.ts';
import type { Folds, Split } from '../../types.ts';
import { labelsOf, numbersOf } from '../outcomes.ts';
import { readSample, type Sample } from '../sample.ts';
import { type Rows, takeRows } from '../takeRows.ts';
import type { Learner, PredictingModel } from '../types.ts';
import { type Calibrated, type Conformal, conformalOf } from './calibration.ts';
import { checkCoverage } from './coverageRank.ts';
import {
  type ClassScore,
  checkScore,
  isClassifier,
  predictClasses,
  predictNumbers,
  residuals,
  trueScores,
} from './score.ts';

const WHERE = 'conformalCV';

/** Options of `conformalCV`. */
export interface ConformalCVOptions extends FitData, RunOptions {
  /** Share of new rows whose outcome is to be covered, in (0, 1), default 0.9. */
  coverage?: number;
  /** Folds that test every row once, default 10; 'loo' is the jackknife+: n fits. */
  folds?: Folds | 'loo';
  /** Score of a class, default 'lac'; models of numbers use |y − ŷ|. */
  score?: ClassScore;
}

/**
 * CV+ and the jackknife+: conformal intervals or sets from all rows, each scored by the fit of the
 * folds that did not see it. With ŷ_(−i) the prediction of that fit, R_i = |y_i − ŷ_(−i)(x_i)| and
 * k = ⌈(n + 1) coverage⌉ the interval of x runs
 *
 *     from the k-th largest of ŷ_(−i)(x) − R_i to the k-th smallest of ŷ_(−i)(x) + R_i.
 *
 * A set holds the classes that score higher than fewer than k of the rows, each comparison with
 * the fit that left that row out.
 *
 * Where rows are too few to set some aside. Coverage comes out near `coverage` = 1 − α in practice;
 * proven for exchangeable rows are 1 − 2α for 'loo' and, for K folds of m rows,
 * 1 − 2α − min(2 (1 − 1/K) / (m + 1), (1 − K/n) / (K + 1)). The models of all folds are kept, and
 * an interval costs K predictions and a sort of n values per row.
 *
 * @param estimator any estimator; it is fitted once per fold and decides λ as its `fit` does.
 * @param X n × p, read once; subsets of its rows are copied.
 * @param y n outcomes: numbers, or labels for a classifier.
 * @throws RangeError or TypeError naming the argument; rejects with the signal's reason.
 * @example
 * ```ts
 * const band = await conformalCV(new Ridge({ lambda: 0.1 }), X, y, { folds: 'loo' });
 * ```
 * @see Barber, Candès, Ramdas, Tibshirani (2021), Ann. Stat. 49(1), 486–507, theorems 1 and 4;
 * Romano, Sesia, Candès (2020), NeurIPS 33, section 2.3, for classes.
 */
export async function conformalCV<L extends Label = Label>(
  estimator: Learner<PredictingModel<L>>,
  X: MatrixLike | Dataset,
  y?: VectorLike | readonly Label[],
  options: ConformalCVOptions = {},
): Promise<Conformal<L>> {
  checkKeys(WHERE, options, ['coverage', 'folds', 'score', ...DATA_KEYS, ...RUN_KEYS]);
  const { coverage = 0.9, score = 'lac', folds = 10, seed = 0, signal, onProgress } = options;
  checkCoverage(WHERE, coverage);
  checkScore(WHERE, score);
  checkRun(WHERE, options);
  if (typeof estimator?.fit !== 'function')
    failType(WHERE, 'estimator', 'have a method fit', estimator);
  signal?.throwIfAborted();
  const slices = signal ? { signal } : {};
  const sample = await run(readSample(WHERE, X, y, estimator.spec ?? {}, options), slices);
  const splits = splitsOf(sample, folds, seed);
  const parts: Calibrated<L>[] = [];
  for (const [k, { train, test }] of splits.entries()) {
    const seen = await run(takeRows(sample, train), slices);
    const model = await estimator.fit(seen.X, seen.y, { ...seen.data, ...runOf(options) });
    const unseen = await run(takeRows(sample, test), slices);
    parts.push({ model, scores: scoresOf(model, unseen, score).sort() });
    onProgress?.({ phase: 'folds', done: k + 1, total: splits.length });
  }
  return conformalOf({ parts, coverage, score, classes: classesOf(parts) });
}

function splitsOf({ n, y, data }: Sample, folds: Folds | 'loo', seed: RunOptions['seed']): Split[] {
  const context = {
    n,
    y: y.values as ArrayLike<Label>,
    ...(data.groups && { groups: data.groups }),
    seed: seed ?? 0,
  };
  const splits = resolveFolds(folds === 'loo' ? { kind: 'loo' } : folds, context);
  if (!isPartition(n, splits))
    fail(WHERE, 'folds', 'test every row once and train on all others', 'other splits');
  return splits;
}

function runOf({ seed, signal, runtime }: RunOptions): RunOptions {
  const given = Object.entries({ seed, signal, runtime }).filter(([, v]) => v !== undefined);
  return Object.fromEntries(given);
}

function scoresOf<L extends Label>(
  model: PredictingModel<L>,
  { X, y, data }: Rows,
  score: ClassScore,
): Float64Array {
  const known = data.offset ? { offset: data.offset } : {};
  if (!isClassifier(model))
    return residuals(WHERE, predictNumbers(WHERE, model, X, known), numbersOf(WHERE, y));
  return trueScores(predictClasses(model, X, known), model.classes, labelsOf(WHERE, y), score);
}

/** The classes of all folds, in the order of the first that knows them. */
function classesOf<L extends Label>(parts: readonly Calibrated<L>[]): L[] {
  return [...new Set(parts.flatMap(({ model }) => model.classes ?? []))];
}
