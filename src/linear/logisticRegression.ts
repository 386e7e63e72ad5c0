import type { Label } from '../memory/types.ts';
import { LinearEstimator } from './estimator.ts';
import type { FittedClassifier } from './fittedClassifier.ts';
import type { Modelling } from './learn.ts';
import type { ClassWeight } from './response/codeClasses.ts';
import type { LinearSpec } from './types.ts';

/** Options of a logistic regression. */
export interface LogisticSpec extends LinearSpec {
  /** 'balanced', or a weight per class; default all 1. */
  classWeight?: ClassWeight;
  /**
   * More than two classes by one symmetric softmax model; default 'auto', which counts the labels:
   * two of them give a single log odds.
   */
  multinomial?: boolean | 'auto';
  /** Whether a feature is in for all of more than two classes or for none; default false. */
  grouped?: boolean;
}

/**
 * Logistic regression: classes from the log odds b + Xβ, by labels of text, numbers or booleans;
 * for K > 2 classes the softmax of K scores. λ ‖β‖₁ by default, the elastic net with l1Ratio.
 *
 * | option | meaning | default |
 * |---|---|---|
 * | lambda | strength λ; 1/(nC) in scikit-learn's words | 1 |
 * | l1Ratio | share of L1: 1 lasso, 0 ridge | 1 |
 * | classWeight | 'balanced' or weights by label | none |
 *
 * @example
 * ```ts
 * const model = await new LogisticRegression({ lambda: 0.01 }).fit(X, ['spam', 'ham', …]);
 * model.predict(Xnew);       // ['ham', …]
 * model.predictProba(Xnew);  // rows × classes
 * ```
 * @see Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1), sections 3 and 4.
 */
export class LogisticRegression<L extends Label = Label> extends LinearEstimator<
  FittedClassifier<L>
> {
  readonly kind = 'LogisticRegression';
  readonly #spec: LogisticSpec;

  /** @throws RangeError for options outside their range, TypeError for unknown ones. */
  constructor(spec: LogisticSpec = {}) {
    const { classWeight, multinomial = 'auto', grouped, ...rest } = spec;
    const family = multinomial === true ? 'multinomial' : 'binomial';
    super(rest, { where: 'LogisticRegression', l1Ratio: 1, family, classWeight, grouped });
    this.#spec = spec;
  }

  /** @internal */
  override get modelling(): Modelling {
    return { ...super.modelling, several: this.#spec.multinomial !== false };
  }

  override with(patch: LogisticSpec): LogisticRegression<L> {
    return new LogisticRegression<L>({ ...this.#spec, ...patch });
  }
}
