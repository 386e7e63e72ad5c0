import { LinearEstimator } from './estimator.ts';
import type { FittedClassifier } from './fittedClassifier.ts';
import type { FittedLinear } from './fittedLinear.ts';
import type { FittedModel } from './fittedModel.ts';
import type { FittedMultiResponse } from './fittedMultiResponse.ts';
import type { FittedSurvival } from './fittedSurvival.ts';
import type { ClassWeight } from './response/codeClasses.ts';
import type { FamilyChoice, FamilyWord } from './response/familyChoice.ts';
import type { LinearSpec } from './types.ts';

/** Options of a generalized linear model. */
export interface GLMSpec extends LinearSpec {
  /** The family of the response, default 'gaussian'. */
  family?: FamilyChoice;
  /** Weights of the classes, for families of classes. */
  classWeight?: ClassWeight;
  /** Whether a feature is in for all outputs (classes, responses) or for none; default false. */
  grouped?: boolean;
}

/** The fitted model that a family gives. */
export type FittedOf<C> = C extends { name: infer N }
  ? FittedOf<N>
  : C extends 'binomial' | 'multinomial' | 'squaredHinge'
    ? FittedClassifier
    : C extends 'multigaussian'
      ? FittedMultiResponse
      : C extends 'cox'
        ? FittedSurvival
        : C extends FamilyWord
          ? FittedLinear
          : FittedModel;

/**
 * Generalized linear model: minimise Σ ω_i ℓ(η_i; y_i) + λ Σ_j f_j [ r|β_j s_j| + (1 − r)/2 (β_j s_j)² ]
 * with η = b + Xβ + offset, weights ω scaled to sum to 1, s_j the standard deviation of column j
 * (1 with `standardize: false`); or any other penalty.
 *
 * | family | y | ℓ(η; y) | predictions |
 * |---|---|---|---|
 * | gaussian | number | ½ (y − η)² | mean η |
 * | binomial | two labels, shares, counts n × 2 | log(1 + e^η) − yη | labels, probabilities |
 * | multinomial | labels, counts n × K | log Σ e^{η_k} − Σ y_k η_k | labels, probabilities |
 * | poisson | counts ≥ 0 | e^η − yη | mean e^η |
 * | gamma | > 0 | y e^−η + η | mean e^η |
 * | tweedie { power } | ≥ 0 | y e^((1−p)η) ÷ (p − 1) + e^((2−p)η) ÷ (2 − p) | mean e^η |
 * | negativeBinomial { theta } | counts ≥ 0 | (y + θ) log(e^η + θ) − yη | mean e^η |
 * | huber { delta } | number | ½ r² for r = \|y − η\| ≤ δ, δ (r − ½ δ) beyond | η |
 * | quantile { tau } | number | pinball loss | τ-quantile η |
 * | squaredHinge | two labels | ½ max(0, 1 − sη)², s = ±1 | labels |
 * | multigaussian | matrix n × K | ½ Σ_k (y_k − η_k)² | matrix n × K |
 * | cox { ties } | { time, event } | partial likelihood | hazards, survival curves |
 *
 * The options are those of every linear model, see {@link LinearSpec}. λ = 0 fits without penalty.
 *
 * @example
 * ```ts
 * const model = await new GLM({ family: 'poisson', lambda: 0.01 }).fit(X, counts, { offset: logTime });
 * model.predict(Xnew, { offset: logTimeNew });
 * ```
 * @see Friedman, Hastie, Tibshirani (2010), J. Stat. Softw. 33(1); McCullagh and Nelder (1989).
 */
export class GLM<const C extends FamilyChoice = FamilyChoice> extends LinearEstimator<FittedOf<C>> {
  readonly kind = 'GLM';
  readonly #spec: GLMSpec;

  /** @throws RangeError for options outside their range, TypeError for unknown ones. */
  constructor(spec: GLMSpec & { family?: C } = {}) {
    const { family = 'gaussian', classWeight, grouped, ...rest } = spec;
    super(rest, { where: 'GLM', l1Ratio: 1, family, classWeight, grouped });
    this.#spec = spec;
  }

  override with(patch: GLMSpec): GLM<C> {
    return new GLM<C>({ ...this.#spec, ...patch } as GLMSpec & { family?: C });
  }
}
