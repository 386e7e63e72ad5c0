import { checkKeys, fail, failType } from '../../../check.ts';
import type { Dataset } from '../../../data/types.ts';
import { checkEstimator, type LinearEstimator } from '../../../linear/estimator.ts';
import { path } from '../../../linear/path.ts';
import type { ResponseLike } from '../../../linear/response/types.ts';
import { DATA_KEYS, RUN_KEYS } from '../../../linear/settings.ts';
import type { FitData } from '../../../linear/types.ts';
import type { MatrixLike } from '../../../memory/types.ts';
import { checkRun } from '../../../runtime/checkRun.ts';
import { stream } from '../../../runtime/random.ts';
import { run } from '../../../runtime/run.ts';
import type { RunOptions } from '../../../runtime/types.ts';
import { readSample } from '../sample.ts';
import { type Rows, takeRows } from '../takeRows.ts';
import type { Learner, SelectingModel } from '../types.ts';
import { type Assumption, falseSelectionBound } from './falseSelectionBound.ts';
import { deviation, firstToEnter } from './firstToEnter.ts';
import { checkPlan, cutoffFor, planFor, type StabilityPlan } from './stabilityPlan.ts';

const WHERE = 'stabilitySelection';
const OPTIONS = ['pairs', 'cutoff', 'pfer', 'maxSelected', 'base', 'assumption'];

/** Options of `stabilitySelection`. */
export interface StabilityOptions extends FitData, RunOptions {
  /** Number B of complementary pairs, default 50: 100 half samples. */
  pairs?: number;
  /** Share of the half samples that must select a feature, in (1/2, 1], default 0.75. */
  cutoff?: number;
  /** Bound on the expected number of false selections, > 0, default 1. */
  pfer?: number;
  /** Features selected on each half sample; default as many as cutoff and pfer allow. */
  maxSelected?: number;
  /**
   * 'path' (default): the first features that enter the path of 100 λ; those that enter together
   * are ranked by the size of their standardized coefficients. 'lambda': the features of the fit
   * at the estimator's own λ; the bound then uses their average number.
   */
  base?: 'path' | 'lambda';
  /** Which bound holds, default 'unimodal': see `stabilitySelection`. */
  assumption?: Assumption;
}

/** What `stabilitySelection` returns. */
export interface Stability {
  /** Features of frequency ≥ cutoff, ascending. */
  readonly selected: Int32Array;
  /** Share of the half samples that selected each feature, p values. */
  readonly frequency: Float64Array;
  /** Bound on the expected number of false selections. */
  readonly pferBound: number;
  /** Features selected per half sample: the most (base 'path') or the average (base 'lambda'). */
  readonly q: number;
  /** Share of the half samples that a selected feature reached, given or computed. */
  readonly cutoff: number;
}

/**
 * Features that an estimator selects on most half samples of the data. B times the rows are split
 * at random into two halves of ⌊n/2⌋ rows; on each half the first q features of the path are
 * selected, and a feature stays that was selected in a share ≥ cutoff of the 2B halves.
 *
 * Where a false discovery is costly and λ is hard to choose. Of cutoff, pfer and maxSelected (q)
 * two are given, or taken as 0.75 and 1, and the third follows from the bound
 *
 * | assumption | expected number of false selections at most |
 * |---|---|
 * | 'none' | q² / ((2 cutoff − 1) p) |
 * | 'unimodal' | C q² / p with C of theorem 2, about half of the above, where that applies |
 *
 * False are the features whose selection on a half sample is no likelier than q/p, that of a
 * random choice; in particular the noise features if they are exchangeable and the estimator is
 * better than chance. Unimodal means that a noise feature's frequency has one peak.
 *
 * @param estimator such as `new Lasso()`; with base 'lambda' anything whose `fit` gives a model
 * with `nonzero`.
 * @param X n × p, n ≥ 4; read once, subsets of its rows are copied.
 * @param y n values, or labels where the estimator takes them.
 * @throws RangeError or TypeError naming the argument; rejects with the signal's reason.
 * @example
 * ```ts
 * const { selected } = await stabilitySelection(new Lasso(), X, y, { pfer: 1, seed: 1 });
 * ```
 * @see Shah and Samworth (2013), J. R. Stat. Soc. B 75(1), 55–80, theorems 1 and 2; Meinshausen and
 * Bühlmann (2010), J. R. Stat. Soc. B 72(4), 417–473, theorem 1.
 */
export async function stabilitySelection(
  estimator: Learner<SelectingModel>,
  X: MatrixLike | Dataset,
  y?: ResponseLike,
  options: StabilityOptions = {},
): Promise<Stability> {
  checkKeys(WHERE, options, [...OPTIONS, ...DATA_KEYS, ...RUN_KEYS]);
  checkPlan(options);
  checkRun(WHERE, options);
  const { base = 'path', pairs = 50, seed = 0, signal, onProgress } = options;
  if (base === 'path') checkEstimator(WHERE, estimator);
  else if (typeof estimator?.fit !== 'function')
    failType(WHERE, 'estimator', 'have a method fit', estimator);
  signal?.throwIfAborted();
  const slices = signal ? { signal } : {};
  const sample = await run(readSample(WHERE, X, y, estimator.spec ?? {}, options), slices);
  const { n, p } = sample;
  if (n < 4) fail(WHERE, 'X', 'have at least four rows', n);
  const plan = base === 'path' ? planFor(options, p) : undefined;
  const counts = new Float64Array(p);
  for (let half = 0; half < 2 * pairs; half++) {
    const rows = halfOf(stream(seed, `${WHERE} ${half >> 1}`).permutation(n), half % 2);
    const part = await run(takeRows(sample, rows), slices);
    for (const j of await select(estimator, part, plan?.q, options)) counts[j]!++;
    onProgress?.({ phase: 'halves', done: half + 1, total: 2 * pairs });
  }
  return resultOf(counts, plan ?? planAfter(options, counts), pairs);
}

/** One of the two complementary halves of ⌊n/2⌋ rows, ascending. */
function halfOf(order: Int32Array, which: number): Int32Array {
  const size = Math.floor(order.length / 2);
  return order.slice(which * size, (which + 1) * size).sort();
}

/** Features selected on one half sample: the first q of the path, or those of the fit. */
async function select(
  estimator: Learner<SelectingModel>,
  { X, y, data }: Rows,
  q: number | undefined,
  { seed, signal, runtime }: StabilityOptions,
): Promise<Int32Array> {
  const given = Object.entries({ seed, signal, runtime }).filter(([, v]) => v !== undefined);
  const options: FitData & RunOptions = { ...data, ...Object.fromEntries(given) };
  if (q === undefined) return (await estimator.fit(X, y, options)).nonzero;
  const linear = estimator as unknown as LinearEstimator;
  const found = await path(linear, X, y as Float64Array, { ...options, maxNonzero: q });
  const standardized = linear.spec.standardize ?? true;
  const p = found.featureNames.length;
  return firstToEnter(found.coefs(), p, q, (j) => (standardized ? deviation(X, j) : 1));
}

/** With base 'lambda' the average number of selected features takes the place of q. */
function planAfter(options: StabilityOptions, counts: Float64Array): StabilityPlan {
  const { pairs = 50, assumption = 'unimodal', cutoff, pfer } = options;
  const p = counts.length;
  const q = counts.reduce((a, b) => a + b, 0) / (2 * pairs);
  if (pfer !== undefined) return cutoffFor(pfer, q, p, pairs, assumption);
  const level = cutoff ?? 0.75;
  const given = { q, p, cutoff: level, pairs };
  return { cutoff: level, q, pferBound: falseSelectionBound(given, assumption) };
}

function resultOf(counts: Float64Array, plan: StabilityPlan, pairs: number): Stability {
  // Counts are compared, so that a cutoff such as 0.7 means 70 of 100 whatever its last bit.
  const least = 2 * pairs * plan.cutoff * (1 - 2 ** -50);
  const selected = Array.from(counts.keys()).filter((j) => counts[j]! >= least);
  const { pferBound, q, cutoff } = plan;
  const frequency = counts.map((count) => count / (2 * pairs));
  return { selected: Int32Array.from(selected), frequency, pferBound, q, cutoff };
}
